"""`python -m bench [updates] [desk] [claims] [import] [startup] [large]`: measures, then prints one table."""

import asyncio
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bench import claims, desk, imports, large, printing, startup, updates
from bench.figures import Figures
from bench.machine import Machine
from bench.plan import Plan, Tell
from bench.roster import load_roster, write_roster
from bench.stage import PEERS, FailedError, Stage, set_up


class Part(Enum):
    """What can be measured alone."""

    UPDATES = "updates"
    DESK = "desk"
    CLAIMS = "claims"
    IMPORT = "import"
    STARTUP = "startup"
    LARGE = "large"


Parts = Annotated[
    list[Part] | None, typer.Argument(help="What to measure; everything but `large` if nothing is named.")
]
Quick = Annotated[bool, typer.Option("--quick", help="A smoke run of seconds; its figures mean nothing.")]
Json = Annotated[Path | None, typer.Option("--json", help="Write every single value to this file as well.")]
Markdown = Annotated[bool, typer.Option("--markdown", help="Print the tables as the README shows them.")]
Rounds = Annotated[int, typer.Option("--rounds", min=1, max=20, help="How often everything is measured.")]

USUAL = (Part.UPDATES, Part.DESK, Part.CLAIMS, Part.IMPORT, Part.STARTUP)
STEPS = {
    Part.UPDATES: updates.steps,
    Part.DESK: desk.steps,
    Part.CLAIMS: claims.steps,
    Part.IMPORT: imports.steps,
    Part.STARTUP: startup.steps,
    Part.LARGE: large.steps,
}


def main(
    parts: Parts = None, quick: Quick = False, json: Json = None, markdown: Markdown = False, rounds: Rounds = 3
) -> None:
    """How fast Santun is, beside what it is compared with."""
    console = Console(width=None if sys.stdout.isatty() else 130, stderr=markdown)
    machine = Machine.this(PEERS)
    today = date.today()  # noqa: DTZ011 - which day the sample roster is made for matters little, as long as it is one
    plan = Plan.quick(today) if quick else Plan(today, rounds=rounds)
    wanted = [part for part in Part if part in (parts or USUAL)]
    figures = Figures()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends us shall find nothing left behind
    try:
        if not machine.peers:
            raise FailedError("The bots to compare with are not installed. `make bench` does that, or: scripts/peers")
        postgres = asyncio.run(measure(wanted, plan, figures, console))
    except FailedError as failed:
        console.print(str(failed), markup=False, highlight=False)
        raise typer.Exit(1) from None
    machine = replace(machine, postgres=postgres)
    if markdown:
        print(printing.markdown(figures, machine))
    else:
        printing.show(figures, machine, console)
    if json is not None:
        printing.write(figures, machine, json)


async def measure(wanted: Sequence[Part], plan: Plan, figures: Figures, console: Console) -> str:
    """Part by part, on one stage; which PostgreSQL that was."""
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("a PostgreSQL of its own", total=2 + sum(STEPS[part](plan) for part in wanted))

        def tell(what: str) -> None:
            progress.update(task, advance=1, description=what)

        async with set_up() as stage:
            if Part.UPDATES in wanted or Part.STARTUP in wanted:
                await on_ground(stage, wanted, plan, figures, tell)
            if Part.DESK in wanted:
                await desk.measure_desk(stage, plan, figures, tell)
            if Part.CLAIMS in wanted:
                await claims.measure_claims(stage, plan, figures, tell)
            if Part.IMPORT in wanted:
                await imports.measure_imports(stage, plan, figures, tell)
            if Part.LARGE in wanted:
                await large.measure_large(stage, plan, figures, tell)
            return str(await stage.ask("SELECT 'PostgreSQL ' || current_setting('server_version')"))


async def on_ground(stage: Stage, wanted: Sequence[Part], plan: Plan, figures: Figures, tell: Tell) -> None:
    """What needs a roster."""
    tell(f"a roster of {plan.roster_rows:,} people")
    database = await stage.database("bench")
    roster = stage.folder / "roster.xlsx"
    await asyncio.to_thread(write_roster, roster, plan.roster_rows, plan.as_of)
    await load_roster(stage, database, roster)
    if Part.UPDATES in wanted:
        await updates.measure_updates(stage, database, plan, figures, tell)
    if Part.STARTUP in wanted:
        await startup.measure_startup(stage, database, plan, figures, tell)


if __name__ == "__main__":
    typer.run(main)
