"""The tests' way to be people: speaks to a running simulator over HTTP, waits for events and never sleeps.

async with Telegram(simulator.url) as telegram:
    siti = await telegram.person("Siti", phone="+6281234567890")
    await siti.says("/start")
    await siti.taps("Keluarga meninggal")
    assert (await siti.hears("turut berduka"))
"""

from typing import Any

import aiohttp

from bot.simulator.chat import Chat, Message, NotHeardError
from bot.simulator.wire import ImpossibleError, Wire

Json = dict[str, Any]
__all__ = ["Chat", "ImpossibleError", "Message", "NotHeardError", "Telegram"]


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
