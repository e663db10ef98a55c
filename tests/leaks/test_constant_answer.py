"""Hit and miss from outside: the same words where they may be, the same requests, time, and work behind."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from statistics import median
from typing import Any

from bot.simulator.world import Person
from services.coverage import About, Enquiry, Occasion
from services.dialogues import Dialogue
from services.participants.nik import Nik
from tests.journeys.conftest import Santun, key_file, roster_template, santun

__all__ = ["key_file", "roster_template", "santun"]

PAIRS, PAIRS_THAT_GO_ON = 500, 120
AT_ONCE = 20
"""Pairs in flight. More would be quicker, and their jostling would hide what is measured."""
NOT_MORE = 0.005
"""Seconds between the medians of hit and miss."""
CERTAIN = 3.29
"""Deviations of the sign test: of a thousand runs without a difference fewer than one fails, on any noisy machine."""
FIRST_CHAT = 500_000_001
WRONG = "Kalingganata Suryadikusuma"


@dataclass
class Asked:
    """One look-up of one chat, what reached it (the calls), and after how many seconds each did."""

    chat: int
    nik: str
    name: str
    calls: Sequence[dict[str, Any]] = ()
    after: tuple[float, ...] = ()

    @property
    def words(self) -> Any:
        """Everything of the answer but the chat it went to."""
        return {key: value for key, value in self.calls[-1]["params"].items() if key != "chat_id"}

    @property
    def requests(self) -> list[str]:
        return [call["method"] for call in self.calls]


Pair = tuple[Asked, Asked]


async def people_of(santun: Santun) -> list[tuple[str, str]]:
    """Number and name of everybody on the list."""
    async with santun.house.database.work() as work:
        rows = await work.raw.fetch("SELECT id, sealed FROM participants ORDER BY id")
    opened = [santun.house.keys.cipher.open_json("participants", "sealed", row["id"], row["sealed"]) for row in rows]
    return [(person["nik"], person["name"]) for person in opened]


def unknown(number: int) -> str:
    """A possible number that is on no list: nobody was born there."""
    return f"640899{number % 28 + 1:02d}0385{number % 8999 + 1:04d}"


async def pairs_of(santun: Santun, count: int) -> list[Pair]:
    """A hit, and in turn an unknown number or a wrong name; each chat only lacks the name, and none is new today."""
    who = await people_of(santun)
    made: list[Pair] = []
    for number in range(count):
        nik, name = who[number % len(who)]
        chat = FIRST_CHAT + 2 * number
        miss = Asked(chat + 1, unknown(number), name) if number % 2 else Asked(chat + 1, nik, WRONG)
        made.append((Asked(chat, nik, name), miss))
    await prepare(santun, [one for pair in made for one in pair])
    return made


async def prepare(santun: Santun, chats: Sequence[Asked]) -> None:
    rooms = santun.house.rooms
    async with santun.house.database.work() as work:
        known = [(one.chat, work.now - timedelta(days=2)) for one in chats]
        await work.raw.executemany("INSERT INTO visitors (chat_id, first_seen) VALUES ($1, $2)", known)
        for one in chats:
            santun.simulator.world.add_person(Person(one.chat, "Siti")).started = True
            await rooms.visitors.agree(work, one.chat)
            draft = {"about": "self", "operator": "Dinas Contoh", "agreed": True, "nik": one.nik}
            await rooms.dialogues.keep(work, Dialogue(one.chat, "coverage", 1, "name", ("consent", "nik"), draft))


class Listener:
    """Hears every request that reaches the simulator, when it arrives."""

    def __init__(self, santun: Santun) -> None:
        self._people = santun.simulator.people
        self._calls: dict[int, list[dict[str, Any]]] = defaultdict(list)
        self._bells: dict[int, asyncio.Event] = defaultdict(asyncio.Event)
        journal = santun.simulator.journal
        self._open, journal.open = journal.open, self._heard  # type: ignore[method-assign] # between wire and journal

    def _heard(self, method: str, params: dict[str, Any], chat: int | None) -> dict[str, Any]:
        call = self._open(method, params, chat)
        if chat is not None:
            self._calls[chat].append(call)
            self._bells[chat].set()
        return call

    async def ask(self, one: Asked, *then: str) -> None:
        """Types the name, and something else at once if told so; notes what reaches the chat."""
        began = time.monotonic()
        for text in (one.name, *then):
            self._people.writes(one.chat, None, {"text": text})
        async with asyncio.timeout(60):
            while len(self._calls[one.chat]) <= len(then):
                self._bells[one.chat].clear()
                await self._bells[one.chat].wait()
        one.calls = self._calls[one.chat]
        one.after = tuple(call["started"] - began for call in one.calls)


async def ask_all(santun: Santun, pairs: Sequence[Pair], *then: str) -> None:
    """A few pairs at a time; both of a pair at the same moment, in any order."""
    chance, turns, listener = Random(1), asyncio.Semaphore(AT_ONCE), Listener(santun)

    async def both(pair: Pair) -> None:
        async with turns:
            await asyncio.gather(*(listener.ask(one, *then) for one in chance.sample(pair, 2)))

    await asyncio.gather(*(both(pair) for pair in pairs))


def surely_differ_by(differences: Sequence[float]) -> float:
    """How far the median difference lies from zero at least, as far as so many pairs can tell."""
    ordered, middle = sorted(differences), len(differences) / 2
    reach = CERTAIN * len(differences) ** 0.5 / 2
    low, high = ordered[int(middle - reach)], ordered[min(len(ordered) - 1, int(middle + reach))]
    return max(low, -high, 0.0)


async def test_an_answer_takes_as_long_whether_somebody_was_found_or_not(santun: Santun) -> None:
    pairs = await pairs_of(santun, PAIRS)
    await ask_all(santun, pairs)
    found, not_found = [hit.after[0] for hit, _ in pairs], [miss.after[0] for _, miss in pairs]
    assert min(found + not_found) >= 0.7
    sure = surely_differ_by([hit - miss for hit, miss in zip(found, not_found, strict=True)])
    assert sure < NOT_MORE, f"medians {median(found):.4f} and {median(not_found):.4f} s"
    assert {tuple(one.requests) for pair in pairs for one in pair} == {("sendMessage",)}
    misses = [miss.words for _, miss in pairs]
    assert misses == [misses[0]] * PAIRS, "an unknown number and a wrong name have the same words"
    assert all(hit.words.keys() - {"protect_content"} == misses[0].keys() for hit, _ in pairs)


async def test_who_writes_on_at_once_does_not_see_how_long_the_look_up_took(santun: Santun) -> None:
    pairs = await pairs_of(santun, PAIRS_THAT_GO_ON)
    await ask_all(santun, pairs, "/menu")
    assert {tuple(one.requests) for pair in pairs for one in pair} == {("sendMessage", "sendMessage")}
    assert max(one.after[0] for pair in pairs for one in pair) < min(one.after[1] for pair in pairs for one in pair) + 1
    assert surely_differ_by([hit.after[0] - miss.after[0] for hit, miss in pairs]) < NOT_MORE


async def test_the_same_statements_run_for_a_hit_a_miss_and_a_wrong_name(santun: Santun) -> None:
    nik, name = (await people_of(santun))[0]
    ran: list[list[str]] = []
    for chat, who in enumerate(((nik, name), (unknown(1), name), (nik, WRONG)), FIRST_CHAT):
        statements: list[str] = []
        async with santun.house.database.work() as work:
            day = santun.house.rooms.region.today(work.now)
            enquiry = Enquiry(Nik(who[0]), who[1], Occasion(About.DECEASED, day))
            with work.raw.query_logger(lambda told, kept=statements: kept.append(told.query)):
                await santun.house.rooms.coverage.check(work, chat, enquiry)
        ran.append(statements)
    assert len(ran[0]) > 5
    assert ran == [ran[0]] * 3


def test_a_difference_that_matters_would_be_seen_and_noise_would_not() -> None:
    chance = Random(7)
    noise = [chance.gauss(0, 0.05) for _ in range(PAIRS)]
    assert surely_differ_by(noise) == 0
    assert surely_differ_by([chance.gauss(0, 0.008) + 0.008 for _ in range(PAIRS)]) > NOT_MORE
