"""`santun deadletters`: what could not be done and waits for a decision. Nobody's words are shown."""

from typing import Annotated

import typer
from rich.table import Table

from bot.cli.doorway import opened
from bot.cli.requests import escaped
from bot.cli.staff import By, at_the_desk, out, unit_of_work
from bot.cli.wording import say
from bot.house import House
from services.post.deadletters import DeadLetters
from services.staff import Act

_WORDS = "cli_deadletters"

app = typer.Typer(no_args_is_help=True, help=say(_WORDS, "help"))

Number = Annotated[str, typer.Argument(help=say(_WORDS, "number"))]


@app.command("list", help=say(_WORDS, "list"))
def list_(by: By) -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            await at_the_desk(house, work, by, Act.HANDLE_DEAD_LETTERS)
            letters = await DeadLetters().waiting(work)
        if not letters:
            out.print(say(_WORDS, "none"))
            return
        table = Table(*(say(_WORDS, f"column_{key}") for key in ("number", "what", "since", "tries", "reason")))
        for letter in letters:
            since = f"{letter.since.astimezone(house.words.zone):%Y-%m-%d %H:%M}"
            table.add_row(letter.number, letter.what, since, str(letter.tries), escaped(letter.reason))
        out.print(table)

    opened(do)


@app.command("retry", help=say(_WORDS, "retry"))
def retry(number: Number, by: By) -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.HANDLE_DEAD_LETTERS)
            await DeadLetters().retry(work, number, member.actor)
        out.print(say(_WORDS, "retried", number=number), markup=False)

    opened(do)


@app.command("drop", help=say(_WORDS, "drop"))
def drop(number: Number, by: By) -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.HANDLE_DEAD_LETTERS)
            await DeadLetters().drop(work, number, member.actor)
        out.print(say(_WORDS, "dropped", number=number), markup=False)

    opened(do)
