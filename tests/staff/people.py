"""Made-up members of staff, for tests of every room that staff works in."""

from datetime import timedelta

import pyotp

from services.db import Work
from services.privacy import Keys
from services.staff import Role, Staff, StaffMember
from services.staff.credentials import new_secret
from services.staff.model import Chosen, Proof

PASSWORD = "empat benda di meja"
AT_HOME = "10.0.0.7"


def the_staff() -> Staff:
    """The room, with the keys that every test has."""
    return Staff(Keys.derive(b"k" * 32))


async def hired(work: Work, role: Role = Role.SUPERVISOR, name: str = "rina") -> StaffMember:
    """A member of staff, on the staff list."""
    return await the_staff().add(work, name, role, by="system:test")


async def set_up(work: Work, role: Role = Role.AGENT, name: str = "rina") -> str:
    """A member of staff who has accepted the invitation, long ago; the secret of their authenticator."""
    staff, secret = the_staff(), new_secret()
    await staff.add(work, name, role, by="system:test")
    link = await staff.invite(work, name, by="system:test")
    chosen = Chosen(PASSWORD, secret, code_at(work, secret))
    await staff.entrance.accept(work, link.token, chosen, "", "")
    await work.raw.execute("UPDATE staff SET totp_step = 0 WHERE name = $1", name)
    await work.raw.execute("DELETE FROM staff_sessions s USING staff m WHERE m.id = s.member AND m.name = $1", name)
    return secret


def code_at(work: Work, secret: str, later: timedelta = timedelta(0)) -> str:
    """What the authenticator shows at the time of the database."""
    return pyotp.TOTP(secret).at(work.now + later)


def proof(name: str = "rina", password: str = PASSWORD, code: str = "000000", known: str = "") -> Proof:
    """What somebody types."""
    return Proof(name, password, code, AT_HOME, known)


async def passes(work: Work, time: timedelta) -> None:
    """Moves the database's clock on, for this unit of work as well."""
    await work.raw.execute("UPDATE house SET clock_shift = clock_shift + $1", time)
    work.now += time
