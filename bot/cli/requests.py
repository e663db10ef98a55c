"""`santun requests`: who waits for a person, and the answers; the same conversations as in the console."""

from datetime import datetime
from typing import Annotated

import typer
from rich.table import Table

from bot.cli.doorway import opened
from bot.cli.staff import By, Why, at_the_desk, out, unit_of_work
from bot.cli.wording import say
from bot.house import House
from services.db import Work
from services.helpdesk import Conversation, Kind, Message, Outcome
from services.helpdesk.agents import Reply
from services.helpdesk.model import GIVEN_BY_STAFF
from services.helpdesk.views import Tab
from services.staff import Act, StaffMember
from services.words import Words

_WORDS = "cli_requests"

app = typer.Typer(no_args_is_help=True, help=say(_WORDS, "help"))

Number = Annotated[str, typer.Argument(help=say(_WORDS, "number"))]


@app.command("list", help=say(_WORDS, "list"))
def list_(by: By, tab: Annotated[Tab, typer.Option("--tab", help=say(_WORDS, "tab"))] = Tab.ALL) -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.READ_QUEUE)
            rows = await house.rooms.helpdesk.views.tab(work, member, tab)
        keys = ("number", "subject", "state", "queue", "assignee", "created", "due")
        table = Table(*(say(_WORDS, f"column_{key}") for key in keys))
        table.columns[0].no_wrap = True  # it is typed again to open the conversation
        for row in rows:
            subject, where = say("request_subject", row.subject.value), say("desk_state", row.state.value)
            times = (_moment(row.created_at, house.words), _moment(row.due, house.words) if row.due else "")
            table.add_row(row.number, subject, where, row.queue, row.assignee or "", *times)
        out.print(table if rows else say(_WORDS, "none"))

    opened(do)


@app.command("show", help=say(_WORDS, "show"))
def show(number: Number, by: By, reason: Why) -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.READ_QUEUE)
            found = await _found(house, work, member, number)
            await house.rooms.helpdesk.hands.record(work, member, found, "read", reason)
            lines = await house.rooms.helpdesk.lines.read(work, found.id)
        _print(found, lines, house.words)

    opened(do)


@app.command("answer", help=say(_WORDS, "answer"))
def answer(
    number: Number,
    by: By,
    words: Annotated[str, typer.Option(prompt=say(_WORDS, "ask_words"), help=say(_WORDS, "words"))],
) -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.ANSWER_CONVERSATION)
            found = await _found(house, work, member, number)
            await house.rooms.helpdesk.agents.answer(work, member, found.id, Reply(words))
        await house.rooms.bell.flush(house.database)
        out.print(say(_WORDS, "answered", number=found.number), markup=False)

    opened(do)


@app.command("close", help=say(_WORDS, "close"))
def close(
    number: Number,
    by: By,
    outcome: Annotated[Outcome, typer.Option("--outcome", help=say(_WORDS, "outcome"))] = Outcome.SOLVED,
    note: Annotated[str, typer.Option("--note", help=say(_WORDS, "note"))] = "",
) -> None:
    if outcome not in GIVEN_BY_STAFF:
        raise typer.BadParameter(", ".join(given.value for given in GIVEN_BY_STAFF))

    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.CLOSE_CONVERSATION)
            found = await _found(house, work, member, number)
            await house.rooms.helpdesk.cases.close(work, member, found.id, outcome, note)
        await house.rooms.bell.flush(house.database)
        out.print(say(_WORDS, "closed", number=found.number), markup=False)

    opened(do)


async def _found(house: House, work: Work, member: StaffMember, typed: str) -> Conversation:
    hands = house.rooms.helpdesk.hands
    return await hands.open(work, member, await hands.numbered(work, member, typed), Act.READ_QUEUE, lock=False)


def _moment(moment: datetime, words: Words) -> str:
    return f"{moment.astimezone(words.zone):%Y-%m-%d %H:%M}"


def _print(found: Conversation, lines: list[Message], words: Words) -> None:
    details = found.details
    told = {
        "number": found.number,
        "subject": say("request_subject", found.subject.value),
        "state": say("desk_state", found.state.value),
        "created": _moment(found.created_at, words),
        "name": details.name,
        "phone": details.phone,
        "village": details.village,
        "about": details.about,
        "year": str(details.year or ""),
        "nik": details.nik,
        "words": details.words,
    }
    table = Table.grid(padding=(0, 2))
    for key, text in told.items():
        if text:
            table.add_row(say(_WORDS, f"column_{key}"), escaped(text))
    for line in lines:
        if line.kind is not Kind.EVENT:
            who = line.by or say("desk_words", "the_person")
            table.add_row(
                f"{_moment(line.at, words)} {who}",
                escaped(line.words or f"[{line.thing.kind}]" if line.thing else line.words),
            )
    out.print(table)


def escaped(text: str) -> str:
    """What a person typed, so that the terminal shows it and obeys nothing in it."""
    from rich.markup import escape

    return escape("".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text))
