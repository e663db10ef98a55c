"""Submissions (*pengajuan*): a family's file on its way to BPJS. Not yet a claim."""

from services.submissions.model import (
    Details,
    Doing,
    Event,
    Handover,
    Kind,
    Move,
    Relation,
    State,
    Submission,
)
from services.submissions.service import Submissions

__all__ = [
    "Details",
    "Doing",
    "Event",
    "Handover",
    "Kind",
    "Move",
    "Relation",
    "State",
    "Submission",
    "Submissions",
]
