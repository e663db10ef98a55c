"""What people do in their chats; every act becomes a message and an update, as Telegram would make them."""

import random
import time
from typing import Any

from bot.simulator.entities import with_found
from bot.simulator.errors import SimError
from bot.simulator.files import Upload
from bot.simulator.inspector import Inspector
from bot.simulator.sending import media
from bot.simulator.world import Chat, Entry, Person, World

Json = dict[str, Any]
ENTITIES = {"text": "entities", "caption": "caption_entities"}

NOT_FORWARDED = {
    "message_id",
    "date",
    "edit_date",
    "chat",
    "from",
    "reply_markup",
    "reply_to_message",
    "forward_origin",
}


class People:
    """Acts take the person's id and the chat's (default: the private chat with the bot); they return the message."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._chance = random.Random()
        self.inspector: Inspector | None = None

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

    def founds(self, title: str, kind: str, members: list[int]) -> Chat:
        """A group, supergroup or channel with the bot inside; the bot hears my_chat_member."""
        base = 0 if kind == "group" else 1_000_000_000_000
        chat = Chat(-base - self._chance.randrange(1_000_000, 999_999_999), kind, title, members=set(members))
        chat.started = True
        self._world.add_group(chat)
        founder = self._person(members[0]) if members else None
        self._membership(chat, founder, "left", "administrator" if kind == "channel" else "member")
        return chat

    def removes_bot(self, person: int, chat_id: int) -> None:
        chat = self._chat(person, chat_id)
        chat.bot_is_member = False
        self._membership(chat, self._person(person), "member", "kicked")

    def writes(self, person: int, chat: int | None, content: Json) -> Json:
        """Any message content, e.g. {"text": …} or {"location": …}; commands and links in it are marked."""
        where = self._chat(person, chat)
        sender = None if where.type == "channel" else self._person(person).as_user()
        self._open(where)
        content = dict(content)
        for name, marks in ENTITIES.items():
            if name in content and (found := with_found(content[name], [])):
                content[marks] = found
        if where.keyboard and (where.keyboard.get("one_time_keyboard") or where.keyboard.get("force_reply")):
            self._world.show_keyboard(where, None)
        message = self._world.post(where, sender, content)
        self._tell("channel_post" if sender is None else "message", message, where.id)
        return message

    def sends_file(self, person: int, chat: int | None, kind: str, upload: Upload, caption: str) -> Json:
        content = media(self._world.files, kind, upload)
        return self.writes(person, chat, content | ({"caption": caption} if caption else {}))

    def shares_contact(self, person: int, chat: int | None, contact: Json, forwarded: bool) -> Json:
        """Without details the person's own number with its own user id; anything else is a forgery on request."""
        me = self._person(person)
        own = {"phone_number": me.phone, "first_name": me.first_name, "last_name": me.last_name, "user_id": me.id}
        card = {k: v for k, v in (contact or own).items() if v is not None}
        if not card.get("phone_number"):
            raise SimError(f"{me.first_name} has no phone number to share")
        content: Json = {"contact": card}
        if forwarded:
            content["forward_origin"] = _origin(me.as_user())
        return self.writes(person, chat, content)

    def forwards(self, person: int, chat: int | None, source: Json) -> Json:
        """A message of any chat ({"chat", "message_id"}), or words of somebody unknown ({"text", "name"})."""
        if "message_id" not in source:
            hidden = {"type": "hidden_user", "sender_user_name": source.get("name", "Seseorang"), "date": _now()}
            return self.writes(person, chat, {"text": source["text"], "forward_origin": hidden})
        entry = self._entry(self._chat(person, source.get("chat")), source["message_id"])
        if entry.message.get("has_protected_content"):
            raise SimError("this message is protected and cannot be forwarded")
        content = {k: v for k, v in entry.message.items() if k not in NOT_FORWARDED}
        return self.writes(person, chat, content | {"forward_origin": _origin(entry.message["from"])})

    def edits(self, person: int, chat: int | None, message_id: int, text: str) -> Json:
        where = self._chat(person, chat)
        entry = self._entry(where, message_id)
        if entry.message.get("from", {}).get("id", person) != person:
            raise SimError("people edit only their own messages")
        name, marks = ("text", "entities") if "text" in entry.message else ("caption", "caption_entities")
        found = with_found(text, [])
        message = self._world.change(where, entry, {name: text} | ({marks: found} if found else {}), (name, marks))
        kind = "edited_channel_post" if where.type == "channel" else "edited_message"
        self._tell(kind, message, where.id)
        return message

    def presses(self, person: int, chat: int | None, message_id: int | None, data: str) -> str:
        """Presses an inline button, or forges its data; works on deleted and on changed messages as well."""
        where, me = self._chat(person, chat), self._person(person)
        self._open(where)
        query: Json = {"id": self._world.new_query(where, me), "from": me.as_user(), "data": data}
        query["chat_instance"] = str(where.id * 7919)
        if message_id is not None:
            entry = where.entries.get(message_id)
            gone = {"chat": where.as_chat(), "message_id": message_id, "date": 0}
            query["message"] = gone if entry is None or entry.deleted else entry.message
        self._tell("callback_query", query, where.id)
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

    def blocks(self, person: int, blocked: bool) -> None:
        me = self._person(person)
        me.blocks_bot = blocked
        chat = self._world.chats[me.id]
        self._world.feed.publish("blocked", chat.id, blocked=blocked)
        self._membership(chat, me, *(("member", "kicked") if blocked else ("kicked", "member")))

    def _tell(self, kind: str, body: Json, chat: int) -> None:
        if self.inspector is not None:
            self.inspector.update(kind, body)
        self._world.updates.add(kind, body, chat)

    def _membership(self, chat: Chat, by: Person | None, old: str, new: str) -> None:
        actor = by.as_user() if by else {"id": 136817688, "is_bot": True, "first_name": "Channel"}
        body = {"chat": chat.as_chat(), "from": actor, "date": _now()}
        body |= {"old_chat_member": self._member(old), "new_chat_member": self._member(new)}
        self._tell("my_chat_member", body, chat.id)

    def _member(self, status: str) -> Json:
        member: Json = {"user": self._world.bot, "status": status}
        if status == "kicked":
            member["until_date"] = 0
        if status == "administrator":
            member |= dict.fromkeys(RIGHTS, True)
        return member

    def _open(self, chat: Chat) -> None:
        if chat.owner is not None and chat.owner.blocks_bot:
            raise SimError(f"{chat.owner.first_name} has blocked the bot")
        if not chat.started:
            chat.started = True
            self._world.feed.publish("started", chat.id)

    def _person(self, number: int) -> Person:
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


RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories", "can_send_welcome_messages",
)  # fmt: skip


def _origin(user: Json) -> Json:
    return {"type": "user", "sender_user": user, "date": _now()}


def _now() -> int:
    return int(time.time())
