"""What goes on request, what stays and why, and how long anything is kept: two tables."""

from dataclasses import dataclass
from datetime import timedelta

from services.erasure.model import Fate, Holding

ANSWER_WITHIN = timedelta(hours=72)
"""Three times 24 hours for withdrawal, access and restriction (UU 27/2022 Ps. 9–11, 40–41)."""

FATES: dict[Holding, Fate] = {
    Holding.SELF: Fate.NOW,
    Holding.LAST_LOOK_UP: Fate.NOW,
    Holding.DRAFTS: Fate.NOW,
    Holding.LETTERS: Fate.NOW,
    Holding.REQUESTS: Fate.NOW,
    Holding.ACCIDENTS: Fate.NOW,
    Holding.CLAIMS: Fate.NOW,
    # Handed over: BPJS decides on it, and the family must be able to prove what was handed over when.
    Holding.CLAIMS_AT_BPJS: Fate.STAYS,
    # Proof that we asked before we looked (Ps. 20, 24).
    Holding.CONSENTS: Fate.STAYS,
    # Else deleting would be the way to try numbers without end.
    Holding.ALLOWANCE: Fate.STAYS,
    # Protects the people who were looked up, not the one who looked.
    Holding.LOOKS: Fate.STAYS,
    # The agency's list, loaded by agreement; corrected and deleted through it.
    Holding.ROSTER: Fate.STAYS,
}
"""The sentence that tells why something stays is the label [holding_why] of its name."""


@dataclass(frozen=True)
class Kept:
    """How long a kind is kept. `since` names the column from which the days count."""

    table: str
    since: str
    days: int
    only: str = ""
    """A further condition, in SQL."""


RETENTION: tuple[Kept, ...] = (
    Kept("lookups", "at", 31),
    Kept("alarms", "at", 730),
    Kept("consents", "withdrawn", 730, "withdrawn IS NOT NULL"),
    Kept("rights", "done", 730, "done IS NOT NULL"),
    Kept("conversations", "closed_at", 365, "closed_at IS NOT NULL"),
    Kept("opened_people", "at", 31),
    Kept("look_grants", "at", 730),
    Kept("exports", "asked_at", 730),
    Kept("claims", "changed_at", 365, "state IN ('closed', 'withdrawn', 'paid', 'rejected')"),
    # Records of accidents that became no claim, and what is left of those that were thrown away.
    Kept("claims", "changed_at", 90, "state IN ('draft', 'withdrawn') AND consent_version = 0"),
)
"""Drafts (90 days) and post (30 days) are swept by their own rooms."""

LOOKS_KEPT = timedelta(days=730)
"""The audit of look-ups; what is left of its chain can still be verified."""
