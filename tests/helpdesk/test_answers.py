"""What staff write: once, to the right person, in order; corrected, taken back, and told how far it came."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from services.helpdesk import Kind, State, Thing
from services.helpdesk.agents import Reply
from services.helpdesk.messages import LineGone, NothingWritten
from services.post.model import Attachment
from services.requests.messages import WordsTooLong
from tests.helpdesk.office import CHAT, MONDAY, Office, is_at


async def test_an_answer_takes_it_in_hand_keeps_the_promise_and_reaches_the_person(office: Office) -> None:
    ani, asked = await office.hires(), await office.asks()
    line = await office.answers(ani, asked.conversation.id, "Ibu, kartunya <ada> di kantor desa.")
    found = await office.one(asked.conversation.id)
    assert (found.state, found.assignee, found.due) == (State.ACTIVE, ani.id, None)
    assert is_at(found.first_answer_at, MONDAY)
    assert (await office.lines(found.id))[-1] == replace(line, state="waiting")
    assert (await office.heard(CHAT))[-1] == "<b>Ani</b> (petugas):\nIbu, kartunya &lt;ada&gt; di kantor desa."
    lanes = "SELECT array_agg(DISTINCT lane) FROM letters WHERE chat_id = $1"
    assert await office.value(lanes, CHAT) == [1]
    await office.is_sound()


async def test_the_same_press_sends_once(office: Office) -> None:
    ani, asked, once = await office.hires(), await office.asks(), uuid4()
    first = await office.answers(ani, asked.conversation.id, "Baik, Bu.", once=once)
    again = await office.answers(ani, asked.conversation.id, "Baik, Bu.", once=once)
    assert first.turn == again.turn
    assert sum("Baik, Bu." in text for text in await office.heard(CHAT)) == 1


async def test_the_same_message_of_the_group_is_sent_once(office: Office) -> None:
    ani, asked = await office.hires(), await office.asks()
    for _ in range(2):
        await office.answers(ani, asked.conversation.id, "Baik, Bu.", message=77)
    assert sum("Baik, Bu." in text for text in await office.heard(CHAT)) == 1


async def test_a_press_named_like_a_line_elsewhere_shows_and_sends_nothing(office: Office) -> None:
    ani, dewi = await office.hires(queue="agency"), await office.hires("dewi", queue="branch")
    theirs, mine = await office.asks(CHAT + 1), await office.asks()
    async with office.work() as work:
        await office.desk.hands.transfer(work, ani, mine.conversation.id, "branch", "Untuk cabang.")
    secret = await office.answers(ani, theirs.conversation.id, "Rahasia.")
    for verb in (office.desk.agents.answer, office.desk.agents.note):
        with pytest.raises(LineGone):
            async with office.work() as work:
                await verb(work, dewi, mine.conversation.id, Reply("Halo", once=secret.id))
    assert not any("Halo" in text for text in await office.heard(CHAT))


async def test_an_answer_quotes_what_it_answers_if_that_is_the_persons_here(office: Office) -> None:
    ani, asked, other = await office.hires(), await office.asks(), await office.asks(CHAT + 1)
    await office.says("yang mana, Bu?", message=12)
    await office.says("bukan ini", CHAT + 1, message=13)
    mine = next(line for line in await office.lines(asked.conversation.id) if line.kind is Kind.THEIRS)
    theirs = next(line for line in await office.lines(other.conversation.id) if line.kind is Kind.THEIRS)
    for line in (mine, theirs):
        await office.answers(ani, asked.conversation.id, "Yang biru.", answers=line.id)
    cipher = office.rooms.post.outbox._cipher
    async with office.work() as work:
        rows = await work.raw.fetch("SELECT uid, body FROM letters WHERE chat_id = $1 ORDER BY id DESC LIMIT 2", CHAT)
    quoted = [cipher.open_json("letters", "body", row["uid"], row["body"])[0].get("reply_parameters") for row in rows]
    assert quoted == [None, {"message_id": 12, "allow_sending_without_reply": True}]


async def test_an_empty_answer_or_one_too_long_changes_nothing(office: Office) -> None:
    ani, asked = await office.hires(), await office.asks()
    for words, no in (("  \n ", NothingWritten), ("x" * 2001, WordsTooLong), ("\x00", NothingWritten)):
        with pytest.raises(no):
            await office.answers(ani, asked.conversation.id, words)
    assert (await office.one(asked.conversation.id)).state is State.WAITING
    assert await office.heard(CHAT) == []


@pytest.mark.parametrize(
    ("thing", "methods"),
    [
        (Thing("voice", file_id="v"), ["sendMessage", "sendVoice"]),
        (Thing("sticker", file_id="s"), ["sendMessage", "sendMessage", "sendSticker"]),
        (Thing("location", latitude=0.5, longitude=117.5), ["sendMessage", "sendMessage", "sendLocation"]),
    ],
)
async def test_what_lies_at_telegram_is_sent_on_with_the_name_of_who_sends(
    office: Office, thing: Thing, methods: list[str]
) -> None:
    ani, asked = await office.hires(), await office.asks()
    await office.answers(ani, asked.conversation.id, "", thing=thing)
    sent = await office.value("SELECT array_agg(method ORDER BY id) FROM letters WHERE chat_id = $1", CHAT)
    assert sent == methods
    assert (await office.lines(asked.conversation.id))[-1].thing == thing
    with pytest.raises(NothingWritten):
        await office.answers(ani, asked.conversation.id, "", thing=Thing("poll"))


async def test_a_file_of_the_console_travels_in_the_letter(office: Office) -> None:
    ani, asked = await office.hires(), await office.asks()
    file = Attachment("document", "surat.pdf", "application/pdf", b"%PDF-1.7")
    line = await office.answers(ani, asked.conversation.id, "Ini suratnya.", file=file)
    assert line.thing == Thing("document", name="surat.pdf", mime="application/pdf", size=8)
    assert await office.value("SELECT method FROM letters ORDER BY id DESC LIMIT 1") == "sendDocument"


async def test_what_a_member_wrote_is_corrected_and_taken_back_by_nobody_else_and_not_for_ever(office: Office) -> None:
    ani, budi, asked = await office.hires(), await office.hires("budi"), await office.asks()
    line = await office.answers(ani, asked.conversation.id, "Kartunya di Bontang.")
    async with office.work() as work:
        await office.desk.agents.correct(work, ani, line.id, "Kartunya di Sangatta.")
    fixed = (await office.lines(asked.conversation.id))[-1]
    assert (fixed.words, fixed.edited_at is not None) == ("Kartunya di Sangatta.", True)
    assert await office.value("SELECT method FROM letters ORDER BY id DESC LIMIT 1") == "editMessageText"
    with pytest.raises(LineGone):
        async with office.work() as work:
            await office.desk.agents.correct(work, budi, line.id, "Kartunya hilang.")
    async with office.work() as work:
        await office.desk.agents.take_back(work, ani, line.id)
    assert "Kartunya" not in str([one.words for one in await office.lines(asked.conversation.id)])
    assert "ditarik kembali" in (await office.heard(CHAT))[-1]
    late = await office.answers(ani, asked.conversation.id, "Baik.")
    await office.passes(timedelta(hours=49))
    for gone in (late.id, line.id, uuid4()):
        with pytest.raises(LineGone):
            async with office.work() as work:
                await office.desk.agents.take_back(work, ani, gone)


async def test_a_note_is_never_sent_and_keeps_no_promise_to_who_can_read(office: Office) -> None:
    ani, asked = await office.hires(), await office.asks()
    async with office.work() as work:
        await office.desk.agents.note(work, ani, asked.conversation.id, Reply("Suaminya nelayan."))
    assert await office.heard(CHAT) == []
    assert (await office.one(asked.conversation.id)).due == asked.conversation.due
    assert (await office.lines(asked.conversation.id))[-1].kind is Kind.NOTE


async def test_who_blocked_us_is_shown_so_and_gets_everything_on_coming_back(office: Office) -> None:
    ani, asked = await office.hires(), await office.asks()
    await office.answers(ani, asked.conversation.id, "Pertama.")
    await office.value("UPDATE chats SET gone = true WHERE chat_id = $1", CHAT)
    await office.answers(ani, asked.conversation.id, "Kedua.")
    staff = [line for line in await office.lines(asked.conversation.id) if line.kind is Kind.STAFF]
    assert [line.state for line in staff] == ["gone", "gone"]
    await office.passes(timedelta(days=8))
    await office.value("UPDATE chats SET gone = false WHERE chat_id = $1", CHAT)
    async with office.work() as work:
        await office.rooms.post.sweep_old(work)
    staff = [line for line in await office.lines(asked.conversation.id) if line.kind is Kind.STAFF]
    assert [line.state for line in staff] == ["waiting", "waiting"], "a letter of staff does not grow stale in a day"


async def test_what_the_person_writes_after_the_answer_is_owed_one_in_opening_hours(office: Office) -> None:
    ani, asked = await office.hires(), await office.asks()
    await office.answers(ani, asked.conversation.id)
    await office.says("Terus bagaimana, Bu?", message=5)
    due = (await office.one(asked.conversation.id)).due
    assert is_at(due, MONDAY + timedelta(hours=1))
    await office.passes(timedelta(minutes=20))
    await office.says("Halo?", message=6)
    assert (await office.one(asked.conversation.id)).due == due, "the first of them counts"
    await office.says("Halo?", message=6)
    assert [line.words for line in await office.lines(asked.conversation.id) if line.kind is Kind.THEIRS] == [
        "Terus bagaimana, Bu?",
        "Halo?",
    ]


async def test_the_person_answers_a_line_of_staff(office: Office) -> None:
    ani, asked = await office.hires(), await office.asks()
    line = await office.answers(ani, asked.conversation.id, "Yang biru atau merah?")
    await office.value("UPDATE letters SET message_id = 41 WHERE uid = $1", line.letter)
    await office.says("yang ini", message=8, answers=41)
    await office.says("bukan itu", message=9, answers=999)
    said = [one.answers for one in await office.lines(asked.conversation.id) if one.kind is Kind.THEIRS]
    assert said == [line.id, None]
