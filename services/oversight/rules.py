"""How many people staff may open, what is shown of those found, and how long an export waits."""

from datetime import date, datetime, timedelta

from services.oversight.model import Allowance, Export, Kind, Stage
from services.staff.rules import Act

PEOPLE_A_DAY = 20
"""Different people that one member opens outside conversations, by the region's calendar day, and claims that are not
in their own hands with them."""
MORE_PEOPLE = 10
"""What a supervisor adds for the day."""
MOST_HITS = 10
MOST_MISSES = 40
"""Searches of a day that find nobody: a masked NIK has eight hidden digits, and a script tries them in a minute."""
FEWEST_WORDS = 2
"""Words of a name without a village: one alone would turn pages of the roster."""

DECIDE_WITHIN = timedelta(hours=24)
FETCH_WITHIN = timedelta(hours=1)
MOST_ROWS = 20_000
LONGEST_SPAN = timedelta(days=92)

LET_IN_LATELY = timedelta(days=30)
"""Whoever was given their access by somebody so lately is no second pair of eyes for them: else one person who keeps
the list of staff could be two."""

NEEDS: dict[Kind, Act] = {
    Kind.CLAIMS: Act.EXPORT_CLAIMS,
    Kind.CONVERSATIONS: Act.ASK_EXPORT,
    Kind.LOOKS: Act.SEE_AUDIT,
}
"""Beside the right to ask at all."""


def masked_name(name: str) -> str:
    """`Rahmat Hidayat` → `R••••• H••••••`."""
    return " ".join(_masked(word) for word in name.split())


def may_be_granted(allowance: Allowance) -> bool:
    """Who still has as much as a grant gives needs none; a second press of the button then changes nothing."""
    return allowance.left < MORE_PEOPLE


def stage(export: Export, now: datetime) -> Stage:
    """Where an export stands at this moment."""
    if export.decided_at is None:
        return Stage.WAITING if now < export.asked_at + DECIDE_WITHIN else Stage.UNDECIDED
    if not export.is_approved:
        return Stage.DECLINED
    if export.fetched_at is not None:
        return Stage.FETCHED
    return Stage.APPROVED if now < export.decided_at + FETCH_WITHIN else Stage.LAPSED


def monday(day: date) -> date:
    """The day on which its week began."""
    return day - timedelta(days=day.weekday())


def _masked(word: str) -> str:
    if len(word) == 1 or not word[0].isalpha():
        return "•" * len(word)
    return word[0] + "•" * (len(word) - 1)
