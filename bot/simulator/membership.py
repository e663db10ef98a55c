"""Who is what in a group: its creator, an administrator with rights, a member, somebody who left or was thrown out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from bot.simulator.errors import SimError

Json = dict[str, Any]
Status = Literal["creator", "administrator", "member", "left", "kicked"]
INSIDE = ("creator", "administrator", "member")
EVERYWHERE = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
    "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
    "can_send_welcome_messages",
)  # fmt: skip
BY_KIND = {
    "group": ("can_pin_messages",),
    "supergroup": ("can_pin_messages", "can_manage_topics", "can_manage_tags"),
    "channel": ("can_post_messages", "can_edit_messages", "can_manage_direct_messages"),
}
"""Rights that only some kinds of chats know."""
OF_A_CHANNEL = frozenset((*EVERYWHERE, "can_post_messages", "can_edit_messages"))
OF_A_GROUP = frozenset(
    ("can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_change_info",
     "can_invite_users", "can_pin_messages")
)  # fmt: skip
"""What an administrator of a basic group may always do."""


@dataclass
class Member:
    """`rights` counts only for an administrator; a creator may do everything."""

    user: Json
    status: Status = "member"
    rights: frozenset[str] = frozenset()
    anonymous: bool = False
    title: str | None = None

    @property
    def id(self) -> int:
        return int(self.user["id"])

    @property
    def is_inside(self) -> bool:
        return self.status in INSIDE

    @property
    def is_admin(self) -> bool:
        return self.status in ("creator", "administrator")

    def may(self, right: str) -> bool:
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    def as_member(self, kind: str) -> Json:
        """As the Bot API tells it; `kind` is the kind of the chat."""
        told: Json = {"status": self.status, "user": self.user}
        if self.status == "kicked":
            told["until_date"] = 0
        if self.is_admin:
            told["is_anonymous"] = self.anonymous
            if self.title:
                told["custom_title"] = self.title
        if self.status == "administrator":
            told["can_be_edited"] = False
            told |= {right: right in self.rights for right in (*EVERYWHERE, *BY_KIND[kind])}
        return told


def rights_from(given: Iterable[str]) -> frozenset[str]:
    """Rights by their names in the Bot API; every administrator has can_manage_chat."""
    rights = frozenset(given)
    known = {*EVERYWHERE, *(right for rights_of in BY_KIND.values() for right in rights_of)}
    if rights - known:
        raise SimError(f"no such rights: {', '.join(sorted(rights - known))}")
    return rights | {"can_manage_chat"}
