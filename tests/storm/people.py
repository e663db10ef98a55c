"""People of the storm: they read what the bot says, tap twice, press old buttons, block, go away; and they remember."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any

from bot.simulator import Message, Simulator
from bot.simulator.message import read
from handlers.chat.buttons import Choose
from handlers.chat.routes import routes
from handlers.chat.taps import Codec, Tap
from services.refusals import Refusal
from services.speech import Speech
from services.words import Words
from tests.journeys.hearing import saying
from tests.storm.plan import Guest

Json = dict[str, Any]
Sign = Callable[[Message], bool]
_SIGNS: dict[type[Speech | Refusal], Sign] = {}
NUMBER = re.compile(r"(?:Nomor Santun:|Nomor Anda) (KT[-\w]+)")


class GoneError(Exception):
    """This person has put the phone away for good."""


class NotAnsweredError(Exception):
    """Waited in vain."""


@dataclass(frozen=True)
class Habits:
    """How likely it is that, at each press or word, somebody does this."""

    taps_twice: float = 0.25
    comes_twice_anew: float = 0.1
    """Telegram brings the same press under a second update id."""
    comes_twice: float = 0.1
    """Telegram brings the same update again."""
    presses_old: float = 0.12
    blocks: float = 0.04
    leaves: float = 0.1
    """In a whole conversation."""
    patience: float = 300.0


@dataclass
class Account:
    """What a person did, as they would tell it: the books must say the same. `flows`: begun and not ended, and whether
    each is the one that is open."""

    chat: int
    done: Counter[str] = field(default_factory=Counter)
    flows: dict[str, bool] = field(default_factory=dict)
    numbers: set[str] = field(default_factory=set)
    to_staff: list[int] = field(default_factory=list)
    """Numbers of the messages that are for staff, in order."""
    left: bool = False
    forgotten: bool = False
    complaint: str = ""

    def opens(self, flow: str) -> None:
        self.flows = {**dict.fromkeys(self.flows, False), flow: True}

    def is_forgotten(self) -> None:
        """Had everything deleted that may go; consents, the allowance and looks stay."""
        self.forgotten, self.flows, self.to_staff = True, {}, []
        for gone in ("conversation", "submission"):
            del self.done[gone]


@dataclass(frozen=True)
class Issued:
    """An update that Telegram has for the bot. `deserves`: silence would be a fault."""

    update: int
    chat: int
    kind: str
    deserves: bool
    at: float


@dataclass
class Register:
    """Every update there ever was, in order."""

    simulator: Simulator
    issued: list[Issued] = field(default_factory=list)
    repeated: int = 0

    def note(self, chat: int, kind: str, *, deserves: bool = True) -> int:
        """The update that the act just done has caused."""
        update = self.simulator.world.updates.next_id - 1
        self.issued.append(Issued(update, chat, kind, deserves, asyncio.get_running_loop().time()))
        return update


class Person:
    """One person in their chat. Words and presses are acts of the moment; what is heard comes in by `hear`."""

    def __init__(self, simulator: Simulator, register: Register, guest: Guest, habits: Habits) -> None:
        self._simulator, self._register, self._habits = simulator, register, habits
        self.chat = guest.chat
        self.chance = Random(guest.seed)
        self.account = Account(guest.chat)
        self.heard: list[Message] = []
        self._bell = asyncio.Event()
        self._mark = 0
        self._pressed: set[str] = set()
        self._steps = 0
        self._leaves_at = self.chance.randint(2, 10) if self.chance.random() < habits.leaves else None

    def hear(self, event: Json) -> None:
        """A new message of the bot."""
        message = read(event["message"], event["n"])
        self.heard.append(message)
        self.account.numbers.update(NUMBER.findall(message.text))
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()

    async def hears(self, sign: Sign, what: object = "an answer") -> Message:
        """The newest message since the last act that has this sign. Raises `NotAnsweredError`."""
        try:
            async with asyncio.timeout(self._habits.patience):
                while True:
                    for message in reversed(self.heard):
                        if message.touched > self._mark and sign(message):
                            return message
                    bell = self._bell
                    await bell.wait()
        except TimeoutError:
            last = self.heard[-1].text[:60] if self.heard else ""
            raise NotAnsweredError(f"waited for {what}; heard last: {last!r}") from None

    async def says(self, text: str) -> None:
        """Types a text."""
        await self._before()
        self._writes({"text": text})
        await self._after()

    async def tells_staff(self, text: str) -> None:
        """Writes for whoever is there or waited for. While somebody answers, and for a while after it was noted, the
        bot is silent."""
        await self._before()
        self.account.to_staff.append(self._writes({"text": text}, deserves=False))
        await self._after()

    async def says_at_once(self, *texts: str) -> None:
        """Several messages without waiting for an answer; the last answer must come last."""
        await self._before()
        for text in texts:
            self._writes({"text": text})
        await self._after()

    async def shares_contact(self) -> None:
        """The own number, by Telegram's button."""
        await self._before()
        self._mark = self._simulator.world.feed.number
        self._simulator.people.shares_contact(self.chat, None, {}, False)
        self._again(self._register.note(self.chat, "message"))
        await self._after()

    async def sends(self, content: Json) -> None:
        """A message without words."""
        await self._before()
        self._writes(content)
        await self._after()

    async def answers(self, question: type[Speech | Refusal], text: str) -> None:
        """Types the answer to a question; now and then something else first, which is refused."""
        await self.hears(asking(question), question.__name__)
        await self.says(text)

    async def taps(self, tap: Tap) -> None:
        """Presses the newest button of this kind; sometimes twice, sometimes an old one first."""
        message = await self.hears(offering(tap), tap)
        if isinstance(tap, Choose) and self.chance.random() < self._habits.presses_old and self._presses_old(tap):
            message = await self.hears(offering(tap), f"{tap} again")
        await self._before()
        data = codec().pack(tap)
        update = self._press(message.id, data)
        if self.chance.random() < self._habits.taps_twice:
            self._press(message.id, data)
        if self.chance.random() < self._habits.comes_twice_anew:
            self._simulator.world.updates.repeat(update, new_id=True)
            self._register.note(self.chat, "callback_query", deserves=False)
        await self._after()

    async def edits(self, text: str) -> None:
        """Corrects the message written last."""
        await self._before()
        mine = [entry.message for entry in self._entries() if entry.message["from"]["id"] == self.chat]
        self._mark = self._simulator.world.feed.number
        self._simulator.people.edits(self.chat, None, mine[-1]["message_id"], text)
        self._register.note(self.chat, "edited_message")

    def _writes(self, content: Json, *, deserves: bool = True) -> int:
        self._mark = self._simulator.world.feed.number
        written = self._simulator.people.writes(self.chat, None, content)
        self._again(self._register.note(self.chat, "message", deserves=deserves))
        return int(written["message_id"])

    def _press(self, message: int, data: str) -> int:
        self._mark = self._simulator.world.feed.number
        self._simulator.people.presses(self.chat, None, message, data)
        update = self._register.note(self.chat, "callback_query", deserves=data not in self._pressed)
        self._pressed.add(data)
        self._again(update)
        return update

    def _again(self, update: int) -> None:
        if self.chance.random() < self._habits.comes_twice:
            self._simulator.world.updates.repeat(update, new_id=False)
            self._register.repeated += 1

    def _presses_old(self, tap: Choose) -> bool:
        """A choice of an earlier question that was not taken: the bot must say so and ask its question again."""
        here = codec().pack(tap).rpartition(":")[0]
        flow = f"{here.rpartition(':')[0]}:"
        old = [
            (message.id, data)
            for message in self.heard
            for data in data_of(message)
            if data.startswith(flow) and not data.startswith(here) and data not in self._pressed
        ]
        if old:
            self._press(*self.chance.choice(old))
        return bool(old)

    async def _before(self) -> None:
        """Time to read and to think; or the end."""
        self._steps += 1
        if self._steps == self._leaves_at:
            raise GoneError
        await asyncio.sleep(self.chance.uniform(0.1, 1.0))

    async def _after(self) -> None:
        if self.chance.random() < self._habits.blocks:
            self._simulator.people.blocks(self.chat, True)
            self._register.note(self.chat, "my_chat_member", deserves=False)
            await asyncio.sleep(self.chance.uniform(1, 4))
            self._simulator.people.blocks(self.chat, False)
            self._register.note(self.chat, "my_chat_member", deserves=False)

    def _entries(self) -> list[Any]:
        return [entry for entry in self._simulator.world.chats[self.chat].entries.values() if not entry.deleted]


def asking(kind: type[Speech | Refusal]) -> Sign:
    """The sign of a message class."""
    if kind not in _SIGNS:
        _SIGNS[kind] = saying(kind, words())
    return _SIGNS[kind]


def offering(tap: Tap) -> Sign:
    """The sign of a message with this button."""
    data = codec().pack(tap)
    return lambda message: data in data_of(message)


def data_of(message: Message) -> list[str]:
    rows = message.raw.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


def anything(_: Message) -> bool:
    return True


@cache
def codec() -> Codec:
    """Packs the buttons of this release."""
    return routes().codec


@cache
def words() -> Words:
    return Words()
