"""Claims (*pengajuan*): a family's file on its way to BPJS. A Santun number is never a claim number of BPJS."""

from services.claims.model import (
    Claim,
    Decision,
    Details,
    Doing,
    Event,
    Handover,
    Kind,
    Move,
    Relation,
    Step,
)
from services.claims.service import Claims
from services.claims.states import State
from services.claims.telling import Neighbours

__all__ = [
    "Claim",
    "Claims",
    "Decision",
    "Details",
    "Doing",
    "Event",
    "Handover",
    "Kind",
    "Move",
    "Neighbours",
    "Relation",
    "State",
    "Step",
]
