"""Import of a whole roster, beside reading the same file and copying its cells into the database."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import psutil

from bench.figures import Figures, Line
from bench.plan import Plan, Tell
from bench.roster import start_import, write_roster
from bench.stage import Player, Stage, memory_mb

COPY, OURS = "reading + raw COPY", "Santun"
LOOK_EVERY = 0.05
"""Seconds between two looks at a process's memory."""

Starter = Callable[[Stage, str, Path], Awaitable[Player]]


def steps(plan: Plan) -> int:
    return 1 + 2 * plan.rounds


async def measure_imports(stage: Stage, plan: Plan, figures: Figures, tell: Tell) -> None:
    """Each time into a database that is new and holds its tables already."""
    tell(f"import: writing a roster of {plan.import_rows:,} rows")
    roster = stage.folder / "import.xlsx"
    await asyncio.to_thread(write_roster, roster, plan.import_rows, plan.as_of)
    subject = f"import of {plan.import_rows:,} rows (.xlsx)"
    contestants: tuple[tuple[str, Starter], ...] = ((COPY, start_copy), (OURS, start_import))
    for turn in range(1, plan.rounds + 1):
        for name, start in contestants:
            tell(f"import, round {turn}: {name}")
            database = await stage.database("import")
            seconds, memory = await watched(start, stage, database, roster)
            figures.add(Line(subject, "time", "s"), name, seconds)
            figures.add(Line(subject, "peak RSS", "MB"), name, memory)
            await stage.drop("import")
    figures.note("Import: from the start of a process to its end, Python's own start included; peak RSS every 50 ms.")


async def start_copy(stage: Stage, database: str, roster: Path) -> Player:
    return await stage.start("-m", "bench.rawcopy", str(roster), database, talks=False)


async def watched(start: Starter, stage: Stage, database: str, roster: Path) -> tuple[float, float]:
    """Seconds from start to end, and the most memory in between (MB)."""
    began, peak = time.monotonic(), 0.0
    player = await start(stage, database, roster)
    while player.is_running():
        try:
            peak = max(peak, memory_mb(player.pid))
        except psutil.NoSuchProcess:
            break
        await asyncio.sleep(LOOK_EVERY)
    await player.ends_well()
    return time.monotonic() - began, peak
