"""[Hitung santunannya]: begins the calculator, and says what the rules of that day give, with the working."""

from decimal import Decimal

from handlers.chat.buttons import AskForHelp, BeginSubmission, OpenMenu, ReckonNow, ShowInfo, ShowSources
from handlers.chat.flows.calculator import FLOW, NAME, Answers
from handlers.chat.talk import Road
from handlers.chat.visit import Visit
from services.benefits.answers import Matter
from services.benefits.calculator import reckon
from services.benefits.messages import ReckonedDeath, ReckonedInjury
from services.benefits.model import (
    Cause,
    Death,
    Disability,
    FunctionLost,
    Injury,
    Level,
    Loss,
    Membership,
    Mode,
    MonthsPaid,
    MonthsUnknown,
    NoDisability,
    NotRated,
    PartLost,
    TotalDisability,
)
from services.requests import Subject

_START = BeginSubmission(looked_up=False)
_ON = (AskForHelp(Subject.TALK), ReckonNow(), OpenMenu())
_LOSSES = {loss.value: loss for loss in Loss}
_MODES = {
    "land": frozenset({Mode.LAND}),
    "sea": frozenset({Mode.SEA}),
    "air": frozenset({Mode.AIR}),
    "several": frozenset(Mode),
}


async def begin(visit: Visit, _: ReckonNow) -> None:
    """From the first question; an older, unfinished reckoning is replaced."""
    await visit.talk.begin(visit, NAME, Answers())


async def finish(visit: Visit, answers: Answers) -> None:
    """The answer. Raises NoRuleOnThatDay for an event before the table begins."""
    if answers.what == "died":
        await _died(visit, _death(visit, answers))
    else:
        await _hurt(visit, _injury(visit, answers))


async def _died(visit: Visit, case: Death) -> None:
    by_work = case.cause is Cause.WORK
    about, papers = (
        (Matter.DEATH_BY_WORK, Matter.PAPERS_DEATH_BY_WORK) if by_work else (Matter.DEATH_PAYS, Matter.PAPERS_DEATH)
    )
    ways = (ShowInfo(papers), ShowInfo(Matter.HEIRS), ShowSources(about, case.day))
    await visit.say(ReckonedDeath(reckon(case), by_work), _START, *ways, *_ON)


async def _hurt(visit: Visit, case: Injury) -> None:
    is_healing = isinstance(case.disability, NoDisability)
    about = Matter.ACCIDENT_PAYS if is_healing else Matter.DISABILITY
    ways = (ShowInfo(Matter.PAPERS_INJURY), ShowSources(about, case.day))
    await visit.say(ReckonedInjury(reckon(case)), _START, *ways, *_ON)


def _death(visit: Visit, answers: Answers) -> Death:
    return Death(
        day=answers.day or visit.scene.today,
        cause=answers.cause or Cause.UNKNOWN,
        membership=_membership(answers.months),
        children=_children(answers),
    )


def _injury(visit: Visit, answers: Answers) -> Injury:
    return Injury(
        day=answers.day or visit.scene.today,
        months_unable=answers.unable or 0,
        modes=_MODES.get(answers.transport or "", frozenset()),
        disability=_disability(answers),
        children=_children(answers),
    )


def _membership(months: int | None) -> Membership:
    return MonthsPaid(months) if months is not None and months >= 0 else MonthsUnknown()


def _children(answers: Answers) -> tuple[Level, ...]:
    return tuple(level for level in (answers.first, answers.second) if level is not None)


def _disability(answers: Answers) -> Disability:
    if answers.outcome == "total":
        return TotalDisability()
    if answers.outcome not in _LOSSES:
        return NoDisability()
    loss, percent = Decimal(answers.loss or 0), Decimal(answers.percent or 0)
    if answers.outcome == "part" and percent > 0:
        return PartLost(percent)
    if answers.outcome == "function" and loss > 0 and percent > 0:
        return FunctionLost(loss, percent)
    return NotRated(_LOSSES[answers.outcome])


ROADS = {NAME: Road(FLOW, finish)}
