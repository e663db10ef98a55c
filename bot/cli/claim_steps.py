"""Makes of the options of `santun claims move` the step that is meant; what the step has no use for is refused."""

from dataclasses import dataclass, field
from datetime import date

import typer

from bot.cli.wording import say
from services.claims import Decision, Handover, State, Step
from services.claims.amounts import read_amount
from services.claims.states import NEEDS, Need
from services.participants.dates import read_day

_WORDS = "cli_claims"
_OVER, _DECISION, _NO = ("day", "office", "receipt", "complete"), ("day", "amount"), ("day", "reason")


@dataclass(frozen=True)
class Given:
    """The options as they were typed."""

    note: str = field(repr=False)
    day: str
    office: str
    receipt: str = field(repr=False)
    complete: bool | None
    amount: str
    reason: str = field(repr=False)


def step_to(to: State, given: Given, today: date) -> Step:
    """Whether it may be made, the room decides. Raises BadParameter, AmountUnreadable."""
    needs = NEEDS.get(to, frozenset())
    of_use = (
        _OVER if Need.HANDOVER in needs else _NO if Need.REASON in needs else _DECISION if Need.DAY in needs else ()
    )
    for name, typed in vars(given).items():
        if typed not in {"", None} and name not in {"note", *of_use}:
            raise typer.BadParameter(say(_WORDS, "of_no_use", option=f"--{name}", state=say("claim_state", to.value)))
    if Need.HANDOVER in needs:
        if given.complete is None:
            raise typer.BadParameter(say(_WORDS, "say_complete"))
        handover = Handover(_day(given.day, today), given.office, given.receipt, given.complete)
        return Step(to, given.note, handover=handover)
    if Need.DAY in needs:
        decision = Decision(_day(given.day, today), read_amount(given.amount), given.reason.strip())
        return Step(to, given.note, decision=decision)
    return Step(to, given.note)


def _day(typed: str, today: date) -> date:
    day = read_day(typed, today)
    if day is None:
        raise typer.BadParameter(say(_WORDS, "day_unread", example=today.isoformat()))
    return day
