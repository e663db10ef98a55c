"""Reads and writes the lines of conversations: what either side said, notes, and what happened."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from services.db import Work
from services.helpdesk.model import Kind, Message, Thing, What
from services.helpdesk.rules import MOST_LINES
from services.helpdesk.tables import LINE
from services.privacy import Cipher

_ADD = """
WITH added AS (
  INSERT INTO conversation_lines (id, conversation, at, by, kind, what, words, thing, message, letter, answers)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING RETURNING turn)
UPDATE conversations SET turn = added.turn, changed_at = $3 FROM added WHERE id = $2 RETURNING added.turn
"""
_READ = """
SELECT * FROM (
  SELECT n.*, CASE WHEN t.state IN ('waiting', 'sending') AND c.gone THEN 'gone' ELSE t.state END AS state
  FROM conversation_lines n LEFT JOIN letters t ON t.uid = n.letter LEFT JOIN chats c ON c.chat_id = t.chat_id
  WHERE n.conversation = $1 AND n.turn > $2 ORDER BY n.turn DESC LIMIT $3) newest
ORDER BY turn
"""
_CHANGED = """
SELECT n.*, CASE WHEN t.state IN ('waiting', 'sending') AND c.gone THEN 'gone' ELSE t.state END AS state
FROM conversation_lines n LEFT JOIN letters t ON t.uid = n.letter LEFT JOIN chats c ON c.chat_id = t.chat_id
WHERE n.conversation = $1 AND n.turn <= $2 AND (n.edited_at > $3 OR n.id = ANY ($4::uuid[])) ORDER BY n.turn LIMIT $5
"""
_ONE = "SELECT *, '' AS state FROM conversation_lines WHERE id = $1"
_BY_MESSAGE = "SELECT *, '' AS state FROM conversation_lines WHERE conversation = $1 AND kind = $2 AND message = $3"
_OF_LETTER = """
SELECT n.*, '' AS state FROM conversation_lines n JOIN letters l ON l.uid = n.letter
WHERE n.conversation = $1 AND l.message_id = $2
"""
_IN_TOPIC = """
SELECT *, '' AS state FROM conversation_lines WHERE conversation = $1 AND topic_message = $2 ORDER BY turn DESC
"""
_FOLLOWING = """
SELECT *, '' AS state FROM conversation_lines WHERE conversation = $1 AND turn > $2 ORDER BY turn LIMIT $3
"""
_RETOLD = """
SELECT *, '' AS state FROM conversation_lines WHERE conversation = $1 AND turn <= $2
  AND edited_at IS NOT NULL AND topic_edited IS DISTINCT FROM edited_at AND edited_at > santun_now() - $3::interval
ORDER BY edited_at
"""
_KNOWN_THERE = """
UPDATE conversation_lines l SET topic_edited = given.edited
FROM unnest($1::uuid[], $2::timestamptz[]) AS given(id, edited) WHERE l.id = given.id
"""
_LEAVE_GROUP = """
UPDATE conversation_lines SET topic_message = NULL, message = CASE WHEN kind = 'theirs' THEN message END
WHERE conversation = $1 AND (topic_message IS NOT NULL OR (kind <> 'theirs' AND message IS NOT NULL))
"""
_REWRITE = "UPDATE conversation_lines SET words = $2, edited_at = $3 WHERE id = $1"


class LineStore:
    """The table of lines."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher

    async def add(self, work: Work, message: Message) -> int | None:
        """Its turn; none when the same line (id, or number of the message) stands there already."""
        words = self._cipher.seal(LINE, "words", message.id, message.words.encode()) if message.words else None
        thing = self._cipher.seal_json(LINE, "thing", message.id, asdict(message.thing)) if message.thing else None
        turn: int | None = await work.raw.fetchval(
            _ADD,
            message.id,
            message.conversation,
            message.at,
            message.by,
            message.kind.value,
            message.what.value if message.what else None,
            words,
            thing,
            message.message,
            message.letter,
            message.answers,
        )
        return turn

    async def read(self, work: Work, conversation: UUID, after: int = 0, most: int = MOST_LINES) -> list[Message]:
        """The newest lines after that turn, in order."""
        return [self._opened(row) for row in await work.raw.fetch(_READ, conversation, after, most)]

    async def changed(
        self, work: Work, conversation: UUID, upto: int, since: datetime, watched: Sequence[UUID]
    ) -> list[Message]:
        """Of the lines up to that turn those that were edited since, and those that somebody watches."""
        rows = await work.raw.fetch(_CHANGED, conversation, upto, since, watched, MOST_LINES)
        return [self._opened(row) for row in rows]

    async def one(self, work: Work, line: UUID) -> Message | None:
        row = await work.raw.fetchrow(_ONE, line)
        return self._opened(row) if row else None

    async def by_message(self, work: Work, conversation: UUID, kind: Kind, message: int) -> Message | None:
        """By Telegram's number: of the person's message in their chat, or of the member's in the group."""
        row = await work.raw.fetchrow(_BY_MESSAGE, conversation, kind.value, message)
        return self._opened(row) if row else None

    async def sent_as(self, work: Work, conversation: UUID, message: int) -> Message | None:
        """The line of staff that became this message in the person's chat."""
        row = await work.raw.fetchrow(_OF_LETTER, conversation, message)
        return self._opened(row) if row else None

    async def in_topic(self, work: Work, conversation: UUID, message: int) -> list[Message]:
        """The lines that were carried into the group as this message, the newest first."""
        return [self._opened(row) for row in await work.raw.fetch(_IN_TOPIC, conversation, message)]

    async def following(self, work: Work, conversation: UUID, after: int, most: int) -> list[Message]:
        """The oldest lines after that turn, in order."""
        return [self._opened(row) for row in await work.raw.fetch(_FOLLOWING, conversation, after, most)]

    async def retold(self, work: Work, conversation: UUID, upto: int, within: timedelta) -> list[Message]:
        """Lines up to that turn whose words have been changed of late, which the group does not know."""
        return [self._opened(row) for row in await work.raw.fetch(_RETOLD, conversation, upto, within)]

    async def known_there(self, work: Work, lines: Sequence[Message]) -> None:
        """The group knows the words of these lines as they are here, whatever they become later."""
        edited = [line for line in lines if line.edited_at is not None]
        if edited:
            await work.raw.execute(_KNOWN_THERE, [line.id for line in edited], [line.edited_at for line in edited])

    async def leave_group(self, work: Work, conversation: UUID) -> None:
        """The staff have another group: numbers of messages in the old one mean nothing any more."""
        await work.raw.execute(_LEAVE_GROUP, conversation)

    async def rewrite(self, work: Work, message: Message, words: str) -> None:
        """Other words in place of the old ones."""
        sealed = self._cipher.seal(LINE, "words", message.id, words.encode()) if words else None
        await work.raw.execute(_REWRITE, message.id, sealed, work.now)

    def _opened(self, row: Any) -> Message:
        line = row["id"]
        words = self._cipher.open(LINE, "words", line, row["words"]).decode() if row["words"] else ""
        thing = Thing(**self._cipher.open_json(LINE, "thing", line, row["thing"])) if row["thing"] else None
        return Message(
            id=line,
            conversation=row["conversation"],
            turn=row["turn"],
            at=row["at"],
            by=row["by"],
            kind=Kind(row["kind"]),
            what=What(row["what"]) if row["what"] else None,
            words=words,
            thing=thing,
            message=row["message"],
            letter=row["letter"],
            answers=row["answers"],
            edited_at=row["edited_at"],
            topic_message=row["topic_message"],
            state=row["state"] or "",
        )
