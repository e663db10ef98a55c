"""A person answers: everything reaches them, and the bot is silent but for what is begun by button."""

from functools import partial

import pytest

from bot.simulator import Chat
from services.coverage.questions import AskNik
from services.dialogues.messages import EditsAreNotRead, Menu
from services.erasure.messages import Erased
from services.helpdesk import Kind
from services.helpdesk.messages import InTheQueue, NikKeptForStaff, WithStaff
from tests.journeys.asking import SYAHRANI, asks_about_the_dead, tells
from tests.journeys.conftest import Santun
from tests.journeys.desk import (
    at_work,
    desk_of,
    ends,
    hired,
    is_answered,
    is_open,
    it_is,
    lines_of,
    says,
    staff_hear,
)
from tests.journeys.hearing import saying
from tests.post.station import until

NIK = "6408 0403 0390 0001"
PICTURE = {"file_id": "p", "file_unique_id": "u", "width": 90, "height": 90}


async def test_everything_that_is_sent_reaches_staff_and_the_bot_says_nothing(santun: Santun, chat: Chat) -> None:
    await it_is(santun)
    conversation = await is_answered(santun, chat, await hired(santun))
    await chat.says("berapa santunan kematian?")
    await chat.says("menu")
    await chat.says("terima kasih ya bu")
    await chat.sends(photo=b"a photo", caption="ini KK-nya")
    for number in range(3):
        await chat.writes({"photo": [PICTURE | {"file_unique_id": f"u{number}"}], "media_group_id": "9"})
    await chat.sends(voice=b"OggS")
    await chat.sends(document=b"%PDF", name="surat.pdf")
    await chat.sends(sticker=b"RIFF")
    await chat.sends_location(0.5, 117.5)
    await chat.shares_contact(phone_number="+6281366612907", first_name="Anak")
    await chat.writes({"dice": {"emoji": "🎲", "value": 3}})
    texts = ("berapa santunan kematian?", "menu", "terima kasih ya bu", "ini KK-nya")
    things = (*["photo"] * 3, "voice", "document", "sticker", "location", "contact", "dice")
    await staff_hear(santun, conversation, *texts, *things)
    assert not await chat.settles()
    theirs = [line for line in await lines_of(santun, conversation) if line.kind is Kind.THEIRS]
    assert [line.thing.name for line in theirs if line.thing and line.thing.kind == "document"] == ["surat.pdf"]
    assert all(line.thing.file_id for line in theirs if line.thing and line.thing.kind in ("photo", "voice"))


async def test_a_correction_and_an_answer_stand_where_they_belong(santun: Santun, chat: Chat) -> None:
    ani = await hired(santun)
    conversation = await is_answered(santun, chat, ani)
    question = await says(santun, ani, conversation, "Yang biru atau yang merah?")
    (*_, asked) = await chat.hears("Yang biru atau yang merah?")
    await chat.replies(asked.id, "yang ini bu")
    text = await chat.says("mapnya biri")
    await staff_hear(santun, conversation, "yang ini bu", "mapnya biri")
    await chat.edits(text, "mapnya biru")
    await staff_hear(santun, conversation, "yang ini bu", "mapnya biru")
    lines = await lines_of(santun, conversation)
    assert next(line.answers for line in lines if line.words == "yang ini bu") == question.id
    corrected = next(line for line in lines if line.words == "mapnya biru")
    assert corrected.edited_at is not None
    await says(santun, ani, conversation, "Baik, yang biru.", corrected.id)
    (*_, quoting) = await chat.hears("Baik, yang biru.")
    assert quoting.raw["reply_to_message"]["message_id"] == text
    assert not any(saying(EditsAreNotRead)(message) for message in chat.messages)


async def test_a_correction_of_what_staff_never_saw_reaches_them_as_it_is_now(santun: Santun, chat: Chat) -> None:
    text = await chat.says("kartunya dimana")
    await chat.hears()
    conversation = await is_answered(santun, chat, await hired(santun))
    await chat.edits(text, "kartunya di mana, Bu Ani?")
    await staff_hear(santun, conversation, "kartunya di mana, Bu Ani?")
    assert not await chat.settles()


@pytest.mark.parametrize("how", ["typed", "caption", "edit"])
async def test_a_nik_is_taken_off_the_screen_and_kept_for_staff(santun: Santun, chat: Chat, how: str) -> None:
    conversation = await is_answered(santun, chat, await hired(santun))
    if how == "typed":
        number = await chat.says(f"{NIK} ini nomornya bu")
    elif how == "caption":
        number = await chat.sends(photo=b"his card", caption=f"{NIK} ini nomornya bu")
    else:
        number = await chat.says("ini nomornya bu")
        await staff_hear(santun, conversation, "ini nomornya bu")
        await chat.edits(number, f"{NIK} ini nomornya bu")
    await chat.hears(saying(NikKeptForStaff))
    await chat.until(lambda seen: not seen.has(number))
    await staff_hear(santun, conversation, f"{NIK} ini nomornya bu")
    async with at_work(santun) as work:
        stored = await work.raw.fetchval("SELECT string_agg(n::text, '') FROM conversation_lines n")
        calls = await santun.telegram.calls("deleteMessage", chat.id)
    assert NIK not in stored
    assert NIK.encode().hex() not in stored
    assert len(calls) == 1


async def test_what_is_begun_by_button_goes_on_while_a_person_answers(santun: Santun, chat: Chat) -> None:
    ani = await hired(santun)
    conversation = await is_answered(santun, chat, ani)
    await chat.says("/petugas")
    await chat.hears(saying(WithStaff))
    await asks_about_the_dead(chat)
    await tells(chat, SYAHRANI.nik.number, SYAHRANI.name, "kemarin")
    await chat.hears("terdaftar")
    await chat.says("sudah saya cek bu, terdaftar")
    await staff_hear(santun, conversation, "sudah saya cek bu, terdaftar")
    await chat.says("/status")
    await chat.hears("Petugas sedang bersama Anda")


async def test_an_answer_of_staff_puts_the_open_question_aside(santun: Santun, chat: Chat) -> None:
    """Not only the first: whoever reads it will answer it, and not the bot's question above it."""
    ani = await hired(santun)
    conversation = await is_answered(santun, chat, ani)
    await asks_about_the_dead(chat)
    await says(santun, ani, conversation, "Siapa nama lengkap suami Ibu?")
    await chat.hears("Siapa nama lengkap suami Ibu?")
    await chat.says("Rahmat Hidayat, bu")
    await staff_hear(santun, conversation, "Rahmat Hidayat, bu")
    await chat.says("/menu")
    await chat.hears(saying(Menu))
    await chat.taps("Lanjutkan")
    await chat.hears(saying(AskNik))


async def test_pictures_go_past_the_bots_questions_and_so_does_what_is_no_answer(santun: Santun, chat: Chat) -> None:
    conversation = await is_answered(santun, chat, await hired(santun))
    await asks_about_the_dead(chat)
    await chat.sends(photo=b"his card")
    await staff_hear(santun, conversation, "photo")
    await chat.says("bu ani maaf saya bingung yang mana nomornya")
    await staff_hear(santun, conversation, "photo", "bu ani maaf saya bingung yang mana nomornya")


@pytest.mark.parametrize("in_a_caption", [False, True])
async def test_danger_of_life_is_met_with_care_and_staff_hear_it(
    santun: Santun, chat: Chat, in_a_caption: bool
) -> None:
    conversation = await is_answered(santun, chat, await hired(santun))
    if in_a_caption:
        await chat.sends(photo=b"a photo", caption="saya mau mati saja")
    else:
        await chat.says("saya mau mati saja")
    await chat.hears("119")
    await staff_hear(santun, conversation, "saya mau mati saja")


async def test_two_members_are_one_voice_and_one_of_them_may_take_over(santun: Santun, chat: Chat) -> None:
    ani, budi = await hired(santun), await hired(santun, "budi")
    conversation = await is_answered(santun, chat, ani)
    async with at_work(santun) as work:
        await desk_of(santun).hands.take(work, budi, conversation)
    await chat.hears("Budi sekarang bersama Anda")
    await says(santun, budi, conversation, "Saya yang melanjutkan, Bu.")
    await chat.hears("Saya yang melanjutkan, Bu.")


async def test_another_office_is_told_with_its_place_and_answers(santun: Santun, chat: Chat) -> None:
    await it_is(santun)
    ani, budi = await hired(santun), await hired(santun, "budi", queue="branch")
    conversation = await is_answered(santun, chat, ani)
    async with at_work(santun) as work:
        await desk_of(santun).hands.transfer(work, ani, conversation, "branch", "Tinggal diperiksa cabang.")
    (*_, told) = await chat.hears("Kantor Cabang Bontang yang lebih tahu")
    assert "Urutan Anda ke-1" in told.text
    assert not any("Tinggal diperiksa" in message.text for message in chat.messages)
    await chat.says("nomor berkasnya nanti saya kirim")
    await staff_hear(santun, conversation, "nomor berkasnya nanti saya kirim")
    await says(santun, budi, conversation, "Baik, Bu, kami tunggu.")
    await chat.hears("Budi dari BPJS Ketenagakerjaan Kantor Cabang Bontang")


async def test_who_blocks_the_bot_finds_everything_on_coming_back(santun: Santun, chat: Chat) -> None:
    ani = await hired(santun)
    conversation = await is_answered(santun, chat, ani)
    await chat.blocks()
    for number in range(3):
        await says(santun, ani, conversation, f"Kabar ke-{number}, Bu.")
    await ends(santun, ani, conversation)
    await santun.telegram.until_called("sendMessage", chat=chat.id, count=4)

    async def shown() -> list[str]:
        return [line.state for line in await lines_of(santun, conversation) if line.kind is Kind.STAFF]

    async def is_shown(*states: str) -> bool:
        return await shown() == list(states)

    await until(partial(is_shown, "sent", "gone", "gone", "gone"))
    await chat.unblocks()
    await chat.hears("dengan petugas sudah selesai", within=20)
    said = [message.text for message in chat.messages if "Kabar ke-" in message.text]
    assert [text.split("\n")[1] for text in said] == [f"Kabar ke-{number}, Bu." for number in range(3)]
    await until(partial(is_shown, *["sent"] * 4))


async def test_who_is_forgotten_in_the_middle_is_nobodys_any_more(santun: Santun, chat: Chat) -> None:
    ani = await hired(santun)
    await is_answered(santun, chat, ani)
    await chat.says("/privasi")
    await chat.taps("Hapus data saya")
    await chat.taps("Ya, hapus sekarang")
    await chat.hears(saying(Erased))
    async with at_work(santun) as work:
        assert await work.raw.fetchval("SELECT count(*) FROM conversations") == 0
    await chat.says("/petugas")
    await chat.hears(saying(InTheQueue))
    assert await is_open(santun, chat)
