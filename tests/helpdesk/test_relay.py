"""Conversations are carried into the staff's group: everything, once, in order, and no faster than it may be."""

import random

from services.helpdesk import Thing, Trace
from services.helpdesk.agents import Reply
from services.requests import Details, Subject
from tests.helpdesk.office import CHAT
from tests.helpdesk.telegram import GROUP, StandIn, told_in_topic

NAMES = {CHAT: "aaa", CHAT + 1: "bbb", CHAT + 2: "ccc", CHAT + 3: "ddd"}


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


async def test_the_outbox_never_holds_more_than_may_leave_at_once(telegram: StandIn) -> None:
    office = telegram.office
    for chat in range(40):
        await office.asks(CHAT + chat)
    waiting = "SELECT count(*) FROM letters WHERE chat_id = $1 AND state = 'waiting'"
    for _ in range(5):
        async with office.work() as work:
            await office.desk.relay.carry(work)
        assert await office.value(waiting, GROUP) <= 4


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
