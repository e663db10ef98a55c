"""Ties a Telegram account to a member of staff, by a code that was shown at the console or a terminal."""

from services.db import Work
from services.privacy import Keys, Look, record_look
from services.staff import store
from services.staff.messages import LinkCodeUnknown, TelegramTaken
from services.staff.model import StaffMember
from services.staff.pauses import Pauses
from services.staff.rules import CODE_LASTS, Guess
from services.staff.tokens import new_code, plain_code

_MAKE = """
INSERT INTO staff_codes (member, hash, until) VALUES ($1, $2, $3)
ON CONFLICT (member) DO UPDATE SET hash = excluded.hash, until = excluded.until
"""
_USE = "DELETE FROM staff_codes WHERE hash = $1 AND until > $2 RETURNING member"
_TIE = """
UPDATE staff SET telegram_id = $2 WHERE id = $1 AND active
AND NOT EXISTS (SELECT FROM staff WHERE telegram_id = $2 AND id <> $1) RETURNING id
"""


class Linking:
    """Codes are good once and for a quarter of an hour; guesses are counted by chat."""

    def __init__(self, keys: Keys) -> None:
        self._fingerprint = keys.fingerprint
        self._pauses = Pauses(keys.fingerprint)

    async def make(self, work: Work, member: StaffMember) -> str:
        """A new code for this member; the older one ends."""
        code = new_code()
        await work.raw.execute(_MAKE, member.id, self._hash(code), work.now + CODE_LASTS)
        return code

    async def tie(self, work: Work, typed: str, user: int) -> StaffMember:
        """Raises SignInPaused, LinkCodeUnknown, TelegramTaken."""
        attempt = await self._pauses.begin(work, [(Guess.CHAT, str(user))])
        found = await work.raw.fetchval(_USE, self._hash(plain_code(typed)), work.now)
        member = await store.by_id(work, found) if found else None
        if member is None or not member.active:
            await self._pauses.failed(work, attempt)
            raise LinkCodeUnknown
        await self._pauses.fitted(work, attempt)
        if await work.raw.fetchval(_TIE, member.id, user) is None:
            raise TelegramTaken
        await record_look(work, Look(member.actor, "staff.link", member.actor))
        return member

    async def untie(self, work: Work, member: StaffMember) -> None:
        """The account is nobody's again, and a code that was not used is void."""
        await work.raw.execute("DELETE FROM staff_codes WHERE member = $1", member.id)
        await store.change(work, member.id, telegram_id=None)

    def _hash(self, code: str) -> bytes:
        return self._fingerprint.of("staff code", code)
