"""The chats as they are: people, groups, messages with their edits and deletions, keyboards, what is pinned."""

import itertools
import secrets
import time
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.simulator.feed import Feed
from bot.simulator.files import Files
from bot.simulator.inspector import Inspector
from bot.simulator.membership import Member
from bot.simulator.updates import Updates

Json = dict[str, Any]
ANONYMOUS: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
"""Whom Telegram names as the sender of what is written in the name of a group."""


@dataclass
class Person:
    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    phone: str | None = None
    blocks_bot: bool = False

    def as_user(self) -> Json:
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name, "language_code": "id"}
        if self.last_name:
            user["last_name"] = self.last_name
        if self.username:
            user["username"] = self.username
        return user


@dataclass
class Entry:
    """A message with what became of it; `earlier` keeps the inline keyboards it has shown before.

    `author` is the person behind it, also where the group or a channel is named as its sender.
    `reactions` are the bot's.
    """

    message: Json
    deleted: bool = False
    earlier: list[Json] = field(default_factory=list)
    author: int | None = None
    reactions: list[str] = field(default_factory=list)


@dataclass
class Topic:
    """A topic of a forum; `thread` is the number of the service message that opened it."""

    thread: int
    name: str
    icon_color: int
    emoji: str | None
    creator: int
    closed: bool = False
    deleted: bool = False


@dataclass
class Chat:
    """`members` are those of a group, by id and with the bot; `moved_to` is the supergroup that a group has become."""

    id: int
    type: str
    title: str | None = None
    owner: Person | None = None
    members: dict[int, Member] = field(default_factory=dict)
    started: bool = False
    is_forum: bool = False
    moved_to: int | None = None
    topics: dict[int, Topic] = field(default_factory=dict)
    entries: dict[int, Entry] = field(default_factory=dict)
    keyboard: Json | None = None
    pinned: list[int] = field(default_factory=list)

    def as_chat(self) -> Json:
        if self.owner is None:
            forum = {"is_forum": True} if self.is_forum else {}
            return {"id": self.id, "type": self.type, "title": self.title, **forum}
        user = self.owner.as_user()
        names = {k: user[k] for k in ("first_name", "last_name", "username") if k in user}
        return names | {"id": self.id, "type": "private"}

    def alive(self, message_id: int) -> Entry | None:
        entry = self.entries.get(message_id)
        return None if entry is None or entry.deleted else entry


@dataclass
class Query:
    """A pressed button that the bot may answer once."""

    chat: int
    person: int
    answered: bool = False


class World:
    def __init__(self, bot: Json) -> None:
        self.bot = bot
        self.privacy = True
        self.inspector: Inspector | None = None
        self.birth = secrets.token_hex(8)
        self.profile: Json = {"commands": {}, "description": "", "short_description": "", "name": bot["first_name"]}
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.feed = Feed()
        self.files = Files()
        self.updates = Updates()
        self._message_ids = itertools.count(1)
        self._query_ids = itertools.count(10**15 + secrets.randbelow(10**15))

    def add_person(self, person: Person) -> Chat:
        chat = Chat(person.id, "private", owner=person)
        self.people[person.id] = person
        self.chats[chat.id] = chat
        self.feed.publish("chat", chat.id, state=self.state_of(chat))
        return chat

    def add_group(self, chat: Chat) -> None:
        self.chats[chat.id] = chat
        self.show_chat(chat)

    def show_chat(self, chat: Chat) -> None:
        """Tells the pages the whole state of a chat anew."""
        self.feed.publish("chat", chat.id, state=self.state_of(chat))

    def bot_in(self, chat: Chat) -> Member:
        """What the bot is in a group; in a private chat an ordinary member."""
        return chat.members.get(self.bot["id"]) or Member(self.bot, "member" if chat.owner is not None else "left")

    def post(self, chat: Chat, sender: Json | None, content: Json) -> Json:
        """A new message in a chat, seen by everybody; `sender` None means the channel itself."""
        message: Json = {"message_id": next(self._message_ids), "date": int(time.time()), "chat": chat.as_chat()}
        if sender is None:
            message["sender_chat"] = chat.as_chat()
        else:
            message["from"] = sender
        message |= content
        if "forum_topic_created" in content:
            message |= {"message_thread_id": message["message_id"], "is_topic_message": True}
        chat.entries[message["message_id"]] = Entry(message)
        self.feed.publish("message", chat.id, message=message)
        return message

    def change(self, chat: Chat, entry: Entry, content: Json, drop: tuple[str, ...] = ()) -> Json:
        """A message edited in place of its earlier content."""
        if "reply_markup" in entry.message:
            entry.earlier.append(entry.message["reply_markup"])
        kept = {k: v for k, v in entry.message.items() if k not in drop}
        entry.message = kept | {"edit_date": int(time.time())} | content
        self.feed.publish("edited", chat.id, message=entry.message)
        return entry.message

    def delete(self, chat: Chat, message_id: int) -> None:
        chat.entries[message_id].deleted = True
        self.feed.publish("deleted", chat.id, message_id=message_id)
        if message_id in chat.pinned:
            chat.pinned.remove(message_id)
            self.feed.publish("pinned", chat.id, pinned=list(chat.pinned))
        if chat.keyboard and chat.keyboard.get("message_id") == message_id:
            self.show_keyboard(chat, None)

    def show_keyboard(self, chat: Chat, keyboard: Json | None) -> None:
        chat.keyboard = keyboard
        self.feed.publish("keyboard", chat.id, keyboard=keyboard)

    def new_query(self, chat: Chat, person: Person) -> str:
        query_id = str(next(self._query_ids))
        self.queries[query_id] = Query(chat.id, person.id)
        return query_id

    def state_of(self, chat: Chat) -> Json:
        """All a page or a client needs to show a chat from nothing."""
        owner = chat.owner
        return {
            "chat": chat.as_chat(),
            "phone": owner.phone if owner else None,
            "blocked": owner.blocks_bot if owner else not self.bot_in(chat).is_inside,
            "started": chat.started,
            "members": [member.as_member(chat.type) for member in chat.members.values()],
            "topics": [asdict(topic) for topic in chat.topics.values()],
            "moved_to": chat.moved_to,
            "reactions": {number: entry.reactions for number, entry in chat.entries.items() if entry.reactions},
            "keyboard": chat.keyboard,
            "pinned": list(chat.pinned),
            "messages": [entry.message for entry in chat.entries.values() if not entry.deleted],
        }
