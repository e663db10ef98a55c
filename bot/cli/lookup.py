"""`santun lookup`: locks that staff lift, people they saw with their card, alarms, and rights that people asked for."""

from typing import Annotated
from uuid import UUID

import typer
from rich.table import Table

from bot.cli.doorway import REFUSED, leave, opened
from bot.cli.staff import By, Why, at_the_desk, out, unit_of_work
from bot.cli.wording import say
from bot.house import House
from services.db import Work
from services.helpdesk.messages import NobodyToWriteTo
from services.participants.model import Found
from services.participants.nik import Nik
from services.post import Lane, Letter
from services.staff import Act, StaffMember
from services.visitors.messages import ConfirmedByStaff

_WORDS = "cli_lookup"

app = typer.Typer(no_args_is_help=True, help=say(_WORDS, "help"))


@app.command("unlock", help=say(_WORDS, "unlock"))
def unlock(chat: Annotated[str, typer.Argument(help=say(_WORDS, "chat"))], by: By, reason: Why) -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.UNLOCK_LOOKUPS)
            number = await _chat(house, work, member, chat, reason)
            await house.rooms.visitors.unlock(work, number, member.actor, reason)
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
        rooms = house.rooms
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.CONFIRM_PEOPLE)
            number, seen = await _chat(house, work, member, chat, reason), Nik.parse(nik)
            found = await rooms.participants.coverage(work, seen, name, rooms.region.today(work.now), member.actor)
            person = found.participant.id if isinstance(found, Found) and found.participant.is_living else None
            own = await rooms.visitors.confirm_by_staff(work, number, person, member.actor, reason)
            text = house.words.render(ConfirmedByStaff(own.until))
            params = {"chat_id": number, "text": text, "parse_mode": "HTML"}
            await rooms.post.write(work, Letter(number, "sendMessage", params, lane=Lane.STAFF))
        until = f"{own.until.astimezone(house.words.zone):%Y-%m-%d}"
        out.print(say(_WORDS, "confirmed", chat=number, nik=seen.masked, until=until), markup=False)

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


async def _chat(house: House, work: Work, member: StaffMember, typed: str, reason: str) -> int:
    """A chat by its number, or by the number of a request for help that came from it."""
    if typed.lstrip("-").isdigit():
        return int(typed)
    helpdesk = house.rooms.helpdesk
    conversation = await helpdesk.hands.numbered(work, member, typed)
    found = await helpdesk.hands.open(work, member, conversation, Act.READ_QUEUE, lock=False)
    await helpdesk.hands.record(work, member, found, "read", reason)
    if found.chat is None:
        raise NobodyToWriteTo(found.number)
    return found.chat
