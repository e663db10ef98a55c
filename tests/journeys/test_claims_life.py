"""A claim lives on in the chat: its sums, other words, taken back, a no and what the family says to it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from bot.simulator import Chat
from services.claims import Decision, Doing, Handover, State, Step
from services.claims.messages import ClaimNotYours, ClaimSums, SumsLater
from services.claims.questions import (
    AskAppealReason,
    AskEventDay,
    AskToWithdraw,
    AskWhere,
    CheckClaim,
    ClaimChanged,
    FinishFirst,
)
from services.participants.sample.people import demo_person
from tests.journeys.asking import asks_about_the_dead, checks_oneself, tells
from tests.journeys.claiming import (
    Told,
    begins,
    changes,
    claims_after_a_look_up,
    claims_from_the_menu,
    introduces_herself,
    sends,
    staff_moves,
    the_claim,
    told,
)
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying

RAHMAT = demo_person("rahmat")
BUTTONS = (
    "Kirim berkas",
    "Surat, bukti, gambar status",
    "Santunan menurut aturan",
    "Ubah keterangan",
    "Batalkan pengajuan",
    "Bicara dengan petugas",
)
CODES = ("ls", "lu", "lb", "ly", "lt", "lo")


async def looks(chat: Chat) -> None:
    await chat.says("/status")
    await chat.hears("masuk")


async def unfinished(santun: Santun, chat: Chat) -> list[str]:
    async with santun.house.database.work() as work:
        return [begun.flow for begun in await santun.house.rooms.dialogues.unfinished(work, chat.id)]


async def test_under_the_status_stand_the_ways_on_and_a_person(chat: Chat) -> None:
    await claims_from_the_menu(chat)
    await chat.says("/status")
    (status,) = await chat.hears("masuk")
    assert status.buttons == BUTTONS
    await chat.taps("Santunan menurut aturan")
    await chat.hears(saying(SumsLater))


async def test_the_sums_are_told_again_by_the_button(chat: Chat) -> None:
    await claims_after_a_look_up(chat, RAHMAT)
    await looks(chat)
    await chat.taps("Santunan menurut aturan")
    await chat.hears(saying(ClaimSums))
    sums = told(chat, ClaimSums)
    assert "Rp42.000.000" in sums.text


async def test_a_claim_is_told_anew_and_stays_the_same_claim(santun: Santun, chat: Chat) -> None:
    await claims_after_a_look_up(chat, RAHMAT)
    before = await the_claim(santun, chat)
    await looks(chat)
    await chat.taps("Ubah keterangan")
    await changes(chat, "Ubah kejadian", "Ubah saat kejadian")
    await chat.taps("Sedang bekerja")
    await chat.hears(saying(AskWhere))
    await chat.taps("Di laut")
    await chat.taps("Lanjut")
    await changes(chat, "Ubah kejadian", "Ubah tanggal")
    await chat.hears(saying(AskEventDay))
    await chat.says("3 Maret 2026")
    (check,) = await chat.hears(saying(CheckClaim))
    assert "Meninggal karena kerja" in check.text
    await chat.taps("Sudah benar")
    await chat.hears(saying(ClaimChanged))
    changed = told(chat, ClaimChanged)
    assert before.number in changed.text
    after = await the_claim(santun, chat)
    assert (after.id, after.details.doing) == (before.id, Doing.WORK)
    assert after.participant == before.participant
    await chat.taps("Santunan menurut aturan")
    await chat.hears(saying(ClaimSums))
    sums = told(chat, ClaimSums)
    assert "Rp70.000.000" in sums.text
    assert "3 Maret 2026" in sums.text


async def test_another_name_is_no_longer_who_was_looked_up(santun: Santun, chat: Chat) -> None:
    await claims_after_a_look_up(chat, RAHMAT)
    await looks(chat)
    await chat.taps("Ubah keterangan")
    await changes(chat, "Ubah nama atau telepon", "Ubah nama orangnya")
    await chat.says("Abdul Hamid")
    await chat.hears(saying(CheckClaim))
    await chat.taps("Sudah benar")
    await chat.hears(saying(ClaimChanged))
    claim = await the_claim(santun, chat)
    assert (claim.details.about, claim.details.nik, claim.participant) == ("Abdul Hamid", "", None)


async def test_what_lies_at_bpjs_is_not_changed_from_here(santun: Santun, chat: Chat) -> None:
    await claims_from_the_menu(chat)
    await looks(chat)
    await chat.taps("Ubah keterangan")
    await chat.hears(saying(CheckClaim))
    await staff_moves(santun, chat, Step(State.IN_REVIEW), await handed_over(santun))
    await chat.says("sudah benar")
    *_, no = await chat.hears("tidak bisa diubah dari sini")
    assert no.buttons == ("Lihat status", "Bicara dengan petugas"), "nothing of the summary, which leads nowhere now"
    assert await unfinished(santun, chat) == []
    await chat.taps("Batalkan pengajuan", older=True)
    await chat.hears("Ketik /petugas")


async def test_taken_back_while_it_was_being_changed_nothing_stays_unfinished(santun: Santun, chat: Chat) -> None:
    await claims_from_the_menu(chat)
    await looks(chat)
    await chat.taps("Ubah keterangan")
    await chat.hears(saying(CheckClaim))
    await chat.taps("Batalkan pengajuan", older=True)
    await chat.hears(saying(AskToWithdraw))
    await chat.taps("Ya, batalkan")
    await chat.hears("dibatalkan dan tidak diteruskan")
    assert await unfinished(santun, chat) == []


async def test_another_half_told_claim_is_not_thrown_away(chat: Chat) -> None:
    await claims_from_the_menu(chat)
    await begins(chat)
    await chat.taps("Meninggal dunia")
    await chat.hears(saying(AskEventDay))
    await looks(chat)
    await chat.taps("Ubah keterangan")
    await chat.hears(saying(FinishFirst))
    await chat.taps("Lanjutkan")
    await chat.hears(saying(AskEventDay))


async def test_a_claim_is_taken_back_after_a_question_and_only_once(santun: Santun, chat: Chat) -> None:
    await claims_from_the_menu(chat)
    await looks(chat)
    await chat.taps("Batalkan pengajuan")
    (asked,) = await chat.hears(saying(AskToWithdraw))
    await chat.taps("Tidak jadi")
    await chat.hears("belum sampai di BPJS")
    assert (await the_claim(santun, chat)).state is State.SUBMITTED
    for _ in range(2):
        await chat.presses_old(asked.id, "Ya, batalkan")
        said = await chat.hears("dibatalkan dan tidak diteruskan")
        assert len(said) == 1, "the answer, and no second letter"
    assert (await the_claim(santun, chat)).state is State.WITHDRAWN
    await chat.says("/status")
    (status,) = await chat.hears("dibatalkan dan tidak diteruskan")
    assert status.buttons == ("Bicara dengan petugas", "Menu")


async def test_a_no_of_bpjs_is_answered_in_ones_own_words(santun: Santun, chat: Chat) -> None:
    await claims_from_the_menu(chat)
    async with santun.house.database.work() as work:
        today = santun.house.rooms.region.today(work.now)
    no = Step(State.REJECTED, decision=Decision(today, reason="Akta kematian belum dilampirkan."))
    await staff_moves(santun, chat, Step(State.IN_REVIEW), await handed_over(santun), no)
    await chat.hears("Akta kematian belum dilampirkan.", within=10)
    await chat.says("/status")
    (status,) = await chat.hears("belum menyetujui")
    assert status.buttons[0] == "Ajukan keberatan"
    await chat.taps("Ajukan keberatan")
    await chat.hears(saying(AskAppealReason))
    await chat.says("Tolong diperiksa lagi, aktanya sudah kami serahkan.")
    (said,) = await chat.hears("Keberatan Anda kami catat")
    assert "aktanya sudah kami serahkan" in said.text
    assert (await the_claim(santun, chat)).state is State.APPEALED
    await chat.taps("Ajukan keberatan", older=True)
    await chat.hears("Ketik /petugas")


@pytest.mark.parametrize("code", CODES)
async def test_a_button_of_another_familys_claim_is_refused_and_audited(santun: Santun, chat: Chat, code: str) -> None:
    await claims_from_the_menu(chat)
    hers = await the_claim(santun, chat)
    thief = await santun.person("Budi")
    await thief.says("/menu")
    (menu,) = await thief.hears()
    words = []
    for claim in (hers.id, uuid4()):
        await thief.forges(f"{code}:{claim.hex}", menu.id)
        (said,) = await thief.hears(saying(ClaimNotYours))
        words.append(said.text)
    assert words[0] == words[1]
    assert await the_claim(santun, chat) == hers
    async with santun.house.database.work() as work:
        query = "SELECT count(*) FROM looks WHERE action = 'claim.forged' AND actor = $1 AND NOT found"
        assert await work.raw.fetchval(query, f"chat:{thief.id}") == 2


async def test_a_made_up_draft_cannot_name_a_claim(santun: Santun, chat: Chat) -> None:
    await claims_from_the_menu(chat)
    hers = await the_claim(santun, chat)
    thief = await santun.person("Budi")
    await thief.says("/menu")
    (menu,) = await thief.hears()
    for data in (f"c:appeal:why:{hers.id.hex[:20]}", "c:submission:check:right", "rs:appeal", "dc:appeal"):
        await thief.forges(data, menu.id)
        await thief.hears()
    assert await the_claim(santun, chat) == hers


async def test_the_status_goes_on_to_whoever_holds_the_phone_of_the_dead(santun: Santun) -> None:
    phone = await santun.person("Rahmat", phone=RAHMAT.phone)
    await checks_oneself(phone, RAHMAT)
    await phone.taps("Hubungkan dengan HP saya")
    await phone.shares_contact()
    await phone.hears("terhubung")
    await asks_about_the_dead(phone)
    await tells(phone, RAHMAT.nik.number, "Rahmat Hidayat", "kemarin")
    await phone.taps("Ya, HP beliau dulu")
    await phone.taps("Mulai pengajuan")
    await phone.taps("Lewati")
    from_here = await the_rest(phone)
    await santun.passes(timedelta(days=2))
    await staff_moves(santun, phone, Step(State.IN_REVIEW))
    (*_, said) = await phone.hears("Sedang kami periksa", within=10)
    assert from_here in said.text
    async with santun.house.database.work() as work:
        claim = await the_claim(santun, phone)
        assert await santun.house.rooms.claims.teller.followers(work, claim) == (phone.id,)


async def the_rest(chat: Chat) -> str:
    """From the question who she is to the number."""
    await introduces_herself(chat, Told(about=""))
    return await sends(chat)


async def handed_over(santun: Santun) -> Step:
    async with santun.house.database.work() as work:
        today = santun.house.rooms.region.today(work.now)
    return Step(State.HANDED_OVER, handover=Handover(today, "Kantor Bontang", "B/1", is_complete=True))
