"""The path of an update: webhook, inbox, look-up, answer, beside an echo bot that keeps nothing."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import orjson

from bench.contestants import CONTESTANTS, OURS, SECRET, Contestant, Ground
from bench.figures import Figures, Line, percentile
from bench.load import Order
from bench.plan import Plan, Tell
from bench.stage import FailedError, Player, Stage, cpu_seconds, memory_mb


@dataclass(frozen=True)
class Level:
    """How hard they are pressed: so many in flight, or so many a second."""

    in_flight: int
    rate: float = 0.0

    def __str__(self) -> str:
        return f"{self.rate:.0f} updates/s" if self.rate else f"{self.in_flight} in flight"


class Match:
    """Contestants, load and fake Bot API, all running."""

    def __init__(self, stage: Stage, plan: Plan, figures: Figures) -> None:
        self._stage, self._plan, self._figures = stage, plan, figures

    async def measure(self, load: Player, contestants: list[Contestant], tell: Tell) -> None:
        """Round by round, level by level, one contestant after the other, so that a bad moment meets all."""
        for turn in range(1, self._plan.rounds + 1):
            for level in self._levels():
                for contestant in contestants:
                    tell(f"updates, round {turn}: {level}, {contestant.name}")
                    await self._press(load, contestant, level)
                    if level.in_flight == max(self._plan.levels) and not level.rate:
                        line = Line("memory", f"RSS of the bot after {level}", "MB")
                        self._figures.add(line, contestant.name, memory_mb(contestant.player.pid))

    def _levels(self) -> Iterator[Level]:
        yield from map(Level, self._plan.levels)
        yield Level(max(self._plan.levels), self._plan.rate)

    async def _press(self, load: Player, contestant: Contestant, level: Level) -> None:
        plan = self._plan
        order = Order(contestant.talk, contestant.port, SECRET, level.in_flight, plan.seconds, level.rate, plan.warm_up)
        bot, database = cpu_seconds(contestant.player.pid), self._stage.postgres_seconds()
        tally = orjson.loads(await load.tells(orjson.dumps(asdict(order))))
        bot, database = cpu_seconds(contestant.player.pid) - bot, self._stage.postgres_seconds() - database
        if "error" in tally:
            raise FailedError(f"{contestant.name}, {level}: {tally['error']}\n{contestant.player.last_words()}")
        self._note(contestant, level, tally)
        share = 1e6 / max(1, tally["handled"])
        self._add(contestant, level, "CPU of the bot", "µs/update", bot * share)
        if contestant.name == OURS:
            self._add(contestant, level, "CPU of PostgreSQL", "µs/update", database * share)

    def _note(self, contestant: Contestant, level: Level, tally: dict[str, list[float]]) -> None:
        waits, look_ups = tally["waits"], tally["look_ups"]
        done = (len(waits) + len(look_ups)) / self._plan.seconds
        if not level.rate:
            self._add(contestant, level, "updates", "1/s", done)
        self._add(contestant, level, "answer, p50", "ms", percentile(waits, 0.5))
        self._add(contestant, level, "answer, p99", "ms", percentile(waits, 0.99))
        if look_ups:
            self._add(contestant, level, "look-up beyond 0.7 s, p50", "ms", percentile(look_ups, 0.5))
            self._add(contestant, level, "look-up beyond 0.7 s, p99", "ms", percentile(look_ups, 0.99))

    def _add(self, contestant: Contestant, level: Level, what: str, unit: str, value: float) -> None:
        self._figures.add(Line(str(level), what, unit), contestant.name, value)


def steps(plan: Plan) -> int:
    return plan.rounds * (len(plan.levels) + 1) * len(CONTESTANTS)


async def measure_updates(ground: Ground, plan: Plan, figures: Figures, tell: Tell) -> None:
    """The whole part."""
    load = await ground.stage.start("-m", "bench.load", str(ground.api_port), str(plan.roster_rows), str(plan.as_of))
    await load.tells()
    contestants = [await start(ground) for start in CONTESTANTS]
    for contestant in contestants:
        await contestant.player.tells()
    try:
        await Match(ground.stage, plan, figures).measure(load, contestants, tell)
    finally:
        for player in (*(contestant.player for contestant in contestants), load):
            await player.end()
    for note in NOTES:
        figures.note(note.format(rows=plan.roster_rows))


NOTES = (
    "An update is done when its 200 and its answer have arrived. The echo is told words and says them back. Santun is "
    "led through its first conversation by every chat: /start, button, consent, NIK, name, and the answer about a "
    "person out of {rows:,}; buttons are confirmed and the NIK deleted, which are calls that the echo does not make.",
    "Answers about a person leave 0.7 s after the question by design. They count as updates; their time is shown "
    "apart, without the 0.7 s; while they wait another chat takes the slot. "
    "A chat pauses 0.15–0.45 s before its next update and 6 s after a conversation, as Telegram limits a chat.",
    "At a fixed number of updates/s, time counts from the moment at which the update was due.",
)
