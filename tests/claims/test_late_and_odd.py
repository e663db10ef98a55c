"""What comes late, twice or from another side: nothing good is lost, nobody is told what is not so."""

from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from services.benefits.papers import Paper
from services.claims import Claim, Claims, Decision, Doing, Kind, State, Step
from services.claims.importing.model import Became, Why
from services.claims.messages import ClaimUnknown, NotAnyMore
from services.claims.papers.model import Content
from services.db import Database
from services.requests.messages import WordsTooLong
from services.staff import Role, StaffMember
from services.staff.messages import NotYourRole
from services.words import Words
from tests.claims.family import CHAT, DEATH, RAHMAT, at_bpjs, submitted
from tests.claims.sheets import sheet_of
from tests.staff.people import hired

KTP = Paper.HEIR_ID
FOUND = Content("ab" * 16, "cd" * 32, "jpeg", 3, 1)
NO = "Surat ahli waris belum ditandatangani."
WITH_RECEIPT = ("Nomor Santun", "Tanda terima BPJS", "Status", "Jumlah", "Tanggal")


@pytest_asyncio.fixture
async def rina(database: Database) -> StaffMember:
    async with database.work() as work:
        return await hired(work)


async def over(database: Database, claims: Claims, rina: StaffMember, chat: int = CHAT) -> Claim:
    """A claim that lies at BPJS since today, under a receipt of its own."""
    one = await submitted(database, claims, replace(DEATH, about=f"Rahmat {chat}"), chat, None)
    async with database.work() as work:
        await claims.desk.move(work, rina, one.number, Step(State.IN_REVIEW))
        return await claims.desk.hand_over(work, rina, one.number, replace(at_bpjs(one), receipt=f"BTG/{chat}"))


def day_of(one: Claim) -> str:
    assert one.handover is not None
    return one.handover.day.isoformat()


# --- what the family is told ---


async def test_why_staff_changed_the_kind_is_no_word_to_the_family(
    database: Database, claims: Claims, rina: StaffMember, words: Words
) -> None:
    one = await submitted(database, claims)
    async with database.work() as work:
        await claims.desk.move(work, rina, one.number, Step(State.PAPERS_NEEDED, "Kirim KTP ahli waris."))
        after = await claims.desk.classify(work, rina, one.number, Kind.DEATH_BY_WORK, "Istri lain bilang di kebun.")
        told = words.render(await claims.status(work, after))
    assert "Kirim KTP ahli waris." in told
    assert "Istri lain" not in told


async def test_what_was_said_the_first_time_is_not_said_again_the_second(
    database: Database, claims: Claims, rina: StaffMember, words: Words
) -> None:
    one = await submitted(database, claims)
    async with database.work() as work:
        await claims.desk.move(work, rina, one.number, Step(State.IN_REVIEW, "Kami telepon hari Senin."))
        await claims.desk.move(work, rina, one.number, Step(State.PAPERS_NEEDED, "Kirim KTP."))
        again = await claims.desk.move(work, rina, one.number, Step(State.IN_REVIEW))
        assert "Senin" not in words.render(await claims.status(work, again))


async def test_what_lies_at_bpjs_and_lacks_a_paper_is_said_to_lie_there_and_is_not_forgotten(
    database: Database, claims: Claims, rina: StaffMember, words: Words
) -> None:
    one = await over(database, claims, rina)
    async with database.work() as work:
        for step in (
            Step(State.PAPERS_NEEDED, "BPJS minta KTP."),
            Step(State.IN_REVIEW),
            Step(State.CLOSED, "Selesai."),
        ):
            after = await claims.desk.move(work, rina, one.number, step)
            told = words.render(await claims.status(work, after))
            assert "belum sampai di BPJS" not in told, told
            with pytest.raises(NotAnyMore):
                await claims.withdraw(work, CHAT, one.id)
            with pytest.raises(NotAnyMore):
                await claims.renew(work, CHAT, one.id, replace(DEATH, about="Orang lain"))
        assert await claims.forget(work, CHAT) == 0


async def test_what_was_closed_before_it_reached_bpjs_is_forgotten_on_request(
    database: Database, claims: Claims, rina: StaffMember
) -> None:
    one = await submitted(database, claims)
    async with database.work() as work:
        await claims.desk.move(work, rina, one.number, Step(State.CLOSED, "Sudah diajukan dua kali."))
        assert await claims.forget(work, CHAT) == 1
        assert await claims.of_chat(work, CHAT) == []


async def test_reason_and_note_together_fit_into_one_letter(
    database: Database, claims: Claims, rina: StaffMember, words: Words
) -> None:
    one = await over(database, claims, rina)
    assert one.handover is not None
    no = Step(State.REJECTED, "n" * 1500, decision=Decision(one.handover.day, None, "r" * 1500))
    async with database.work() as work:
        with pytest.raises(WordsTooLong):
            await claims.desk.move(work, rina, one.number, no)
        after = await claims.desk.move(work, rina, one.number, replace(no, note="n" * 500))
        assert len(words.render(await claims.status(work, after))) < 4096


async def test_with_another_kind_the_new_last_day_is_told_as_well(
    database: Database, claims: Claims, rina: StaffMember
) -> None:
    one = await over(database, claims, rina)
    async with database.work() as work:
        await work.raw.execute("UPDATE claims SET late_told = 2")
        await claims.desk.classify(work, rina, one.number, Kind.DEATH_BY_WORK, "Surat polisi.")
        assert await work.raw.fetchval("SELECT late_told FROM claims") == 0


async def test_the_history_tells_which_benefit_it_was_from_when_on(
    database: Database, claims: Claims, rina: StaffMember
) -> None:
    one = await submitted(database, claims)
    async with database.work() as work:
        await claims.desk.classify(work, rina, one.number, Kind.DEATH_BY_WORK, "Surat polisi.")
        again = await claims.renew(work, CHAT, one.id, replace(DEATH, doing=Doing.UNKNOWN), RAHMAT)
        assert again.kind is Kind.DEATH_UNCLEAR
        kinds = [move.kind for move in await claims.moves(work, again)]
    assert kinds == [None, Kind.DEATH_BY_WORK, Kind.DEATH_UNCLEAR]


# --- what staff can reach ---


async def test_a_record_that_no_family_sent_is_no_claim_to_staff_whatever_number_they_type(
    database: Database, claims: Claims, rina: StaffMember
) -> None:
    async with database.work() as work:
        record = await claims.accidents.begin(work, CHAT)
        for verb in (
            claims.desk.show(work, rina, record.number, "berkas"),
            claims.desk.move(work, rina, record.number, Step(State.WITHDRAWN)),
            claims.desk.mark_seen(work, rina, record.number, [KTP]),
        ):
            with pytest.raises(ClaimUnknown):
                await verb
        await claims.withdraw(work, CHAT, record.id)
        with pytest.raises(ClaimUnknown):
            await claims.desk.show(work, rina, record.number, "berkas")
        assert await work.raw.fetchval("SELECT bool_or(found) FROM looks WHERE action LIKE 'claim.%'") is False


async def test_out_of_anothers_hands_it_goes_only_with_the_right_to_it(database: Database, claims: Claims) -> None:
    one = await submitted(database, claims)
    async with database.work() as work:
        ani, budi = await hired(work, Role.AGENT, "ani"), await hired(work, Role.AGENT, "budi")
        boss = await hired(work, Role.SUPERVISOR, "boss")
        await claims.desk.assign(work, ani, one.number, ani.id)
        with pytest.raises(NotYourRole):
            await claims.desk.assign(work, budi, one.number, budi.id)
        assert (await claims.desk.assign(work, ani, one.number, ani.id)).assignee == ani.id, "again is the same"
        assert (await claims.desk.assign(work, boss, one.number, boss.id)).assignee == boss.id


# --- sheets ---


async def test_an_old_no_in_other_words_does_not_answer_the_objection_to_it(
    database: Database, claims: Claims, rina: StaffMember, tmp_path: Path
) -> None:
    one = await over(database, claims, rina)
    assert one.handover is not None
    async with database.work() as work:
        no = Step(State.REJECTED, decision=Decision(one.handover.day, None, NO))
        await claims.desk.move(work, rina, one.number, no)
        await claims.appeal(work, CHAT, one.id, "Suratnya sudah ditandatangani.")
    path = sheet_of(tmp_path / "lama.csv", (one.number, "ditolak", "", day_of(one), NO.upper()))
    async with database.work() as work:
        found = await claims.decisions.record(work, rina, claims.decisions.read(path, work.now))
        assert [line.became for line in found.lines] == [Became.SAME]
        assert (await claims.mine(work, CHAT, one.id)).state is State.APPEALED


async def test_a_row_with_the_number_of_one_claim_and_the_receipt_of_another_is_not_taken(
    database: Database, claims: Claims, rina: StaffMember, tmp_path: Path
) -> None:
    hers, his = await over(database, claims, rina), await over(database, claims, rina, CHAT + 1)
    rows = [
        (hers.number, f"BTG/{CHAT + 1}", "dibayar", 42_000_000, day_of(hers)),
        (his.number, "KODE-LAIN/7", "dibayar", 42_000_000, day_of(his)),
    ]
    path = sheet_of(tmp_path / "silang.csv", *rows, headings=WITH_RECEIPT)
    async with database.work() as work:
        found = await claims.decisions.record(work, rina, claims.decisions.read(path, work.now))
    assert [(line.became, line.why) for line in found.lines] == [
        (Became.REJECTED, Why.OTHER_RECEIPT),
        (Became.MADE, None),
    ]
