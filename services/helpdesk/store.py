"""Reads and writes conversations. What people told is sealed; lists show nothing of it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from services.db import Work
from services.helpdesk.model import Channel, Conversation, Ongoing, Outcome, Row, State, Trace
from services.helpdesk.rules import MOST_LISTED, REOPENS_WITHIN
from services.helpdesk.tables import CONVERSATION, conversations, request_numbers
from services.privacy import Cipher
from services.requests import Details, Subject

_SEALED = {"body", "trace"}
_PLAIN = [c.name for c in conversations.c if c.name not in {*_SEALED, "changed_at", "heard_at", "missed_in_all"}]
ONGOING = ("id", "number", "state", "queue", "assignee", "heard_at", "was_left")
"""Columns of what a chat has under way."""
ONGOING_OF = f"""
SELECT id, number, state, queue, assignee, heard_at, outcome = 'cancelled' AS was_left FROM conversations
WHERE chat = asked.chat_id
  AND (closed_at IS NULL OR closed_at > santun_now() - interval '{int(REOPENS_WITHIN.total_seconds())} seconds')
ORDER BY (state = 'active') DESC, closed_at DESC NULLS FIRST, created_at DESC LIMIT 1
"""  # noqa: S608 - a constant of the rules
"""Requests of the first release may have left a chat several that wait; words go to the one that somebody answers."""
_ONGOING = f"SELECT one.* FROM (SELECT $1::bigint AS chat_id) asked, LATERAL ({ONGOING_OF}) one"  # noqa: S608 - constants
_PLACE = """
SELECT count(*) + 1 FROM conversations
WHERE state = 'waiting' AND queue = $1 AND (waiting_since, number) < ($2::timestamptz, $3::text)
"""
_ROWS = """
SELECT c.id, c.number, c.queue, c.subject, c.state, c.channel, s.name AS assignee, c.created_at, c.waiting_since,
  c.changed_at, c.due, c.missed, c.first_answer_at, c.closed_at, c.outcome, c.tags
FROM conversations c LEFT JOIN staff s ON s.id = c.assignee
WHERE {where} ORDER BY {order} LIMIT {most}
"""
_DUE = """
SELECT id FROM conversations WHERE state <> 'closed' AND due <= santun_now() ORDER BY due LIMIT 100
FOR UPDATE SKIP LOCKED
"""
_HEARD = "UPDATE conversations SET heard_at = $2, changed_at = $2 WHERE id = $1"


class ConversationStore:
    """The table of conversations."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher

    async def next_running(self, work: Work) -> int:
        """The next running number."""
        running: int = (await work.sql.execute(select(request_numbers.next_value()))).scalar_one()
        return running

    async def ongoing(self, work: Work, chat: int) -> Ongoing | None:
        """The conversation of the chat that is open, else the last one that ended a short while ago."""
        row = await work.raw.fetchrow(_ONGOING, chat)
        return ongoing_in(tuple(row)) if row else None

    async def add(self, work: Work, conversation: Conversation, trace: Trace | None) -> None:
        """A new one."""
        values = {name: getattr(conversation, name) for name in _PLAIN if name != "tags"}
        values |= {"tags": list(conversation.tags), "changed_at": work.now}
        values |= {"body": self._sealed(conversation), "trace": self._sealed_trace(conversation.id, trace)}
        await work.sql.execute(insert(conversations).values(values))

    async def save(self, work: Work, conversation: Conversation, **more: object) -> None:
        """Writes everything that may change, and `more` columns."""
        kept = {name: getattr(conversation, name) for name in _PLAIN if name not in ("id", "number", "tags", "turn")}
        values = kept | {"tags": list(conversation.tags), "body": self._sealed(conversation), "changed_at": work.now}
        statement = update(conversations).where(conversations.c.id == conversation.id)
        await work.sql.execute(statement.values(values | more))

    async def retrace(self, work: Work, conversation: UUID, trace: Trace) -> None:
        """What went before it this time."""
        sealed = self._sealed_trace(conversation, trace)
        await work.raw.execute("UPDATE conversations SET trace = $2 WHERE id = $1", conversation, sealed)

    async def owe(self, work: Work, conversation: UUID, due: datetime) -> None:
        """An answer is owed by then, unless one was owed already."""
        await work.raw.execute("UPDATE conversations SET due = coalesce(due, $2) WHERE id = $1", conversation, due)

    async def heard(self, work: Work, conversation: UUID) -> None:
        """The person wrote."""
        await work.raw.execute(_HEARD, conversation, work.now)

    async def missed_once_more(self, work: Work, conversation: UUID) -> None:
        """Counts a promise that was not kept, for the reports."""
        await work.raw.execute("UPDATE conversations SET missed_in_all = missed_in_all + 1 WHERE id = $1", conversation)

    async def one(self, work: Work, conversation: UUID, *, lock: bool = False) -> Conversation | None:
        """By its id."""
        return await self._one(work, conversations.c.id == conversation, lock=lock)

    async def by_number(self, work: Work, number: str) -> Conversation | None:
        """By its number as it is stored."""
        return await self._one(work, conversations.c.number == number, lock=False)

    async def of_chat(self, work: Work, chat: int, most: int) -> list[Row]:
        """The newest of a chat."""
        return await self.rows(work, "c.chat = $1", chat, order="c.created_at DESC", most=most)

    async def place(self, work: Work, conversation: Conversation) -> int:
        """The place in the queue, from 1."""
        return int(await work.raw.fetchval(_PLACE, conversation.queue, conversation.waiting_since, conversation.number))

    async def due(self, work: Work) -> list[UUID]:
        """Whose promise has run out, locked; those in other hands just now are left to the next round."""
        return [row["id"] for row in await work.raw.fetch(_DUE)]

    async def rows(
        self, work: Work, where: str, *values: object, order: str = "c.waiting_since", most: int = MOST_LISTED
    ) -> list[Row]:
        """Conversations for a list. `where` and `order` are constants of this room, never what somebody typed."""
        return [_row(row) for row in await work.raw.fetch(_ROWS.format(where=where, order=order, most=most), *values)]

    async def trace(self, work: Work, conversation: UUID) -> Trace | None:
        """What went before it."""
        sealed = await work.raw.fetchval("SELECT trace FROM conversations WHERE id = $1", conversation)
        if sealed is None:
            return None
        kept = self._cipher.open_json(CONVERSATION, "trace", conversation, sealed)
        day = date.fromisoformat(kept["day"]) if kept["day"] else None
        return Trace(**kept | {"words": tuple(kept["words"]), "day": day})

    async def forget(self, work: Work, chat: int) -> int:
        """Deletes everything of this chat, lines too; gives the number of conversations."""
        return int((await work.raw.execute("DELETE FROM conversations WHERE chat = $1", chat)).rsplit(" ", 1)[-1])

    async def _one(self, work: Work, where: Any, *, lock: bool) -> Conversation | None:
        query = select(conversations).where(where)
        row = (await work.sql.execute(query.with_for_update() if lock else query)).mappings().one_or_none()
        return self._opened(row) if row else None

    def _opened(self, row: Mapping[Any, Any]) -> Conversation:
        plain = {name: row[name] for name in _PLAIN}
        details = Details(**self._cipher.open_json(CONVERSATION, "body", row["id"], row["body"]))
        plain |= {"subject": Subject(row["subject"]), "state": State(row["state"]), "channel": Channel(row["channel"])}
        outcome = Outcome(row["outcome"]) if row["outcome"] else None
        return Conversation(**plain | {"details": details, "outcome": outcome, "tags": tuple(row["tags"])})

    def _sealed(self, conversation: Conversation) -> bytes:
        return self._cipher.seal_json(CONVERSATION, "body", conversation.id, vars(conversation.details))

    def _sealed_trace(self, conversation: UUID, trace: Trace | None) -> bytes | None:
        return self._cipher.seal_json(CONVERSATION, "trace", conversation, asdict(trace)) if trace else None


def ongoing_in(values: Sequence[Any]) -> Ongoing | None:
    """From the columns `ONGOING`; all of them are empty where there is none."""
    id_, number, state, queue, assignee, heard_at, was_left = values
    return None if id_ is None else Ongoing(id_, number, State(state), queue, assignee, heard_at, bool(was_left))


def _row(row: Any) -> Row:
    values: dict[str, Any] = dict(row)
    values |= {"subject": Subject(row["subject"]), "state": State(row["state"]), "channel": Channel(row["channel"])}
    values |= {"outcome": Outcome(row["outcome"]) if row["outcome"] else None, "tags": tuple(row["tags"])}
    return Row(**values)
