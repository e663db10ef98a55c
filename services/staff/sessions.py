"""Sessions of the console: opened, rotated, locked when idle, ended; the database knows them by a hash only."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from services.db import Work
from services.privacy import Keys
from services.staff.model import Admitted, Session, StaffMember, Ticket
from services.staff.rules import IDLE, SEEN_EVERY, SESSION_LASTS
from services.staff.store import MEMBER, member_of
from services.staff.tokens import Signer, hash_of, new_token

# One statement tells the time as well: it is the first of nearly every request.
_ADMIT = f"""
SELECT santun_now() AS now, s.id AS session, s.began, s.seen, s.locked, s.browser, s.said,
  {", ".join(f"m.{name}" for name in MEMBER)}
FROM (SELECT) AS one LEFT JOIN staff_sessions s ON s.hash = $1 LEFT JOIN staff m ON m.id = s.member
"""  # noqa: S608 - names of columns from our own table
_OPEN = """
INSERT INTO staff_sessions (id, hash, member, began, seen, browser) VALUES ($1, $2, $3, $4, $4, $5)
"""
_UNLOCK = "UPDATE staff_sessions SET hash = $2, seen = $3, locked = false WHERE id = $1"
_OF = "SELECT id AS session, * FROM staff_sessions WHERE member = $1 AND began > $2 ORDER BY seen DESC"

_PRESENT = """
SELECT s.member, max(s.seen) AS seen FROM staff_sessions s JOIN staff m ON m.id = s.member
WHERE s.seen > $1 AND NOT s.locked AND m.active GROUP BY s.member
"""


class Sessions:
    """Verbs of sessions. Whoever is disabled, or whose session is older than a working day, has none."""

    def __init__(self, keys: Keys) -> None:
        self._cipher = keys.cipher
        self._signer = Signer(keys.doors)

    async def admit(self, work: Work, token: str) -> Admitted | None:
        """Whose session this is; it also sets `work.now`. Counts as no deed: see `touch`."""
        row = await work.raw.fetchrow(_ADMIT, hash_of(token))
        assert row is not None
        work.now = row["now"]
        if row["session"] is None or not row["active"] or row["began"] + SESSION_LASTS <= work.now:
            return None
        session = _session(row)
        return Admitted(member_of(row), session, session.locked or session.seen + IDLE <= work.now)

    async def open(self, work: Work, member: StaffMember, browser: str, former: str) -> Ticket:
        """A new session, under a new token whatever the browser came with; `former`, the token it had, is ended."""
        ticket = Ticket(uuid4(), new_token())
        await work.raw.execute(
            "DELETE FROM staff_sessions WHERE hash = $1 OR began <= $2", hash_of(former), work.now - SESSION_LASTS
        )
        await work.raw.execute(_OPEN, ticket.session, hash_of(ticket.token), member.id, work.now, browser)
        return ticket

    async def unlock(self, work: Work, session: UUID) -> Ticket:
        """The same session goes on under a new token, so that open pages of it stay good."""
        ticket = Ticket(session, new_token())
        await work.raw.execute(_UNLOCK, session, hash_of(ticket.token), work.now)
        return ticket

    async def touch(self, work: Work, session: Session) -> None:
        """A deed: the session stays open. Written at most twice a minute."""
        if session.seen + SEEN_EVERY <= work.now:
            await work.raw.execute("UPDATE staff_sessions SET seen = $2 WHERE id = $1", session.id, work.now)

    async def lock(self, work: Work, session: Session) -> None:
        """Asks for the password again before anything more is shown."""
        await work.raw.execute("UPDATE staff_sessions SET locked = true WHERE id = $1", session.id)

    async def end(self, work: Work, member: UUID, session: UUID) -> None:
        """Signs one browser out; only one of this member's."""
        await work.raw.execute("DELETE FROM staff_sessions WHERE id = $1 AND member = $2", session, member)

    async def end_all(self, work: Work, member: UUID) -> None:
        """Signs the member out everywhere."""
        await work.raw.execute("DELETE FROM staff_sessions WHERE member = $1", member)

    async def of(self, work: Work, member: UUID) -> list[Session]:
        """Where the member is signed in, the latest first."""
        rows = await work.raw.fetch(_OF, member, work.now - SESSION_LASTS)
        return [_session(row) for row in rows]

    async def present(self, work: Work) -> dict[UUID, datetime]:
        """Members at an open screen of the console, each with the last deed."""
        return {row["member"]: row["seen"] for row in await work.raw.fetch(_PRESENT, work.now - IDLE)}

    async def leave_word(self, work: Work, session: UUID, html: str) -> None:
        """Keeps a sentence for the next page of this session: sealed, it may name somebody."""
        sealed = self._cipher.seal("staff_sessions", "said", session, html.encode())
        await work.raw.execute("UPDATE staff_sessions SET said = $2 WHERE id = $1", session, sealed)

    def read_word(self, session: Session) -> str:
        """The sentence that was left; empty when there is none."""
        if session.said is None:
            return ""
        return self._cipher.open("staff_sessions", "said", session.id, session.said).decode()

    async def forget_word(self, work: Work, session: UUID) -> None:
        """It has been said."""
        await work.raw.execute("UPDATE staff_sessions SET said = NULL WHERE id = $1", session)

    def form_token(self, session: UUID) -> str:
        """What every form of this session must bring along."""
        return self._signer.sign("form", str(session))


def _session(row: Any) -> Session:
    return Session(row["session"], row["began"], row["seen"], row["locked"], row["browser"], row["said"])
