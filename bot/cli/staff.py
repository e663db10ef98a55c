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
from handlers.desk.staff import link_address
from services.db import Work
from services.refusals import Refusal
from services.staff import Act, Role, StaffMember
from services.staff.model import Link
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


Name = Annotated[str, typer.Argument(help=say(_WORDS, "name"))]


@app.command("add", help=say(_WORDS, "add"))
def add(
    name: Name,
    role: Annotated[Role, typer.Option(help=say(_WORDS, "role"))],
    village: Annotated[str, typer.Option(help=say(_WORDS, "village"))] = "",
    queue: Annotated[str, typer.Option(help=say(_WORDS, "queue"))] = "",
    by: MaybeBy = "",
) -> None:
    async def do(house: House) -> None:
        if queue and house.rooms.region.office(queue) is None:
            keys = ", ".join(office.key for office in house.rooms.region.offices)
            raise typer.BadParameter(say(_WORDS, "no_such_queue", queue=queue, keys=keys))
        async with unit_of_work(house) as work:
            actor, staff = await _keeper(house, work, by), house.rooms.staff
            member = await staff.add(work, name, role, by=actor, village=village or None)
            if queue:
                await staff.change(work, member.name, by=actor, role=role, queue=queue)
            link = await staff.invite(work, member.name, by=actor)
        out.print(say(_WORDS, "added", name=member.name, role=say("role", member.role.value)), markup=False)
        _hand_over(house, link)

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
def disable(name: Name, by: MaybeBy = "") -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            keeper = await _keeper(house, work, by)
            # Conversations before sessions, as the member's own requests lock them.
            known = await house.rooms.staff.by_name(work, name)
            await house.rooms.helpdesk.hands.release_all(work, known, keeper.partition(":")[2])
            member = await house.rooms.staff.disable(work, name, by=keeper)
            house.rooms.bell.ring(work, f"staff:{member.id}")
        await house.rooms.bell.flush(house.database)
        out.print(say(_WORDS, "disabled", name=member.name), markup=False)

    opened(do)


@app.command("enable", help=say(_WORDS, "enable"))
def enable(name: Name, by: MaybeBy = "") -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            member = await house.rooms.staff.enable(work, name, by=await _keeper(house, work, by))
        out.print(say(_WORDS, "enabled", name=member.name), markup=False)

    opened(do)


@app.command("reset", help=say(_WORDS, "reset"))
def reset(name: Name, by: MaybeBy = "") -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            link = await house.rooms.staff.reset(work, name, by=await _keeper(house, work, by))
            house.rooms.bell.ring(work, f"staff:{link.member.id}")
        _hand_over(house, link)

    opened(do)


@app.command("link", help=say(_WORDS, "link"))
def link(name: Name, by: MaybeBy = "") -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            code = await house.rooms.staff.link_code(work, name, by=await _keeper(house, work, by))
        out.print(say(_WORDS, "link_how", name=name), markup=False)
        out.print(f"/tautkan {code}", markup=False, soft_wrap=True)

    opened(do)


def _hand_over(house: House, link: Link) -> None:
    """The link, whole, on a line of its own, and what to do with it."""
    settings = house.settings
    site = f"http://127.0.0.1:{settings.http_port}" if settings.has_console_at_home_only else settings.public_url
    until = link.until.astimezone(house.words.zone)
    out.print(say(_WORDS, "hand_over", name=link.member.name, until=f"{until:%Y-%m-%d %H:%M}"), markup=False)
    out.print(link_address(site, link), markup=False, soft_wrap=True)


async def _keeper(house: House, work: Work, by: str) -> str:
    """Who keeps the list: a member with the right, or the user of the operating system, who can read the key file."""
    if by:
        return (await at_the_desk(house, work, by, Act.KEEP_STAFF)).actor
    return f"system:{getpass.getuser()}"
