"""Who may see and touch a family's file, and what trace it leaves."""

import pytest

from services.db import Database
from services.staff import Role
from services.staff.messages import NotYourRole
from services.submissions import State, Submissions
from services.submissions.messages import SubmissionUnknown
from tests.staff.people import hired
from tests.submissions.family import CHAT, DEATH, at_bpjs, submitted


async def test_rights_are_held_by_role(database: Database, submissions: Submissions) -> None:
    submission = await submitted(database, submissions)
    async with database.work() as work:
        agent = await hired(work, Role.AGENT)
        officer = await hired(work, Role.OFFICER, "budi")
        assert (await submissions.show(work, agent, submission.number, "menelepon"))[0].details == DEATH
        for verb in (
            submissions.export(work, agent, "laporan", frozenset(State)),
            submissions.hand_over(work, agent, submission.number, at_bpjs(submission)),
            submissions.move(work, officer, submission.number, State.CONTACTED),
        ):
            with pytest.raises(NotYourRole):
                await verb


async def test_exporting_leaves_a_trace_for_every_family(database: Database, submissions: Submissions) -> None:
    mine = await submitted(database, submissions)
    theirs = await submitted(database, submissions, chat=CHAT + 1)
    async with database.work() as work:
        found = await submissions.export(work, await hired(work), "laporan bulanan", frozenset(State))
        rows = await work.raw.fetch("SELECT subject, reason FROM looks WHERE action = 'submission.export' ORDER BY id")
    assert [one.number for one in found] == [mine.number, theirs.number]
    assert [tuple(row) for row in rows] == [(f"submission:{one.number}", "laporan bulanan") for one in (mine, theirs)]


async def test_a_number_with_a_wrong_digit_opens_nothing_and_is_audited(
    database: Database, submissions: Submissions
) -> None:
    submission = await submitted(database, submissions)
    wrong = submission.number[:-1] + str((int(submission.number[-1]) + 1) % 10)
    async with database.work() as work:
        with pytest.raises(SubmissionUnknown):
            await submissions.show(work, await hired(work), wrong, "salah ketik")
        assert await work.raw.fetchval("SELECT found FROM looks WHERE action = 'submission.show'") is False
