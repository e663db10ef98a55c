"""Reads and writes topics: which conversations need something in the group, and what became of what is on its way."""

from typing import Any
from uuid import UUID, uuid4

from services.db import Work
from services.helpdesk.forum.model import Doing, Flown, Need, Topic, TopicState
from services.helpdesk.forum.rules import AGAIN, ERASED_AFTER, KEPT_FOR, MOST_NEEDS, RETOLD_WITHIN, TALKING
from services.helpdesk.forum.tables import desk_group, topics
from services.helpdesk.model import State
from services.requests import Subject

__all__ = ["TopicStore", "desk_group", "topics"]

_TOPIC = (
    "id", "conversation", "chat", "thread", "name", "state", "greeted", "relayed", "part", "anew", "letter", "doing",
    "upto", "upto_part", "told", "plain",
)  # fmt: skip
_T = ", ".join(f"t.{name} AS t_{name}" for name in _TOPIC)
_NEEDS = f"""
SELECT * FROM (SELECT c.id, c.number, c.subject, c.state, c.turn, first.at AS since, false AS retold, {_T}
FROM conversations c LEFT JOIN topics t ON t.conversation = c.id
LEFT JOIN LATERAL (SELECT l.at FROM conversation_lines l WHERE l.conversation = c.id AND l.turn > coalesce(t.relayed, 0)
  ORDER BY l.turn LIMIT 1) first ON true
WHERE c.state <> 'closed' AND t.letter IS NULL AND (t.thread IS NULL OR t.chat <> $1 OR c.turn > t.relayed)
UNION ALL
SELECT c.id, c.number, c.subject, c.state, c.turn, first.at, false, {_T}
FROM topics t JOIN conversations c ON c.id = t.conversation
LEFT JOIN LATERAL (SELECT l.at FROM conversation_lines l WHERE l.conversation = c.id AND l.turn > t.relayed
  ORDER BY l.turn LIMIT 1) first ON true
WHERE t.state <> 'closed' AND c.state = 'closed' AND t.thread IS NOT NULL AND t.chat = $1 AND t.letter IS NULL
UNION ALL
SELECT c.id, c.number, c.subject, c.state, c.turn, min(l.edited_at), true, {_T}
FROM conversation_lines l JOIN topics t ON t.conversation = l.conversation
JOIN conversations c ON c.id = l.conversation
WHERE l.edited_at IS NOT NULL AND l.topic_edited IS DISTINCT FROM l.edited_at
  AND l.edited_at > santun_now() - $2::interval AND l.turn <= t.relayed AND c.turn = t.relayed
  AND t.state <> 'closed' AND t.thread IS NOT NULL AND t.chat = $1 AND t.letter IS NULL
GROUP BY c.id, t.id) AS need
ORDER BY (CASE WHEN state = 'active' AND t_id IS NOT NULL THEN {TALKING} ELSE 1 END)
  * extract(epoch FROM santun_now() - since) DESC NULLS LAST LIMIT {MOST_NEEDS}
"""  # noqa: S608 - names of columns from our own table
_FLOWN = f"""
SELECT {_T}, l.state, l.chat_id, l.message_id, l.error, l.sent_at,
  coalesce(c.gone, false) AS gone
FROM topics t LEFT JOIN letters l ON l.uid = t.letter LEFT JOIN chats c ON c.chat_id = l.chat_id
WHERE t.letter IS NOT NULL FOR UPDATE OF t SKIP LOCKED
"""  # noqa: S608 - names of columns from our own table
_OF = f"SELECT {_T} FROM topics t WHERE "  # noqa: S608 - names of columns from our own table
_AGED = f"""
SELECT {_T} FROM topics t LEFT JOIN conversations c ON c.id = t.conversation
WHERE t.letter IS NULL AND ((t.conversation IS NULL AND t.changed_at < santun_now() - $2::interval)
  OR (c.state = 'closed' AND t.changed_at < santun_now() - $1::interval)) LIMIT $3
"""  # noqa: S608 - names of columns from our own table
_SAVE = """
INSERT INTO topics (id, conversation, chat, thread, name, state, greeted, relayed, part, anew, letter, doing, upto,
  upto_part, told, plain, changed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
ON CONFLICT (id) DO UPDATE SET chat = excluded.chat, thread = excluded.thread, name = excluded.name,
  state = excluded.state, greeted = excluded.greeted, relayed = excluded.relayed, part = excluded.part,
  anew = excluded.anew, letter = excluded.letter, doing = excluded.doing, upto = excluded.upto,
  upto_part = excluded.upto_part, told = excluded.told, plain = excluded.plain, changed_at = excluded.changed_at
"""
_LAST_LINES = """
SELECT coalesce(min(turn) - 1, 0) FROM (
  SELECT turn FROM conversation_lines WHERE conversation = $1 AND turn <= $2 ORDER BY turn DESC LIMIT $3) newest
"""
_TOLD = "UPDATE conversation_lines SET topic_message = $2 WHERE id = ANY ($1::uuid[])"


_ARRIVED = "SELECT message_id FROM letters WHERE uid = $1"
_GONE = """
SELECT c.gone FROM conversations v JOIN chats c ON c.chat_id = v.chat WHERE v.id = $1
"""


class TopicStore:
    """The table of topics."""

    async def needs(self, work: Work, group: int) -> list[Need]:
        """Conversations that may need something in this group and have no act on its way: those that wait longest."""
        return [_need(row) for row in await work.raw.fetch(_NEEDS, group, RETOLD_WITHIN)]

    async def flown(self, work: Work) -> list[Flown]:
        """The acts on their way, and how far they came."""
        return [
            Flown(
                topic=_topic(row),
                state=row["state"],
                chat=row["chat_id"],
                message=row["message_id"],
                error=row["error"] or "",
                gone=row["gone"],
                sent=row["sent_at"],
            )
            for row in await work.raw.fetch(_FLOWN)
        ]

    async def by_thread(self, work: Work, chat: int, thread: int) -> Topic | None:
        """The topic in which somebody wrote."""
        return await self._one(work, "t.chat = $1 AND t.thread = $2", chat, thread)

    async def locked(self, work: Work, topic: UUID, *, waits: bool = True) -> Topic | None:
        """The topic as it is now, until the end of the unit of work in no other hands; None if it is gone, or is in
        other hands and we do not wait."""
        return await self._one(work, "t.id = $1 FOR UPDATE" + ("" if waits else " SKIP LOCKED"), topic)

    async def by_name(self, work: Work, name: str) -> Topic | None:
        """The topic of this name; names hold the number of the conversation."""
        return await self._one(work, "t.name = $1 AND t.state <> 'closed' LIMIT 1 FOR UPDATE", name)

    async def aged(self, work: Work, most: int) -> list[Topic]:
        """Topics whose time is over: of conversations that ended long ago, or were erased."""
        return [_topic(row) for row in await work.raw.fetch(_AGED, KEPT_FOR, ERASED_AFTER, most)]

    async def save(self, work: Work, topic: Topic) -> None:
        """Writes it as it is now."""
        await work.raw.execute(
            _SAVE,
            topic.id,
            topic.conversation,
            topic.chat,
            topic.thread,
            topic.name,
            topic.state.value,
            topic.greeted,
            topic.relayed,
            topic.part,
            topic.anew,
            topic.letter,
            topic.doing.value if topic.doing else None,
            topic.upto,
            topic.upto_part,
            list(topic.told),
            topic.plain,
            work.now,
        )

    async def drop(self, work: Work, topic: Topic) -> None:
        """There is no such topic any more."""
        await work.raw.execute("DELETE FROM topics WHERE id = $1", topic.id)

    async def before_the_last(self, work: Work, conversation: UUID, upto: int) -> int:
        """The line after which the last lines up to this one begin."""
        return int(await work.raw.fetchval(_LAST_LINES, conversation, upto, AGAIN))

    async def told(self, work: Work, lines: tuple[UUID, ...], message: int) -> None:
        """These lines stand in the group as this message."""
        await work.raw.execute(_TOLD, list(lines), message)

    async def is_on_its_way_as(self, work: Work, topic: Topic, message: int) -> bool:
        """Whether the act on its way has become this message, and only we have not looked yet."""
        return topic.letter is not None and await work.raw.fetchval(_ARRIVED, topic.letter) == message

    async def is_gone(self, work: Work, conversation: UUID) -> bool:
        """Whether the person has blocked the bot."""
        return bool(await work.raw.fetchval(_GONE, conversation))

    async def _one(self, work: Work, where: str, *values: object) -> Topic | None:
        row = await work.raw.fetchrow(_OF + where, *values)
        return _topic(row) if row else None


def new_topic(need: Need, chat: int, name: str) -> Topic:
    """A topic that is about to be opened."""
    return Topic(uuid4(), need.conversation, chat, None, name)


def _need(row: Any) -> Need:
    topic = _topic(row) if row["t_id"] else None
    subject, state = Subject(row["subject"]), State(row["state"])
    return Need(row["id"], row["number"], subject, state, row["turn"], row["since"], row["retold"], topic)


def _topic(row: Any) -> Topic:
    values = {name: row[f"t_{name}"] for name in _TOPIC}
    values |= {"state": TopicState(row["t_state"]), "told": tuple(row["t_told"])}
    return Topic(**values | {"doing": Doing(row["t_doing"]) if row["t_doing"] else None})
