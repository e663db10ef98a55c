"""What is written in a forum: it stays in its topic, answers what it answers, and comes to the bot with both."""

from collections.abc import Awaitable, Callable
from io import BytesIO
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, ReplyParameters, Update
from telegram.error import BadRequest

from bot.simulator import GENERAL, Chat, Telegram
from bot.simulator.client import ImpossibleError
from tests.simulator.conftest import news

BUTTONS = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Ambil", callback_data="t:1")],
        [InlineKeyboardButton("Lihat di konsol", url="https://contoh.id/desk/1")],
    ]
)


def first(updates: tuple[Update, ...]) -> Message:
    (update,) = updates
    assert update.message
    return update.message


async def test_a_forum_is_told_to_the_bot_step_by_step(telegram: Telegram, bot: Bot, rina: Chat, group: int) -> None:
    added, welcome, promoted = await news(bot)
    assert added.my_chat_member
    assert (added.my_chat_member.old_chat_member.status, added.my_chat_member.new_chat_member.status) == (
        "left",
        "member",
    )
    assert welcome.message
    assert [user.id for user in welcome.message.new_chat_members] == [bot.id]
    assert promoted.my_chat_member
    assert promoted.my_chat_member.new_chat_member.to_dict()["can_manage_topics"] is True
    chat = await bot.get_chat(group)
    assert (chat.type, chat.is_forum, chat.title) == ("supergroup", True, "Grup petugas")


async def test_a_topic_opened_by_the_bot_is_there_for_everybody(
    telegram: Telegram, bot: Bot, rina: Chat, group: int
) -> None:
    await news(bot)
    topic = await bot.create_forum_topic(group, "KT-B-2026-00042-7 Klaim", icon_color=16478047)
    note = first(await news(bot))
    assert note.forum_topic_created
    assert (note.message_thread_id, note.is_topic_message, note.reply_to_message) == (note.message_id, True, None)
    assert (topic.message_thread_id, topic.icon_color) == (note.message_id, 16478047)
    (seen,) = await telegram.topics(group)
    assert (seen.thread, seen.name, seen.closed, seen.deleted) == (topic.message_thread_id, topic.name, False, False)
    assert seen.creator == bot.id


async def test_what_is_written_in_a_topic_stays_in_it(telegram: Telegram, bot: Bot, rina: Chat, group: int) -> None:
    one, two = [await bot.create_forum_topic(group, name) for name in ("Satu", "Dua")]
    await news(bot)
    sent = await bot.send_message(group, "Ibu Siti bertanya", message_thread_id=one.message_thread_id)
    assert (sent.message_thread_id, sent.is_topic_message) == (one.message_thread_id, True)
    assert sent.reply_to_message, "the first level of a topic answers the message that opened it"
    assert sent.reply_to_message.forum_topic_created
    assert sent.reply_to_message.reply_to_message is None
    there, elsewhere = rina.inside(group, one.message_thread_id), rina.inside(group, two.message_thread_id)
    number = await there.says("Kami periksa dulu")
    heard = first(await news(bot))
    assert (heard.message_id, heard.message_thread_id, heard.is_topic_message) == (number, one.message_thread_id, True)
    assert heard.reply_to_message
    assert heard.reply_to_message.forum_topic_created
    await there.settles()
    await elsewhere.settles()
    assert [message.text for message in there.messages if not message.service] == [
        "Ibu Siti bertanya",
        "Kami periksa dulu",
    ]
    assert [message.text for message in elsewhere.messages if not message.service] == []
    assert [message.answers for message in there.messages] == [None, None, None]


async def test_the_general_topic_has_no_number(telegram: Telegram, bot: Bot, rina: Chat, group: int) -> None:
    await news(bot)
    general = rina.inside(group, GENERAL)
    number = await general.says("Selamat pagi")
    plain = first(await news(bot))
    assert (plain.message_thread_id, plain.is_topic_message, plain.reply_to_message) == (None, None, None)
    await general.replies(number, "Selamat pagi juga")
    answer = first(await news(bot))
    assert (answer.message_thread_id, answer.is_topic_message) == (number, None), "a thread, but no topic"
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(group, "x", message_thread_id=GENERAL)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(group, "x", message_thread_id=answer.message_thread_id)
    assert [message.text for message in await general.settles()] == []


async def test_an_answer_names_what_it_answers(telegram: Telegram, bot: Bot, rina: Chat, group: int) -> None:
    one, two = [await bot.create_forum_topic(group, name) for name in ("Satu", "Dua")]
    asked = await bot.send_message(group, "Kapan kantor buka?", message_thread_id=one.message_thread_id)
    await news(bot)
    there = rina.inside(group, one.message_thread_id)
    await there.replies(asked.message_id, "Jam delapan")
    heard = first(await news(bot))
    assert heard.reply_to_message
    assert (heard.reply_to_message.message_id, heard.reply_to_message.text) == (asked.message_id, "Kapan kantor buka?")
    assert heard.reply_to_message.reply_to_message is None, "an answer within an answer is not told"
    await there.settles()
    assert there.messages[-1].answers == asked.message_id

    own = await bot.send_message(group, "Baik", reply_parameters=ReplyParameters(heard.message_id))
    assert (own.message_thread_id, own.is_topic_message) == (one.message_thread_id, True), "no thread needs naming"
    across = await bot.send_message(
        group, "Lihat ini", message_thread_id=two.message_thread_id, reply_parameters=ReplyParameters(heard.message_id)
    )
    assert across.message_thread_id == two.message_thread_id
    assert across.reply_to_message is None
    assert across.external_reply
    assert across.external_reply.message_id == heard.message_id


async def test_every_kind_of_message_goes_into_a_topic_both_ways(
    telegram: Telegram, bot: Bot, rina: Chat, group: int
) -> None:
    thread = (await bot.create_forum_topic(group, "Satu")).message_thread_id
    await news(bot)
    picture = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de")
    sends: list[Callable[..., Awaitable[Any]]] = [
        lambda **where: bot.send_photo(group, picture, **where),
        lambda **where: bot.send_document(group, BytesIO(b"x"), filename="a.pdf", **where),
        lambda **where: bot.send_voice(group, b"ogg", **where),
        lambda **where: bot.send_location(group, 0.5, 117.5, **where),
        lambda **where: bot.send_contact(group, "+62812", "Siti", **where),
    ]
    for send in sends:
        assert (await send(message_thread_id=thread)).message_thread_id == thread
        with pytest.raises(BadRequest, match="Message thread not found"):
            await send(message_thread_id=987654)
    there = rina.inside(group, thread)
    await there.sends(photo=picture, caption="KTP")
    await there.sends(document=b"%PDF", name="akta.pdf")
    await there.sends(voice=b"ogg")
    await there.sends_location(0.5, 117.5)
    updates = [update.message for update in await news(bot)]
    assert all(message and message.message_thread_id == thread for message in updates)
    photo, document, voice, location = updates
    assert photo
    assert photo.caption == "KTP"
    assert document
    assert document.document
    assert voice
    assert voice.voice
    assert location
    assert location.location


async def test_a_person_edits_and_presses_in_a_topic(telegram: Telegram, bot: Bot, rina: Chat, group: int) -> None:
    thread = (await bot.create_forum_topic(group, "Satu")).message_thread_id
    there = rina.inside(group, thread)
    number = await there.says("Belum ada")
    sent = await bot.send_message(group, "Percakapan baru", message_thread_id=thread, reply_markup=BUTTONS)
    await there.hears("Percakapan baru")
    await there.edits(number, "Sudah ada")
    await there.presses_old(sent.message_id, "Ambil")
    assert await there.link("Lihat di konsol") == "https://contoh.id/desk/1"
    *_, edited, pressed = await news(bot)
    assert edited.edited_message
    assert (edited.edited_message.text, edited.edited_message.message_thread_id) == ("Sudah ada", thread)
    assert pressed.callback_query
    assert (pressed.callback_query.from_user.id, pressed.callback_query.data) == (rina.person, "t:1")
    assert isinstance(pressed.callback_query.message, Message)
    assert pressed.callback_query.message.message_thread_id == thread
    await pressed.callback_query.answer("Ini sekarang milik Anda")
    await there.until(lambda chat: chat.toasts == ["Ini sekarang milik Anda"])
    with pytest.raises(ImpossibleError, match="no link"):
        await there._does("link", {"message_id": sent.message_id, "label": "Ambil"})


async def test_messages_are_copied_and_forwarded_into_a_topic(
    telegram: Telegram, bot: Bot, rina: Chat, group: int
) -> None:
    thread = (await bot.create_forum_topic(group, "Satu")).message_thread_id
    siti = await telegram.person("Siti")
    number = await siti.sends(document=b"%PDF", name="akta.pdf", caption="aktanya")
    there = rina.inside(group, thread)
    await bot.copy_message(group, siti.id, number, message_thread_id=thread, caption="Berkas")
    await there.hears("Berkas")
    assert "forward_origin" not in there.last.raw
    assert there.last.raw["document"]["file_name"] == "akta.pdf"
    forwarded = await bot.forward_message(group, siti.id, number, message_thread_id=thread)
    assert (forwarded.message_thread_id, forwarded.caption) == (thread, "aktanya")
    assert forwarded.forward_origin
    again = await bot.forward_message(siti.id, group, forwarded.message_id)
    assert again.forward_origin
    assert again.forward_origin.to_dict()["sender_user"]["id"] == siti.id, "the first writer stays named"
    assert again.message_thread_id is None
