"""The way out in bad weather: what Telegram answers decides what becomes of a letter."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.simulator import Telegram
from bot.simulator.client import Chat
from services.post import Attachment, Lane, Letter
from tests.post.station import Plan, Station, say, station, until


async def states(here: Station) -> list[tuple[str, bool]]:
    rows = await here.rows("SELECT state, uncertain FROM letters ORDER BY id")
    return [(row["state"], row["uncertain"]) for row in rows]


async def until_states(here: Station, *wanted: str) -> None:
    async def reached() -> bool:
        return [state for state, _ in await states(here)] == list(wanted)

    await until(reached)


async def sent_texts(telegram: Telegram, chat: int) -> list[str]:
    """The texts of all calls of sendMessage that had an effect, in order."""
    return [call["params"]["text"] for call in await telegram.calls("sendMessage", chat) if call["effect"]]


async def starts(here: Station, siti: Chat) -> int:
    """The person writes first; afterwards letters may be written to them."""
    await siti.says("hai")
    await siti.hears("echo hai")
    return siti.id


async def test_what_is_sent_is_marked_and_keeps_no_body(plan: Plan, siti: Chat) -> None:
    async with station(plan) as here:
        await starts(here, siti)
        await until_states(here, "sent")
        row = (await here.rows("SELECT body, message_id, tries FROM letters"))[0]
        assert row["body"] is None
        assert row["message_id"] == siti.last.id
        await until(lambda: here.value("SELECT bool_and(sender IS NULL) FROM chats"))


async def test_a_429_pauses_that_chat_only_and_nothing_overtakes(plan: Plan, telegram: Telegram) -> None:
    siti, budi = await telegram.person("Siti"), await telegram.person("Budi")
    async with station(plan) as here:
        await starts(here, siti)
        await starts(here, budi)
        await telegram.fault("flood", chat=siti.id, seconds=2, times=1)
        await here.writes(siti.id, "1", "2", "3")
        await telegram.until_called("sendMessage", chat=siti.id, count=2)
        await here.writes(siti.id, "4")
        await here.writes(budi.id, "b")
        await budi.hears("b", within=1)
        await until_states(here, "sent", "sent", "sent", "sent", "sent", "sent", "sent")
        assert await sent_texts(telegram, siti.id) == ["echo hai", "1", "2", "3", "4"]
        calls = [call for call in await telegram.calls("sendMessage", siti.id) if call["started"]]
        flooded = next(call for call in calls if call["code"] == 429)
        after = next(call for call in calls if call["started"] > flooded["started"])
        assert after["started"] - flooded["finished"] >= 2
        assert not any(uncertain for _, uncertain in await states(here))


async def test_429_in_three_chats_pauses_everybody(plan: Plan, telegram: Telegram) -> None:
    people = [await telegram.person(f"P{number}") for number in range(4)]
    async with station(plan) as here:
        for person in people:
            await starts(here, person)
        for person in people[:3]:
            await telegram.fault("flood", chat=person.id, seconds=2, times=1)
            await here.writes(person.id, "x")
        await until(lambda: here.value("SELECT paused_until > santun_now() FROM pace"))
        flooded = max(call["finished"] for call in await telegram.calls("sendMessage") if call["code"] == 429)
        await here.writes(people[3].id, "y")
        await people[3].hears("y", within=6)
        sent = next(call for call in await telegram.calls("sendMessage") if call["params"]["text"] == "y")
        assert sent["started"] - flooded > 1.5


async def test_5xx_and_a_lost_answer_are_repeated_and_marked_uncertain(
    plan: Plan, siti: Chat, telegram: Telegram
) -> None:
    async with station(plan) as here:
        await starts(here, siti)
        await telegram.fault("error", status=502, method="sendMessage", times=1)
        await here.writes(siti.id, "a")
        await siti.until(lambda chat: chat.last.text == "a")
        await until_states(here, "sent", "sent")
        await telegram.fault("reset_after", method="sendMessage", times=1)
        await here.writes(siti.id, "b", "c")
        await siti.until(lambda chat: chat.last.text == "c")
        await until_states(here, "sent", "sent", "sent", "sent")
        assert [uncertain for _, uncertain in await states(here)] == [False, True, True, False]
        assert await sent_texts(telegram, siti.id) == ["echo hai", "a", "b", "b", "c"]


async def test_a_connection_refused_leaves_no_doubt(plan: Plan, siti: Chat) -> None:
    async with station(plan) as here:
        await starts(here, siti)
        await until_states(here, "sent")
        address, here.bot._base_url = here.bot._base_url, "http://127.0.0.1:9/bot"
        await here.writes(siti.id, "a")
        await until(lambda: here.value("SELECT true FROM letters WHERE tries = 1"))
        here.bot._base_url = address
        await siti.until(lambda chat: chat.last.text == "a")
        await until_states(here, "sent", "sent")
        assert [uncertain for _, uncertain in await states(here)] == [False, False]


async def test_bulk_of_unknown_outcome_is_not_repeated(plan: Plan, siti: Chat, telegram: Telegram) -> None:
    async with station(plan) as here:
        await starts(here, siti)
        await telegram.fault("reset_after", method="sendMessage", times=1)
        await here.writes(siti.id, "bulk", lane=Lane.BULK)
        await until_states(here, "sent", "unsure")
        assert await sent_texts(telegram, siti.id) == ["echo hai", "bulk"]


async def test_who_blocked_us_is_left_in_peace_until_they_write_again(
    plan: Plan, siti: Chat, telegram: Telegram
) -> None:
    async with station(plan) as here:
        await starts(here, siti)
        await telegram.fault("error", status=403, description="Forbidden: bot was blocked by the user", chat=siti.id)
        await here.writes(siti.id, "a", "b")
        await until(lambda: here.value("SELECT gone FROM chats"))
        await telegram.calm()
        await here.writes(siti.id, "c")
        await until_states(here, "sent", "waiting", "waiting", "waiting")
        await siti.says("again")
        await siti.hears("echo again")
        assert await sent_texts(telegram, siti.id) == ["echo hai", "a", "b", "c", "echo again"]
        await until(lambda: here.value("SELECT NOT gone FROM chats"))


async def test_blocking_and_coming_back_is_heard_of_at_once(plan: Plan, siti: Chat, telegram: Telegram) -> None:
    async with station(plan) as here:
        await starts(here, siti)
        await siti.blocks()
        await until(lambda: here.value("SELECT gone FROM chats"))
        calls = len(await telegram.calls("sendMessage"))
        await here.writes(siti.id, "a")
        await siti.unblocks()
        await siti.until(lambda chat: any(message.text == "a" for message in chat.messages))
        await until(lambda: here.value("SELECT NOT gone FROM chats"))
        assert len(await telegram.calls("sendMessage")) > calls


async def test_a_400_is_our_fault_and_waits_for_staff(plan: Plan, siti: Chat) -> None:
    async with station(plan) as here:
        await starts(here, siti)
        async with here.database.work() as work:
            broken = {"chat_id": siti.id, "text": "<b>Siti Aminah 6408040303900001", "parse_mode": "HTML"}
            await here.post.write(work, Letter(siti.id, "sendMessage", broken))
            await say(here.post, work, siti.id, "next")
        await siti.hears("next")
        await until_states(here, "sent", "dead", "sent")
        row = (await here.rows("SELECT error, body FROM letters WHERE state = 'dead'"))[0]
        assert row["body"] is not None
        assert "Siti" not in row["error"]


async def test_an_edit_that_changes_nothing_and_a_deletion_of_nothing_count_as_done(plan: Plan, siti: Chat) -> None:
    async with station(plan) as here:
        await starts(here, siti)
        async with here.database.work() as work:
            same: dict[str, Any] = {"chat_id": siti.id, "message_id": siti.last.id, "text": "echo hai"}
            await here.post.write(work, Letter(siti.id, "editMessageText", same))
            gone = {"chat_id": siti.id, "message_id": 999_999}
            await here.post.write(work, Letter(siti.id, "deleteMessage", gone))
            await here.post.write(work, Letter(siti.id, "editMessageText", gone | {"text": "x"}))
        await until_states(here, "sent", "sent", "sent", "sent")


async def test_a_letter_may_edit_the_message_of_an_earlier_one(plan: Plan, siti: Chat) -> None:
    async with station(plan) as here:
        await starts(here, siti)
        async with here.database.work() as work:
            first = await here.post.write(work, Letter(siti.id, "sendMessage", {"chat_id": siti.id, "text": "draft"}))
            edit = Letter(siti.id, "editMessageText", {"chat_id": siti.id, "text": "final"}, refers=first)
            await here.post.write(work, edit)
        await siti.until(lambda chat: chat.last.text == "final")


async def test_files_travel_inside_letters(plan: Plan, siti: Chat) -> None:
    content = bytes(range(256)) * 40
    async with station(plan) as here:
        await starts(here, siti)
        async with here.database.work() as work:
            file = Attachment("document", "daftar.pdf", "application/pdf", content)
            params = {"chat_id": siti.id, "caption": "ini", "reply_markup": {"inline_keyboard": []}}
            await here.post.write(work, Letter(siti.id, "sendDocument", params, attachments=(file,)))
        await siti.until(lambda chat: "document" in chat.last.raw)
        document = siti.last.raw["document"]
        assert document["file_name"] == "daftar.pdf"
        got = await here.bot.get_file(document["file_id"])
        assert bytes(await got.download_as_bytearray()) == content


async def test_a_letter_of_the_future_holds_up_nobody(plan: Plan, siti: Chat, telegram: Telegram) -> None:
    async with station(plan) as here:
        await starts(here, siti)
        async with here.database.work() as work:
            await say(here.post, work, siti.id, "later", due=work.now + timedelta(milliseconds=700))
            await say(here.post, work, siti.id, "tomorrow", due=work.now + timedelta(days=1))
            await say(here.post, work, siti.id, "now")
        await until_states(here, "sent", "sent", "waiting", "sent")
        texts = await sent_texts(telegram, siti.id)
        assert texts == ["echo hai", "now", "later"]
        calls = {call["params"]["text"]: call["started"] for call in await telegram.calls("sendMessage", siti.id)}
        assert 0.65 < calls["later"] - calls["now"] < 1.0
        await here.moves_clock(timedelta(days=1))
        await until_states(here, "sent", "sent", "sent", "sent")


async def test_a_reply_expires_after_a_day(plan: Plan, siti: Chat) -> None:
    await siti.says("hai")
    async with station(replace(plan, parts=("replica",))) as here:
        await here.writes(siti.id, "old")
        await here.moves_clock(timedelta(hours=25))
        await here.writes(siti.id, "new", lane=Lane.STAFF)
    async with station(replace(plan, parts=("replica", "delivery"))) as here:
        await until_states(here, "expired", "sent")


async def test_a_newer_status_replaces_an_older_one_and_a_double_is_not_written(plan: Plan, siti: Chat) -> None:
    async with station(replace(plan, parts=("replica",))) as here:
        for text in ("old", "new"):
            async with here.database.work() as work:
                await say(here.post, work, siti.id, text, lane=Lane.STATUS, subject="SN-1")
        for _ in range(2):
            async with here.database.work() as work:
                await say(here.post, work, siti.id, "once", dedupe="reminder")
        assert [state for state, _ in await states(here)] == ["replaced", "waiting", "waiting"]


async def test_bulk_that_fails_holds_up_no_reply(plan: Plan, siti: Chat, telegram: Telegram) -> None:
    async with station(plan) as here:
        await starts(here, siti)
        await telegram.fault("slow", method="sendPhoto", seconds=3)
        async with here.database.work() as work:
            photo = Attachment("photo", "p.png", "image/png", b"not a picture")
            params = {"chat_id": siti.id}
            await here.post.write(work, Letter(siti.id, "sendPhoto", params, lane=Lane.BULK, attachments=(photo,)))
        await telegram.until_called("sendPhoto")
        await siti.says("hello")
        await siti.hears("echo hello", within=2)


async def test_a_letter_rolled_back_is_never_sent(plan: Plan, siti: Chat, telegram: Telegram) -> None:
    async with station(plan) as here:
        await starts(here, siti)
        try:
            async with here.database.work() as work:
                await say(here.post, work, siti.id, "never")
                raise KeyError
        except KeyError:
            pass
        await here.writes(siti.id, "after")
        await siti.until(lambda chat: chat.last.text == "after")
        assert await sent_texts(telegram, siti.id) == ["echo hai", "after"]
