"""What could not be done and waits for staff: updates, named by the reference the person was told, and letters."""

from typing import Any

from services.db import Work
from services.post.messages import NoSuchDeadLetter
from services.post.model import DeadLetter
from services.privacy import Look, record_look

_LETTER = "L-"
_LIST = """
SELECT reference AS number, 'update' AS what, arrived AS since, tries, 'failed' AS reason FROM inbox
WHERE state = 'dead'
UNION ALL
SELECT $1 || id, method, written, tries, coalesce(error, state) FROM letters WHERE state = 'dead' OR state = 'unsure'
ORDER BY since
"""
_RETRY_UPDATE = """
UPDATE inbox SET state = 'waiting', tries = 0, owner = NULL, next_try = NULL, done_at = NULL
WHERE state = 'dead' AND reference = $1 AND body IS NOT NULL
"""
_RETRY_LETTER = """
UPDATE letters SET state = 'waiting', tries = 0, due = santun_now(), expires = NULL, error = NULL
WHERE (state = 'dead' OR state = 'unsure') AND id = $1 AND body IS NOT NULL
"""
_DROP_UPDATE = "UPDATE inbox SET state = 'dropped', body = NULL WHERE state = 'dead' AND reference = $1"
_DROP_LETTER = (
    "UPDATE letters SET state = 'dropped', body = NULL WHERE (state = 'dead' OR state = 'unsure') AND id = $1"
)


class DeadLetters:
    """Lists and settles dead letters; what was written in them is not shown. Numbers: a reference, or `L-…`."""

    async def waiting(self, work: Work) -> list[DeadLetter]:
        """The oldest first."""
        return [DeadLetter(*row) for row in await work.raw.fetch(_LIST, _LETTER)]

    async def retry(self, work: Work, number: str, actor: str) -> None:
        """Has it done once more, as if for the first time. Raises `NoSuchDeadLetter`."""
        await self._settle(work, number, actor, ("retry", _RETRY_UPDATE, _RETRY_LETTER))

    async def drop(self, work: Work, number: str, actor: str) -> None:
        """Forgets what it said. Raises `NoSuchDeadLetter`."""
        await self._settle(work, number, actor, ("drop", _DROP_UPDATE, _DROP_LETTER))

    async def _settle(self, work: Work, number: str, actor: str, how: tuple[str, str, str]) -> None:
        action, for_update, for_letter = how
        number = number.strip().upper()
        key: Any = number
        if number.startswith(_LETTER):
            digits = number.removeprefix(_LETTER)
            if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
                raise NoSuchDeadLetter(number)
            key = int(digits)
        done = await work.raw.execute(for_letter if number.startswith(_LETTER) else for_update, key)
        if done.endswith(" 0"):
            raise NoSuchDeadLetter(number)
        await record_look(work, Look(actor, f"dead_letter.{action}", number, None, found=True))
