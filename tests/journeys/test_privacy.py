"""/privasi and /keluar: what we hold is shown, withdrawn, corrected, deleted."""

from bot.simulator import Chat
from services.coverage.questions import AskName, AskNik
from services.dialogues.messages import NothingUnfinished
from services.erasure.messages import (
    ConfirmErasure,
    ConsentWithdrawn,
    CorrectionAsked,
    Erased,
    ErasureKept,
    WhatWeHold,
)
from services.visitors.messages import LeftSelf, NothingToLeave
from tests.journeys.asking import RAHMAT, asks_about_the_dead, tells
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying


async def test_a_stranger_sees_that_we_hold_next_to_nothing(chat: Chat) -> None:
    await chat.says("/privasi")
    (held,) = await chat.hears(saying(WhatWeHold))
    assert "Tarik persetujuan" not in held.buttons
    await chat.says("/keluar")
    await chat.hears(saying(NothingToLeave))


async def test_deleting_is_asked_once_more_and_then_done_at_once(santun: Santun, chat: Chat) -> None:
    await asks_about_the_dead(chat)
    await tells(chat, RAHMAT.nik.number, "Rahmat Hidayat")
    await chat.hears("Almarhum Rahmat Hidayat")
    await chat.says("/privasi")
    (held,) = await chat.hears(saying(WhatWeHold))
    assert "pemeriksaan terakhir" in held.text
    await chat.taps("Hapus data saya")
    (sure,) = await chat.hears(saying(ConfirmErasure))
    assert "catatan pengecekan: melindungi orang" in sure.text
    await chat.taps("Jangan dihapus")
    await chat.hears(saying(ErasureKept))
    await chat.taps("Ya, hapus sekarang", older=True)
    await chat.hears(saying(Erased))
    async with santun.house.database.work() as work:
        assert await work.raw.fetchval("SELECT count(*) FROM visitors WHERE chat_id = $1", chat.id) == 0
        assert await work.raw.fetchval("SELECT count(*) FROM lookups WHERE chat_id = $1", chat.id) == 1
        assert await santun.house.rooms.visitors.consent(work, chat.id) is None


async def test_who_withdraws_is_asked_for_consent_again(chat: Chat) -> None:
    await asks_about_the_dead(chat)
    await chat.says("/privasi")
    await chat.taps("Tarik persetujuan")
    await chat.hears(saying(ConsentWithdrawn))
    await chat.says("/start")
    await chat.taps("Keluarga meninggal")
    await chat.taps("Periksa apakah terdaftar")
    await chat.taps("Ya, lanjutkan")
    await chat.hears(saying(AskNik))


async def test_a_correction_has_a_deadline_and_a_person(chat: Chat) -> None:
    await chat.says("/privasi")
    await chat.taps("Minta perbaikan data")
    (noted,) = await chat.hears(saying(CorrectionAsked))
    assert "WITA" in noted.text
    assert "Perbaiki data lewat petugas" in noted.buttons


async def test_who_lets_the_phone_go_leaves_no_look_up_for_the_next_to_finish(chat: Chat) -> None:
    await asks_about_the_dead(chat)
    await chat.says(RAHMAT.nik.number)
    await chat.hears(saying(AskName))
    await chat.says("/keluar")
    await chat.hears(saying(LeftSelf))
    await chat.forges("rs:coverage", chat.last.id)
    await chat.hears(saying(NothingUnfinished))
