"""`santun requests`: what people ask a person for, and the answers."""

from typing import Annotated

import typer
from rich.table import Table

from bot.cli.doorway import opened
from bot.cli.staff import By, Why, at_the_desk, out, unit_of_work
from bot.cli.wording import say
from bot.house import House
from services.requests import Answer, Request, State
from services.requests.model import WAITING
from services.staff import Act
from services.words import Words

_WORDS = "cli_requests"

app = typer.Typer(no_args_is_help=True, help=say(_WORDS, "help"))

Number = Annotated[str, typer.Argument(help=say(_WORDS, "number"))]


@app.command("list", help=say(_WORDS, "list"))
def list_(
    by: By,
    state: Annotated[list[State] | None, typer.Option(help=say(_WORDS, "state"))] = None,
) -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.LIST_REQUESTS)
            rows = await house.rooms.requests.overview(work, member, frozenset(state or WAITING))
        table = Table(*(say(_WORDS, f"column_{key}") for key in ("number", "subject", "state", "created")))
        for row in rows:
            created = f"{row.created_at.astimezone(house.words.zone):%Y-%m-%d %H:%M}"
            subject, where = say("request_subject", row.subject.value), say("request_state", row.state.value)
            table.add_row(row.number, subject, where, created)
        out.print(table if rows else say(_WORDS, "none"))

    opened(do)


@app.command("show", help=say(_WORDS, "show"))
def show(number: Number, by: By, reason: Why) -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.SHOW_REQUEST)
            request, answers = await house.rooms.requests.show(work, member, number, reason)
        _print(request, answers, house.words)

    opened(do)


@app.command("answer", help=say(_WORDS, "answer"))
def answer(
    number: Number,
    by: By,
    words: Annotated[str, typer.Option(prompt=say(_WORDS, "ask_words"), help=say(_WORDS, "words"))],
) -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.ANSWER_REQUEST)
            request = await house.rooms.requests.answer(work, member, number, words)
        out.print(say(_WORDS, "answered", number=request.number), markup=False)

    opened(do)


@app.command("close", help=say(_WORDS, "close"))
def close(
    number: Number, by: By, silently: Annotated[bool, typer.Option("--silently", help=say(_WORDS, "silently"))] = False
) -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.CLOSE_REQUEST)
            request = await house.rooms.requests.close(work, member, number, silently=silently)
        out.print(say(_WORDS, "closed", number=request.number), markup=False)

    opened(do)


def _print(request: Request, answers: list[Answer], words: Words) -> None:
    details = request.details
    created = f"{request.created_at.astimezone(words.zone):%Y-%m-%d %H:%M}"
    lines = {
        "number": request.number,
        "subject": say("request_subject", request.subject.value),
        "state": say("request_state", request.state.value),
        "created": created,
        "name": details.name,
        "phone": details.phone,
        "village": details.village,
        "about": details.about,
        "year": str(details.year or ""),
        "nik": details.nik,
        "words": details.words,
    }
    table = Table.grid(padding=(0, 2))
    for key, text in lines.items():
        if text:
            table.add_row(say(_WORDS, f"column_{key}"), escaped(text))
    for given in answers:
        table.add_row(f"{given.at.astimezone(words.zone):%Y-%m-%d %H:%M} {given.by}", escaped(given.words))
    out.print(table)


def escaped(text: str) -> str:
    """What a person typed, so that the terminal shows it and obeys nothing in it."""
    from rich.markup import escape

    return escape("".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text))
