"""What becomes of a forum's topics, whoever acts. Each act leaves a service message, but a deletion leaves nothing.

The refusals have Telegram's words (tdlib's ForumTopicManager and the server's).
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.simulator.errors import bad_request
from bot.simulator.membership import Member
from bot.simulator.placing import bare, open_or_closed
from bot.simulator.telling import tell_message
from bot.simulator.world import ANONYMOUS, Chat, Topic, World

Json = dict[str, Any]
COLOURS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
ICONS = {
    "5434144690511290129": "📰",
    "5312536423851630001": "💡",
    "5379748062124056162": "❗️",
    "5373251851074415873": "📝",
    "5357315181649076022": "📁",
    "5309965701241379366": "🔎",
    "5377316857231450742": "❓",
    "5237699328843200968": "✅",
    "5417915203100613993": "💬",
    "5235579393115438657": "⭐️",
}
"""Some of the custom emoji that anybody may give a topic."""
LONGEST_NAME = 128


@dataclass(frozen=True)
class Actor:
    """Who acts, by the rights of `member`; `parts` of a message tell in whose name."""

    member: Member
    user: Json
    parts: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Icon:
    colour: int | None = None
    emoji: str | None = None


PLAIN_ICON = Icon()


def bot_in(world: World, chat: Chat) -> Actor:
    return Actor(world.bot_in(chat), world.bot)


def as_group(chat: Chat, member: Member) -> Actor:
    """An administrator who stays unnamed: the group itself speaks."""
    signature = {"author_signature": member.title} if member.title else {}
    return Actor(member, ANONYMOUS, {"sender_chat": chat.as_chat(), **signature})


def may_manage(actor: Actor, topic: Topic) -> bool:
    """Administrators with the right, and whoever opened the topic."""
    return actor.member.may("can_manage_topics") or (actor.member.is_inside and topic.creator == actor.member.id)


def open_topic(world: World, chat: Chat, actor: Actor, name: str, icon: Icon) -> Topic:
    _need_forum(chat)
    if not actor.member.may("can_manage_topics"):
        raise bad_request("not enough rights to create a topic")
    colour = COLOURS[0] if icon.colour is None else icon.colour
    if colour not in COLOURS:
        raise bad_request("invalid icon color specified")
    created: Json = {"name": _clean(name), "icon_color": colour} | _emoji(icon.emoji)
    message = world.post(chat, actor.user, actor.parts | {"forum_topic_created": created})
    topic = Topic(message["message_id"], created["name"], colour, icon.emoji or None, actor.member.id)
    chat.topics[topic.thread] = topic
    _changed(world, chat, topic)
    tell_message(world, chat, message)
    return topic


def edit_topic(world: World, chat: Chat, actor: Actor, thread: int, wanted: Json) -> None:
    """`wanted` may have a name and an emoji ("" takes the emoji away)."""
    topic = _found(chat, thread)
    if not may_manage(actor, topic):
        raise bad_request("not enough rights to edit the topic")
    edited: Json = {}
    if wanted.get("name"):
        edited["name"] = _clean(wanted["name"])
    if wanted.get("emoji") is not None:
        _emoji(wanted["emoji"])
        edited["icon_custom_emoji_id"] = wanted["emoji"]
    if not edited:
        return
    now = {"name": topic.name, "icon_custom_emoji_id": topic.emoji or ""}
    news = {part: value for part, value in edited.items() if value != now[part]}
    if not news:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name = news.get("name", topic.name)
    topic.emoji = news.get("icon_custom_emoji_id", topic.emoji) or None
    _leave_note(world, chat, actor, topic, {"forum_topic_edited": news})


def close_topic(world: World, chat: Chat, actor: Actor, thread: int, closed: bool) -> None:
    """Closes a topic, or opens it again."""
    topic = _found(chat, thread)
    if not may_manage(actor, topic):
        raise bad_request("not enough rights to close or open the topic")
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    _leave_note(world, chat, actor, topic, {"forum_topic_closed" if closed else "forum_topic_reopened": {}})


def delete_topic(world: World, chat: Chat, actor: Actor, thread: int) -> None:
    """The topic goes with all its messages; no bot is told."""
    topic = _found(chat, thread)
    if not actor.member.may("can_delete_messages") and topic.creator != actor.member.id:
        raise bad_request("not enough rights to delete the topic")
    topic.deleted = True
    for number in list(messages_in(chat, thread)):
        world.delete(chat, number)
    _changed(world, chat, topic)


def unpin_topic(world: World, chat: Chat, actor: Actor, thread: int) -> None:
    _found(chat, thread)
    need_right_to_pin(chat, actor.member)
    unpinned = set(messages_in(chat, thread))
    chat.pinned = [number for number in chat.pinned if number not in unpinned]
    world.feed.publish("pinned", chat.id, pinned=list(chat.pinned))


def need_right_to_pin(chat: Chat, member: Member) -> None:
    if chat.type == "supergroup" and not member.may("can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")


def need_open(actor: Actor, chat: Chat, thread: int | None) -> None:
    """Into a closed topic only those write who could open it again."""
    topic = chat.topics.get(thread or 0)
    if topic is not None and topic.closed and not may_manage(actor, topic):
        raise bad_request("TOPIC_CLOSED")


def messages_in(chat: Chat, thread: int) -> Iterable[int]:
    """The numbers of what stands in a topic."""
    return (
        number
        for number, entry in chat.entries.items()
        if not entry.deleted and entry.message.get("is_topic_message") and entry.message["message_thread_id"] == thread
    )


def _need_forum(chat: Chat) -> None:
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")


def _found(chat: Chat, thread: int) -> Topic:
    _need_forum(chat)
    if thread <= 0:
        raise bad_request("invalid message thread identifier specified")
    return open_or_closed(chat, thread, "TOPIC_DELETED" if thread in chat.topics else "TOPIC_ID_INVALID")


def _clean(name: str) -> str:
    cleaned = " ".join(name.split())
    if not cleaned:
        raise bad_request("title must be non-empty")
    if len(cleaned) > LONGEST_NAME:
        raise bad_request(f"invalid name: 1 to {LONGEST_NAME} characters expected")
    return cleaned


def _emoji(emoji: str | None) -> Json:
    if emoji and emoji not in ICONS:
        raise bad_request("DOCUMENT_INVALID")
    return {"icon_custom_emoji_id": emoji} if emoji else {}


def _leave_note(world: World, chat: Chat, actor: Actor, topic: Topic, content: Json) -> None:
    place: Json = {"message_thread_id": topic.thread, "is_topic_message": True}
    if (first := chat.alive(topic.thread)) is not None:
        place["reply_to_message"] = bare(first.message)
    _changed(world, chat, topic)
    tell_message(world, chat, world.post(chat, actor.user, actor.parts | place | content))


def _changed(world: World, chat: Chat, topic: Topic) -> None:
    world.feed.publish("topic", chat.id, topic=asdict(topic))
