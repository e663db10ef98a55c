"""What staff wrote down wrongly is put right: a new line in the history, one kind letter, the same rights."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from python_calamine import load_workbook

from services.claims import Claims, Decision, State, Step
from services.claims.clock import Countdown
from services.claims.importing.model import Became, Why
from services.claims.messages import (
    ClaimMovedOn,
    ClaimUnknown,
    DecisionUnfit,
    HandoverUnfit,
    NoteMissing,
    NothingToCorrect,
)
from services.claims.rules import paid_by
from services.claims.sheet import claim_sheet, workbook
from services.db import Database
from services.privacy import Keys
from services.refusals import Refusal
from services.speech import Rupiah
from services.staff import Role, StaffMember
from services.staff.messages import NotYourRole
from services.words import Words
from tests.claims.family import CHAT, at_bpjs
from tests.claims.mistakes import REGION, RIGHT, WHY, WRONG, Desk, day_of, handed, paid, right
from tests.claims.sheets import sheet_of
from tests.staff.people import hired


@pytest_asyncio.fixture
async def boss(database: Database) -> StaffMember:
    async with database.work() as work:
        return await hired(work, Role.SUPERVISOR, "boss")


@pytest.fixture
def desk(database: Database, claims: Claims, boss: StaffMember, keys: Keys) -> Desk:
    return Desk(database, claims, boss, keys)


async def test_a_paid_sum_that_was_written_down_wrongly_is_put_right_and_the_history_keeps_both(
    database: Database, claims: Claims, boss: StaffMember, desk: Desk
) -> None:
    one = await paid(database, claims, boss)
    known = await desk.moves(one)
    after = await desk.corrects(one, right(one))
    moves = await desk.moves(one)
    assert (after.state, after.decision) == (State.PAID, Decision(day_of(one), RIGHT))
    assert moves[:-1] == known, "what was written stays as it is"
    last = moves[-1]
    assert (last.by, last.before, last.after, last.note) == ("staff:boss", State.PAID, State.PAID, WHY)
    assert (last.corrects, last.decision, last.belongs_to) == (True, after.decision, State.PAID)
    assert [move.decision.amount for move in moves if move.decision] == [WRONG, RIGHT]


async def test_the_family_hears_the_new_sum_once_and_neither_why_nor_the_old_words(
    database: Database, claims: Claims, boss: StaffMember, desk: Desk, words: Words
) -> None:
    one = await paid(database, claims, boss, "Rp24.000.000 sudah masuk ke rekening.")
    told = len(await desk.letters())
    after = await desk.corrects(one, right(one))
    assert (await desk.corrects(one, right(one))).decision == after.decision, "the same press again"
    letters = await desk.letters()
    assert (len(letters), len(await desk.moves(one))) == (told + 1, 5)
    async with database.work() as work:
        status = words.render(await claims.status(work, after))
    assert letters[-1].startswith("Kami memperbaiki jumlah dalam kabar sebelumnya. Yang benar: <b>Rp42.000.000</b>.")
    assert "Sudah dibayar BPJS" in letters[-1], "a letter that waited is replaced, so this one tells everything"
    for text in (letters[-1], status):
        assert ("Rp42.000.000" in text, "24.000.000" in text, "tertukar" in text) == (True, False, False)
        assert "salah" not in text
    assert "memperbaiki" not in status, "it is said once"


async def test_a_day_alone_changes_the_answer_and_writes_no_letter(
    database: Database, claims: Claims, boss: StaffMember, desk: Desk
) -> None:
    one = await paid(database, claims, boss)
    earlier = Decision(day_of(one) - timedelta(days=1), WRONG)
    told = await desk.letters()
    after = await desk.corrects(one, Step(State.PAID, WHY, decision=earlier))
    assert await desk.letters() == told
    async with database.work() as work:
        status = await claims.status(work, after)
    assert (status.decided_on, status.amount) == (earlier.day, WRONG)
    assert next(stop.day for stop in status.way if stop.state is State.PAID) == earlier.day


async def test_the_sheet_of_the_office_follows(
    database: Database, claims: Claims, boss: StaffMember, words: Words, tmp_path: Path
) -> None:
    one = await paid(database, claims, boss)
    async with database.work() as work:
        await claims.desk.correct(work, boss, one.number, right(one))
        found = await claims.desk.export(work, boss, "laporan", frozenset({State.PAID}))
        countdown = Countdown.of(REGION, work.now)
    path = tmp_path / "pengajuan.xlsx"
    path.write_bytes(workbook(claim_sheet(found, words, countdown)))
    (row,) = load_workbook(str(path)).get_sheet_by_index(0).to_python()[1:]
    assert ("42000000" in row, "24000000" in row) == (True, False)


async def test_a_correction_needs_a_reason_and_facts_that_can_be(
    database: Database, claims: Claims, boss: StaffMember, desk: Desk
) -> None:
    one = await paid(database, claims, boss)
    long_ago, tomorrow = date(2020, 1, 1), day_of(one) + timedelta(days=1)
    over = replace(at_bpjs(one), receipt="BTG/9")
    refused: list[tuple[type[Refusal], Step]] = [
        (NoteMissing, right(one, note="  ")),
        (NoteMissing, Step(State.HANDED_OVER, handover=over)),
        (DecisionUnfit, Step(State.PAID, WHY, decision=Decision(tomorrow, RIGHT))),
        (DecisionUnfit, Step(State.PAID, WHY, decision=Decision(long_ago, RIGHT))),
        (DecisionUnfit, Step(State.PAID, WHY, decision=Decision(day_of(one)))),
        (DecisionUnfit, right(one, Rupiah(1_000_000_001))),
        (DecisionUnfit, Step(State.PAID, WHY)),
        (HandoverUnfit, Step(State.HANDED_OVER, WHY, handover=replace(over, receipt=" "))),
        (HandoverUnfit, Step(State.HANDED_OVER, WHY, handover=replace(over, day=tomorrow))),
        (NothingToCorrect, Step(State.APPROVED, WHY, decision=Decision(day_of(one), RIGHT))),
        (NothingToCorrect, Step(State.IN_REVIEW, WHY)),
        (ClaimMovedOn, replace(right(one), before=State.APPROVED)),
    ]
    before = await desk.moves(one), await desk.letters()
    for kind, step in refused:
        with pytest.raises(kind):
            await desk.corrects(one, step)
    assert (await desk.moves(one), await desk.letters()) == before


async def test_a_hand_over_is_not_later_than_the_decision(
    database: Database, claims: Claims, boss: StaffMember, desk: Desk
) -> None:
    one = await handed(database, claims, boss)
    over = at_bpjs(one)
    yes = Decision(over.day + timedelta(days=1))
    async with database.work() as work:
        await claims.desk.move(work, boss, one.number, Step(State.APPROVED, decision=yes))
    told = await desk.letters()
    with pytest.raises(HandoverUnfit) as no:
        await desk.corrects(one, Step(State.HANDED_OVER, WHY, handover=replace(over, day=yes.day + timedelta(days=1))))
    assert (no.value.problem, no.value.today) == ("decided", yes.day)
    after = await desk.corrects(one, Step(State.HANDED_OVER, WHY, handover=replace(over, day=yes.day)))
    assert (after.state, after.handover, after.decision) == (State.APPROVED, replace(over, day=yes.day), yes)
    assert await desk.letters() == told, "BPJS has answered; the way there is no news"


async def test_only_who_may_record_it_may_correct_it_and_every_try_stands_in_the_audit(
    database: Database, claims: Claims, boss: StaffMember
) -> None:
    one = await paid(database, claims, boss)
    async with database.work() as work:
        rina, dewi = await hired(work, Role.AGENT, "rina"), await hired(work, Role.OFFICER, "dewi")
        for step in (right(one), Step(State.HANDED_OVER, WHY, handover=at_bpjs(one)), Step(State.DRAFT, WHY)):
            with pytest.raises(NotYourRole):
                await claims.desk.correct(work, rina, one.number, step)
        assert (await claims.desk.correct(work, dewi, one.number, right(one))).decision is not None
        with pytest.raises(ClaimUnknown):
            await claims.desk.correct(work, dewi, "KT-2026-99999-1", right(one))
        looks = await work.raw.fetch("SELECT actor, found FROM looks WHERE action = 'claim.correct' ORDER BY id")
    assert [tuple(row) for row in looks] == [("staff:dewi", True), ("staff:dewi", False)]


async def test_a_corrected_hand_over_moves_the_clock_of_the_law_and_the_family_hears_it(
    database: Database, claims: Claims, boss: StaffMember, desk: Desk
) -> None:
    one = await handed(database, claims, boss)
    async with database.work() as work:
        await work.raw.execute("UPDATE claims SET late_told = 2")
        later = replace(at_bpjs(one), day=REGION.today(work.now), receipt="BTG/2026/0321")
    step = Step(State.HANDED_OVER, WHY, handover=later, before=State.HANDED_OVER)
    after = await desk.corrects(one, step)
    told = await desk.letters()
    assert (await desk.corrects(one, step), await desk.letters()) == (after, told), "the same press again"
    assert [move.corrects for move in await desk.moves(one)] == [False] * 3 + [True]
    assert after.pay_by == paid_by(after.kind, later, REGION.is_official_working_day)
    assert after.pay_by != one.pay_by
    assert told[-1].startswith("Kami memperbaiki catatan penyerahan ke BPJS")
    assert ("BTG/2026/0321" in told[-1], "BTG/2026/0312" in told[-1]) == (True, False)
    async with database.work() as work:
        assert await work.raw.fetchval("SELECT late_told FROM claims") == 0, "of the new day nobody was told yet"


async def test_a_file_that_was_not_complete_after_all_has_no_clock_and_its_papers_are_reminded_of(
    database: Database, claims: Claims, boss: StaffMember, desk: Desk
) -> None:
    one = await handed(database, claims, boss)
    reminded = "SELECT remind_at > santun_now() AND reminded = 0 FROM claims"
    async with database.work() as work:
        await work.raw.execute("UPDATE claims SET remind_at = NULL, reminded = 3")
    after = await desk.corrects(one, Step(State.HANDED_OVER, WHY, handover=at_bpjs(one, complete=False)))
    assert after.pay_by is None
    async with database.work() as work:
        assert await work.raw.fetchval(reminded)


async def test_the_reason_of_a_no_is_corrected_word_for_word(
    database: Database, claims: Claims, boss: StaffMember, desk: Desk
) -> None:
    one = await handed(database, claims, boss)
    async with database.work() as work:
        no = Decision(REGION.today(work.now), None, "Bukan peserta.")
        await claims.desk.move(work, boss, one.number, Step(State.REJECTED, decision=no))
    mended = replace(no, reason="Surat ahli waris belum ditandatangani camat.")
    await desk.corrects(one, Step(State.REJECTED, WHY, decision=mended))
    letter = (await desk.letters())[-1]
    assert ("belum ditandatangani camat" in letter, "Bukan peserta" in letter) == (True, False)


async def test_a_sheet_does_not_change_what_is_recorded_and_says_where_that_is_done(
    database: Database, claims: Claims, boss: StaffMember, words: Words, tmp_path: Path
) -> None:
    one = await paid(database, claims, boss)
    old = sheet_of(tmp_path / "lama.csv", (one.number, "dibayar", WRONG, day_of(one).isoformat(), ""))
    new = sheet_of(tmp_path / "baru.csv", (one.number, "dibayar", RIGHT, day_of(one).isoformat(), ""))

    async def became(path: Path) -> tuple[Became, Why | None]:
        async with database.work() as work:
            (line,) = (await claims.decisions.record(work, boss, claims.decisions.read(path, work.now))).lines
            return line.became, line.why

    assert await became(new) == (Became.REJECTED, Why.OTHERWISE)
    assert "santun claims correct" in words.label("claim_import_why", Why.OTHERWISE.value)
    async with database.work() as work:
        await claims.desk.correct(work, boss, one.number, right(one))
    assert [await became(path) for path in (new, old)] == [(Became.SAME, None)] * 2
    async with database.work() as work:
        after = await claims.mine(work, CHAT, one.id)
    assert after.decision == Decision(day_of(one), RIGHT), "the old sheet brings nothing back"
