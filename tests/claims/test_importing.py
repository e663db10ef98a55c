"""Decisions of BPJS from a sheet: what fits is recorded as by hand, what does not is told, nothing is made twice."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from services.claims import Claim, Claims, Decision, State, Step
from services.claims.importing.messages import DecisionHeadingsUnknown, DecisionSheetOld
from services.claims.importing.model import Became, Imported, Why
from services.claims.importing.telling import rejects_sheet, why_of
from services.db import Database
from services.requests.numbers import Series, number
from services.speech import Rupiah
from services.staff import Role, StaffMember
from services.staff.messages import NotYourRole
from services.words import Words
from tests.claims.family import CHAT, DEATH, at_bpjs, submitted
from tests.claims.sheets import HEADINGS, sheet_of
from tests.staff.people import hired

YES = "Dibayar"


@pytest_asyncio.fixture
async def rina(database: Database) -> StaffMember:
    async with database.work() as work:
        return await hired(work)


async def over(database: Database, claims: Claims, rina: StaffMember, chat: int = CHAT) -> Claim:
    """A claim that lies at BPJS since today."""
    one = await submitted(database, claims, replace(DEATH, about=f"Rahmat {chat}"), chat, None)
    async with database.work() as work:
        await claims.desk.move(work, rina, one.number, Step(State.IN_REVIEW))
        handover = replace(at_bpjs(one), receipt=f"BTG/2026/{chat}")
        return await claims.desk.hand_over(work, rina, one.number, handover)


async def recorded(database: Database, claims: Claims, by: StaffMember, path: Path) -> Imported:
    async with database.work() as work:
        sheet = claims.decisions.read(path, work.now)
        return await claims.decisions.record(work, by, sheet)


def today(one: Claim) -> date:
    assert one.handover is not None
    return one.handover.day


async def state_of(database: Database, claims: Claims, rina: StaffMember, one: Claim) -> Claim:
    async with database.work() as work:
        return (await claims.desk.show(work, rina, one.number, "test"))[0]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
async def test_what_bpjs_decided_is_recorded_and_the_same_sheet_again_changes_nothing(
    database: Database, claims: Claims, rina: StaffMember, tmp_path: Path, suffix: str
) -> None:
    paid, approved, no, waits = [await over(database, claims, rina, CHAT + at) for at in range(4)]
    day = f"{today(paid):%d/%m/%Y}"
    rows = (
        (paid.number, "Dibayar", "Rp 42.000.000,00", day, "lancar"),
        (approved.number, "DISETUJUI", "", day, ""),
        (no.number.replace("-", " ").lower(), "ditolak", "", day, "Surat ahli waris belum ditandatangani camat."),
        ("btg/2026/ 700004", "dalam proses", "", "", ""),
        (f"BTG/2026/{CHAT + 3}", "Dibayar", 42000000, day, ""),
    )
    path = sheet_of(tmp_path / f"keputusan{suffix}", *rows, above=2)
    found = await recorded(database, claims, rina, path)
    assert [line.became for line in found.lines] == [Became.MADE] * 3 + [Became.PASSED, Became.MADE]
    assert [line.entry.row for line in found.lines] == [4, 5, 6, 7, 8], "as the office's program counts"
    decided = [await state_of(database, claims, rina, one) for one in (paid, approved, no, waits)]
    assert [one.state for one in decided] == [State.PAID, State.APPROVED, State.REJECTED, State.PAID]
    assert decided[0].decision == Decision(today(paid), Rupiah(42_000_000))
    assert decided[2].decision == Decision(today(paid), None, "Surat ahli waris belum ditandatangani camat.")
    async with database.work() as work:
        before = await work.raw.fetchval("SELECT count(*) FROM claim_moves")
    again = await recorded(database, claims, rina, path)
    assert [line.became for line in again.lines] == [Became.SAME] * 3 + [Became.PASSED, Became.SAME]
    async with database.work() as work:
        assert await work.raw.fetchval("SELECT count(*) FROM claim_moves") == before


async def test_an_approval_and_the_payment_after_it_may_stand_in_one_sheet(
    database: Database, claims: Claims, rina: StaffMember, tmp_path: Path
) -> None:
    one = await over(database, claims, rina)
    rows = [(one.number, "disetujui", "", today(one), ""), (one.number, "dibayar", 42_000_000, today(one), "")]
    path = sheet_of(tmp_path / "dua.csv", *rows)
    assert [line.became for line in (await recorded(database, claims, rina, path)).lines] == [Became.MADE] * 2
    assert [line.became for line in (await recorded(database, claims, rina, path)).lines] == [Became.SAME] * 2


async def test_rows_that_do_not_fit_are_told_in_a_sentence_and_hold_up_no_other(
    database: Database, claims: Claims, rina: StaffMember, words: Words, tmp_path: Path
) -> None:
    one, here = await over(database, claims, rina), await submitted(database, claims, chat=CHAT + 9)
    day = today(one)
    later, before = day + timedelta(days=1), day - timedelta(days=1)
    nobody, elsewhere = number(Series.CLAIM, "KT", 2026, 777), number(Series.CLAIM, "KB", 2026, 1)
    cases = {
        ("", "dibayar", 1, day, ""): Why.NUMBER_MISSING,
        (one.number[:-1] + str((int(one.number[-1]) + 1) % 10), "dibayar", 1, day, ""): Why.NUMBER_UNREADABLE,
        (elsewhere, "dibayar", 1, day, ""): Why.OTHER_REGENCY,
        (nobody, "dibayar", 1, day, ""): Why.UNKNOWN,
        ("BTG/0", "dibayar", 1, day, ""): Why.UNKNOWN,
        (one.number, "", 1, day, ""): Why.STATE_MISSING,
        (one.number, "entah", 1, day, ""): Why.STATE_UNREADABLE,
        (one.number, "dibayar", 1, "", ""): Why.DAY_MISSING,
        (one.number, "dibayar", 1, "31/02/2026", ""): Why.DAY_UNREADABLE,
        (one.number, "dibayar", 1, later, ""): Why.DAY_UNFIT,
        (one.number, "dibayar", 1, before, ""): Why.DAY_UNFIT,
        (one.number, "dibayar", "", day, ""): Why.AMOUNT_MISSING,
        (one.number, "dibayar", "42 juta", day, ""): Why.AMOUNT_UNREADABLE,
        (one.number, "dibayar", "=1+1", day, ""): Why.AMOUNT_UNREADABLE,
        (one.number, "dibayar", 10**10, day, ""): Why.AMOUNT_UNFIT,
        (one.number, "dibayar", -5, day, ""): Why.AMOUNT_UNREADABLE,
        (one.number, "ditolak", "", day, ""): Why.REASON_MISSING,
        (one.number, "ditolak", "", day, "x" * 2001): Why.REASON_TOO_LONG,
        (one.number, "ditolak", "", day, "=HYPERLINK(1)"): Why.FORMULA,
        ("=cmd|calc", "dibayar", 1, day, ""): Why.FORMULA,
        (here.number, "dibayar", 1, day, ""): Why.NOT_ALLOWED,
    }
    path = sheet_of(tmp_path / "buruk.csv", *cases, (one.number, YES, 42_000_000, day, ""))
    found = await recorded(database, claims, rina, path)
    assert [line.why for line in found.lines] == [*cases.values(), None]
    assert found.counts == {Became.MADE: 1, Became.SAME: 0, Became.PASSED: 0, Became.REJECTED: len(cases)}
    sheet = rejects_sheet(found, words)
    assert sheet.headings == ("Baris", "Mengapa", *HEADINGS)
    assert len(sheet.rows) == len(cases)
    assert all(why_of(line, words).endswith(".") for line in found.rejects)
    assert "sekarang diterima, jadi belum bisa menjadi sudah dibayar" in sheet.rows[-1][1]
    assert set(Why) - set(cases.values()) == {Why.SEVERAL, Why.OTHER_RECEIPT, Why.OTHERWISE, Why.BROKEN}


async def test_a_receipt_that_stands_on_two_claims_names_neither(
    database: Database, claims: Claims, rina: StaffMember, tmp_path: Path
) -> None:
    one, other = await over(database, claims, rina), await over(database, claims, rina, CHAT + 1)
    async with database.work() as work:
        again = replace(at_bpjs(other), receipt=f"BTG/2026/{CHAT}")
        await claims.desk.hand_over(work, rina, other.number, again)
    path = sheet_of(tmp_path / "ganda.csv", (f"BTG/2026/{CHAT}", YES, 1, today(one), ""))
    (line,) = (await recorded(database, claims, rina, path)).lines
    assert line.why is Why.SEVERAL


async def test_only_who_may_record_decisions_may_import_them(
    database: Database, claims: Claims, rina: StaffMember, tmp_path: Path
) -> None:
    one = await over(database, claims, rina)
    path = sheet_of(tmp_path / "a.csv", (one.number, YES, 1, today(one), ""))
    async with database.work() as work:
        agent = await hired(work, Role.AGENT, "budi")
    with pytest.raises(NotYourRole):
        await recorded(database, claims, agent, path)


async def test_a_sheet_without_headings_says_what_it_found(
    database: Database, claims: Claims, words: Words, tmp_path: Path
) -> None:
    path = sheet_of(tmp_path / "x.csv", ("a", "b"), headings=("Nama", "Umur"))
    async with database.work() as work:
        with pytest.raises(DecisionHeadingsUnknown) as no:
            claims.decisions.read(path, work.now)
    assert "Nama | Umur" in words.render(no.value)


async def test_our_own_list_comes_back_filled_in(
    database: Database, claims: Claims, rina: StaffMember, words: Words, tmp_path: Path
) -> None:
    one = await over(database, claims, rina)
    labels = words.labels("claim_sheet")
    headings = [labels[key] for key in ("number", "kind", "state", "words", "receipt", "decided", "amount", "reason")]
    row = (one.number, "x", "sudah dibayar", "cerita keluarga", "BTG/1", today(one), "42000000", "")
    found = await recorded(database, claims, rina, sheet_of(tmp_path / "kita.xlsx", row, headings=headings))
    assert [line.became for line in found.lines] == [Became.MADE], found.lines[0].why


async def test_what_was_tried_comes_back_only_from_its_own_hands_and_not_for_ever(
    database: Database, claims: Claims, rina: StaffMember, tmp_path: Path
) -> None:
    one = await over(database, claims, rina)
    path = sheet_of(tmp_path / "a.csv", (one.number, YES, 1, today(one), ""))
    async with database.work() as work:
        other, now = await hired(work, Role.SUPERVISOR, "sari"), work.now
    sheet = claims.decisions.read(path, now)
    kept = claims.decisions.kept(rina, sheet, now)
    assert claims.decisions.brought(rina, kept, now + timedelta(minutes=29)) == sheet
    for by, text, at in (
        (other, kept, now),
        (rina, kept, now + timedelta(minutes=31)),
        (rina, "", now),
        (rina, kept[:-8] + "AAAAAAA=", now),
        (rina, "ü", now),
    ):
        with pytest.raises(DecisionSheetOld):
            claims.decisions.brought(by, text, at)


async def test_two_sheets_with_the_same_claims_in_another_order_wait_for_each_other(
    database: Database, claims: Claims, rina: StaffMember, tmp_path: Path
) -> None:
    ones = [await over(database, claims, rina, CHAT + at) for at in range(8)]
    rows = [(one.number, YES, "42.000.000", f"{today(one):%d/%m/%Y}", "") for one in ones]
    sheets = [sheet_of(tmp_path / "a.csv", *rows), sheet_of(tmp_path / "b.csv", *reversed(rows))]
    found = await asyncio.gather(*(recorded(database, claims, rina, path) for path in sheets))
    made = [one.counts[Became.MADE] for one in found]
    assert sorted(made) == [0, 8], "one of them found everything recorded"
