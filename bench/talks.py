"""Who talks to the contestants, and what about: conversations as generators, one per chat, that never end."""

import itertools
import time
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from bench.wire import Answer
from services.participants.sample.making import SamplePerson, people
from services.region import Region

REGION = "kutai-timur"
PAUSE = 2.0
"""Seconds between an answer and the chat's next update: Telegram lets a bot write to one chat once a second."""
PEOPLE_AT_MOST = 20_000


@dataclass(frozen=True)
class Turn:
    """One update: a text, or the data of a button; and what the answer to it must hold, in its text or buttons."""

    text: str = ""
    data: str = ""
    until: str = ""
    looks_up: bool = False

    def is_answered_by(self, answer: Answer) -> bool:
        return self.until in answer.text or self.until in answer.buttons


Talk = Callable[[SamplePerson], Generator[Turn, Answer, None]]


def small_talk(_: SamplePerson) -> Generator[Turn, Answer, None]:
    """What an echo bot can do."""
    for number in itertools.count():
        text = f"Apakah saya terdaftar? {number}"
        yield Turn(text=text, until=text)


def check_oneself(person: SamplePerson) -> Generator[Turn, Answer, None]:
    """/start again and again."""
    del person
    while True:
        yield Turn(text="/start")


TALKS: dict[str, Talk] = {"echo": small_talk, "check": check_oneself}


class Chat:
    """One person in conversation with one contestant."""

    def __init__(self, number: int, talk: Generator[Turn, Answer, None]) -> None:
        self.number = number
        self.last = ""
        """The last text heard, for telling what went wrong."""
        self.turn = next(talk)
        self._talk = talk
        self._messages = itertools.count(1)
        self._person = {"id": number, "is_bot": False, "first_name": "Siti", "language_code": "id"}
        self._chat = {"id": number, "type": "private", "first_name": "Siti"}
        self._heard = Answer(0, number, 0, "", "")

    def go_on(self, answer: Answer) -> None:
        self._heard = answer
        self.turn = self._talk.send(answer)

    def update(self, number: int) -> bytes:
        """The turn as Telegram would deliver it."""
        kind, what = ("callback_query", self._press(number)) if self.turn.data else ("message", self._message())
        return orjson.dumps({"update_id": number, kind: what | {"from": self._person}})

    def _message(self) -> dict[str, Any]:
        text = self.turn.text
        message = {"message_id": next(self._messages), "chat": self._chat, "date": int(time.time()), "text": text}
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        return message

    def _press(self, number: int) -> dict[str, Any]:
        heard = self._heard
        under = {"message_id": heard.number, "chat": self._chat, "date": int(time.time()), "text": heard.text}
        return {"id": str(number), "message": under, "chat_instance": "1", "data": self.turn.data}


class Crowd:
    """All chats of one kind of talk, each with a person of the sample roster of its own."""

    def __init__(self, talk: Talk, rows: int, as_of: date) -> None:
        region = Region.load(REGION)
        # Telegram's update numbers start anywhere; a second crowd on the same database must not repeat the first's.
        self._updates = itertools.count(time.time_ns() // 1000 % 2**40)
        self._talk = talk
        self._people = itertools.cycle(people(min(rows, PEOPLE_AT_MOST), region.places.villages, 1, as_of))
        self._chats = itertools.count(100_000)
        self._resting: deque[tuple[float, Chat]] = deque()

    def take(self) -> Chat:
        """The chat that rested longest; a new one if none is ready."""
        if self._resting and self._resting[0][0] < time.monotonic():
            return self._resting.popleft()[1]
        return Chat(next(self._chats), self._talk(next(self._people)))

    def give_back(self, chat: Chat, answer: Answer) -> None:
        """The chat goes on with its next turn, when its time comes."""
        chat.go_on(answer)
        self._resting.append((time.monotonic() + PAUSE, chat))

    def update(self, chat: Chat) -> bytes:
        """The next update of this chat."""
        return chat.update(next(self._updates))
