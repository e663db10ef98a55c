"""`santun lookup`: locks that staff lift, people they saw with their card, alarms, and rights that people asked for."""

from typing import Annotated
from uuid import UUID

import typer
from rich.table import Table

from bot.cli.doorway import REFUSED, leave, opened
from bot.cli.staff import By, Why, at_the_desk, out, unit_of_work
from bot.cli.wording import say
from bot.house import House
from services.oversight.vouching import Card
from services.participants.nik import Nik
from services.staff import Act

_WORDS = "cli_lookup"

app = typer.Typer(no_args_is_help=True, help=say(_WORDS, "help"))


@app.command("unlock", help=say(_WORDS, "unlock"))
def unlock(chat: Annotated[str, typer.Argument(help=say(_WORDS, "chat"))], by: By, reason: Why) -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.UNLOCK_LOOKUPS)
            number = await house.rooms.oversight.vouching.unlock(work, member, chat, reason)
        out.print(say(_WORDS, "unlocked", chat=number), markup=False)

    opened(do)


@app.command("confirm", help=say(_WORDS, "confirm"))
def confirm(
    chat: Annotated[str, typer.Argument(help=say(_WORDS, "chat"))],
    by: By,
    reason: Why,
) -> None:
    # Asked for, and no options: every user of a machine may read the arguments of its processes.
    nik, name = typer.prompt(say(_WORDS, "ask_nik")), typer.prompt(say(_WORDS, "ask_name"))

    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.CONFIRM_PEOPLE)
            card = Card(Nik.parse(nik), name)
            number, own = await house.rooms.oversight.vouching.confirm(work, member, chat, card, reason)
        until = f"{own.until.astimezone(house.words.zone):%Y-%m-%d}"
        out.print(say(_WORDS, "confirmed", chat=number, nik=card.nik.masked, until=until), markup=False)

    opened(do)


@app.command("alarms", help=say(_WORDS, "alarms"))
def alarms(by: By, days: Annotated[int, typer.Option(min=1, max=730, help=say(_WORDS, "days"))] = 30) -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            await at_the_desk(house, work, by, Act.UNLOCK_LOOKUPS)
            rows = await house.rooms.visitors.alarms(work, days)
        table = Table(*(say(_WORDS, f"column_{key}") for key in ("at", "kind", "village", "chats")))
        for row in rows:
            village = house.rooms.region.places.village(row.village) if row.village else None
            where = village.name if village else row.village
            at = f"{row.at.astimezone(house.words.zone):%Y-%m-%d %H:%M}"
            table.add_row(at, say("alarm", row.kind.value), where, str(row.chats))
        out.print(table if rows else say(_WORDS, "no_alarms"))

    opened(do)


@app.command("rights", help=say(_WORDS, "rights"))
def rights(by: By) -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            await at_the_desk(house, work, by, Act.SEE_RIGHTS)
            rows = await house.rooms.erasure.open_rights(work)
        table = Table(*(say(_WORDS, f"column_{key}") for key in ("id", "kind", "chat", "due")))
        table.columns[0].no_wrap = True  # it is typed again to mark the right as done
        for row in rows:
            due = f"{row.due.astimezone(house.words.zone):%Y-%m-%d %H:%M}"
            table.add_row(str(row.id), say("right", row.right.value), str(row.chat), due)
        out.print(table if rows else say(_WORDS, "no_rights"))

    opened(do)


@app.command("right-done", help=say(_WORDS, "right_done"))
def right_done(right: Annotated[UUID, typer.Argument(help=say(_WORDS, "right"))], by: By, reason: Why) -> None:
    async def do(house: House) -> bool:
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.SEE_RIGHTS)
            return await house.rooms.erasure.mark_done(work, right, member.actor, reason)

    if not opened(do):
        leave(say(_WORDS, "right_unknown"), REFUSED)
    out.print(say(_WORDS, "right_noted"), markup=False)
