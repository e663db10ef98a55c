"""When an accident must be reported, and when its family is reminded of that: pure tables and questions."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from services.benefits.clocks import report_by
from services.claims.model import Claim, Details, Doing, Event

KEPT = timedelta(days=90)
"""How long a record that became no claim is kept, as every draft is."""
LOCATED_WITHIN = timedelta(hours=48)
"""While a record is younger, a shared location belongs to it."""
CONSENT_TO_RECORD = 0
"""A record rests on its button, under which stands what is kept; the consent to a claim is asked when it is sent."""
FIRST, LAST = timedelta(hours=20), timedelta(hours=42)
"""So long after the accident the clock is told of."""
QUESTION = timedelta(days=3)
"""So long after the record it is asked, once, whether a claim is to follow."""
MORNING, EVENING, BEFORE_NIGHT = time(8), time(20), time(19)
ENOUGH = timedelta(hours=3)
"""A reminder in the morning leaves at least this much of the two days; else it comes the evening before."""
_SAME_ACCIDENT = timedelta(days=3)
_DIED_LATER = timedelta(days=30)
_BY_WORK = frozenset({Doing.WORK, Doing.ON_THE_WAY})


class Step(StrEnum):
    """What the family of a record hears next; the number of steps done stands in `reminded`."""

    FIRST = "first"
    LAST = "last"
    QUESTION = "question"


STEPS = tuple(Step)


@dataclass(frozen=True)
class Told:
    """A step and its moment."""

    step: Step
    at: datetime


def happened_at(details: Details, zone: ZoneInfo) -> datetime:
    """When it happened; the beginning of the day where the hour is not known, so that the clock is never too late."""
    return datetime.combine(details.day, _hour(details.hour) or time(), zone)


def until(details: Details, zone: ZoneInfo) -> datetime:
    """Until when it is to be reported (2 × 24 hours, Permenaker 5/2021). Of a day without an hour: the evening before
    its two days are surely over."""
    end = report_by(happened_at(details, zone))
    return end if _hour(details.hour) else end - timedelta(minutes=1)


def steps(details: Details, recorded: datetime, zone: ZoneInfo) -> tuple[Told, ...]:
    """All steps with their moments, by day."""
    happened = happened_at(details, zone)
    return (
        Told(Step.FIRST, _by_day(happened + FIRST, until(details, zone), zone)),
        Told(Step.LAST, _by_day(happened + LAST, until(details, zone), zone)),
        Told(Step.QUESTION, _morning(recorded + QUESTION, zone)),
    )


def next_step(details: Details, recorded: datetime, now: datetime, done: int, zone: ZoneInfo) -> Told | None:
    """The next one that is still to come, after so many done. What was missed meanwhile is not caught up with."""
    first = max(done, STEPS.index(Step.QUESTION)) if details.is_reported else done
    return next((told for told in steps(details, recorded, zone)[first:] if told.at > now), None)


def fits(record: Claim, event: Event, details: Details) -> bool:
    """Whether what is submitted is the accident of this record: the same days, or a death that came of it."""
    apart = details.day - record.details.day
    if event is Event.DEATH:
        return details.doing in _BY_WORK and timedelta(0) <= apart <= _DIED_LATER
    return event is Event.INJURY and abs(apart) <= _SAME_ACCIDENT


def carried(kept: Details, told: Details) -> Details:
    """What was told, with what only the first hour knows. The hour goes with its day."""
    return replace(
        told,
        hour=told.hour or (kept.hour if told.day == kept.day else ""),
        place=told.place or kept.place,
        latitude=kept.latitude if told.latitude is None else told.latitude,
        longitude=kept.longitude if told.longitude is None else told.longitude,
        is_reported=told.is_reported or kept.is_reported,
    )


def _hour(written: str) -> time | None:
    return time.fromisoformat(written.replace(".", ":")) if written else None


def _by_day(at: datetime, end: datetime, zone: ZoneInfo) -> datetime:
    """By day; where the next morning would leave too little of the time, the evening before."""
    local = at.astimezone(zone)
    if MORNING <= local.time() < EVENING:
        return local
    morning = _morning(local, zone)
    evening = datetime.combine(morning.date() - timedelta(days=1), BEFORE_NIGHT, zone)
    return morning if end - morning >= ENOUGH else evening


def _morning(at: datetime, zone: ZoneInfo) -> datetime:
    """The moment itself by day, else the next morning."""
    local = at.astimezone(zone)
    if local.time() < MORNING:
        return datetime.combine(local.date(), MORNING, zone)
    if local.time() >= EVENING:
        return datetime.combine(local.date() + timedelta(days=1), MORNING, zone)
    return local
