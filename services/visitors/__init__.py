"""Who writes to us: consent, the level of trust, and how many people a chat may look up."""

from services.visitors.model import (
    Alarm,
    AlarmKind,
    Allowed,
    Around,
    Consent,
    Contact,
    ContactFault,
    How,
    Locked,
    LookedUp,
    Own,
    Visitor,
)
from services.visitors.rules import CONSENT_VERSION
from services.visitors.service import Visitors

__all__ = [
    "CONSENT_VERSION",
    "Alarm",
    "AlarmKind",
    "Allowed",
    "Around",
    "Consent",
    "Contact",
    "ContactFault",
    "How",
    "Locked",
    "LookedUp",
    "Own",
    "Visitor",
    "Visitors",
]
