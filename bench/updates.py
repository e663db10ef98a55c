"""The path of an update: webhook, inbox, look-up, answer, beside echo bots that keep nothing."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

import orjson

from bench.contestants import COLUMNS, CONTESTANTS, LOAD_CORE, SECRET, Contestant, Ground
from bench.figures import Figures, Line, percentile
from bench.load import DESIGNED_WAIT, Order
from bench.plan import Plan, Tell
from bench.stage import FailedError, Player, Stage, cpu_seconds, memory_mb


@dataclass(frozen=True)
class Level:
    """How hard they are pressed: so many in flight, or so many a second."""

    in_flight: int
    rate: float = 0.0

    def __str__(self) -> str:
        return f"{self.rate:.0f} updates/s" if self.rate else f"{self.in_flight} in flight"


@dataclass(frozen=True)
class Cell:
    """Who is pressed, with which talk, how hard; `column` is where the figures go."""

    contestant: Contestant
    column: str
    level: Level

    def order(self, plan: Plan) -> Order:
        """What the load is told."""
        contestant, level = self.contestant, self.level
        talk = contestant.talks[self.column]
        return Order(talk, contestant.port, SECRET, level.in_flight, plan.seconds, level.rate, plan.warm_up)


class Match:
    """Contestants and load, all running."""

    def __init__(self, stage: Stage, load: Player, plan: Plan, figures: Figures) -> None:
        self._stage, self._load, self._plan, self._figures = stage, load, plan, figures

    async def measure(self, contestants: list[Contestant], tell: Tell) -> None:
        """Round by round, level by level, one contestant after the other, so that a bad moment meets all."""
        rehearsed = replace(self._plan, seconds=self._plan.rehearsal)
        for contestant in contestants:
            for column in contestant.talks:
                tell(f"updates, a rehearsal: {column}")
                cell = Cell(contestant, column, Level(max(self._plan.levels)))
                await self._say(cell, cell.order(rehearsed))
        for turn in range(1, self._plan.rounds + 1):
            for level in self._levels():
                for contestant in contestants:
                    for column in contestant.talks:
                        tell(f"updates, round {turn}: {level}, {column}")
                        await self._press(Cell(contestant, column, level))

    def _levels(self) -> Iterator[Level]:
        yield from map(Level, self._plan.levels)
        yield Level(max(self._plan.levels), self._plan.rate)

    async def _say(self, cell: Cell, order: Order) -> dict[str, Any]:
        tally: dict[str, Any] = orjson.loads(await self._load.tells(orjson.dumps(asdict(order))))
        if "error" in tally:
            raise FailedError(f"{cell.column}, {cell.level}: {tally['error']}\n{cell.contestant.player.last_words()}")
        return tally

    async def _press(self, cell: Cell) -> None:
        player = cell.contestant.player
        before = self._seconds(player)
        tally = await self._say(cell, cell.order(self._plan))
        bot, database, load = (after - then for after, then in zip(self._seconds(player), before, strict=True))
        self._note(cell, tally)
        share = 1e6 / max(1, tally["handled"])
        self._add(cell, "CPU of the bot", "µs/update", bot * share)
        if cell.contestant.keeps:
            self._add(cell, "CPU of PostgreSQL", "µs/update", database * share)
        self._add(cell, "CPU of load and fake Bot API", "µs/update", load * share)
        if cell.level == Level(max(self._plan.levels)):
            self._figures.add(memory_after(cell.level), cell.column, memory_mb(player.pid))

    def _seconds(self, player: Player) -> tuple[float, float, float]:
        return cpu_seconds(player.pid), self._stage.postgres_seconds(), cpu_seconds(self._load.pid)

    def _note(self, cell: Cell, tally: dict[str, list[float]]) -> None:
        waits, look_ups = tally["waits"], tally["look_ups"]
        if not cell.level.rate:
            self._add(cell, "updates", "1/s", (len(waits) + len(look_ups)) / self._plan.seconds)
        self._add(cell, "answer, p50", "ms", percentile(waits, 0.5))
        self._add(cell, "answer, p99", "ms", percentile(waits, 0.99))
        if look_ups:
            self._add(cell, f"answer about a person, beyond {DESIGNED_WAIT} s, p50", "ms", percentile(look_ups, 0.5))
            self._add(cell, f"answer about a person, beyond {DESIGNED_WAIT} s, p99", "ms", percentile(look_ups, 0.99))

    def _add(self, cell: Cell, what: str, unit: str, value: float) -> None:
        self._figures.add(Line(str(cell.level), what, unit), cell.column, value)


def memory_after(level: Level) -> Line:
    """The line of the table."""
    return Line("memory", f"RSS of the bot after {level}", "MB")


def steps(plan: Plan) -> int:
    return COLUMNS + plan.rounds * (len(plan.levels) + 1) * COLUMNS


async def start_load(stage: Stage, plan: Plan) -> tuple[Player, int]:
    """The load, and the port of its fake Bot API."""
    load = await stage.start("-m", "bench.load", str(plan.roster_rows), str(plan.as_of), core=LOAD_CORE)
    return load, int(await load.tells())


async def measure_updates(stage: Stage, database: str, plan: Plan, figures: Figures, tell: Tell) -> None:
    """The whole part."""
    load, api_port = await start_load(stage, plan)
    ground = Ground(stage, api_port, database)
    contestants = [await start(ground) for start in CONTESTANTS]
    for contestant in contestants:
        await contestant.player.tells()
    try:
        await Match(stage, load, plan, figures).measure(contestants, tell)
    finally:
        for player in (*(contestant.player for contestant in contestants), load):
            await player.end()
    for note in NOTES:
        figures.note(note.format(rows=plan.roster_rows))


NOTES = (
    "An update is done when its 200 and its answer have arrived. The 200 of the echoes says that the update was "
    "answered; only PTB's queue acknowledges first, and answers one after the other. So does PTB's own example, and it "
    "suits a fake Bot API that answers at once: where Telegram takes 50 ms, it answers 20 a second.",
    "The echoes are told words and say them back. “Santun” is led through its first conversation by every chat: "
    "/start, button, consent, NIK, name, and the answer about a person out of {rows:,}; buttons are confirmed and the "
    "NIK deleted, which are calls that the echoes do not make. “Santun, one question” comes nearest to an echo: a free "
    "question, answered in one message.",
    "Answers about a person leave 0.7 s after the question by design. They count as updates; their time is shown "
    "apart, without the 0.7 s; while they wait another chat takes the slot. In every run there are as many updates "
    "of each step of the conversation. "
    "A chat pauses 0.6–1.4 s before its next update, 6 s before it begins again: Telegram lets a bot write to a chat "
    "once a second and five times at once, and Santun keeps to it.",
    "At a fixed number of updates/s, time counts from the moment at which the update was due.",
    "All on uvloop. Each bot is bound to one core, load and fake Bot API (one process) to another; PostgreSQL and "
    "the system run where there is room. The bots that wait for their turn stay running.",
)
