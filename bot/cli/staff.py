"""`santun staff`: who works at the help desk. Also the way in which every command of staff opens its unit of work."""

import getpass
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.cli.doorway import opened
from bot.cli.wording import say
from bot.house import House
from services.db import Work
from services.refusals import Refusal
from services.staff import Act, Role, StaffMember
from services.staff.rules import Reason

_WORDS = "cli_staff"

app = typer.Typer(no_args_is_help=True, help=say(_WORDS, "help"))
out = Console(highlight=False)

By = Annotated[str, typer.Option("--by", help=say(_WORDS, "by"))]
"""The staff name of whoever gives the command."""
Why = Annotated[Reason, typer.Option("--reason", help=say(_WORDS, "reason"))]
"""Why a person's data is looked at; it goes into the record of looks."""
MaybeBy = Annotated[str, typer.Option("--by", help=say(_WORDS, "maybe_by"))]


@asynccontextmanager
async def unit_of_work(house: House) -> AsyncIterator[Work]:
    """One transaction that is committed on a polite no as well: a look that found nothing stays in the audit."""
    no: Refusal | None = None
    async with house.database.work() as work:
        try:
            yield work
        except Refusal as raised:
            no = raised
    if no is not None:
        raise no


async def at_the_desk(house: House, work: Work, name: str, act: Act) -> StaffMember:
    """The member of staff of this name, who may do this. Raises a Refusal that says how to go on."""
    return await house.rooms.staff.allowed(work, name, act)


@app.command("add", help=say(_WORDS, "add"))
def add(
    name: Annotated[str, typer.Argument(help=say(_WORDS, "name"))],
    role: Annotated[Role, typer.Option(help=say(_WORDS, "role"))],
    village: Annotated[str, typer.Option(help=say(_WORDS, "village"))] = "",
    by: MaybeBy = "",
) -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            actor = await _keeper(house, work, by)
            member = await house.rooms.staff.add(work, name, role, by=actor, village=village or None)
        out.print(say(_WORDS, "added", name=member.name, role=say("role", member.role.value)), markup=False)

    opened(do)


@app.command("list", help=say(_WORDS, "list"))
def list_() -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            members = await house.rooms.staff.everybody(work)
        table = Table(*(say(_WORDS, f"column_{key}") for key in ("name", "role", "village", "active", "added")))
        for member in members:
            active = say(_WORDS, "yes" if member.active else "no")
            added = f"{member.added_at.astimezone(house.words.zone):%Y-%m-%d} · {member.added_by}"
            table.add_row(member.name, say("role", member.role.value), member.village or "", active, added)
        out.print(table)

    opened(do)


@app.command("disable", help=say(_WORDS, "disable"))
def disable(name: Annotated[str, typer.Argument(help=say(_WORDS, "name"))], by: MaybeBy = "") -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            actor = await _keeper(house, work, by)
            member = await house.rooms.staff.disable(work, name, by=actor)
            await house.rooms.helpdesk.hands.release_all(work, member, actor)
        await house.rooms.bell.flush(house.database)
        out.print(say(_WORDS, "disabled", name=member.name), markup=False)

    opened(do)


@app.command("enable", help=say(_WORDS, "enable"))
def enable(name: Annotated[str, typer.Argument(help=say(_WORDS, "name"))], by: MaybeBy = "") -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            member = await house.rooms.staff.enable(work, name, by=await _keeper(house, work, by))
        out.print(say(_WORDS, "enabled", name=member.name), markup=False)

    opened(do)


async def _keeper(house: House, work: Work, by: str) -> str:
    """Who keeps the list: a member with the right, or the user of the operating system, who can read the key file."""
    if by:
        return (await at_the_desk(house, work, by, Act.KEEP_STAFF)).actor
    return f"system:{getpass.getuser()}"
