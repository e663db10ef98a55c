"""The calculator's questions: few, nothing personal, one at a time."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from handlers.chat.days import CHOICES, DayHeard, day_of_event
from handlers.chat.flow import END, Ask, Flow, Step
from handlers.chat.heard import Heard, Scene
from handlers.chat.readers import one_of, typed
from services.benefits.model import Cause, Level
from services.benefits.questions import (
    AskDayOfEvent,
    AskHowLongMember,
    AskHowManyChildren,
    AskIfFromWork,
    AskLoss,
    AskMonthsUnable,
    AskOutcome,
    AskPercent,
    AskSchoolLevel,
    AskTransport,
    AskWhatToReckon,
    NoSuchNumber,
)

NAME = "calculator"
UNKNOWN = -1
"""Stands for "not known" where a number is kept, so that the step counts as answered."""
LEVELS = tuple(level.value for level in Level)


@dataclass(frozen=True)
class Answers:
    """What was answered so far. Nothing in it tells who it is about."""

    what: str | None = None
    day: date | None = None
    cause: Cause | None = None
    months: int | None = None
    children: int | None = None
    first: Level | None = None
    second: Level | None = None
    outcome: str | None = None
    unable: int | None = None
    loss: int | None = None
    percent: int | None = None
    transport: str | None = None


def _number(least: int, most: int) -> Any:
    """Reads a whole number of this range, typed or from a button. Raises NoSuchNumber."""

    def read(heard: Heard, _draft: Answers, _scene: Scene) -> int:
        if heard.choice == str(UNKNOWN):
            return UNKNOWN
        said = heard.choice if heard.choice is not None else typed(heard, 100).lower()
        for unit in ("bulan", "bln", "persen", "%", "anak", "orang"):
            said = said.removesuffix(unit).strip()
        if not (said.isascii() and said.isdigit() and len(said) < 6 and least <= int(said) <= most):
            raise NoSuchNumber(least, most)
        return int(said)

    return read


def _cause(heard: Heard, draft: Answers, scene: Scene) -> Cause:
    return Cause(one_of(*(cause.value for cause in Cause), of="calculator.cause")(heard, draft, scene))


def _level(heard: Heard, draft: Answers, scene: Scene) -> Level:
    return Level(one_of(*LEVELS, of="calculator.first")(heard, draft, scene))


def _after_day(draft: Answers) -> str:
    return "cause" if draft.what == "died" else "outcome"


def _after_cause(draft: Answers) -> str:
    return "children" if draft.cause is Cause.WORK else "months"


def _after_outcome(draft: Answers) -> str:
    return {"part": "percent", "function": "loss"}.get(draft.outcome or "", "unable")


def _after_loss(draft: Answers) -> str:
    return "unable" if draft.loss == UNKNOWN else "percent"


def _after_transport(draft: Answers) -> str:
    return "children" if draft.outcome == "total" else END


def _after_children(draft: Answers) -> str:
    return "first" if draft.children else END


def _after_first(draft: Answers) -> str:
    return "second" if draft.children == 2 else END


def _on_the_day(draft: Answers, heard: DayHeard) -> Answers:
    return replace(draft, day=heard.day)


def _at_most_two(draft: Answers, count: int) -> Answers:
    return replace(draft, children=min(count, 2))


_DEATH: dict[str, Step[Answers]] = {
    "cause": Step(
        ask=lambda _draft, _scene: Ask(AskIfFromWork(), ("not_work", "work", "unknown")),
        read=_cause,
        then=_after_cause,
        field="cause",
    ),
    "months": Step(
        ask=lambda _draft, _scene: Ask(AskHowLongMember(), ("2", "3", "12", "36", str(UNKNOWN))),
        read=_number(0, 600),
        then="children",
        field="months",
    ),
    "children": Step(
        ask=lambda _draft, _scene: Ask(AskHowManyChildren(), ("0", "1", "2")),
        read=_number(0, 20),
        then=_after_children,
        field="children",
        keep=_at_most_two,
    ),
    "first": Step(
        ask=lambda _draft, _scene: Ask(AskSchoolLevel(1), LEVELS), read=_level, then=_after_first, field="first"
    ),
    "second": Step(ask=lambda _draft, _scene: Ask(AskSchoolLevel(2), LEVELS), read=_level, then=END, field="second"),
}
_ACCIDENT: dict[str, Step[Answers]] = {
    "outcome": Step(
        ask=lambda _draft, _scene: Ask(AskOutcome(), ("healing", "part", "function", "total")),
        read=one_of("healing", "part", "function", "total", of="calculator.outcome"),
        then=_after_outcome,
        field="outcome",
    ),
    "loss": Step(
        ask=lambda _draft, _scene: Ask(AskLoss(), (str(UNKNOWN),)),
        read=_number(1, 100),
        then=_after_loss,
        field="loss",
    ),
    "percent": Step(
        ask=lambda _draft, _scene: Ask(AskPercent(), (str(UNKNOWN),)),
        read=_number(1, 100),
        then="unable",
        field="percent",
    ),
    "unable": Step(
        ask=lambda _draft, _scene: Ask(AskMonthsUnable(), ("0", "1", "3", "6", "12")),
        read=_number(0, 120),
        then="transport",
        field="unable",
    ),
    "transport": Step(
        ask=lambda _draft, _scene: Ask(AskTransport(), ("land", "sea", "air", "several", "none")),
        read=one_of("land", "sea", "air", "several", "none", of="calculator.transport"),
        then=_after_transport,
        field="transport",
    ),
}
FLOW: Flow[Answers] = Flow(
    name=NAME,
    version=2,
    first="what",
    draft=Answers,
    steps={
        "what": Step(
            ask=lambda _draft, _scene: Ask(AskWhatToReckon(), ("died", "hurt")),
            read=one_of("died", "hurt", of="calculator.what"),
            then="day",
            field="what",
        ),
        "day": Step(
            ask=lambda _draft, _scene: Ask(AskDayOfEvent(), CHOICES),
            read=day_of_event,
            then=_after_day,
            field="day",
            keep=_on_the_day,
        ),
        **_DEATH,
        **_ACCIDENT,
    },
)
"""A death asks cause, membership and children; an accident asks how it ended, how long, and how one was brought."""
