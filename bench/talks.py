"""Who talks to the contestants, and what about: conversations as generators, one per chat, that never end."""

import heapq
import itertools
import math
import random
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import orjson

from bench.botapi import Answer
from bench.photos import PHOTO_BYTES
from handlers.chat.buttons import AskForHelp, BeginCheck, CheckCoverage, Choose
from handlers.chat.flows.coverage import NAME as COVERAGE
from handlers.chat.routes import routes
from handlers.chat.taps import Codec
from services.coverage import About
from services.participants.sample.making import SamplePerson, people
from services.region import Region
from services.requests import Subject

REGION = "kutai-timur"
PAUSE = (0.6, 1.4)
"""Seconds between an answer and the chat's next update, within a conversation: a quicker person would be slowed down by
the limit below, and the bench would measure that."""
REST = 6.0
"""Seconds before a chat begins again: Telegram lets a bot write to a chat once a second, and five times at once."""
PEOPLE_AT_MOST = 20_000
LONGEST = 6
"""Steps of the longest conversation."""


@dataclass(frozen=True)
class Turn:
    """One update: a text, the data of a button, or a photo; and what its answer must hold (one of these), in text or
    buttons."""

    text: str = ""
    data: str = ""
    photo: bool = False
    until: tuple[str, ...] = ("",)
    looks_up: bool = False
    begins: bool = False

    def is_answered_by(self, answer: Answer) -> bool:
        return any(wanted in answer.text or wanted in answer.buttons for wanted in self.until)


Turns = Generator[Turn, Answer, None]
Talk = Callable[[SamplePerson], Turns]


def small_talk(_: SamplePerson) -> Turns:
    """What an echo bot can do."""
    for number in itertools.count():
        text = f"Apakah saya terdaftar? {number}"
        yield Turn(text=text, until=(text,), begins=True)


def one_question(_: SamplePerson) -> Turns:
    """What comes nearest to an echo: a free question, answered in one message."""
    for number in itertools.count():
        yield Turn(text=f"Beasiswa anak sampai umur berapa? {number}", until=("beasiswa", "Beasiswa"), begins=True)


def check_oneself(person: SamplePerson) -> Turns:
    """From /start to the answer whether one is insured; then this person has heard what they came for."""
    pack = codec().pack
    check, whose = pack(CheckCoverage()), pack(BeginCheck(About.SELF))
    agree, ask_nik = pack(Choose(COVERAGE, "consent", "yes")), pack(AskForHelp(Subject.NO_NIK))
    yield Turn(text="/start", until=(check,), begins=True)
    yield Turn(data=check, until=(whose,))
    yield Turn(data=whose, until=(agree,))
    yield Turn(data=agree, until=(ask_nik,))
    yield Turn(text=person.nik.number)
    yield Turn(text=person.name, until=(person.nik.masked,), looks_up=True)


def where_is_it(_: SamplePerson) -> Turns:
    """Where the family's claim is, again and again."""
    while True:
        yield Turn(text="/status", until=("KT-",), begins=True)


def one_photo(_: SamplePerson) -> Turns:
    """One photo of a paper, which the chat is expected to send: a second one of the same content would be none."""
    yield Turn(photo=True, until=("Sudah kami simpan",), begins=True)


@cache
def codec() -> Codec:
    """Packs the buttons of this release."""
    return routes().codec


TALKS: dict[str, Talk] = {
    "echo": small_talk,
    "ask": one_question,
    "check": check_oneself,
    "status": where_is_it,
    "photo": one_photo,
}
"""Each has chats of its own; see `first_chat`."""


def first_chat(talk: str) -> int:
    """The number of the first chat that talks about this; the others follow."""
    return (list(TALKS).index(talk) + 1) * 10_000_000


class Chat:
    """One person in conversation with one contestant."""

    def __init__(self, number: int, talk: Turns) -> None:
        self.number = number
        self.last = ""
        """The last text heard, for telling what went wrong."""
        self.turn = next(talk)
        self.step = 0
        """How far the conversation has come."""
        self._talk = talk
        self._messages = itertools.count(1)
        self._person = {"id": number, "is_bot": False, "first_name": "Siti", "language_code": "id"}
        self._chat = {"id": number, "type": "private", "first_name": "Siti"}
        self._heard = Answer(0, number, 0, "", "")

    def go_on(self, answer: Answer) -> None:
        """Raises `StopIteration` where the conversation has ended."""
        self._heard = answer
        self.turn = self._talk.send(answer)
        self.step = 0 if self.turn.begins else self.step + 1

    def update(self, number: int) -> bytes:
        """The turn as Telegram would deliver it."""
        kind, what = ("callback_query", self._press(number)) if self.turn.data else ("message", self._message())
        return orjson.dumps({"update_id": number, kind: what | {"from": self._person}})

    def _message(self) -> dict[str, Any]:
        message: dict[str, Any] = {"message_id": next(self._messages), "chat": self._chat, "date": int(time.time())}
        if self.turn.photo:
            file = f"{self.number}"
            size = {"file_id": file, "file_unique_id": file, "width": 1200, "height": 900, "file_size": PHOTO_BYTES}
            return message | {"photo": [size]}
        text = self.turn.text
        message["text"] = text
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        return message

    def _press(self, number: int) -> dict[str, Any]:
        heard = self._heard
        under = {"message_id": heard.number, "chat": self._chat, "date": int(time.time()), "text": heard.text}
        return {"id": str(number), "message": under, "chat_instance": "1", "data": self.turn.data}


class Crowd:
    """All chats of one kind of talk, each with a person of the sample roster of its own."""

    def __init__(self, talk: Talk, known: Sequence[SamplePerson], first_chat: int, updates: Iterator[int]) -> None:
        self._updates = updates
        self._talk = talk
        self._people = itertools.cycle(known)
        self._first_chat = self._next_chat = first_chat
        self._chance = random.Random(1)
        self._waiting: list[list[tuple[float, int, Chat]]] = [[] for _ in range(LONGEST)]
        self._resting: deque[tuple[float, Chat]] = deque()
        self._step = 0

    def take(self, at_most: float = math.inf) -> Chat | None:
        """A chat that wants to go on, or rested, or a new one; nobody where there have been `at_most` already."""
        return self._who_goes_on() or (self.newcomer() if self._next_chat - self._first_chat < at_most else None)

    def newcomer(self) -> Chat:
        """One who never wrote before."""
        self._next_chat += 1
        return Chat(self._next_chat - 1, self._talk(next(self._people)))

    def _who_goes_on(self) -> Chat | None:
        """From each step of the conversation in turn: otherwise all would go through it side by side, and a short run
        would measure one step of it. Where nobody is, one that rested."""
        now = time.monotonic()
        for _ in range(LONGEST):
            self._step = (self._step + 1) % LONGEST
            if self._step == 0:
                break
            waiting = self._waiting[self._step]
            if waiting and waiting[0][0] < now:
                return heapq.heappop(waiting)[2]
        if self._resting and self._resting[0][0] < now:
            return self._resting.popleft()[1]
        return None

    def give_back(self, chat: Chat, answer: Answer) -> None:
        """The chat goes on with its next turn, when its time comes; or it has no more to say."""
        try:
            chat.go_on(answer)
        except StopIteration:
            return
        now = time.monotonic()
        if chat.turn.begins:
            self._resting.append((now + REST, chat))
        else:
            heapq.heappush(self._waiting[chat.step], (now + self._chance.uniform(*PAUSE), chat.number, chat))

    def update(self, chat: Chat) -> bytes:
        """The next update of this chat."""
        return chat.update(next(self._updates))


def crowds(rows: int, as_of: date) -> dict[str, Crowd]:
    """One for each talk; no chat and no number of an update belongs to two of them."""
    # Telegram's update numbers start anywhere; a second load on the same database must not repeat the first's.
    updates = itertools.count(time.time_ns() // 1000 % 2**40)
    known = tuple(people(min(rows, PEOPLE_AT_MOST), Region.load(REGION).places.villages, 1, as_of))
    return {name: Crowd(talk, known, first_chat(name), updates) for name, talk in TALKS.items()}
