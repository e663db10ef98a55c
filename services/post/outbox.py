"""The outbox: letters written in the unit of work that caused them, leased to one sender per chat, and marked."""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from services.db import Database, Work
from services.post.model import Act, Attachment, Finish, Lane, Letter, Written
from services.post.rules import EXPIRY, KEPT
from services.privacy import Cipher
from services.privacy.cipher import Unreadable

_WRITE = "SELECT * FROM post_write($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
_TEND = "SELECT * FROM post_tend($1, $2, $3, $4)"
_HOLD = "SELECT post_hold($1, $2, $3, $4, $5, $6, $7, $8, $9)"
_POSTPONE = """
UPDATE letters SET state = CASE WHEN $4 AND lane = 3 THEN 'unsure' ELSE 'waiting' END,
  due = santun_now() + $3 * interval '1 second', tries = tries + 1, uncertain = uncertain OR $4
WHERE id = $1 AND state = 'sending' AND (SELECT sender FROM chats c WHERE c.chat_id = letters.chat_id) = $2
"""
_NEW_CHAT = "INSERT INTO chats (chat_id) VALUES ($1) ON CONFLICT DO NOTHING"
_MOVE = "UPDATE letters SET chat_id = $2, state = 'waiting' WHERE chat_id = $1 AND state IN ('waiting', 'sending')"
_BURY = "UPDATE letters SET state = 'dead', error = $2 WHERE id = $1 AND state IN ('sending', 'waiting')"
_TOKENS = "SELECT granted, wait FROM post_tokens($1, $2)"
_MESSAGE = "SELECT message_id FROM letters WHERE uid = $1"
_ADOPT = "SELECT post_adopt(500)"
_NEEDY = """
SELECT c.chat_id FROM chats c
WHERE c.chat_id IN (SELECT l.chat_id FROM letters l WHERE l.state = 'waiting' AND l.due <= santun_now())
  AND NOT c.gone AND (c.paused_until IS NULL OR c.paused_until <= santun_now())
  AND (c.sender IS NULL OR c.sender = $1) LIMIT 500
"""
_LEASED = """
SELECT l.id, l.chat_id FROM letters l JOIN chats c ON c.chat_id = l.chat_id
WHERE l.state = 'sending' AND c.sender = $1
"""
_FREE = "UPDATE chats SET sender = NULL, sender_until = NULL WHERE sender = $1"
_FREE_FORSAKEN = """
UPDATE chats c SET sender = NULL, sender_until = NULL WHERE c.sender IS NOT NULL AND c.sender <> ALL (post_live())
  AND NOT EXISTS (SELECT FROM letters l WHERE l.chat_id = c.chat_id AND l.state IN ('waiting', 'sending'))
"""
_SWEEP = (
    "UPDATE letters SET state = 'expired', body = NULL WHERE state = 'waiting' AND expires <= santun_now()",
    "UPDATE letters SET state = 'expired', body = NULL WHERE state = 'waiting' AND due < santun_now() - $1::interval",
    "DELETE FROM letters WHERE state NOT IN ('waiting', 'sending') AND written < santun_now() - $1::interval",
)


@dataclass
class Tray:
    """What one unit of work will write when it is closed."""

    letters: list[tuple[UUID, Letter]] = field(default_factory=list)
    finishes: list[Finish] = field(default_factory=list)


@dataclass(frozen=True)
class Trouble:
    """Why acts go back to the outbox: the failed one, how sure that failure is, and what the chat has to wait for."""

    failed: int = 0
    unsure: bool = False
    counts: bool = False
    pause: float = 0.0
    gone: bool = False
    flood: bool = False


@dataclass(frozen=True)
class Tended:
    """The answer about a chat: `given` a letter (no act if it does not open), or how the lease stands now: `kept`,
    `free`, `lost`."""

    verdict: str
    chat: int
    lease: int
    letter: int | None
    act: Act | None


class Outbox:
    """Reads and writes letters. A letter's body is sealed, and gone once it is sent."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher

    async def write(self, work: Work, tray: Tray, replica: str | None) -> Written:
        """One statement for everything the unit of work sends, and for the marks of its updates."""
        uids = [uid for uid, _ in tray.letters]
        letters = [letter for _, letter in tray.letters]
        finishes = tray.finishes
        rows = await work.raw.fetch(
            _WRITE,
            replica,
            [finish.seq for finish in finishes],
            [finish.chat for finish in finishes],
            [finish.here for finish in finishes],
            uids,
            [letter.chat for letter in letters],
            [int(letter.lane) for letter in letters],
            [letter.method for letter in letters],
            [self._seal(uid, letter) for uid, letter in tray.letters],
            [letter.due for letter in letters],
            [_expiry(letter, work.now) for letter in letters],
            [letter.subject for letter in letters],
            [letter.refers for letter in letters],
        )
        more = rows[-1]["more"]
        for finish in finishes:
            finish.more = finish.chat in more
        return _written(replica, dict(tray.letters), rows)

    async def tend(
        self, database: Database, replica: str, sent: Mapping[int, int | None], chats: Sequence[int]
    ) -> list[Tended]:
        """Marks what was sent, and gives each chat its next due letters or frees it. A chat missing in the answer was
        locked: ask again."""
        async with database.connection() as (_, raw):
            rows = await raw.fetch(_TEND, replica, list(sent), list(sent.values()), list(chats))
        return [Tended(row["verdict"], row["chat"], row["lease"], row["id"], self._act(row)) for row in rows]

    async def hold(
        self, database: Database, replica: str, chat: int, acts: Sequence[int], trouble: Trouble
    ) -> int | None:
        """Takes acts back that were not carried out; answers the chat's new lease, none if it is no longer ours."""
        why = (trouble.failed, trouble.unsure, trouble.counts, trouble.pause, trouble.gone, trouble.flood)
        async with database.connection() as (_, raw):
            lease: int | None = await raw.fetchval(_HOLD, replica, chat, list(acts), *why)
            return lease

    async def postpone(self, database: Database, replica: str, trouble: Trouble) -> None:
        """Tries an act that nobody waits for again later, and lets the chat's others pass."""
        async with database.connection() as (_, raw):
            await raw.execute(_POSTPONE, trouble.failed, replica, trouble.pause, trouble.unsure)

    async def move(self, database: Database, old: int, new: int) -> None:
        """The group's letters follow it to its new number."""
        async with database.connection() as (_, raw):
            await raw.execute(_NEW_CHAT, new)
            await raw.execute(_MOVE, old, new)

    async def bury(self, database: Database, act: int, error: str) -> None:
        """Makes the letter a dead one; it keeps its sealed body for staff."""
        async with database.connection() as (_, raw):
            await raw.execute(_BURY, act, error)

    async def tokens(self, database: Database, rate: float, want: int) -> tuple[int, float]:
        """How many acts this process may carry out now, and after how many seconds to ask again if none."""
        async with database.connection() as (_, raw):
            row = await raw.fetchrow(_TOKENS, rate, want)
        assert row is not None
        return row["granted"], row["wait"]

    async def message_of(self, database: Database, letter: UUID) -> int | None:
        """The number of the message that a letter became."""
        async with database.connection() as (_, raw):
            number: int | None = await raw.fetchval(_MESSAGE, letter)
            return number

    async def needy(self, database: Database, replica: str) -> list[int]:
        """Chats to look after: first what dead senders left is set free."""
        async with database.connection() as (_, raw):
            await raw.fetchval(_ADOPT)
            return [row["chat_id"] for row in await raw.fetch(_NEEDY, replica)]

    async def leased(self, database: Database, replica: str) -> dict[int, int]:
        """Letters leased to this process, with their chats."""
        async with database.connection() as (_, raw):
            return {row["id"]: row["chat_id"] for row in await raw.fetch(_LEASED, replica)}

    async def free(self, database: Database, replica: str) -> None:
        """Gives up every chat of this process, which has nothing in hand any more."""
        async with database.connection() as (_, raw):
            await raw.execute(_FREE, replica)

    async def free_forsaken(self, database: Database) -> None:
        """Sets free the chats in which a dead sender had nothing left to send: their next letter need not wait until
        somebody adopts it. Looks at every chat, so it is for now and then."""
        async with database.connection() as (_, raw):
            await raw.execute(_FREE_FORSAKEN)

    async def sweep(self, work: Work) -> None:
        """Forgets what is older than it may get."""
        await work.raw.execute(_SWEEP[0])
        for statement in _SWEEP[1:]:
            await work.raw.execute(statement, KEPT)

    def _seal(self, uid: UUID, letter: Letter) -> bytes:
        files = [[a.part, a.name, a.mime, b64encode(a.content).decode()] for a in letter.attachments]
        return self._cipher.seal("letters", "body", uid, orjson.dumps([letter.params, files]))

    def _act(self, row: Any) -> Act | None:
        if row["id"] is None:
            return None
        try:
            params, files = self._cipher.open_json("letters", "body", row["uid"], row["body"])
        except Unreadable:
            return None
        return Act(
            id=row["id"],
            uid=row["uid"],
            chat=row["chat"],
            lane=Lane(row["lane"]),
            lease=row["lease"],
            method=row["method"],
            params=params,
            attachments=tuple(Attachment(part, name, mime, b64decode(body)) for part, name, mime, body in files),
            tries=row["tries"],
            uncertain=row["uncertain"],
            refers=row["refers"],
            message=row["message"],
        )


def _expiry(letter: Letter, now: datetime) -> datetime | None:
    if letter.expires or letter.lane not in EXPIRY:
        return letter.expires
    return max(letter.due or now, now) + EXPIRY[letter.lane]


def _written(replica: str | None, letters: Mapping[UUID, Letter], rows: Sequence[Any]) -> Written:
    acts: list[Act] = []
    wake: list[tuple[int, datetime | None]] = []
    for row in rows:
        if row["uid"] is None:
            wake += [(row["chat"], None)] if row["chat"] is not None else []
            continue
        letter = letters[row["uid"]]
        if row["leased"]:
            act = Act(row["id"], row["uid"], letter.chat, letter.lane, row["lease"], letter.method, letter.params)
            acts.append(replace(act, attachments=letter.attachments, refers=letter.refers, message=row["message"]))
        else:
            wake.append((letter.chat, letter.due))
    return Written(replica, tuple(acts), tuple(wake))
