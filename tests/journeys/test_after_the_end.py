"""After the end the bot is back; whoever has something left is with staff again, under the number, for three days."""

from datetime import timedelta

import pytest

from bot.simulator import Chat
from handlers.chat.buttons import BackToStaff
from handlers.chat.routes import routes
from services.dialogues.messages import Thanked
from services.helpdesk import Outcome
from services.helpdesk.messages import ConversationOver, ConversationTakenUp, InTheQueue, WithStaff
from tests.journeys.asking import asks_about_the_dead
from tests.journeys.conftest import Santun
from tests.journeys.desk import (
    at_work,
    desk_of,
    ends,
    heard_by_staff,
    hired,
    is_answered,
    is_open,
    lines_of,
    says,
    seen,
    was_answered,
)
from tests.journeys.hearing import saying

WAY_BACK = "Lanjut dengan petugas"


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("terima kasih banyak bu", "Terima kasih kembali"),
        ("🙏", "Terima kasih kembali"),
        ("halo", "Halo"),
        ("berapa santunan kematian?", "Rp42.000.000"),
        ("apa saja berkasnya", "Akta kematian"),
        ("cek kepesertaan", "Siapa yang ingin dicek"),
        ("menu", "Apa yang bisa kami bantu"),
        ("/status", "Sudah dijawab petugas."),
        ("/bantuan", "Cara memakai"),
    ],
)
async def test_what_is_meant_for_the_bot_stays_with_it(santun: Santun, chat: Chat, said: str, heard: str) -> None:
    conversation = await was_answered(santun, chat, await hired(santun))
    await chat.says(said)
    answers = await chat.hears()
    assert not any(saying(ConversationTakenUp)(message) for message in answers), answers
    assert not await is_open(santun, chat), heard
    assert await heard_by_staff(santun, conversation) == []


@pytest.mark.parametrize(
    "said",
    [
        "kartu suami saya belum datang juga",
        "yang di map biru sudah ketemu",
        "apakah map birunya sudah sampai di meja ibu?",
        "😭",
        "tolong bu",
        "saya mau mati saja",
    ],
)
async def test_anything_else_is_with_staff_again_under_the_number(santun: Santun, chat: Chat, said: str) -> None:
    conversation = await was_answered(santun, chat, await hired(santun))
    number = (await seen(santun, chat)).number
    await chat.says(said)
    (*_, taken) = await chat.hears(saying(ConversationTakenUp))
    assert number in taken.text
    assert taken.buttons == ("Batalkan antrean", "Menu")
    assert await heard_by_staff(santun, conversation) == [said]
    assert [line.what.value for line in await lines_of(santun, conversation) if line.what][-1] == "reopened"


async def test_a_picture_is_with_staff_again_and_a_sticker_is_only_a_smile(santun: Santun, chat: Chat) -> None:
    conversation = await was_answered(santun, chat, await hired(santun))
    await chat.sends(sticker=b"RIFF")
    await chat.hears()
    assert not await is_open(santun, chat)
    await chat.sends(photo=b"the certificate", caption="ini aktanya")
    await chat.hears(saying(ConversationTakenUp))
    assert await heard_by_staff(santun, conversation) == ["ini aktanya"]


async def test_the_button_leads_back_and_pressed_twice_it_changes_nothing(santun: Santun, chat: Chat) -> None:
    ani = await hired(santun)
    conversation = await was_answered(santun, chat, ani)
    await asks_about_the_dead(chat)
    for _ in range(2):
        await chat.taps(WAY_BACK, older=True)
        await chat.hears(saying(ConversationTakenUp))
    await chat.says("masih ada yang kurang bu")
    await chat.hears()
    assert await heard_by_staff(santun, conversation) == ["masih ada yang kurang bu"], "and not to the bot's question"
    assert [line.what.value for line in await lines_of(santun, conversation) if line.what].count("reopened") == 1
    await says(santun, ani, conversation, "Apa yang kurang, Bu?")
    await chat.hears("Apa yang kurang, Bu?")
    await chat.taps(WAY_BACK, older=True)
    await chat.hears(saying(WithStaff))


async def test_after_three_days_there_is_a_new_number(santun: Santun, chat: Chat) -> None:
    await was_answered(santun, chat, await hired(santun))
    number = (await seen(santun, chat)).number
    await santun.passes(timedelta(hours=73))
    await chat.says("kartu suami saya belum datang juga")
    await chat.hears()
    await chat.taps(WAY_BACK, older=True)
    await chat.hears(saying(InTheQueue))
    assert (await seen(santun, chat)).number != number
    async with at_work(santun) as work:
        assert await work.raw.fetchval("SELECT count(*) FROM conversations WHERE state <> 'closed'") == 1


async def test_somebody_elses_button_does_nothing_to_them(santun: Santun, chat: Chat) -> None:
    theirs = await was_answered(santun, chat, await hired(santun))
    thief = await santun.person("Maling")
    await thief.says("/start")
    (welcome, *_) = await thief.hears()
    await thief.forges(routes().codec.pack(BackToStaff(theirs)), welcome.id)
    (said,) = await thief.hears(saying(InTheQueue))
    assert (await seen(santun, chat)).number not in said.text
    assert not await is_open(santun, chat)
    assert await heard_by_staff(santun, theirs) == []
    async with at_work(santun) as work:
        found = await desk_of(santun).store.one(work, theirs)
    assert found is not None
    assert found.outcome is Outcome.SOLVED


async def test_who_did_not_write_any_more_is_told_so_and_is_answered_again(santun: Santun, chat: Chat) -> None:
    ani = await hired(santun)
    conversation = await is_answered(santun, chat, ani)
    await ends(santun, ani, conversation, Outcome.NO_REPLY)
    (*_, over) = await chat.hears(saying(ConversationOver))
    assert "kami tutup dulu karena belum ada kabar dari Anda" in over.text
    await chat.says("maaf bu baru sempat buka hp")
    await chat.hears(saying(ConversationTakenUp))
    await says(santun, ani, conversation, "Tidak apa-apa, Bu.")
    await chat.hears("Tidak apa-apa, Bu.")
    await chat.says("makasih")
    await ends(santun, ani, conversation)
    await chat.hears(saying(ConversationOver))
    await chat.says("makasih")
    await chat.hears(saying(Thanked))
    assert not await is_open(santun, chat)
