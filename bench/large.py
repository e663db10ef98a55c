"""Ten million people beside 150 thousand: the look-up itself, the whole bot, and one more roster on top."""

import asyncio
import random
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import make_url

from bench import filling, updates
from bench.contestants import Contestant, Ground, santun
from bench.figures import Figures, Line, percentile
from bench.imports import watched
from bench.plan import Plan, Tell
from bench.roster import load_roster, start_import, write_roster
from bench.stage import FailedError, Player, Stage
from bench.talks import REGION
from services.db import Database
from services.participants.sample.making import SamplePerson, people
from services.participants.service import Participants
from services.privacy import Keys
from services.region import Region

LOOK_UPS_A_WORK = 50
SCANS = "SELECT coalesce(sum(seq_scan), 0)::int FROM pg_stat_user_tables WHERE relname LIKE 'participant%'"
SIZE = "SELECT (pg_total_relation_size('participants') + pg_total_relation_size('participant_periods')) / 2 ^ 20"
SPARE_BYTES = 5 * 2**30
"""For the log, the files and the import on top."""


@dataclass(frozen=True)
class Roster:
    """A database with so many people."""

    people: int
    name: str
    url: str

    @property
    def column(self) -> str:
        return f"{self.people:,} people"


def steps(plan: Plan) -> int:
    filled = sum(filling.steps(size, plan.large_seeds) for size in plan.large)
    return 3 + filled + len(plan.large) * (2 * plan.rounds + 2)


async def measure_large(stage: Stage, plan: Plan, figures: Figures, tell: Tell) -> None:
    """The whole part."""
    await _has_room(stage, plan)
    rosters = await _rosters(stage, plan, tell)
    for roster in rosters:
        line = Line("roster", "people and memberships with their indexes", "MB")
        figures.add(line, roster.column, await _ask(stage, roster, SIZE))
    tell("look-ups, one beside the other")
    await _look_up(stage, rosters, plan, figures)
    await _press(stage, rosters, plan, figures, tell)
    await _import_more(stage, rosters, plan, figures, tell)
    for note in NOTES:
        figures.note(note.format(look_ups=plan.look_ups, seeds=plan.large_seeds))


async def _has_room(stage: Stage, plan: Plan) -> None:
    where = Path(str(await stage.ask("SHOW data_directory")))
    needed, free = sum(plan.large) * filling.BYTES_A_PERSON + SPARE_BYTES, shutil.disk_usage(where.anchor).free
    what = (
        f"needs {needed / 2**30:.0f} GB on the disk of {where} for as long as it runs; {free / 2**30:.0f} GB are free"
    )
    print(f"This {what}.", file=sys.stderr, flush=True)
    if free < needed:
        raise FailedError(f"Not begun: it {what}.")


async def _rosters(stage: Stage, plan: Plan, tell: Tell) -> list[Roster]:
    tell(f"a roster of {plan.large_seeds:,} people to begin with")
    file = stage.folder / "seeds.xlsx"
    await asyncio.to_thread(write_roster, file, plan.large_seeds, plan.as_of)
    rosters = []
    for size in plan.large:
        roster = Roster(size, f"large{size}", await stage.database(f"large{size}"))
        await load_roster(stage, roster.url, file)
        async with stage.owner(roster.name) as owner:
            async for filled in filling.Filling(owner).fill(size):
                tell(f"{roster.column}: {filled:,} written")
        rosters.append(roster)
    return rosters


async def _look_up(stage: Stage, rosters: Sequence[Roster], plan: Plan, figures: Figures) -> None:
    """The verb that answers about a person, in turns, in units of work as the bot opens them."""
    participants = Participants(Keys.read(stage.key_file))
    databases = {roster: Database(_for_us(roster.url), size=1) for roster in rosters}
    asked = _people(plan)
    waits: dict[Roster, list[float]] = {roster: [] for roster in rosters}
    for at in range(0, len(asked), LOOK_UPS_A_WORK):
        for roster, database in databases.items():
            async with database.work() as work:
                for person in asked[at : at + LOOK_UPS_A_WORK]:
                    began = time.perf_counter()
                    await participants.coverage(work, person.nik, person.name, plan.as_of, "job:bench")
                    waits[roster].append((time.perf_counter() - began) * 1000)
    for roster, database in databases.items():
        await database.close()
        figures.add(Line("look-up", "p50", "ms"), roster.column, percentile(waits[roster], 0.5))
        figures.add(Line("look-up", "p99", "ms"), roster.column, percentile(waits[roster], 0.99))


def _people(plan: Plan) -> list[SamplePerson]:
    known = list(people(plan.large_seeds, Region.load(REGION).places.villages, 1, plan.as_of))
    chance = random.Random(2)
    return [chance.choice(known) for _ in range(plan.look_ups)]


async def _press(stage: Stage, rosters: Sequence[Roster], plan: Plan, figures: Figures, tell: Tell) -> None:
    """Each with a bot and a load of its own, who take turns."""
    pressed = replace(plan, levels=(16,), rate=50.0, rounds=1, seconds=plan.large_seconds)
    loads, bots = [], []
    for roster in rosters:
        load, api_port = await updates.start_load(stage, replace(plan, roster_rows=plan.large_seeds))
        bot = await santun(Ground(stage, api_port, roster.url))
        await bot.player.tells()
        loads.append(load)
        bots.append(replace(bot, talks={roster.column: "check"}))
    scans = [await _ask(stage, roster, SCANS) for roster in rosters]
    for _ in range(plan.rounds):
        for load, bot in zip(loads, bots, strict=True):
            await updates.Match(stage, load, pressed, figures).measure([bot], tell)
    await _end(bots, loads)
    for roster, before in zip(rosters, scans, strict=True):
        line = Line("roster", "scans of a whole table meanwhile", "")
        figures.add(line, roster.column, await _ask(stage, roster, SCANS) - before)


async def _end(bots: Sequence[Contestant], loads: Sequence[Player]) -> None:
    for player in (*(bot.player for bot in bots), *loads):
        await player.end()


async def _import_more(stage: Stage, rosters: Sequence[Roster], plan: Plan, figures: Figures, tell: Tell) -> None:
    tell(f"writing a roster of {plan.import_rows:,} rows")
    file = stage.folder / "more.xlsx"
    await asyncio.to_thread(write_roster, file, plan.import_rows, plan.as_of)
    for roster in rosters:
        tell(f"{roster.column}: importing {plan.import_rows:,} rows on top")
        seconds, memory = await watched(start_import, stage, roster.url, file)
        figures.add(Line(f"import of {plan.import_rows:,} rows on top", "time", "s"), roster.column, seconds)
        figures.add(Line(f"import of {plan.import_rows:,} rows on top", "peak RSS", "MB"), roster.column, memory)
        await stage.drop(roster.name)


async def _ask(stage: Stage, roster: Roster, question: str) -> float:
    return float(str(await stage.ask(question, roster.name)))


def _for_us(url: str) -> str:
    return make_url(url).set(drivername="postgresql+asyncpg").render_as_string(hide_password=False)


NOTES = (
    "Large rosters are made in the database: {seeds:,} people are imported, and copied under fingerprints of their own "
    "until there are enough. Indexes are built after that; the system's cache holds them, as far as memory goes.",
    "Look-up: {look_ups:,} times the verb that answers about a person (one statement, one audit row, the sealed record "
    "opened), one roster beside the other, people drawn at random. The lines below are whole conversations.",
)
