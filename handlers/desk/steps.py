"""Reads from a form the move that somebody wants to make with a claim, and what must come with it."""

from datetime import date

from handlers.desk.days import read_day
from handlers.desk.forms import Form
from services.claims import Decision, Handover, State, Step
from services.claims.amounts import read_amount
from services.claims.states import NEEDS, Need
from services.requests.reading import one_line
from services.staff.messages import FormStale


def step_of(form: Form) -> Step:
    """What was sent; whether it may be made, the room decides. Raises FormStale for what no form of ours holds, and
    AmountUnreadable."""
    try:
        to = State(form.get("keadaan", ""))
        before = State(form["dari"]) if "dari" in form else None
    except ValueError:
        raise FormStale from None
    needs = NEEDS.get(to, frozenset())
    return Step(
        to,
        form.get("catatan", ""),
        handover=_handover(form) if Need.HANDOVER in needs else None,
        decision=_decision(form) if Need.DAY in needs else None,
        before=before,
    )


def _handover(form: Form) -> Handover:
    office, receipt = one_line(form.get("kantor", "")), one_line(form.get("tanda", ""))
    return Handover(_day(form), office, receipt, form.get("lengkap") == "ya")


def _decision(form: Form) -> Decision:
    return Decision(_day(form), read_amount(form.get("jumlah", "")), form.get("sebab", "").strip())


def _day(form: Form) -> date:
    """A day that cannot be where none was read, so that the room says which days can."""
    return read_day(form.get("hari", "")) or date.min
