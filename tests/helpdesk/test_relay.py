"""Conversations are carried into the staff's group: everything, once, in order, and no faster than it may be."""

import random
from datetime import timedelta

import pytest_asyncio

from bot.house import build_rooms
from bot.settings import read_settings
from services.db import Database
from services.helpdesk import Outcome, Thing, Trace
from services.helpdesk.agents import Reply
from services.helpdesk.forum.model import Pace, Trouble
from services.privacy import Keys
from services.region import Region
from services.requests import Details, Subject
from services.staff import Role, StaffMember
from services.words import Words
from tests.helpdesk.office import CHAT, MONDAY, Office
from tests.helpdesk.telegram import GROUP, StandIn

FAST = Pace(timedelta(), 4)
NAMES = {CHAT: "aaa", CHAT + 1: "bbb", CHAT + 2: "ccc", CHAT + 3: "ddd"}


def rooms_of(office: Office, keys: Keys, group: int | None = GROUP) -> Office:
    """The same office with this group."""
    settings = read_settings(
        _env_file=None, operator="Dinas Contoh", desk_group_id=group, public_url="https://desk.contoh.id"
    )
    region = Region.load("kutai-timur")
    made = Office(office.database, build_rooms(settings, keys, Words(zone=region.zone), region, sample=True))
    made.desk.relay.keep(FAST)
    return made


@pytest_asyncio.fixture
async def telegram(database: Database, keys: Keys) -> StandIn:
    region = Region.load("kutai-timur")
    settings = read_settings(_env_file=None, operator="Dinas Contoh")
    plain = Office(database, build_rooms(settings, keys, Words(zone=region.zone), region, sample=True))
    await plain.at(MONDAY)
    return StandIn(rooms_of(plain, keys))


async def told_in_topic(telegram: StandIn, by: StaffMember, words: str, message: int) -> None:
    """The member wrote this in the topic."""
    conversation = (await telegram.office.ongoing()).id
    await telegram.office.answers(by, conversation, words, message=message)


async def test_the_first_words_tell_as_much_as_every_member_may_see(telegram: StandIn) -> None:
    office = telegram.office
    told = Details(name="Siti Aminah", phone="+6281234567890", words="NIK suami saya 6408040303900001 kok tidak ada")
    trace = Trace(words=("qwerty 6408040303900001",), flow="coverage", step="nik", about="Rahmat Hidayat", found=False)
    async with office.work() as work:
        await office.desk.callers.ask(work, CHAT, Subject.FIND, told, trace)
    await telegram.rounds()
    opened, first = telegram.said
    assert opened["method"] == "createForumTopic"
    assert opened["name"] == "KT-B-2026-00001-8 · Minta petugas mencarikan"
    for secret in ("Siti", "Aminah", "Rahmat", "6408", "0812", "8123"):
        assert secret not in str(telegram.said)
    for part in ("KT-B-2026-00001-8", "belum dikenal", "kok tidak ada", "qwerty", "pemeriksaan", "tidak ada di data"):
        assert part in first["text"]
    (row,) = first["reply_markup"]["inline_keyboard"]
    assert row[0]["url"].startswith("https://desk.contoh.id/desk/percakapan/")


async def test_what_waits_for_a_topic_is_one_message_in_order(telegram: StandIn) -> None:
    office = telegram.office
    await office.asks()
    await telegram.rounds()
    for number in range(20):
        await office.says(f"baris {number} <i>")
    before = len(telegram.said)
    await telegram.rounds()
    (merged,) = telegram.said[before:]
    assert merged["text"] == "\n".join(f"<b>Warga</b>: baris {number} &lt;i&gt;" for number in range(20))


async def test_long_words_are_carried_whole_in_several_messages(telegram: StandIn) -> None:
    office = telegram.office
    await office.asks()
    story = " ".join(f"kata{number}😀" for number in range(390))
    await office.says(story)
    await office.says("sesudahnya")
    await telegram.rounds()
    assert all(len(text.encode("utf-16-le")) // 2 <= 4096 for text in telegram.texts)
    carried = "".join(telegram.texts).replace("Warga (lanjutan): ", "").replace("…", "")
    assert [word for word in carried.split() if word.startswith("kata")] == story.split()
    assert telegram.texts[-1].endswith("Warga: sesudahnya")


async def test_what_was_written_in_the_topic_does_not_come_back_and_what_the_console_wrote_does(
    telegram: StandIn,
) -> None:
    ani = await telegram.office.hires()
    conversation = (await telegram.office.asks()).conversation.id
    await telegram.rounds()
    await told_in_topic(telegram, ani, "dari topik", 901)
    await telegram.office.answers(ani, conversation, "dari konsol, Rp42.000.000, hp 081234567890")
    await telegram.rounds()
    last = telegram.texts[-1]
    assert "dari topik" not in last
    assert last.endswith("Ani (konsol): dari konsol, Rp42.000.000, hp ••••••••••90")


async def test_changed_words_are_told_once_wherever_they_were_changed(telegram: StandIn) -> None:
    office = telegram.office
    ani = await office.hires()
    conversation = (await office.asks()).conversation.id
    await office.says("satu", message=11)
    await told_in_topic(telegram, ani, "dua", 901)
    console = await office.answers(ani, conversation, "tiga")
    await telegram.rounds()
    before = len(telegram.said)
    async with office.work() as work:
        ongoing = await office.desk.callers.ongoing(work, CHAT)
        assert ongoing is not None
        await office.desk.callers.correct(work, ongoing, 11, "satu, diubah")
        await office.desk.agents.correct(work, ani, console.id, "tiga, diubah")
    await telegram.rounds()
    await telegram.rounds()
    (retold,) = telegram.said[before:]
    assert retold["text"].split("\n") == [
        "<b>Warga</b> (diubah): satu, diubah",
        "<b>Ani</b> (konsol) (diubah): tiga, diubah",
    ]


async def test_words_changed_while_they_are_on_their_way_are_told_as_well(telegram: StandIn) -> None:
    office = telegram.office
    await office.asks()
    await office.says("lama", message=11)
    await telegram.round()
    async with office.work() as work:
        await office.desk.relay.carry(work)  # what it wrote holds the old words
    async with office.work() as work:
        ongoing = await office.desk.callers.ongoing(work, CHAT)
        assert ongoing is not None
        await office.desk.callers.correct(work, ongoing, 11, "baru")
    await telegram.takes()
    await telegram.rounds()
    assert telegram.texts[-2:] == ["Warga: lama", "Warga (diubah): baru"]


async def test_a_voice_that_telegram_does_not_take_goes_as_words(telegram: StandIn) -> None:
    office = telegram.office
    await office.asks()
    await office.says("", thing=Thing("voice", file_id="gone"))
    await office.says("sesudahnya")
    telegram.refusals["sendVoice"] = "Wrong file identifier/HTTP URL specified"
    await telegram.rounds()
    assert telegram.texts[-1] == "Warga: [pesan suara]\nWarga: sesudahnya"
    assert await office.value("SELECT count(*) FROM letters WHERE state = 'dead'") == 0


async def test_what_telegram_takes_in_no_form_does_not_hold_up_the_rest(telegram: StandIn) -> None:
    office = telegram.office
    await office.asks()
    await telegram.rounds()
    telegram.refusals["sendMessage"] = "Can't parse entities"
    await office.says("buruk")
    await telegram.rounds()
    telegram.refusals.clear()
    await office.says("baik")
    await telegram.rounds()
    assert telegram.texts[-1] == "Warga: baik"
    assert await office.value("SELECT count(*) FROM letters WHERE state = 'dead'") == 0


async def test_who_left_the_queue_before_there_was_a_topic_gets_none(telegram: StandIn) -> None:
    office = telegram.office
    await office.asks()
    async with office.work() as work:
        await office.desk.callers.leave(work, CHAT)
    await telegram.rounds()
    assert telegram.said == []


async def test_the_topic_of_an_ended_conversation_is_closed_and_deleted_after_a_month(telegram: StandIn) -> None:
    office = telegram.office
    ani = await office.hires()
    conversation = (await office.asks()).conversation.id
    await telegram.rounds()
    await office.answers(ani, conversation)
    async with office.work() as work:
        await office.desk.cases.close(work, ani, conversation, Outcome.SOLVED, "")
    await telegram.rounds()
    assert telegram.methods[-1] == "closeForumTopic"
    async with office.work() as work:
        assert await office.desk.relay.tidy(work) == 0
    await office.passes(timedelta(days=31))
    async with office.work() as work:
        assert await office.desk.relay.tidy(work) == 1
    await telegram.takes()
    await telegram.rounds()
    assert telegram.methods[-1] == "deleteForumTopic"
    assert await office.value("SELECT count(*) FROM topics") == 0


async def test_what_is_erased_is_deleted_in_the_group_too(telegram: StandIn) -> None:
    office = telegram.office
    await office.asks()
    await telegram.rounds()
    async with office.work() as work:
        await office.desk.callers.forget(work, CHAT)
    await office.passes(timedelta(minutes=11))
    telegram.refusals["deleteForumTopic"] = "Not enough rights to delete the topic"
    for _ in range(2):
        async with office.work() as work:
            assert await office.desk.relay.tidy(work) == 1
        await telegram.takes()
        await telegram.rounds()
        telegram.refusals.clear()
        await office.passes(timedelta(minutes=11))
    assert telegram.methods[-1] == "deleteForumTopic"
    assert any("Hapus pesan" in text for text in telegram.texts)
    assert await office.value("SELECT count(*) FROM topics") == 0


async def test_two_replicas_do_not_carry_at_once(telegram: StandIn) -> None:
    office = telegram.office
    await office.asks()
    async with office.work() as one, office.work() as other:
        assert await office.desk.relay.carry(one) == 1
        assert await office.desk.relay.carry(other) == 0


async def test_a_letter_that_was_dropped_by_hand_is_carried_again(telegram: StandIn) -> None:
    office = telegram.office
    await office.asks()
    async with office.work() as work:
        await office.desk.relay.carry(work)
        await work.raw.execute("UPDATE letters SET state = 'dropped', body = NULL WHERE chat_id = $1", GROUP)
    await telegram.rounds()
    assert telegram.methods == ["createForumTopic", "sendMessage"]


async def test_a_second_topic_made_by_a_repeated_act_is_deleted(telegram: StandIn) -> None:
    office = telegram.office
    await office.asks()
    async with office.work() as work:
        await office.desk.relay.carry(work)
        name = await work.raw.fetchval("SELECT name FROM topics")
        await office.desk.forum.was_opened(work, GROUP, 77, name)
    await telegram.rounds()
    assert "deleteForumTopic" in telegram.methods
    (orphan,) = [act for act in telegram.said if act["method"] == "deleteForumTopic"]
    assert orphan["message_thread_id"] == 101, "the one that was told first is kept"
    assert {act["message_thread_id"] for act in telegram.said if "text" in act} == {77}


async def test_another_group_in_the_settings_gets_what_is_open(telegram: StandIn, keys: Keys) -> None:
    office = telegram.office
    ani = await office.hires()
    conversation = (await office.asks()).conversation.id
    await office.says("satu", message=11)
    await telegram.rounds()
    await told_in_topic(telegram, ani, "dua", 901)
    elsewhere = rooms_of(office, keys, GROUP - 1)
    async with elsewhere.work() as work:
        await elsewhere.desk.relay.carry(work)
    assert await office.value("SELECT chat FROM topics") == GROUP - 1
    await elsewhere.answers(ani, conversation, "sama nomornya", message=901)
    assert len(await elsewhere.lines(conversation)) == 5, "numbers of the other group stand in nobody's way"


async def test_a_private_letter_tells_those_who_oversee_and_only_once(telegram: StandIn) -> None:
    office = telegram.office
    await office.hires("kepala", Role.SUPERVISOR, telegram=888)
    await office.asks()
    telegram.refusals["createForumTopic"] = "Not enough rights to create a topic"
    for _ in range(6):
        await telegram.round()
        await office.passes(timedelta(minutes=4))
    heard = [text for text in await office.heard(888) if "hak yang cukup" in text]
    assert len(heard) == 1
    async with office.work() as work:
        found = await office.desk.relay.trouble(work)
    assert found is not None
    assert found.trouble is Trouble.NO_RIGHTS
    assert await office.value("SELECT count(*) FROM letters WHERE state = 'dead'") == 0


async def test_the_outbox_never_holds_more_than_may_leave_at_once(telegram: StandIn) -> None:
    office = telegram.office
    for chat in range(40):
        await office.asks(CHAT + chat)
    waiting = "SELECT count(*) FROM letters WHERE chat_id = $1 AND state = 'waiting'"
    for _ in range(5):
        async with office.work() as work:
            await office.desk.relay.carry(work)
        assert await office.value(waiting, GROUP) <= 4


async def test_without_a_group_nothing_is_written(database: Database, keys: Keys) -> None:
    region = Region.load("kutai-timur")
    settings = read_settings(_env_file=None, operator="Dinas Contoh")
    office = Office(database, build_rooms(settings, keys, Words(zone=region.zone), region, sample=True))
    await office.asks()
    async with office.work() as work:
        assert await office.desk.relay.carry(work) == 0
        assert await office.desk.relay.tidy(work) == 0
        assert not await office.desk.forum.is_ours(work, GROUP)


async def test_whatever_goes_wrong_every_line_arrives_in_order(telegram: StandIn) -> None:
    """Topics vanish, are shut, voices are refused, letters are dropped: no line is lost, none overtakes another."""
    office, chance = telegram.office, random.Random(7)
    ani = await office.hires()
    said: dict[int, list[str]] = {chat: [] for chat in NAMES}
    conversations = {chat: (await office.asks(chat)).conversation.id for chat in said}
    for number in range(60):
        chat = chance.choice(list(said))
        words = f"b{number}{NAMES[chat]}."
        said[chat].append(words)
        if chance.random() < 0.3:
            async with office.work() as work:
                await office.desk.agents.note(work, ani, conversations[chat], Reply(words))
        else:
            await office.says(words, chat, message=1000 + number)
        telegram.refusals = {
            "sendMessage": chance.choice(("", "", "Message thread not found", "TOPIC_CLOSED")),
            "createForumTopic": "",
        }
        for _ in range(chance.randrange(3)):
            await telegram.round()
        if chance.random() < 0.1:
            async with office.work() as work:
                drop = "UPDATE letters SET state = 'dropped', body = NULL WHERE chat_id = $1 AND state = 'waiting'"
                await work.raw.execute(drop, GROUP)
    telegram.refusals = {}
    await telegram.rounds(200)
    for chat, lines in said.items():
        name = f"{NAMES[chat]}."
        threads = [act["number"] for act in telegram.said if act["method"] == "createForumTopic"]
        carried = "\n".join(act["text"] for act in telegram.said if "text" in act and name in act["text"])
        assert threads
        firsts = [carried.index(words) for words in lines]
        assert firsts == sorted(firsts), "in order, the first time each"
