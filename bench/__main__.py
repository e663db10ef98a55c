"""`python -m bench [updates] [import] [startup]`: measures, then prints one table."""

import asyncio
import sys
from collections.abc import Sequence
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bench import imports, startup, updates
from bench.contestants import Ground
from bench.figures import Figures
from bench.machine import Machine
from bench.plan import Plan, Tell
from bench.roster import load_roster, write_roster
from bench.stage import FailedError, Stage, set_up


class Part(Enum):
    """What can be measured alone."""

    UPDATES = "updates"
    IMPORT = "import"
    STARTUP = "startup"


Parts = Annotated[list[Part] | None, typer.Argument(help="What to measure; everything if nothing is named.")]
Quick = Annotated[bool, typer.Option("--quick", help="A smoke run of seconds; its figures mean nothing.")]
Json = Annotated[Path | None, typer.Option("--json", help="Write every single value to this file as well.")]
Rounds = Annotated[int, typer.Option("--rounds", min=1, max=20, help="How often everything is measured.")]

STEPS = {Part.UPDATES: updates.steps, Part.IMPORT: imports.steps, Part.STARTUP: startup.steps}


def main(parts: Parts = None, quick: Quick = False, json: Json = None, rounds: Rounds = 3) -> None:
    """How fast Santun is, beside what it is compared with."""
    console, machine = Console(width=None if sys.stdout.isatty() else 110), Machine.this()
    today = date.today()  # noqa: DTZ011 - which day the sample roster is made for matters little, as long as it is one
    plan = Plan.quick(today) if quick else Plan(today, rounds=rounds)
    wanted = [part for part in Part if not parts or part in parts]
    figures = Figures()
    try:
        asyncio.run(measure(wanted, plan, figures, console))
    except FailedError as failed:
        console.print(str(failed), markup=False, highlight=False)
        raise typer.Exit(1) from None
    figures.print(console, machine)
    if json is not None:
        figures.write(json, machine)


async def measure(wanted: Sequence[Part], plan: Plan, figures: Figures, console: Console) -> None:
    """Part by part, on one stage."""
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("a PostgreSQL of its own", total=2 + sum(STEPS[part](plan) for part in wanted))

        def tell(what: str) -> None:
            progress.update(task, advance=1, description=what)

        async with set_up() as stage:
            if Part.UPDATES in wanted or Part.STARTUP in wanted:
                await on_ground(stage, wanted, plan, figures, tell)
            if Part.IMPORT in wanted:
                await imports.measure_imports(stage, plan, figures, tell)


async def on_ground(stage: Stage, wanted: Sequence[Part], plan: Plan, figures: Figures, tell: Tell) -> None:
    """What needs a fake Bot API and a roster."""
    tell(f"a roster of {plan.roster_rows:,} people")
    database = await stage.database("bench")
    roster = stage.folder / "roster.xlsx"
    await asyncio.to_thread(write_roster, roster, plan.roster_rows, plan.as_of)
    await load_roster(stage, database, roster)
    api = await stage.start("-m", "bench.botapi")
    ground = Ground(stage, int(await api.tells()), database)
    if Part.UPDATES in wanted:
        await updates.measure_updates(ground, plan, figures, tell)
    if Part.STARTUP in wanted:
        await startup.measure_startup(ground, plan, figures, tell)
    await api.end()


if __name__ == "__main__":
    typer.run(main)
