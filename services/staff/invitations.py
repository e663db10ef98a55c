"""Links that let somebody choose a password: good once and for two days; a new one ends the older."""

from typing import Any

from services.db import Work
from services.staff import store
from services.staff.messages import LinkOver
from services.staff.model import Invitation, Link, StaffMember
from services.staff.rules import LINK_LASTS
from services.staff.tokens import hash_of, new_token

_MAKE = """
INSERT INTO staff_links (member, hash, by, until) VALUES ($1, $2, $3, $4)
ON CONFLICT (member) DO UPDATE SET hash = excluded.hash, by = excluded.by, until = excluded.until
"""
_FIND = f"""
SELECT l.by, l.until, {", ".join(f"m.{name}" for name in store.MEMBER)}
FROM staff_links l JOIN staff m ON m.id = l.member WHERE l.hash = $1 AND l.until > $2 AND m.active
"""  # noqa: S608 - names of columns from our own table
_USE = "DELETE FROM staff_links WHERE hash = $1 AND until > $2 RETURNING member"


async def make(work: Work, member: StaffMember, by: str) -> Link:
    """A new link for this member."""
    link = Link(member, new_token(), work.now + LINK_LASTS)
    await work.raw.execute(_MAKE, member.id, hash_of(link.token), by, link.until)
    return link


async def find(work: Work, token: str) -> Invitation:
    """Raises LinkOver."""
    row: Any = await work.raw.fetchrow(_FIND, hash_of(token), work.now)
    if row is None:
        raise LinkOver
    return Invitation(store.member_of(row), row["by"], row["until"])


async def use(work: Work, token: str) -> None:
    """Uses the link up; of two at the same moment one gets LinkOver."""
    if await work.raw.fetchval(_USE, hash_of(token), work.now) is None:
        raise LinkOver


async def withdraw(work: Work, member: StaffMember) -> None:
    """No link of this member opens anything any more."""
    await work.raw.execute("DELETE FROM staff_links WHERE member = $1", member.id)
