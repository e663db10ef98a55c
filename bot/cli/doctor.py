"""`santun doctor`: examines the whole set-up and changes nothing."""

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bot.cli.doorway import errors, run_to_end
from bot.cli.wording import say
from bot.logs import configure, loop_failed
from services.words import Words

if TYPE_CHECKING:
    from bot.doctor import Result

ALL_WELL, SOMETHING_WRONG, ONLY_WARNINGS = 0, 1, 4
"""Exit codes. 2 and 3 mean other things with the other commands."""

out = Console(highlight=False)

AsJson = Annotated[bool, typer.Option("--json", help=say("cli_doctor", "json"))]


def doctor(as_json: AsJson = False) -> None:
    """Prints what was found, and ends with the code that the gravest finding stands for."""
    from bot.doctor import Level, report
    from bot.doctor.examination import worst

    results = run_to_end(_examined())
    words = Words()
    if as_json:
        print_json(report.as_json(results, words, datetime.now(UTC)))
    else:
        report.show(results, words, out)
    code = {Level.WRONG: SOMETHING_WRONG, Level.WARNING: ONLY_WARNINGS}.get(worst(results), ALL_WELL)
    raise typer.Exit(code)


def print_json(text: str) -> None:
    """As it is: no colours, no lines broken at the width of a terminal."""
    typer.echo(text)


async def _examined() -> "list[Result]":
    from bot.doctor import CHECKS, Check, examine
    from bot.doctor.patient import admitted

    asyncio.get_running_loop().set_exception_handler(loop_failed)
    async with admitted() as patient:
        configure(patient.settings.log_level)
        with _progress() as progress:
            bar = progress.add_task("", total=len(CHECKS))
            long = progress.add_task(say("cli_doctor", "far"), total=None, visible=False)

            def begins(check: Check) -> None:
                progress.update(long, visible=False)
                progress.update(
                    bar, advance=1, description=say("cli_doctor", "now", check=say("doctor_check", check.name))
                )

            patient.told = lambda done, whole: progress.update(long, completed=done, total=whole, visible=True)
            return await examine(patient, CHECKS, begins)


def _progress() -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    return Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal)
