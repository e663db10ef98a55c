"""The supervisor's figures: minutes in which somebody could have answered, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from services.helpdesk import Outcome
from services.staff import Role
from services.staff.messages import NotYourRole
from tests.helpdesk.office import CHAT, MONDAY, Office

FRIDAY_NIGHT = datetime(2026, 12, 4, 14, 0, tzinfo=UTC)
NEXT_MONDAY = datetime(2026, 12, 7, 0, 0, tzinfo=UTC)
"""Eight in the morning, when the desk opens."""


async def test_first_answers_are_counted_in_opening_hours(office: Office) -> None:
    ani, budi = await office.hires(), await office.hires("budi", Role.SUPERVISOR)
    at_noon = await office.asks()
    await office.passes(timedelta(minutes=10))
    await office.answers(ani, at_noon.conversation.id)
    await office.at(FRIDAY_NIGHT)
    at_night = await office.asks(CHAT + 1)
    await office.at(datetime(2026, 12, 4, 7, 50, tzinfo=UTC))
    late = await office.asks(CHAT + 2)
    await office.at(NEXT_MONDAY + timedelta(minutes=20))
    for asked in (at_night, late):
        await office.answers(ani, asked.conversation.id)
    async with office.work() as work:
        await office.desk.cases.close(work, ani, at_noon.conversation.id, Outcome.SOLVED, "")
        figures = await office.desk.views.figures(work, budi, 8)
    by_day = {f"{day.day:%m-%d}": day for day in figures.days}
    assert len(by_day) == 8
    assert by_day["11-30"].opened == 1
    assert by_day["11-30"].first_median == pytest.approx(10, abs=0.5)
    assert by_day["12-04"].opened == 2
    assert by_day["12-04"].first_median == pytest.approx(25, abs=0.5), "twenty on Monday; ten on Friday and twenty"
    assert by_day["12-07"].closed == 1
    assert by_day["12-07"].end_median == pytest.approx(7 * 24 - 1.67, abs=0.1)
    assert by_day["12-01"].first_median is None
    assert figures.whole.opened == 3
    assert figures.whole.first_median == pytest.approx(20, abs=0.5)
    assert figures.load == (("ani", 2, 0),)


async def test_an_answer_at_night_took_no_minute(office: Office) -> None:
    ani, budi = await office.hires(), await office.hires("budi", Role.SUPERVISOR)
    await office.at(FRIDAY_NIGHT)
    asked = await office.asks()
    await office.passes(timedelta(hours=1))
    await office.answers(ani, asked.conversation.id)
    async with office.work() as work:
        assert (await office.desk.views.figures(work, budi, 1)).whole.first_median == 0


async def test_missed_promises_and_what_is_owed_are_counted(office: Office) -> None:
    ani, budi = await office.hires(), await office.hires("budi", Role.SUPERVISOR)
    asked = await office.asks()
    for _ in range(2):
        await office.passes(timedelta(hours=1))
        async with office.work() as work:
            await office.desk.watch.keep(work)
    await office.answers(ani, asked.conversation.id)
    await office.says("Terima kasih, Bu. Lalu?", message=4)
    async with office.work() as work:
        figures = await office.desk.views.figures(work, budi, 1)
    assert figures.whole.missed == 2
    assert figures.load == (("ani", 1, 1),)


async def test_an_empty_desk_has_figures_too_and_an_agent_sees_none(office: Office) -> None:
    ani, budi = await office.hires(), await office.hires("budi", Role.SUPERVISOR)
    async with office.work() as work:
        figures = await office.desk.views.figures(work, budi, 7)
        assert (len(figures.days), figures.whole.opened, figures.whole.first_p90, figures.load) == (7, 0, None, ())
        assert figures.days[-1].day == office.rooms.region.today(MONDAY)
    with pytest.raises(NotYourRole):
        async with office.work() as work:
            await office.desk.views.figures(work, ani, 7)
