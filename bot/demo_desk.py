"""The staff of the demo: three members who can sign in at the console, and sit in the group of the simulator."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

import pyotp
from rich.console import Console
from rich.live import Live
from rich.table import Table

from bot.house import House
from bot.simulator import Simulator
from services.db import Work
from services.staff import Role
from services.staff.model import Chosen
from services.staff.tokens import new_token

PASSWORD = "contoh di meja depan"  # noqa: S105 - of the demo, whose console answers on this machine only
_STEP = 30
_BY = "system:demo"


@dataclass(frozen=True)
class Actor:
    """Who plays a part at the desk. The secret of the authenticator is known: the demo shows its codes itself."""

    name: str
    role: Role
    secret: str


STAFF = (
    Actor("ani", Role.AGENT, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"),
    Actor("rina", Role.SUPERVISOR, "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU"),
    Actor("sari", Role.ADMIN, "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK"),
)


def sit_down(simulator: Simulator) -> list[int]:
    """The members as people of the simulator; their numbers. They have begun a chat with the bot, as linking their
    account takes: it may write to them when somebody waits."""
    seated = [simulator.people.arrives({"first_name": actor.name.capitalize()}).id for actor in STAFF]
    for person in seated:
        simulator.people.writes(person, None, {"text": "/start"})
    return seated


async def hire(house: House, telegram: list[int]) -> None:
    """Lets them in: a name, a password, an authenticator, and the Telegram account of this run."""
    async with house.database.work() as work:
        for actor, user in zip(STAFF, telegram, strict=True):
            await _hired(house, work, actor)
            await house.rooms.staff.unlink(work, actor.name, by=_BY)
            await house.rooms.staff.link(work, await house.rooms.staff.link_code(work, actor.name, by=_BY), user)
        sari = await house.rooms.staff.by_name(work, STAFF[-1].name)
        await house.rooms.helpdesk.kept.take_examples(work, sari)


async def _hired(house: House, work: Work, actor: Actor) -> None:
    staff = house.rooms.staff
    if any(member.name == actor.name for member in await staff.everybody(work)):
        return
    await staff.add(work, actor.name, actor.role, by=_BY)
    link = await staff.invite(work, actor.name, by=_BY)
    code = pyotp.TOTP(actor.secret).at(work.now)
    chosen = Chosen(PASSWORD, actor.secret, code)
    _, ticket = await staff.entrance.accept(work, link.token, chosen, "demo", new_token())
    await staff.sessions.end(work, link.member.id, ticket.session)


async def show_codes(house: House, out: Console, is_over: Callable[[], bool]) -> None:
    """The codes of the authenticator, as a telephone would show them; once only where nobody looks at a terminal."""
    if not out.is_terminal:
        out.print(_codes(house))
        return
    with Live(console=out, auto_refresh=False, transient=True) as live:
        while not is_over():
            live.update(_codes(house), refresh=True)
            await asyncio.sleep(1)


def _codes(house: House) -> Table:
    words = house.words
    table = Table(*(words.label("demo_desk", key) for key in ("name", "role", "password", "code", "seconds")))
    left = _STEP - int(time.time()) % _STEP
    for actor in STAFF:
        code = pyotp.TOTP(actor.secret).now()
        role = words.label("role", actor.role.value)
        table.add_row(actor.name, role, PASSWORD, f"{code[:3]} {code[3:]}", str(left))
    return table
