"""Ten thousand families with a claim: where it is, a photo of a paper, and the morning on which all are reminded."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from datetime import time as day_time
from typing import Any

import orjson

from bench.claimfill import PAGES, ClaimFilling
from bench.contestants import OURS, SECRET, Contestant, Ground, santun
from bench.desk import settings_of
from bench.figures import Figures, Line, percentile
from bench.load import Order
from bench.plan import Plan, Tell
from bench.stage import FailedError, Player, Stage
from bench.updates import start_load
from bot.house import House, open_house

PHOTOS_AT_ONCE = 4
PHOTO_SECONDS = 12.0
"""At least, because on a busy machine one takes some seconds."""
QUESTIONS_A_SECOND = 10.0
REAL_RATE = "30"
"""Telegram's limit for the bot as a whole, which is what spreads ten thousand letters over minutes."""
_LOOK_SECONDS = 0.1
_LATEST_SECONDS = 900.0
_ALL_DUE = """
UPDATE claims SET state = CASE WHEN state = 'handed_over' THEN 'in_review' ELSE state END,
  remind_at = santun_now() - interval '1 second', reminded = 0
"""
_LEFT = "SELECT count(*) FROM claims WHERE remind_at <= santun_now()"


def steps(plan: Plan) -> int:
    return 4 + plan.rounds * (len(plan.claim_levels) + 1)


async def measure_claims(stage: Stage, plan: Plan, figures: Figures, tell: Tell) -> None:
    """The whole part, on a database of its own."""
    database = await stage.database("bench_claims")
    tell(f"claims: {plan.claims:,} with {PAGES} papers each")
    load, api_port = await start_load(stage, plan)
    async with open_house(settings_of(stage, database, api_port), tell=lambda _: None) as house:
        await _at_ten(house)
        await ClaimFilling(house, plan.as_of).fill(plan.claims, plan.claim_photos)
        part = ClaimsPart(load, plan, figures, tell)
        ground = Ground(stage, api_port, database)
        tell("claims: the bot starts")
        async with _serving(ground) as bot:
            await part.ask(bot)
            await _fetched(house)
        async with _serving(ground, REAL_RATE) as bot:
            await part.remind(bot, house)
    await load.end()
    for note in NOTES:
        figures.note(note)


NOTES = (
    "Claims stand in four states, with a history and two files of each of four papers; rows are sealed as ever, the "
    "files of these rows lie nowhere. A photo counts from its update to the word that it is kept: fetched from the "
    "fake Bot API, looked at in the confined child, sealed and put into a folder.",
    "Reminders: all claims are due in one moment, on a bot that keeps to Telegram's 30 messages a second; others ask "
    f"{QUESTIONS_A_SECOND:.0f} questions a second, as long without the reminders as with them.",
)


class ClaimsPart:
    """One load in front of one bot after the other."""

    def __init__(self, load: Player, plan: Plan, figures: Figures, tell: Tell) -> None:
        self._load, self._plan, self._figures, self._tell = load, plan, figures, tell

    async def ask(self, bot: Contestant) -> None:
        """Where it is, at each level; and photos."""
        plan = self._plan
        for turn in range(1, plan.rounds + 1):
            for level in plan.claim_levels:
                self._tell(f"claims, round {turn}: /status, {level} in flight")
                order = Order("status", bot.port, SECRET, level, plan.claim_seconds, 0, 1.0, plan.claims)
                waits = await self._press(bot, order)
                self._add(f"/status, {level} in flight", waits, (0.5, 0.95, 0.99))
            self._tell(f"claims, round {turn}: photos")
            seconds = max(plan.claim_seconds, PHOTO_SECONDS)
            order = Order("photo", bot.port, SECRET, PHOTOS_AT_ONCE, seconds, 0, 0.5, plan.claim_photos)
            waits = await self._press(bot, order)
            self._add(f"a photo of 300 kB until it is kept, {PHOTOS_AT_ONCE} in flight", waits, (0.5, 0.95))

    async def remind(self, bot: Contestant, house: House) -> None:
        """All at once, beside the questions of others; the same questions alone come first."""
        order = Order("ask", bot.port, SECRET, 16, self._plan.reminder_seconds, QUESTIONS_A_SECOND, 2.0)
        self._tell("claims: questions alone")
        alone = await self._press(bot, order)
        self._tell("claims: questions beside the reminders")
        reminding = asyncio.ensure_future(_reminded(house, self._plan.claims + self._plan.claim_photos))
        beside = await self._press(bot, order)
        seconds = await reminding
        self._figures.add(self._line("all reminded, from the first to the last", "s"), OURS, seconds)
        self._add("a question without them", alone, (0.5, 0.95))
        self._add("a question meanwhile", beside, (0.5, 0.95))
        added = percentile(beside, 0.95) - percentile(alone, 0.95)
        self._figures.add(self._line("a question, p95: what the reminders add", "ms"), OURS, added)

    async def _press(self, bot: Contestant, order: Order) -> list[float]:
        within = order.seconds + order.warm_up + 120
        tally: dict[str, Any] = orjson.loads(await self._load.tells(orjson.dumps(asdict(order)), within))
        if "error" in tally or not tally["waits"]:
            raise FailedError(f"{order.talk}: {tally.get('error', 'nothing')}\n{bot.player.last_words()}")
        waits: list[float] = tally["waits"]
        return waits

    def _add(self, what: str, waits: list[float], shares: tuple[float, ...]) -> None:
        for share in shares:
            line = self._line(f"{what}, p{round(share * 100)}", "ms")
            self._figures.add(line, OURS, percentile(waits, share))

    def _line(self, what: str, unit: str) -> Line:
        return Line(f"claims: {self._plan.claims:,} with {PAGES} papers each", what, unit)


@asynccontextmanager
async def _serving(ground: Ground, send_rate: str = "100000") -> AsyncIterator[Contestant]:
    bot = await santun(ground, send_rate)
    await bot.player.tells()
    try:
        yield bot
    finally:
        await bot.player.end()


async def _at_ten(house: House) -> None:
    """The next ten o'clock in the morning: at night nobody is reminded."""
    async with house.database.work() as work:
        zone = house.rooms.region.zone
        tomorrow = work.now.astimezone(zone).date() + timedelta(days=1)
        shift = datetime.combine(tomorrow, day_time(10), zone) - work.now
        await work.raw.execute("UPDATE house SET clock_shift = clock_shift + $1", shift)


async def _fetched(house: House) -> None:
    """What is left of the photos would else be fetched beside the questions that come next."""
    until = time.monotonic() + _LATEST_SECONDS
    while time.monotonic() < until:
        async with house.database.work(reads_clock=False) as work:
            if not await work.raw.fetchval("SELECT EXISTS (SELECT FROM claim_papers WHERE state = 'coming')"):
                return
        await asyncio.sleep(0.5)


async def _reminded(house: House, number: int) -> float:
    """Makes all due in one moment; seconds from the first transaction of reminders to the last."""
    async with house.database.work() as work:
        await work.raw.execute("SET LOCAL statement_timeout = '60s'")
        await work.raw.execute(_ALL_DUE)
    until, began, left = time.monotonic() + _LATEST_SECONDS, 0.0, number
    while time.monotonic() < until:
        async with house.database.work(reads_clock=False) as work:
            left = await work.raw.fetchval(_LEFT)
        if left < number and not began:
            began = time.monotonic()
        if left == 0:
            return max(time.monotonic() - began, _LOOK_SECONDS)
        await asyncio.sleep(_LOOK_SECONDS)
    raise FailedError(f"{left} of {number} claims were not reminded")
