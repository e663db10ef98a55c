"""Stores updates before they are acknowledged: what comes in while one commit runs shares the next one."""

import asyncio
from collections.abc import Callable, Sequence

from handlers.chat.reading import read_json
from services.db import Database
from services.db.weather import is_away
from services.post.inbox import Arrival, Inbox
from services.post.model import Standing
from services.post.rules import chat_of

_BIGGEST = 2**63
_GROUP = 200


class MalformedError(Exception):
    """Not an update."""


class DatabaseAwayError(Exception):
    """Nothing is stored: Telegram must keep the update and bring it again."""


class Acceptance:
    """The group commit. `told` hears of each new update (chat, number, body) after its commit."""

    def __init__(self, database: Database, inbox: Inbox, replica: Standing, told: Callable[[int, int, bytes], None]):
        self._database, self._inbox, self._replica, self._told = database, inbox, replica, told
        self._queue: list[tuple[int, Arrival, asyncio.Future[None]]] = []
        self._bell = asyncio.Event()
        self.tally = 0
        self.closed = False

    async def accept(self, bot: int, body: bytes) -> None:
        """Returns when the update is on disk. An update without a chat, or of a kind we never asked for, is dropped
        on purpose: acknowledged, not stored. Raises `MalformedError`, `DatabaseAwayError`."""
        arrival = read_arrival(body)
        if arrival is None:
            return
        if self.closed:
            raise DatabaseAwayError
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append((bot, arrival, future))
        self._bell.set()
        await future

    async def run(self) -> None:
        """Commits what is queued, for ever."""
        while True:
            await self._bell.wait()
            self._bell.clear()
            while self._queue:
                bot = self._queue[0][0]
                group = [(arrival, future) for of, arrival, future in self._queue[:_GROUP] if of == bot]
                del self._queue[: len(group)]
                await self._commit(bot, group)

    async def _commit(self, bot: int, group: Sequence[tuple[Arrival, asyncio.Future[None]]]) -> None:
        try:
            arrivals = [arrival for arrival, _ in group]
            seqs = await self._inbox.accept(self._database, bot, self._replica.name, arrivals)
        except Exception as error:  # noqa: BLE001 - whoever waits for the commit is told
            if is_away(error):
                _tell(group, DatabaseAwayError())
            elif len(group) == 1:
                _tell(group, error)
            else:  # one bad item must not fail the others
                for one in group:
                    await self._commit(bot, [one])
            return
        self.tally += len(group)
        for (arrival, _), seq in zip(group, seqs, strict=True):
            if seq is not None:
                self._told(arrival.chat, seq, arrival.body)
        _tell(group, None)


def read_arrival(body: bytes) -> Arrival | None:
    """The update's numbers; none if it belongs to no chat. Raises `MalformedError`."""
    try:
        update = read_json(body)
        number = update["update_id"]
        chat = chat_of(update)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise MalformedError from None
    if type(number) is not int or not 0 <= number < _BIGGEST or abs(chat or 0) >= _BIGGEST:
        raise MalformedError
    return None if chat is None else Arrival(number, chat, body)


def _tell(group: Sequence[tuple[Arrival, asyncio.Future[None]]], error: Exception | None) -> None:
    for _, future in group:
        if future.done():
            continue
        if error is None:
            future.set_result(None)
        else:
            future.set_exception(error)
