"""How many people a chat may look up, and when a contact proves a phone number: pure questions."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from services.visitors.model import Allowed, Contact, ContactFault, Locked, Use

CONSENT_VERSION = 1
"""Which text of `AskConsent` and `ConsentInFull` a yes belongs to. A test holds the texts to this number."""

SELF_DAYS = 90
"""Phones change hands: after so many days the participant confirms again."""

LOOKED_UP_DAYS = 3
"""How long the context of the last look-up waits for the next button."""

PEOPLE_A_DAY = 3
PEOPLE_A_SPAN = 8
SPAN_DAYS = 30
SPELLINGS_COUNT_ONCE_FOR = timedelta(minutes=10)
SPELLINGS_AT_MOST = 5
"""In those ten minutes; the next one counts anew, or a script could try every name on one number."""

FRESH_CHATS_A_VILLAGE = 20
"""More chats of the same day than this, on people of one village in one day, is an alarm."""


def contact_fault(contact: Contact) -> ContactFault | None:
    """None when Telegram vouches that the sender gave their own number, in answer to our question."""
    if not contact.own:
        return ContactFault.NOT_YOURS
    return None if contact.asked else ContactFault.UNASKED


def same_use(uses: Sequence[Use], person: bytes, now: datetime) -> Use | None:
    """The earlier use that this look-up belongs to: found already, or another spelling within ten minutes."""
    for use in uses:
        if use.person == person and (use.found or _is_another_spelling(use, now)):
            return use
    return None


def _is_another_spelling(use: Use, now: datetime) -> bool:
    return now - use.at < SPELLINGS_COUNT_ONCE_FOR and use.tries < SPELLINGS_AT_MOST


def verdict(uses: Sequence[Use], person: bytes, now: datetime, zone: tzinfo) -> Allowed | Locked:
    """Whether `person` (a fingerprint) may be looked up, given the chat's counted uses of the last 30 days."""
    return Allowed() if same_use(uses, person, now) else room_for_one_more(uses, now, zone)


def room_for_one_more(uses: Sequence[Use], now: datetime, zone: tzinfo) -> Allowed | Locked:
    """Whether one more person fits into the day and into the 30 days; both count days of the region's calendar."""
    ends = [
        end
        for most, days in ((PEOPLE_A_DAY, 1), (PEOPLE_A_SPAN, SPAN_DAYS))
        if (end := _locked_until(uses, now, zone, most, days)) is not None
    ]
    return Locked(max(ends)) if ends else Allowed()


def span_start(now: datetime, zone: tzinfo, days: int = SPAN_DAYS) -> datetime:
    """Midnight at which a span of `days` calendar days that ends today began."""
    return _midnight(now.astimezone(zone)) - timedelta(days=days - 1)


def _locked_until(uses: Sequence[Use], now: datetime, zone: tzinfo, most: int, days: int) -> datetime | None:
    counted = sorted(use.at for use in uses if use.at >= span_start(now, zone, days))
    if len(counted) < most:
        return None
    # The span has room again once only most - 1 uses are left in it.
    leaves_last = counted[len(counted) - most].astimezone(zone)
    return _midnight(leaves_last) + timedelta(days=days)


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
