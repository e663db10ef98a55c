"""What people do with groups: found them, come and go, give and take rights, open topics, make a group a supergroup."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from bot.simulator import forum
from bot.simulator.errors import SimError, as_a_person
from bot.simulator.forum import PLAIN_ICON, Icon, as_group
from bot.simulator.membership import OF_A_CHANNEL, OF_A_GROUP, Member, rights_from
from bot.simulator.people import People
from bot.simulator.standing import change_standing
from bot.simulator.telling import tell_message
from bot.simulator.world import Chat, World

Json = dict[str, Any]
FIRST_SUPERGROUP = 1_000_000_000_000
STAFF_BOT = frozenset(
    ("can_manage_chat", "can_delete_messages", "can_pin_messages", "can_manage_topics", "can_invite_users")
)
"""The rights that a bot is given to serve a forum."""


class Groups:
    """Acts take the ids of people and groups; the creator acts where nobody is named."""

    def __init__(self, world: World, people: People) -> None:
        self._world = world
        self.people = people
        self._chance = random.Random()

    def founds(self, title: str, kind: str, members: Sequence[int]) -> Chat:
        """A group, supergroup or channel with the bot inside; the first member is its creator."""
        chat = self._made(title, kind, members)
        by = self._user(members[0]) if members else {"id": 136817688, "is_bot": True, "first_name": "Channel"}
        bot = Member(self._world.bot)
        if kind == "channel":
            bot = Member(self._world.bot, "administrator", OF_A_CHANNEL)
        change_standing(self._world, chat, bot, by)
        return chat

    def founds_forum(self, title: str, members: Sequence[int], bot_rights: Iterable[str] | None = STAFF_BOT) -> Chat:
        """A supergroup with topics; the bot comes in as a member and, but for None, is then given these rights."""
        if not members:
            raise SimError("a forum has a creator")
        chat = self._made(title, "supergroup", members, is_forum=True)
        self.adds_bot(chat.id)
        if bot_rights is not None:
            self.promotes(chat.id, self._world.bot["id"], bot_rights)
        return chat

    def _made(self, title: str, kind: str, members: Sequence[int], is_forum: bool = False) -> Chat:
        base = 0 if kind == "group" else FIRST_SUPERGROUP
        chat = Chat(-base - self._chance.randrange(1_000_000, 999_999_999), kind, title, is_forum=is_forum)
        chat.started = True
        users = [self._user(number) for number in members]
        chat.members = {user["id"]: Member(user) for user in users}
        for creator in list(chat.members.values())[:1]:
            creator.status = "creator"
        self._world.add_group(chat)
        return chat

    def adds_bot(self, group: int) -> None:
        chat = self.group(group)
        by = self._creator(chat).user
        change_standing(self._world, chat, Member(self._world.bot), by)
        if chat.type != "channel":
            tell_message(self._world, chat, self._world.post(chat, by, {"new_chat_members": [self._world.bot]}))

    def removes_bot(self, person: int, group: int) -> None:
        chat = self.group(group)
        by = self._user(person)
        if chat.type != "channel":
            tell_message(self._world, chat, self._world.post(chat, by, {"left_chat_member": self._world.bot}))
        change_standing(self._world, chat, Member(self._world.bot, "kicked"), by)

    def joins(self, group: int, person: int) -> None:
        chat, user = self.group(group), self._user(person)
        if person in chat.members and chat.members[person].is_inside:
            raise SimError(f"{user['first_name']} is in this group already")
        change_standing(self._world, chat, Member(user), user)
        tell_message(self._world, chat, self._world.post(chat, user, {"new_chat_members": [user]}))

    def leaves(self, group: int, person: int) -> None:
        chat, member = self.group(group), self._member(self.group(group), person)
        tell_message(self._world, chat, self._world.post(chat, member.user, {"left_chat_member": member.user}))
        change_standing(self._world, chat, replace(member, status="left"), member.user)

    def promotes(self, group: int, user: int, rights: Iterable[str], anonymous: bool = False, title: str = "") -> None:
        """Makes somebody (or the bot) an administrator with just these rights."""
        chat = self.group(group)
        member, creator = self._member(chat, user), self._creator(chat)
        if member.status == "creator":
            change_standing(self._world, chat, replace(member, anonymous=anonymous, title=title or None), creator.user)
            return
        given = OF_A_GROUP if chat.type == "group" else rights_from(rights)
        new = Member(member.user, "administrator", given, anonymous, title or None)
        change_standing(self._world, chat, new, creator.user)

    def demotes(self, group: int, user: int) -> None:
        chat = self.group(group)
        member = self._member(chat, user)
        if member.status != "administrator":
            raise SimError("only administrators can be made ordinary members")
        change_standing(self._world, chat, Member(member.user), self._creator(chat).user)

    def upgrades(self, group: int, is_forum: bool = False) -> Chat:
        """The group becomes a supergroup with another number, and with topics if wanted."""
        old = self.group(group)
        if old.type != "group":
            raise SimError("only a basic group becomes a supergroup")
        new = self._made(str(old.title), "supergroup", ())
        bot = old.members.pop(self._world.bot["id"], None)
        new.members, creator = dict(old.members), self._creator(old)
        if bot is not None:
            old.members[bot.id] = bot
        tell_message(self._world, old, self._world.post(old, creator.user, {"migrate_to_chat_id": new.id}))
        old.moved_to = new.id
        if bot is not None and bot.is_inside:
            change_standing(self._world, new, replace(bot), creator.user)
        voice = as_group(new, creator)
        note = {"sender_chat": voice.parts["sender_chat"], "migrate_from_chat_id": old.id}
        tell_message(self._world, new, self._world.post(new, voice.user, note))
        new.is_forum = is_forum
        for chat in (old, new):
            self._world.show_chat(chat)
        return new

    def opens_topic(
        self, group: int, person: int, name: str, icon: Icon = PLAIN_ICON, *, as_group: bool = False
    ) -> int:
        """The number of the new topic; an administrator may stay unnamed (`as_group`)."""
        chat = self.group(group)
        with as_a_person():
            return forum.open_topic(self._world, chat, self.people.actor(person, chat, as_group), name, icon).thread

    def edits_topic(self, group: int, person: int, thread: int, wanted: Json, *, as_group: bool = False) -> None:
        """`wanted` is a new name, a new emoji, or both."""
        chat = self.group(group)
        with as_a_person():
            forum.edit_topic(self._world, chat, self.people.actor(person, chat, as_group), thread, wanted)

    def closes_topic(
        self, group: int, person: int, thread: int, *, closed: bool = True, as_group: bool = False
    ) -> None:
        """Closes a topic, or opens it again."""
        chat = self.group(group)
        with as_a_person():
            forum.close_topic(self._world, chat, self.people.actor(person, chat, as_group), thread, closed)

    def deletes_topic(self, group: int, person: int, thread: int) -> None:
        chat = self.group(group)
        with as_a_person():
            forum.delete_topic(self._world, chat, self.people.actor(person, chat), thread)

    def group(self, number: int) -> Chat:
        chat = self._world.chats.get(number)
        if chat is None or chat.owner is not None:
            raise SimError(f"there is no group {number}")
        if chat.moved_to is not None:
            raise SimError(f"the group has become the supergroup {chat.moved_to}")
        return chat

    def _user(self, person: int) -> Json:
        return self.people.person(person).as_user()

    @staticmethod
    def _member(chat: Chat, user: int) -> Member:
        member = chat.members.get(user)
        if member is None or not member.is_inside:
            raise SimError(f"{user} is not in this group")
        return member

    @staticmethod
    def _creator(chat: Chat) -> Member:
        return next((member for member in chat.members.values() if member.status == "creator"), _NOBODY)


_NOBODY = Member({"id": 136817688, "is_bot": True, "first_name": "Channel"}, "creator")
"""Who founded a group that was founded without people."""
