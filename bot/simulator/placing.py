"""Where in a group a new message stands: its topic or thread, what it answers, and whether it may stand there."""

from typing import Any

from bot.simulator.errors import bad_request
from bot.simulator.world import Chat, Entry, Topic

Json = dict[str, Any]
PLACE = {"message_thread_id", "is_topic_message", "reply_to_message", "external_reply"}
"""The parts of a message that say where it stands; they do not travel with it."""


def place(chat: Chat, thread: int | None, answered: Entry | None) -> Json:
    """The parts of a message that tell its place.

    In a topic a message that answers nothing counts as an answer to the service message that opened the topic. In the
    General topic, and in supergroups without topics, answers form threads, which have a number but are no topics.
    """
    topic = topic_of(chat, thread, answered)
    if topic is not None:
        return {"message_thread_id": topic.thread, "is_topic_message": True, **_answer_in(chat, topic, answered)}
    if answered is None:
        return {}
    root = answered.message.get("message_thread_id", answered.message["message_id"])
    place = {"message_thread_id": root} if chat.type == "supergroup" else {}
    return place | {"reply_to_message": bare(answered.message)}


def topic_of(chat: Chat, thread: int | None, answered: Entry | None) -> Topic | None:
    """The topic that is named, or the one of the message that is answered; None is the General topic.

    Raises Telegram's refusal if there is no such topic.
    """
    if thread is not None and thread > 0:
        return open_or_closed(chat, thread, "message thread not found")
    if answered is not None and answered.message.get("is_topic_message"):
        return chat.topics[answered.message["message_thread_id"]]
    return None


def open_or_closed(chat: Chat, thread: int, words: str) -> Topic:
    """A topic that is there, or a refusal in these words."""
    topic = chat.topics.get(thread)
    if topic is None or topic.deleted:
        raise bad_request(words)
    return topic


def bare(message: Json) -> Json:
    """A message as it stands inside another one."""
    return {k: v for k, v in message.items() if k not in ("reply_to_message", "external_reply")}


def _answer_in(chat: Chat, topic: Topic, answered: Entry | None) -> Json:
    if answered is None:
        first = chat.alive(topic.thread)
        return {} if first is None else {"reply_to_message": bare(first.message)}
    if answered.message.get("message_thread_id") == topic.thread:
        return {"reply_to_message": bare(answered.message)}
    there = {"chat": chat.as_chat(), "message_id": answered.message["message_id"]}
    return {"external_reply": {"origin": origin(answered.message), **there}}


def origin(message: Json) -> Json:
    """Where a message that is passed on comes from first."""
    if "forward_origin" in message:
        return dict(message["forward_origin"])
    if "sender_chat" in message and message["chat"]["type"] == "channel":
        there = {"chat": message["sender_chat"], "message_id": message["message_id"]}
        return {"type": "channel", "date": message["date"], **there}
    if "sender_chat" in message:
        return {"type": "chat", "date": message["date"], "sender_chat": message["sender_chat"]}
    return {"type": "user", "date": message["date"], "sender_user": message["from"]}
