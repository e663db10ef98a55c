"""The life of a topic: opened, renamed, closed, deleted, by the bot and by hand; every refusal in Telegram's words."""

from typing import Any

import pytest
from telegram import Bot

from bot.simulator import Chat, Simulator, Telegram
from bot.simulator.client import ImpossibleError
from tests.simulator.conftest import news, refusal

Json = dict[str, Any]


async def test_a_topic_is_renamed_closed_and_opened_again(telegram: Telegram, bot: Bot, rina: Chat, group: int) -> None:
    await news(bot)
    thread = (await bot.create_forum_topic(group, "Menunggu")).message_thread_id
    await bot.edit_forum_topic(group, thread, name="Ditangani", icon_custom_emoji_id="5312536423851630001")
    await bot.edit_forum_topic(group, thread, icon_custom_emoji_id="")
    await bot.close_forum_topic(group, thread)
    (closed,) = await telegram.topics(group)
    assert (closed.name, closed.closed, closed.emoji) == ("Ditangani", True, None)
    await bot.reopen_forum_topic(group, thread)
    _, renamed, bared, shut, opened = [update.message for update in await news(bot)]
    assert renamed
    assert renamed.forum_topic_edited
    assert (renamed.forum_topic_edited.name, renamed.forum_topic_edited.icon_custom_emoji_id) == (
        "Ditangani",
        "5312536423851630001",
    )
    assert bared
    assert bared.forum_topic_edited
    assert (bared.forum_topic_edited.name, bared.forum_topic_edited.icon_custom_emoji_id) == (None, "")
    assert shut
    assert shut.forum_topic_closed
    assert opened
    assert opened.forum_topic_reopened
    assert {message.message_thread_id for message in (renamed, bared, shut, opened)} == {thread}
    await bot.edit_forum_topic(group, thread)
    assert await news(bot) == (), "nothing asked, nothing done"


async def test_staff_does_the_same_by_hand_and_the_bot_is_told(
    telegram: Telegram, bot: Bot, rina: Chat, group: int
) -> None:
    await news(bot)
    there = await rina.inside(group).opens_topic("Rapat Senin")
    await there.renames_topic("Rapat Selasa")
    await there.closes_topic()
    await there.reopens_topic()
    told = [update.message for update in await news(bot)]
    assert [message.from_user.id for message in told if message and message.from_user] == [rina.person] * 4
    await there.deletes_topic()
    assert await news(bot) == (), "no bot is told of a deletion"
    (topic,) = await telegram.topics(group)
    assert (topic.name, topic.deleted) == ("Rapat Selasa", True)
    await there.until(lambda chat: not chat.messages)


async def test_a_deleted_topic_is_gone_for_the_bot(
    simulator: Simulator, telegram: Telegram, bot: Bot, rina: Chat, group: int
) -> None:
    thread = (await bot.create_forum_topic(group, "Satu")).message_thread_id
    sent = await bot.send_message(group, "Halo", message_thread_id=thread)
    await bot.delete_forum_topic(group, thread)
    sends: list[tuple[str, Json]] = [("sendMessage", {"text": "x"}), ("sendLocation", {"latitude": 0, "longitude": 1})]
    for method, more in sends:
        said = await refusal(simulator, method, chat_id=group, message_thread_id=thread, **more)
        assert said == (400, "Bad Request: message thread not found")
    for method in ("closeForumTopic", "reopenForumTopic", "deleteForumTopic", "unpinAllForumTopicMessages"):
        said = await refusal(simulator, method, chat_id=group, message_thread_id=thread)
        assert said == (400, "Bad Request: TOPIC_DELETED")
    said = await refusal(simulator, "editMessageText", chat_id=group, message_id=sent.message_id, text="x")
    assert said == (400, "Bad Request: message to edit not found")
    assert await bot.send_chat_action(group, "typing", message_thread_id=thread), "Telegram does not look"


async def test_a_closed_topic_takes_only_what_those_write_who_can_open_it(
    simulator: Simulator, telegram: Telegram, bot: Bot, rina: Chat, group: int
) -> None:
    budi = await telegram.person("Budi")
    await telegram.join(group, budi)
    there = await rina.inside(group).opens_topic("Satu")
    await there.closes_topic()
    await bot.send_message(group, "Masih boleh", message_thread_id=there.topic)
    await there.says("Saya juga")
    with pytest.raises(ImpossibleError, match="TOPIC_CLOSED"):
        await budi.inside(group, there.topic).says("Saya tidak")
    await telegram.promote(group, "can_delete_messages")
    said = await refusal(simulator, "sendMessage", chat_id=group, message_thread_id=there.topic, text="x")
    assert said == (400, "Bad Request: TOPIC_CLOSED")
    answer = {"message_id": there.messages[0].id}
    said = await refusal(simulator, "sendMessage", chat_id=group, reply_parameters=answer, text="x")
    assert said == (400, "Bad Request: TOPIC_CLOSED")


@pytest.mark.parametrize(
    ("method", "params", "words"),
    [
        ("createForumTopic", {}, "title must be non-empty"),
        ("createForumTopic", {"name": "   "}, "title must be non-empty"),
        ("createForumTopic", {"name": "x" * 129}, "invalid name: 1 to 128 characters expected"),
        ("createForumTopic", {"name": "x", "icon_color": 5}, "invalid icon color specified"),
        ("createForumTopic", {"name": "x", "icon_custom_emoji_id": "1"}, "DOCUMENT_INVALID"),
        ("editForumTopic", {"name": "x"}, "invalid message thread identifier specified"),
        ("editForumTopic", {"name": "x", "message_thread_id": 987654}, "TOPIC_ID_INVALID"),
        ("editForumTopic", {"message_thread_id": ..., "name": "x" * 129}, "invalid name: 0 to 128 characters expected"),
        ("editForumTopic", {"name": "Satu", "message_thread_id": ...}, "TOPIC_NOT_MODIFIED"),
        ("reopenForumTopic", {"message_thread_id": ...}, "TOPIC_NOT_MODIFIED"),
        ("closeForumTopic", {"message_thread_id": -1}, "invalid message thread identifier specified"),
        ("deleteMessage", {"message_id": ...}, "message can't be deleted"),
        ("copyMessage", {"message_id": 987654, "from_chat_id": ...}, "message to copy not found"),
        ("copyMessage", {"message_id": ..., "from_chat_id": ...}, "message can't be copied"),
        ("forwardMessage", {"message_id": ..., "from_chat_id": ...}, "message can't be forwarded"),
    ],
)
async def test_wrong_calls(simulator: Simulator, group: int, method: str, params: dict[str, Any], words: str) -> None:
    thread = simulator.groups.opens_topic(group, next(iter(simulator.world.people)), "Satu")
    here = {"message_thread_id": thread, "message_id": thread, "from_chat_id": group}
    asked = {name: here[name] if value is ... else value for name, value in params.items()}
    assert await refusal(simulator, method, chat_id=group, **asked) == (400, f"Bad Request: {words}")


@pytest.mark.parametrize("kind", ["private", "group", "supergroup"])
async def test_where_there_are_no_topics_there_are_none(
    simulator: Simulator, telegram: Telegram, rina: Chat, kind: str
) -> None:
    await rina.says("halo")
    chat = rina.id if kind == "private" else await telegram.group("Warga", rina, kind=kind)
    said = await refusal(simulator, "createForumTopic", chat_id=chat, name="x")
    assert said == (400, "Bad Request: the chat is not a forum")
    said = await refusal(simulator, "closeForumTopic", chat_id=chat, message_thread_id=3)
    assert said == (400, "Bad Request: the chat is not a forum")
    said = await refusal(simulator, "sendMessage", chat_id=chat, message_thread_id=3, text="x")
    assert said == (400, "Bad Request: message thread not found")


async def test_a_pin_in_a_topic_is_a_message_and_goes_with_the_others(
    simulator: Simulator, telegram: Telegram, bot: Bot, rina: Chat, group: int
) -> None:
    thread = (await bot.create_forum_topic(group, "Satu")).message_thread_id
    card = await bot.send_message(group, "Kartu percakapan", message_thread_id=thread)
    other = await bot.send_message(group, "Pengumuman")
    await news(bot)
    await bot.pin_chat_message(group, card.message_id)
    await bot.pin_chat_message(group, other.message_id)
    note, _ = [update.message for update in await news(bot)]
    assert note
    assert note.pinned_message
    assert (note.pinned_message.message_id, note.message_thread_id) == (card.message_id, thread)
    await bot.unpin_all_forum_topic_messages(group, thread)
    there = rina.inside(group)
    await there.until(lambda chat: chat.pinned == [other.message_id])
    await telegram.promote(group, "can_manage_topics")
    asked = [("pinChatMessage", {"message_id": thread}), ("unpinAllForumTopicMessages", {"message_thread_id": thread})]
    for method, more in asked:
        said = await refusal(simulator, method, chat_id=group, **more)
        assert said == (400, "Bad Request: not enough rights to manage pinned messages in the chat")


async def test_the_icons_that_anybody_may_use_can_be_asked_for(bot: Bot, group: int) -> None:
    icons = await bot.get_forum_topic_icon_stickers()
    topic = await bot.create_forum_topic(group, "Satu", icon_custom_emoji_id=icons[0].custom_emoji_id)
    assert topic.icon_custom_emoji_id == icons[0].custom_emoji_id
