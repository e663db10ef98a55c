"""Whose phone is it: the worker who confirms himself, forged contacts, who is told, and the phone of the dead."""

from datetime import timedelta
from typing import Any

import pytest

from bot.simulator import Chat
from services.coverage.messages import OwnCover, ShareOwnCover
from services.visitors.messages import (
    AskWhosePhone,
    CannotBeConfirmed,
    CheckedToday,
    Confirmed,
    LookUpReported,
    PhoneTakenOver,
)
from tests.journeys.asking import RAHMAT, SYAHRANI, asks_about_the_dead, checks_oneself, tells
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying


async def test_a_worker_checks_himself_and_confirms_by_his_phone(santun: Santun) -> None:
    worker = await santun.person("Syahrani", phone=SYAHRANI.phone)
    await checks_oneself(worker, SYAHRANI)
    (answer,) = await worker.hears(saying(OwnCover))
    assert answer.text.startswith("Anda terdaftar, Bapak Syahrani.")
    await worker.taps("Hubungkan dengan HP saya")
    await worker.hears("Kirim nomor HP saya")
    await worker.shares_contact()
    await worker.hears(saying(Confirmed))
    record = (await worker.hears("Tukang ojek"))[-1]
    assert record.raw["has_protected_content"]
    assert SYAHRANI.phone not in record.text
    await santun.passes(timedelta(days=4))  # the look-up is forgotten, the confirmation is not
    await worker.taps("Bagikan ke keluarga", older=True)
    (_, shared) = await worker.hears(saying(ShareOwnCover))
    assert not shared.raw.get("has_protected_content")
    assert "Syahrani" not in shared.text
    await worker.says("/menu")
    await worker.taps("Cek kepesertaan")
    await worker.taps("Lihat data saya")
    await worker.hears("Tukang ojek")
    await worker.says("/keluar")
    await worker.hears("tidak terhubung lagi")
    await worker.taps("Lihat data saya", older=True)
    (*_, said) = await worker.hears("tidak kami simpan")
    assert said.buttons == ("Cek kepesertaan", "Menu")


@pytest.mark.parametrize("forged", [{"user_id": 1}, {"forwarded": True}])
async def test_a_forged_or_forwarded_contact_confirms_nobody(santun: Santun, forged: dict[str, Any]) -> None:
    thief = await santun.person("Budi", phone="+6281200000009")
    await checks_oneself(thief, SYAHRANI)
    await thief.hears(saying(OwnCover))
    await thief.taps("Hubungkan dengan HP saya")
    await thief.hears("Kirim nomor HP saya")
    await thief.shares_contact(phone_number=SYAHRANI.phone, first_name="Syahrani", **forged)
    await thief.hears("belum bisa dipakai")
    await thief.shares_contact()
    await thief.hears(saying(CannotBeConfirmed))
    async with santun.house.database.work() as work:
        assert await santun.house.rooms.visitors.own(work, thief.id) is None


async def test_a_participant_hears_that_somebody_looked_and_may_report_it(santun: Santun, chat: Chat) -> None:
    worker = await santun.person("Syahrani", phone=SYAHRANI.phone)
    await checks_oneself(worker, SYAHRANI)
    await worker.taps("Hubungkan dengan HP saya")
    await worker.shares_contact()
    await worker.hears(saying(Confirmed))
    await worker.settles()
    await checks_oneself(chat, SYAHRANI)
    await chat.hears(saying(OwnCover))
    await worker.until(lambda seen: any(saying(CheckedToday)(message) for message in seen.messages))
    await worker.taps("Bukan kami, laporkan", older=True)
    await worker.hears(saying(LookUpReported))
    async with santun.house.database.work() as work:
        assert len(await santun.house.rooms.visitors.alarms(work)) == 1


async def test_the_phone_of_the_dead_becomes_the_familys(santun: Santun) -> None:
    phone = await santun.person("Rahmat", phone=RAHMAT.phone)
    await checks_oneself(phone, RAHMAT)
    await phone.hears(saying(OwnCover))
    await phone.taps("Hubungkan dengan HP saya")
    await phone.shares_contact()
    await phone.hears(saying(Confirmed))
    await asks_about_the_dead(phone)
    await tells(phone, RAHMAT.nik.number, "Rahmat Hidayat", "kemarin")
    await phone.hears(saying(AskWhosePhone))
    await phone.taps("Ya, HP beliau dulu")
    await phone.hears(saying(PhoneTakenOver))
    async with santun.house.database.work() as work:
        assert await santun.house.rooms.visitors.tied(work, phone.id) is None
    await phone.taps("Ya, HP beliau dulu", older=True)
    await phone.hears("sudah tidak kami simpan")
