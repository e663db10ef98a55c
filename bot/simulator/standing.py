"""Changes what somebody is in a group, and tells the bot: of itself always, of others if it is an administrator."""

import time
from typing import Any

from bot.simulator.membership import Member
from bot.simulator.telling import tell
from bot.simulator.world import Chat, World

Json = dict[str, Any]


def change_standing(world: World, chat: Chat, new: Member, by: Json) -> None:
    """Puts `new` in the place of what this user was; `by` is the user who did it."""
    before = chat.members.get(new.id) or Member(new.user, "left")
    chat.members[new.id] = new
    world.feed.publish("members", chat.id, members=[member.as_member(chat.type) for member in chat.members.values()])
    body: Json = {"chat": chat.as_chat(), "from": by, "date": int(time.time())}
    body |= {"old_chat_member": before.as_member(chat.type), "new_chat_member": new.as_member(chat.type)}
    if new.id == world.bot["id"]:
        world.feed.publish("blocked", chat.id, blocked=not new.is_inside)
        tell(world, "my_chat_member", body, chat)
    elif world.bot_in(chat).is_admin:
        tell(world, "chat_member", body, chat)
