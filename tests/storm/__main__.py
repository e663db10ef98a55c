"""`python -m tests.storm`: the storm, with a table at its end; exit code 1 and the seed if the books do not balance."""

import asyncio
import secrets
import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tests.storm.plan import Order
from tests.storm.report import show
from tests.storm.storm import Outcome, Telling, blow

Seed = Annotated[int | None, typer.Option("--seed", help="The seed of all chance; a new one if none is given.")]
Conversations = Annotated[int, typer.Option("--conversations", min=1, max=5000, help="How many people come.")]
Minutes = Annotated[float, typer.Option("--minutes", min=0.3, max=28, help="How long things go wrong.")]
Short = Annotated[bool, typer.Option("--short", help="The one of `make test`: 60 people in half a minute.")]


def main(seed: Seed = None, conversations: Conversations = 500, minutes: Minutes = 12, short: Short = False) -> None:
    """People talk to two processes while everything fails around them; then the books are balanced."""
    chosen = secrets.randbelow(10**6) if seed is None else seed
    order = Order.short(chosen) if short else Order(chosen, conversations, minutes * 60, away=min(60.0, minutes * 10))
    console = Console(width=None if sys.stdout.isatty() else 110)
    console.print(f"seed {chosen}: {order.conversations} people, {order.seconds:.0f} s of storm")
    outcome = asyncio.run(watched(order, console))
    show(outcome, console)
    if outcome.findings:
        raise typer.Exit(1)


async def watched(order: Order, console: Console) -> Outcome:
    """With a bar of the conversations that have ended."""
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("a PostgreSQL of its own", total=order.conversations)

        def what(text: str) -> None:
            progress.update(task, description=text)

        return await blow(order, Telling(what, lambda: progress.advance(task)))


if __name__ == "__main__":
    typer.run(main)
