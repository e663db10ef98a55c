"""A basic group becomes a supergroup: another number, two service messages, and the old number says where to go."""

import pytest
from telegram import Bot
from telegram.error import ChatMigrated

from bot.simulator import Chat, Simulator, Telegram
from bot.simulator.client import ImpossibleError
from tests.simulator.conftest import news, refusal, said_no


@pytest.fixture
async def old(telegram: Telegram, rina: Chat) -> int:
    return await telegram.group("Grup petugas", rina)


async def test_the_bot_is_told_in_both_groups(telegram: Telegram, bot: Bot, rina: Chat, old: int) -> None:
    await news(bot)
    new = await telegram.upgrade(old, forum=True)
    assert new < -1_000_000_000_000
    left, joined, came = await news(bot)
    assert left.message
    assert (left.message.chat_id, left.message.migrate_to_chat_id) == (old, new)
    assert joined.my_chat_member
    assert (joined.my_chat_member.chat.id, joined.my_chat_member.new_chat_member.status) == (new, "member")
    assert came.message
    assert (came.message.chat_id, came.message.migrate_from_chat_id) == (new, old)
    assert came.message.sender_chat
    assert came.message.from_user
    assert (came.message.from_user.username, came.message.sender_chat.id) == ("GroupAnonymousBot", new)


async def test_the_old_number_answers_with_the_new_one(
    simulator: Simulator, telegram: Telegram, bot: Bot, rina: Chat, old: int
) -> None:
    sent = await bot.send_message(old, "Halo")
    new = await telegram.upgrade(old)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(old, "Masih di sana?")
    assert moved.value.new_chat_id == new
    answer = await said_no(simulator, "editMessageText", chat_id=old, message_id=sent.message_id, text="x")
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": new}
    for method, more in [("getChatAdministrators", {}), ("createForumTopic", {"name": "x"})]:
        assert await refusal(simulator, method, chat_id=old, **more) == (400, answer["description"])
    assert (await bot.get_chat(old)).title == "Grup petugas", "of a group one may know when it is no more"


async def test_people_and_rights_move_along_but_topics_must_be_allowed_anew(
    simulator: Simulator, telegram: Telegram, bot: Bot, rina: Chat, old: int
) -> None:
    await telegram.promote(old)
    new = await telegram.upgrade(old, forum=True)
    statuses = {admin.user.id: admin.status for admin in await bot.get_chat_administrators(new)}
    assert statuses == {rina.person: "creator", bot.id: "administrator"}
    assert await refusal(simulator, "createForumTopic", chat_id=new, name="x") == (
        400,
        "Bad Request: not enough rights to create a topic",
    )
    await telegram.promote(new, "can_manage_topics")
    topic = await bot.create_forum_topic(new, "Satu")
    await rina.inside(new, topic.message_thread_id).says("Di sini sekarang")
    with pytest.raises(ImpossibleError, match="has become the supergroup"):
        await rina.inside(old).says("Halo?")
    with pytest.raises(ImpossibleError, match="has become the supergroup"):
        await telegram.upgrade(old)


async def test_a_supergroup_may_stay_without_topics(telegram: Telegram, bot: Bot, rina: Chat, old: int) -> None:
    new = await telegram.upgrade(old)
    chat = await bot.get_chat(new)
    assert (chat.type, chat.is_forum) == ("supergroup", None)
