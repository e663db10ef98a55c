"""The tests' way to be people: speaks to a running simulator over HTTP, waits for events and never sleeps.

async with Telegram(simulator.url) as telegram:
    siti = await telegram.person("Siti", phone="+6281234567890")
    await siti.says("/start")
    await siti.taps("Keluarga meninggal")
    assert (await siti.hears("turut berduka"))
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.simulator.chat import Chat, Message, NotHeardError
from bot.simulator.groups import STAFF_BOT
from bot.simulator.seen import GENERAL
from bot.simulator.wire import ImpossibleError, Wire

Json = dict[str, Any]
__all__ = ["GENERAL", "Chat", "ImpossibleError", "Message", "NotHeardError", "Telegram", "Topic"]


@dataclass(frozen=True)
class Topic:
    """A topic of a forum as it stands now; `thread` is its message_thread_id."""

    thread: int
    name: str
    icon_color: int
    emoji: str | None
    creator: int
    closed: bool
    deleted: bool


class Telegram:
    """A connection to a running simulator: makes people and groups, orders faults, reads the journal."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> "Telegram":
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=120))
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()

    @property
    def _wire(self) -> Wire:
        if self._session is None:
            raise RuntimeError("use Telegram as `async with Telegram(url) as telegram`")
        return Wire(self.url, self._session)

    async def person(self, first_name: str = "Siti", **names: Any) -> Chat:
        """A new person's private chat with the bot; also last_name, username, phone, id."""
        user = await self._wire.post("people", {"first_name": first_name, **names})
        return Chat(self._wire, user["id"], user["id"])

    async def group(self, title: str, *members: Chat, kind: str = "group") -> int:
        """A group, supergroup or channel with the bot in it; `member.inside(group)` writes there."""
        asked = {"title": title, "type": kind, "members": [member.person for member in members]}
        return int((await self._wire.post("groups", asked))["id"])

    async def forum(self, title: str, *members: Chat, bot_rights: Iterable[str] | None = STAFF_BOT) -> int:
        """A supergroup with topics; the first member is its creator, the bot an administrator with these rights.

        `bot_rights=None` leaves the bot an ordinary member, `bot_rights=()` makes it an administrator without any.
        """
        asked: Json = {"title": title, "type": "forum", "members": [member.person for member in members]}
        asked["bot_rights"] = None if bot_rights is None else sorted(bot_rights)
        return int((await self._wire.post("groups", asked))["id"])

    async def topics(self, group: int) -> list[Topic]:
        """All topics there ever were, but the General one, which has no number."""
        return [Topic(**topic) for topic in await self._wire.get(f"groups/{group}/topics")]

    async def promote(
        self, group: int, *rights: str, member: Chat | None = None, anonymous: bool = False, title: str = ""
    ) -> None:
        """Makes the bot, or a member, an administrator with just these rights (can_manage_topics …)."""
        how = {"rights": rights, "anonymous": anonymous, "title": title}
        await self._in_group(group, "promote", member, **how)

    async def demote(self, group: int, member: Chat | None = None) -> None:
        """Makes the bot, or a member, an ordinary member again."""
        await self._in_group(group, "demote", member)

    async def join(self, group: int, member: Chat) -> None:
        await self._in_group(group, "join", member)

    async def leave(self, group: int, member: Chat) -> None:
        await self._in_group(group, "leave", member)

    async def add_bot(self, group: int) -> None:
        """The creator takes the bot in (again)."""
        await self._in_group(group, "add-bot", None)

    async def remove_bot(self, group: int, by: Chat) -> None:
        """Throws the bot out."""
        await self._wire.post(f"people/{by.person}/remove-bot", {"chat": group})

    async def upgrade(self, group: int, *, forum: bool = False) -> int:
        """A basic group becomes a supergroup; its new number."""
        return int((await self._wire.post(f"groups/{group}/upgrade", {"forum": forum}))["id"])

    async def privacy(self, on: bool) -> None:
        """Whether the bot hears little in groups where it is no administrator, as it is from the start."""
        await self._wire.post("privacy", {"on": on})

    async def _in_group(self, group: int, act: str, member: Chat | None, **more: Any) -> None:
        user = None if member is None else member.person
        await self._wire.post(f"groups/{group}/{act}", {"user": user, **more})

    async def fault(self, kind: str, **details: Any) -> None:
        """Orders a trouble: flood, error, reset_before, reset_after or slow; details as in `Fault`."""
        await self._wire.post("faults", {"kind": kind, **details})

    async def calm(self) -> None:
        """Ends all ordered troubles."""
        await self._wire.delete("faults")

    async def calls(self, method: str | None = None, chat: int | None = None, after: int = 0) -> list[Json]:
        """What the bot called, in order of arrival; see `Journal`."""
        found: list[Json] = await self._wire.get("journal", method=method, chat=chat, after=after)
        return found

    async def until_called(
        self, method: str, *, chat: int | None = None, count: int = 1, within: float = 10
    ) -> list[Json]:
        """Waits until the bot has called a method `count` times (finished or not)."""
        wanted = {"method": method, "chat": chat, "count": count, "timeout": within}
        found: list[Json] = await self._wire.get("journal", **wanted)
        if len(found) < count:
            raise NotHeardError(f"{method} was called {len(found)} times within {within} s, not {count}")
        return found

    async def deliveries(self) -> list[Json]:
        """Every attempt to reach the webhook: update_id, chat, status (0: no answer), at, finished."""
        found: list[Json] = await self._wire.get("deliveries")
        return found

    async def waiting_updates(self) -> int:
        """How many updates the bot has not confirmed yet."""
        return int((await self._wire.get("events", after=2**53))["waiting_updates"])

    async def restart_update_ids(self, at: int) -> None:
        """The next update gets this id, lower or higher than the last."""
        await self._wire.post("updates/restart", {"at": at})

    async def repeat_update(self, update_id: int | None = None, *, new_id: bool = False) -> int:
        """Sends an update (default: the last) again, under its own or under a new id, which is returned."""
        return int(await self._wire.post("updates/repeat", {"update_id": update_id, "new_id": new_id}))

    async def raw_update(self, kind: str, body: Json, chat: int) -> int | None:
        """Sends an update of any kind; the bot gets it if it asked for that kind."""
        number: int | None = await self._wire.post("updates/raw", {"kind": kind, "body": body, "chat": chat})
        return number
