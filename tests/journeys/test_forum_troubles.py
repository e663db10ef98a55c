"""What goes wrong with the staff's group is noticed, told, and mended or gone around; nothing is lost."""

from datetime import timedelta
from pathlib import Path

from bot.simulator import Chat, Telegram
from bot.simulator.groups import STAFF_BOT
from services.helpdesk.forum.messages import GroupWellAgain
from services.helpdesk.forum.model import Trouble
from services.staff import Role
from tests.conftest import Server
from tests.journeys.conftest import Scene
from tests.journeys.hearing import saying
from tests.journeys.office import Office, linked, office
from tests.journeys.test_forum import desk, siti
from tests.post.station import until

__all__ = ["desk", "siti"]


async def ailing(desk: Office, trouble: Trouble | None) -> None:
    """Waits until the group has this trouble."""

    async def is_so() -> bool:
        async with desk.work() as work:
            found = await desk.santun.house.rooms.helpdesk.relay.trouble(work)
        return (found.trouble if found else None) is trouble

    await until(is_so, within=10)


async def at_rest(desk: Office) -> None:
    """Waits until nothing is on its way to the group."""

    async def is_so() -> bool:
        async with desk.work() as work:
            return bool(await work.raw.fetchval("SELECT count(*) = 0 FROM topics WHERE letter IS NOT NULL"))

    await until(is_so)


async def no_dead_letters(desk: Office) -> None:
    async with desk.work() as work:
        assert await work.raw.fetchval("SELECT count(*) FROM letters WHERE state IN ('dead', 'unsure')") == 0


async def kepala(desk: Office) -> Chat:
    """A supervisor with a telephone; the bot has heard by then that it is in the group, and with which rights."""
    chat = await desk.santun.person("Kepala")
    await chat.says("/start")
    await chat.hears()

    async def is_done() -> bool:
        async with desk.work() as work:
            query = "SELECT count(*) > 1 AND bool_and(state = 'done') FROM inbox WHERE chat_id = $1"
            return bool(await work.raw.fetchval(query, desk.group))

    await until(is_done)
    await linked(desk.santun, "kepala", chat, Role.SUPERVISOR)
    return chat


async def test_a_topic_deleted_by_hand_is_opened_anew_with_its_last_lines(desk: Office, siti: Chat) -> None:
    number = await desk.asks(siti, "baris pertama")
    topic = await desk.topic_of(number)
    await topic.hears("baris pertama")
    await topic.says("jawaban pertama")
    await siti.hears("jawaban pertama")
    await topic.hears("menangani")
    await desk.santun.telegram.promote(desk.group, "can_delete_messages", member=desk.people["ani"])
    await topic.deletes_topic()
    await siti.says("baris kedua")
    fresh = await desk.topic_of(number)
    assert fresh.topic != topic.topic
    await fresh.until(lambda chat: any("baris kedua" in one.text for one in chat.messages), within=8)
    text = "\n".join(one.text for one in fresh.messages)
    assert "Topik lama sudah tidak ada." in text
    assert text.index("Warga: baris pertama") < text.index("Ani: jawaban pertama") < text.index("Warga: baris kedua")
    await fresh.says("jawaban kedua")
    await siti.hears("jawaban kedua")
    await no_dead_letters(desk)


async def test_a_topic_closed_by_hand_is_opened_when_there_is_something_new(desk: Office, siti: Chat) -> None:
    topic = await desk.topic_of(await desk.asks(siti, "tolong ya"))
    await desk.santun.telegram.promote(desk.group, "can_manage_topics", member=desk.people["ani"])
    await topic.closes_topic()
    await topic.settles()
    await siti.says("masih ada satu lagi")
    await topic.hears("masih ada satu lagi", within=8)
    (now,) = await desk.santun.telegram.topics(desk.group)
    assert not now.closed


async def test_a_bot_without_rights_waits_tells_and_goes_on_when_it_has_them(desk: Office, siti: Chat) -> None:
    chief = await kepala(desk)
    telegram = desk.santun.telegram
    await telegram.demote(desk.group)
    await ailing(desk, Trouble.NO_RIGHTS)
    await desk.santun.passes(timedelta(seconds=31))
    await chief.hears("Bot belum punya hak yang cukup")
    number = await desk.asks(siti, "apakah ini sampai?")
    await siti.settles(quiet=1.5)
    assert await telegram.topics(desk.group) == []
    await telegram.promote(desk.group, *STAFF_BOT)
    await ailing(desk, None)
    await chief.hears(saying(GroupWellAgain))
    topic = await desk.topic_of(number)
    await topic.until(lambda chat: any("apakah ini sampai?" in one.text for one in chat.messages))
    await no_dead_letters(desk)


async def test_rights_that_nobody_told_of_are_noticed_by_the_refusal(desk: Office, siti: Chat) -> None:
    """The update may have been lost; then the next try shows it."""
    world = desk.santun.simulator.world
    bot = world.bot_in(world.chats[desk.group])
    rights, bot.rights = bot.rights, frozenset({"can_manage_chat"})
    number = await desk.asks(siti, "apakah ini sampai?")
    await ailing(desk, Trouble.NO_RIGHTS)
    bot.rights = rights
    await desk.santun.passes(timedelta(minutes=4))
    topic = await desk.topic_of(number)
    await topic.until(lambda chat: any("apakah ini sampai?" in one.text for one in chat.messages))
    await ailing(desk, None)
    await no_dead_letters(desk)


async def test_thrown_out_and_back(desk: Office, siti: Chat) -> None:
    chief = await kepala(desk)
    number = await desk.asks(siti, "baris pertama")
    topic = await desk.topic_of(number)
    await topic.hears("baris pertama")
    await at_rest(desk)
    telegram = desk.santun.telegram
    await telegram.remove_bot(desk.group, desk.people["ani"])
    await ailing(desk, Trouble.REMOVED)
    await desk.santun.passes(timedelta(seconds=31))
    await chief.hears("Bot dikeluarkan dari grup petugas")
    await siti.says("baris kedua")
    await siti.settles(quiet=1.5)
    await telegram.add_bot(desk.group)
    await telegram.promote(desk.group, *STAFF_BOT)
    await ailing(desk, None)
    await topic.until(lambda chat: any("baris kedua" in one.text for one in chat.messages), within=8)
    assert sum("baris pertama" in one.text for one in topic.messages) == 1
    await no_dead_letters(desk)


async def test_a_bot_thrown_out_without_a_word_notices_it_by_the_refusal(desk: Office, siti: Chat) -> None:
    world = desk.santun.simulator.world
    bot = world.bot_in(world.chats[desk.group])
    number = await desk.asks(siti, "baris pertama")
    topic = await desk.topic_of(number)
    await at_rest(desk)
    bot.status = "kicked"
    await siti.says("baris kedua")
    await ailing(desk, Trouble.REMOVED)
    bot.status = "administrator"
    await desk.santun.passes(timedelta(minutes=4))
    await topic.until(lambda chat: any("baris kedua" in one.text for one in chat.messages), within=8)
    await ailing(desk, None)
    await no_dead_letters(desk)


async def test_a_group_without_topics_is_told_of_and_tried_again(desk: Office, siti: Chat) -> None:
    desk.santun.simulator.world.chats[desk.group].is_forum = False
    number = await desk.asks(siti, "apakah ini sampai?")
    await ailing(desk, Trouble.NOT_A_FORUM)
    await desk.santun.passes(timedelta(seconds=31))
    general = await desk.general()
    await general.until(lambda chat: any("Nyalakan “Topik”" in one.text for one in chat.messages))
    desk.santun.simulator.world.chats[desk.group].is_forum = True
    await desk.santun.passes(timedelta(minutes=4))
    topic = await desk.topic_of(number)
    await topic.until(lambda chat: any("apakah ini sampai?" in one.text for one in chat.messages))
    await ailing(desk, None)


async def test_a_basic_group_is_followed_when_it_becomes_a_forum(
    server: Server, roster_template: str, key_file: Path
) -> None:
    people: dict[str, Chat] = {}
    groups: list[int] = []

    async def basic(telegram: Telegram) -> dict[str, object]:
        people["ani"] = await telegram.person("Ani")
        await people["ani"].starts()
        groups.append(await telegram.group("Grup petugas", people["ani"]))
        return {"desk_group_id": groups[0]}

    url = await server.create("basic_group", roster_template)
    async with office(url, key_file, Scene(prepare=basic)) as found:
        desk = Office(found.santun, groups[0], people, {"ani": await linked(found.santun, "ani", people["ani"])})
        siti = await desk.santun.person("Siti")
        number = await desk.asks(siti, "apakah ini sampai?")
        await ailing(desk, Trouble.NOT_A_FORUM)
        new = await desk.santun.telegram.upgrade(groups[0], forum=True)
        await desk.santun.telegram.promote(new, *STAFF_BOT)
        moved = Office(desk.santun, new, people, desk.members)
        topic = await moved.topic_of(number)
        await topic.until(lambda chat: any("apakah ini sampai?" in one.text for one in chat.messages))
        await topic.says("Sampai, Bu.")
        await siti.hears("Sampai, Bu.")
        await no_dead_letters(moved)
    await server.drop("basic_group")
