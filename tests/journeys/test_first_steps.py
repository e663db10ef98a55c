"""The first steps in the chat, and all that people send that is no answer to anything."""

from typing import Any

import pytest

from bot.simulator import Chat
from services.coverage.questions import FamilyInGrief
from services.dialogues.messages import (
    ContactNotAsked,
    EditsAreNotRead,
    Menu,
    NothingToGoBackTo,
    NumberTakenAway,
    OldButton,
    UnknownCommand,
    Welcome,
)
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying


async def test_start_says_who_we_are_and_asks_nothing_personal(chat: Chat) -> None:
    await chat.says("/start")
    (welcome,) = await chat.hears(saying(Welcome))
    assert "gratis" in welcome.text
    assert "NIK" not in welcome.text
    assert len(welcome.buttons) >= 4


@pytest.mark.parametrize("text", ["/start kode-2026", "/START", "/start@santun_demo_bot", "/start <script>"])
async def test_start_in_any_form_is_start(chat: Chat, text: str) -> None:
    await chat.says(text)
    await chat.hears(saying(Welcome))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/xyz", UnknownCommand),
        ("/rm -rf", UnknownCommand),
        ("batal", NothingToGoBackTo),
        ("Kembali.", NothingToGoBackTo),
        ("MENU", Menu),
        ("/menu", Menu),
    ],
)
async def test_a_word_on_its_own_is_answered(chat: Chat, text: str, answer: type) -> None:
    await chat.says(text)
    await chat.hears(saying(answer))


@pytest.mark.parametrize("text", ["😭😭😭", "?", "a" * 4096, "<b>halo", "&lt;", "\u200b", "' OR 1=1 --"])
async def test_nothing_that_is_typed_breaks_the_chat(chat: Chat, text: str) -> None:
    await chat.says(text)
    assert await chat.hears()
    await chat.says("/menu")
    await chat.hears(saying(Menu))


@pytest.mark.parametrize("thing", ["photo", "document", "voice", "video", "audio", "sticker"])
async def test_a_thing_is_answered_with_what_to_do_instead(chat: Chat, thing: str) -> None:
    content: dict[str, Any] = {thing: b"not even a picture"}
    await chat.sends(**content, caption="ini KTP saya")
    (answer,) = await chat.hears()
    assert answer.buttons


POLL: dict[str, Any] = {
    "id": "1",
    "question": "Siapa yang sudah terdaftar?",
    "options": [{"persistent_id": answer, "text": answer, "voter_count": 0} for answer in ("Saya", "Belum")],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": True,
    "members_only": False,
}
ROUND = {"file_id": "note", "file_unique_id": "n", "length": 240, "duration": 3}


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        ({"video_note": ROUND}, "belum bisa kami dengarkan"),
        ({"poll": POLL}, "belum bisa kami baca"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "belum bisa kami baca"),
    ],
    ids=["video_note", "poll", "dice"],
)
async def test_what_is_neither_words_nor_a_file_is_answered_as_well(
    chat: Chat, content: dict[str, Any], answer: str
) -> None:
    await chat.writes(content)
    (said,) = await chat.hears(answer)
    assert said.buttons


async def test_a_file_is_never_fetched_however_large_it_claims_to_be(santun: Santun, chat: Chat) -> None:
    await chat.sends(document=b"%PDF-1.4", name="berkas.pdf", claimed_size=21 * 1024 * 1024)
    (answer,) = await chat.hears("belum ada pengajuan yang menerimanya")
    assert answer.buttons
    assert not await santun.telegram.calls("getFile")


async def test_a_location_is_answered(chat: Chat) -> None:
    await chat.sends_location(0.5, 117.5)
    assert await chat.hears("dari lokasi Anda")


async def test_a_number_in_the_open_is_taken_away_and_a_check_offered(chat: Chat) -> None:
    number = await chat.says("ini nik almarhum 6408 0412 0479 9001 tolong dicek")
    await chat.hears(saying(NumberTakenAway))
    await chat.until(lambda seen: not seen.has(number))


async def test_what_is_forwarded_is_read_like_any_words(chat: Chat) -> None:
    await chat.forwards("<b>suami saya meninggal</b>", name="<script>")
    await chat.hears(saying(FamilyInGrief))
    number = await chat.forwards("NIK almarhum 6408041204799001")
    await chat.hears(saying(NumberTakenAway))
    await chat.until(lambda seen: not seen.has(number))


async def test_an_edited_message_is_not_taken_for_an_answer(chat: Chat) -> None:
    number = await chat.says("/menu")
    await chat.hears(saying(Menu))
    await chat.edits(number, "/start")
    await chat.hears(saying(EditsAreNotRead))


async def test_a_contact_that_nobody_asked_for_is_not_kept(santun: Santun) -> None:
    chat = await santun.person("Siti", phone="+6281200000001")
    await chat.shares_contact()
    await chat.hears(saying(ContactNotAsked))


@pytest.mark.parametrize(
    "data", ["", "x", "m:m", "zz:1", "c:coverage:nik:6408041204799001", "rs:nothing", "dc:" + "a" * 61, "🙂"]
)
async def test_a_forged_button_does_no_harm(chat: Chat, data: str) -> None:
    await chat.says("/menu")
    await chat.hears(saying(Menu))
    await chat.forges(data, chat.last.id)
    assert await chat.hears()
    assert not chat.heard("Ada gangguan")


async def test_an_unreadable_button_says_so(chat: Chat) -> None:
    await chat.says("/menu")
    await chat.hears(saying(Menu))
    await chat.forges("of-another-release", chat.last.id)
    await chat.hears(saying(OldButton))


async def test_html_in_a_name_stays_text(santun: Santun) -> None:
    chat = await santun.person('<b onload="x">Siti</b>', last_name="<script>")
    await chat.says("/start")
    await chat.hears(saying(Welcome))


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_where_others_read_the_bot_is_silent(santun: Santun, chat: Chat, kind: str) -> None:
    await santun.telegram.privacy(False)  # else it would be silent because it hears nothing
    place = await santun.telegram.group("Keluarga besar", chat, kind=kind)
    there = chat.inside(place)
    await there.says("/start")
    number = await there.says("6408041204799001")
    await there.edits(number, "6408041204799002")
    await there.settles(quiet=1.0)
    assert not there.answers
    assert not await santun.telegram.calls(chat=place)
    await chat.says("/menu")
    await chat.hears(saying(Menu))
