"""`santun run` and `santun demo`."""

from typing import Annotated

import typer
from rich.console import Console

from bot.cli.doorway import CANNOT_START, WRONG_SETTINGS, about, leave, opened, run_to_end, settings_or_exit
from bot.cli.wording import say
from bot.house import CannotStart, House
from bot.settings import WrongSettings, check_for_run

Adopt = Annotated[bool, typer.Option("--adopt", help=say("cli", "adopt"))]
Tour = Annotated[bool, typer.Option("--tour", help=say("cli", "tour"))]
Rows = Annotated[int, typer.Option("--rows", min=10, max=1_000_000, help=say("cli", "rows"))]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help=say("cli", "port"))]

NOT_WELL = 1
"""Exit code of a tour on which somebody did not hear what they should."""

out = Console(highlight=False)


def run(adopt: Adopt = False) -> None:
    """Serves Telegram until it is told to stop."""
    try:
        check_for_run(settings_or_exit())
    except WrongSettings as problem:
        leave(about(problem), WRONG_SETTINGS)
    from bot.app import serve_until_told

    async def do(house: House) -> None:
        await serve_until_told(house, out.print, adopted=adopt)

    opened(do)


def demo(tour: Tour = False, rows: Rows = 2000, port: Port = 8081) -> None:
    """Everything on this machine, without a token."""
    from bot.demo import Demo, show
    from bot.tour import take

    shown = Demo(rows=rows, port=port)
    try:
        if not tour:
            run_to_end(show(shown, out))
        elif not run_to_end(take(shown, out)):
            raise typer.Exit(NOT_WELL)
    except CannotStart as problem:
        leave(say("start", problem.key, **problem.values), CANNOT_START)
