"""What people do in their chats; every act becomes a message and an update, as Telegram would make them."""

import random
import time
from dataclasses import dataclass
from typing import Any

from bot.simulator import forum
from bot.simulator.entities import with_found
from bot.simulator.errors import SimError, as_a_person
from bot.simulator.files import Upload
from bot.simulator.forum import Actor, as_group
from bot.simulator.membership import Member
from bot.simulator.passing import content_of
from bot.simulator.placing import origin, place
from bot.simulator.sending import media
from bot.simulator.telling import tell, tell_message
from bot.simulator.world import Chat, Entry, Person, World

Json = dict[str, Any]
ENTITIES = {"text": "entities", "caption": "caption_entities"}


@dataclass(frozen=True)
class Manner:
    """Where in a group something is written: topic, message it answers; whether in the group's name; and whether the
    bot is told of it at once."""

    thread: int | None = None
    answers: int | None = None
    as_group: bool = False
    is_told: bool = True


PLAIN = Manner()


class People:
    """Acts take the person's id and the chat's (default: the private chat with the bot); they return the message."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._chance = random.Random()

    def arrives(self, names: Json) -> Person:
        """A new person: first_name, and if wanted last_name, username, phone, id."""
        known = {k: names[k] for k in ("last_name", "username", "phone") if names.get(k)}
        person = Person(int(names.get("id") or self._free_id()), str(names.get("first_name") or "Orang"), **known)
        if person.id in self._world.chats:
            raise SimError(f"there is already somebody with id {person.id}")
        self._world.add_person(person)
        return person

    def _free_id(self) -> int:
        while (number := self._chance.randrange(500_000_000, 7_000_000_000)) in self._world.chats:
            continue
        return number

    def writes(self, person: int, chat: int | None, content: Json, manner: Manner = PLAIN) -> Json:
        """Any message content, e.g. {"text": …} or {"location": …}; commands and links in it are marked."""
        where = self._chat(person, chat)
        self._open(where)
        content = dict(content)
        for name, marks in ENTITIES.items():
            if name in content and (found := with_found(content[name], [])):
                content[marks] = found
        if where.keyboard and (where.keyboard.get("one_time_keyboard") or where.keyboard.get("force_reply")):
            self._world.show_keyboard(where, None)
        message = self._posts(where, self.actor(person, where, manner.as_group), content, manner)
        where.entries[message["message_id"]].author = person
        if manner.is_told:
            tell_message(self._world, where, message)
        return message

    def tells(self, person: int, chat: int | None, message_id: int) -> None:
        """The bot is told of a message that it was not told of when it was written."""
        where = self._chat(person, chat)
        tell_message(self._world, where, self._entry(where, message_id).message)

    def _posts(self, where: Chat, actor: Actor, content: Json, manner: Manner) -> Json:
        if where.type == "channel":
            return self._world.post(where, None, content)
        answered = None if manner.answers is None else self._entry(where, manner.answers)
        with as_a_person():
            placed = place(where, manner.thread, answered)
            forum.need_open(actor, where, placed.get("message_thread_id"))
        return self._world.post(where, actor.user, actor.parts | content | placed)

    def actor(self, person: int, where: Chat, as_the_group: bool = False) -> Actor:
        """In whose name somebody acts here; an administrator who has chosen so is the group itself."""
        me = self.person(person)
        if where.owner is not None:
            return Actor(Member(me.as_user()), me.as_user())
        member = where.members.get(person)
        if member is None or not member.is_inside:
            raise SimError(f"{me.first_name} is not in this group")
        if as_the_group and not member.is_admin:
            raise SimError(f"{me.first_name} is no administrator of this group")
        return as_group(where, member) if as_the_group or member.anonymous else Actor(member, me.as_user())

    def file(self, kind: str, upload: Upload, caption: str) -> Json:
        """The content of a message that carries a file."""
        return media(self._world.files, kind, upload) | ({"caption": caption} if caption else {})

    def shares_contact(self, person: int, chat: int | None, contact: Json, forwarded: bool) -> Json:
        """Without details the person's own number with its own user id; anything else is a forgery on request."""
        me = self.person(person)
        own = {"phone_number": me.phone, "first_name": me.first_name, "last_name": me.last_name, "user_id": me.id}
        card = {k: v for k, v in (contact or own).items() if v is not None}
        if not card.get("phone_number"):
            raise SimError(f"{me.first_name} has no phone number to share")
        content: Json = {"contact": card}
        if forwarded:
            content["forward_origin"] = {"type": "user", "sender_user": me.as_user(), "date": _now()}
        return self.writes(person, chat, content)

    def forwards(self, person: int, chat: int | None, source: Json, manner: Manner = PLAIN) -> Json:
        """A message of any chat ({"chat", "message_id"}), or words of somebody unknown ({"text", "name"})."""
        if "message_id" not in source:
            hidden = {"type": "hidden_user", "sender_user_name": source.get("name", "Seseorang"), "date": _now()}
            return self.writes(person, chat, {"text": source["text"], "forward_origin": hidden}, manner)
        message = self._entry(self._chat(person, source.get("chat")), source["message_id"]).message
        if message.get("has_protected_content"):
            raise SimError("this message is protected and cannot be forwarded")
        return self.writes(person, chat, content_of(message) | {"forward_origin": origin(message)}, manner)

    def edits(self, person: int, chat: int | None, message_id: int, text: str) -> Json:
        where = self._chat(person, chat)
        entry = self._entry(where, message_id)
        if entry.author != person:
            raise SimError("people edit only their own messages")
        name, marks = ("text", "entities") if "text" in entry.message else ("caption", "caption_entities")
        found = with_found(text, [])
        message = self._world.change(where, entry, {name: text} | ({marks: found} if found else {}), (name, marks))
        tell_message(self._world, where, message, edited=True)
        return message

    def presses(self, person: int, chat: int | None, message_id: int | None, data: str) -> str:
        """Presses an inline button, or forges its data; works on deleted and on changed messages as well."""
        where, me = self._chat(person, chat), self.person(person)
        self._open(where)
        query: Json = {"id": self._world.new_query(where, me), "from": me.as_user(), "data": data}
        query["chat_instance"] = str(where.id * 7919)
        if message_id is not None:
            entry = where.entries.get(message_id)
            gone = {"chat": where.as_chat(), "message_id": message_id, "date": 0}
            query["message"] = gone if entry is None or entry.deleted else entry.message
        tell(self._world, "callback_query", query, where)
        return str(query["id"])

    def data_of(self, chat_id: int, message_id: int, label: str) -> str:
        """The callback data behind a label of this message, also of a deleted one or of an earlier version."""
        entry = self._world.chats[chat_id].entries.get(message_id)
        if entry is None:
            raise SimError(f"there was never a message {message_id}")
        boards = [entry.message.get("reply_markup"), *reversed(entry.earlier)]
        buttons = [button for board in boards if board for row in board["inline_keyboard"] for button in row]
        for button in buttons:
            if button["text"] == label and "callback_data" in button:
                return str(button["callback_data"])
        raise SimError(f"no button {label!r}; there are: {[button['text'] for button in buttons]}")

    def link_of(self, chat_id: int, message_id: int, label: str) -> str:
        """The address behind a label of this message."""
        board = self._entry(self._world.chats[chat_id], message_id).message.get("reply_markup", {})
        buttons = [button for row in board.get("inline_keyboard", []) for button in row]
        for button in buttons:
            if button["text"] == label and "url" in button:
                return str(button["url"])
        raise SimError(f"no link {label!r}; the buttons are: {[button['text'] for button in buttons]}")

    def blocks(self, person: int, blocked: bool) -> None:
        me = self.person(person)
        me.blocks_bot = blocked
        chat = self._world.chats[me.id]
        self._world.feed.publish("blocked", chat.id, blocked=blocked)
        bot = self._world.bot
        old, new = (
            Member(bot, status).as_member(chat.type)
            for status in (("member", "kicked") if blocked else ("kicked", "member"))
        )
        body = {"chat": chat.as_chat(), "from": me.as_user(), "date": _now()}
        tell(self._world, "my_chat_member", body | {"old_chat_member": old, "new_chat_member": new}, chat)

    def _open(self, chat: Chat) -> None:
        if chat.owner is not None and chat.owner.blocks_bot:
            raise SimError(f"{chat.owner.first_name} has blocked the bot")
        if chat.moved_to is not None:
            raise SimError(f"the group has become the supergroup {chat.moved_to}")
        if not chat.started:
            chat.started = True
            self._world.feed.publish("started", chat.id)

    def person(self, number: int) -> Person:
        if number not in self._world.people:
            raise SimError(f"there is no person {number}")
        return self._world.people[number]

    def _chat(self, person: int, chat: int | None) -> Chat:
        found = self._world.chats.get(person if chat is None else chat)
        if found is None:
            raise SimError(f"there is no chat {chat}")
        return found

    @staticmethod
    def _entry(chat: Chat, message_id: int) -> Entry:
        if (entry := chat.alive(message_id)) is None:
            raise SimError(f"there is no message {message_id} in this chat")
        return entry


def _now() -> int:
    return int(time.time())
