"""The tables of this room: when an export is over, and who may be granted more."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from services.oversight.model import Allowance, Export, Kind, Order, Stage
from services.oversight.rules import NEEDS, may_be_granted, monday, stage
from services.staff import Act, Role
from services.staff.rules import RIGHTS, Reason

THEN = datetime(2026, 3, 3, 4, tzinfo=UTC)
WAITING = Export(uuid4(), Order(Kind.CLAIMS, Reason.REPORT), "sari", THEN)
APPROVED = replace(WAITING, decided_by="budi", decided_at=THEN, is_approved=True)
BLINK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("export", "later", "wanted"),
    [
        (WAITING, timedelta(hours=24) - BLINK, Stage.WAITING),
        (WAITING, timedelta(hours=24), Stage.UNDECIDED),
        (APPROVED, timedelta(hours=1) - BLINK, Stage.APPROVED),
        (APPROVED, timedelta(hours=1), Stage.LAPSED),
        (replace(APPROVED, is_approved=False), timedelta(), Stage.DECLINED),
        (replace(APPROVED, fetched_at=THEN), timedelta(days=9), Stage.FETCHED),
    ],
)
def test_an_export_stands_where_its_times_say(export: Export, later: timedelta, wanted: Stage) -> None:
    assert stage(export, THEN + later) is wanted


@pytest.mark.parametrize(("used", "may"), [(10, False), (11, True), (20, True), (25, True)])
def test_more_is_granted_when_it_runs_out(used: int, may: bool) -> None:
    assert may_be_granted(Allowance("rina", used, 20)) is may


def test_a_week_begins_on_monday() -> None:
    assert [monday(date(2026, 3, day)) for day in (1, 2, 8)] == [date(2026, 2, 23), date(2026, 3, 2), date(2026, 3, 2)]


def test_whoever_may_ask_for_some_export_may_ask_for_claims() -> None:
    assert set(NEEDS) == set(Kind)
    for role in Role:
        assert (Act.ASK_EXPORT in RIGHTS[role]) == (NEEDS[Kind.CLAIMS] in RIGHTS[role])


def test_there_are_always_two_roles_that_decide() -> None:
    assert [role for role in Role if Act.APPROVE_EXPORT in RIGHTS[role]] == [Role.SUPERVISOR, Role.ADMIN]
