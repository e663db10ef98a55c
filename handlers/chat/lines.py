"""Walks the lines of acts: one at a time per line, in order, at Telegram's pace; decides what each outcome means."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from handlers.chat.bags import RENEW_SECONDS, TRUSTED_SECONDS, Bag, Ledger
from handlers.chat.courier import Blocked, Courier, Failed, Flooded, Moved, Outcome, Sent, Wrong
from handlers.chat.pace import Purse
from handlers.chat.rates import Manners
from services.db import Database
from services.db.weather import is_away
from services.post.model import Act, Standing
from services.post.outbox import Outbox, Trouble
from services.post.rules import pause_after

Start = Callable[[Coroutine[Any, Any, None], str], object]
_T = TypeVar("_T")

REMEMBERED = 1000
"""So many numbers of messages sent are known before their marks are written, for acts that refer to them."""

_log = logging.getLogger(__name__)


class Lines:
    """The bags of this process and the walking of them."""

    def __init__(self, database: Database, outbox: Outbox, replica: Standing, courier: Courier) -> None:
        self.bags: dict[int, Bag] = {}
        self.ledger = Ledger()
        self.tally: Counter[tuple[str, str]] = Counter()
        self.adrift: set[int] = set()
        """Acts whose outcome was lost inside this process by a fault of ours."""
        self.closing = False
        self._messages: dict[UUID, int] = {}
        self._database, self._outbox, self._replica, self._courier = database, outbox, replica, courier
        self._name = replica.name

    def begin(self, start: Start, purse: Purse, manners: Manners) -> None:
        self._start, self._purse, self._manners = start, purse, manners

    def accept(self, act: Act) -> None:
        """Puts a leased act into its chat's line."""
        bag = self.bags.get(act.chat)
        if bag is None:
            bag = self.bags[act.chat] = Bag(act.chat, act.lease)
        if bag.holds:
            bag.late.append(act)
        elif act.lease < bag.lease:
            # Written before acts of this chat were given back, told only now: it must queue up behind them.
            bag.late.append(act)
            self._start(self.give_back(bag, [], Trouble()), "delivery.hold")
        else:
            if act.lease > bag.lease:
                bag.renew(act.lease)
            bag.lines[act.lane.urgent].append(act)
            self._run(bag, act.lane.urgent)

    def rename(self) -> None:
        """After the replica lost its lock and took a new name: what was leased to the old one is no longer ours."""
        if self._name != self._replica.name:
            self._name = self._replica.name
            self.ledger.tell_again()
            for bag in self.bags.values():
                bag.drain()
            self.bags = {chat: bag for chat, bag in self.bags.items() if not bag.empty}

    async def give_back(self, bag: Bag, acts: list[int], trouble: Trouble) -> None:
        """Puts acts back into the outbox, together with all that must not overtake them."""
        bag.holds += 1
        try:
            back = acts + bag.drain()
            while back:
                lease = await self._insist(partial(self._hold, bag.chat, back, trouble))
                if lease is not None:
                    bag.renew(lease)
                back, trouble = bag.drain(), Trouble()
        finally:
            bag.holds -= 1
        self.ledger.look_after(bag.chat)

    def _hold(self, chat: int, acts: list[int], trouble: Trouble) -> Awaitable[int | None]:
        return self._outbox.hold(self._database, self._replica.name, chat, acts, trouble)

    def _run(self, bag: Bag, urgent: bool) -> None:
        if urgent not in bag.running and not bag.holds and not self.closing:
            bag.running.add(urgent)
            self._start(self._walk(bag, urgent), "delivery.line")

    async def _walk(self, bag: Bag, urgent: bool) -> None:
        line = bag.lines[urgent]
        try:
            while line and self._may(bag):
                act = line[0]
                await self._manners.wait(act)
                await self._purse.spend(act)
                if line and line[0] is act and self._may(bag):
                    line.popleft()
                    await self._carry(bag, act)
        finally:
            bag.running.discard(urgent)
            self.ledger.look_after(bag.chat)

    def _may(self, bag: Bag) -> bool:
        if bag.age > RENEW_SECONDS:
            self.ledger.look_after(bag.chat)
        if bag.age > TRUSTED_SECONDS or self._name != self._replica.name or not self._replica.alive:
            bag.drain()  # what may be leased to another by now is found again in the database
            return False
        return not (bag.holds or self.closing)

    async def _carry(self, bag: Bag, act: Act) -> None:
        bag.flying.add(act.id)
        self.adrift.add(act.id)
        try:
            outcome = await self._courier.carry(act, await self._message(act))
            self.tally[act.lane.name.lower(), type(outcome).__name__.lower()] += 1
            if isinstance(outcome, Sent):
                self.ledger.mark(act.id, outcome.message)
                self._remember(act, outcome.message)
            else:
                _log.warning("letter %d, %s: %s", act.id, act.method, outcome)
                await self._settle(bag, act, outcome)
            self.adrift.discard(act.id)
        finally:
            bag.flying.discard(act.id)

    def _remember(self, act: Act, message: int | None) -> None:
        if message is not None:
            self._messages[act.uid] = message
        while len(self._messages) > REMEMBERED:
            del self._messages[next(iter(self._messages))]

    async def _message(self, act: Act) -> int | None:
        letter = act.refers
        if letter is None or act.message is not None:
            return act.message
        if letter in self._messages:
            return self._messages[letter]
        return await self._insist(lambda: self._outbox.message_of(self._database, letter))

    async def _settle(self, bag: Bag, act: Act, outcome: Outcome) -> None:
        match outcome:
            case Wrong(reason):
                await self._insist(lambda: self._outbox.bury(self._database, act.id, reason))
            case Blocked():
                await self.give_back(bag, [act.id], Trouble(act.id, gone=True))
            case Flooded(seconds):
                self._purse.empty()
                await self.give_back(bag, [act.id], Trouble(act.id, pause=seconds, flood=True))
            case Moved(chat):
                bag.drain()
                await self._insist(lambda: self._outbox.move(self._database, act.chat, chat))
                self.ledger.look_after(chat)
            case Failed(unsure) if act.lane.urgent:
                pause = pause_after(act.tries)
                await self.give_back(bag, [act.id], Trouble(act.id, unsure=unsure, counts=True, pause=pause))
            case Failed(unsure):
                trouble = Trouble(act.id, unsure=unsure, pause=pause_after(act.tries))
                await self._insist(lambda: self._outbox.postpone(self._database, self._replica.name, trouble))

    async def _insist(self, ask: Callable[[], Awaitable[_T]]) -> _T:
        """Asks until the database is there again."""
        while True:
            try:
                return await ask()
            except Exception as error:
                if not is_away(error):
                    raise
            await asyncio.sleep(0.3)
