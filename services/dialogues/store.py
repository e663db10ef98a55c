"""The table of unfinished conversations. Step and draft are sealed: they tell what a person is going through."""

from datetime import timedelta
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, DateTime, Index, Integer, LargeBinary, Table, Text, text

from services.db import Work, metadata
from services.dialogues.model import Dialogue
from services.privacy import Cipher

dialogues = Table(
    "dialogues",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("flow", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("changed", DateTime(timezone=True), nullable=False),
    Index("one_active_dialogue_per_chat", "chat_id", unique=True, postgresql_where=text("active")),
    Index("ix_dialogues_changed", "changed"),
)

_ACTIVE = "SELECT * FROM dialogues WHERE chat_id = $1 AND active"
_ONE = "SELECT * FROM dialogues WHERE chat_id = $1 AND flow = $2"
_ALL = "SELECT * FROM dialogues WHERE chat_id = $1 ORDER BY changed DESC"
_PARK = "UPDATE dialogues SET active = false WHERE chat_id = $1 AND active AND flow <> $2"
_KEEP = """
INSERT INTO dialogues (chat_id, flow, version, active, body, changed) VALUES ($1, $2, $3, true, $4, santun_now())
ON CONFLICT (chat_id, flow) DO UPDATE
SET version = excluded.version, active = true, body = excluded.body, changed = excluded.changed
"""
_UPDATE = "UPDATE dialogues SET body = $3 WHERE chat_id = $1 AND flow = $2 AND active"


class DialogueStore:
    """Reads and writes unfinished conversations."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher

    async def active(self, work: Work, chat: int) -> Dialogue | None:
        row = await work.raw.fetchrow(_ACTIVE, chat)
        return self._opened(row) if row else None

    async def one(self, work: Work, chat: int, flow: str) -> Dialogue | None:
        row = await work.raw.fetchrow(_ONE, chat, flow)
        return self._opened(row) if row else None

    async def all(self, work: Work, chat: int) -> list[Dialogue]:
        return [self._opened(row) for row in await work.raw.fetch(_ALL, chat)]

    async def keep(self, work: Work, dialogue: Dialogue) -> None:
        await work.raw.execute(_PARK, dialogue.chat, dialogue.flow)
        await work.raw.execute(_KEEP, dialogue.chat, dialogue.flow, dialogue.version, self._sealed(dialogue))

    async def update(self, work: Work, dialogue: Dialogue) -> None:
        """Only if it is still there and active."""
        await work.raw.execute(_UPDATE, dialogue.chat, dialogue.flow, self._sealed(dialogue))

    async def park(self, work: Work, chat: int) -> None:
        await work.raw.execute(_PARK, chat, "")

    async def end(self, work: Work, chat: int, flow: str) -> None:
        await work.raw.execute("DELETE FROM dialogues WHERE chat_id = $1 AND flow = $2", chat, flow)

    async def forget(self, work: Work, chat: int) -> int:
        return _count(await work.raw.execute("DELETE FROM dialogues WHERE chat_id = $1", chat))

    async def forget_older(self, work: Work, age: timedelta) -> int:
        return _count(await work.raw.execute("DELETE FROM dialogues WHERE changed < santun_now() - $1::interval", age))

    def _sealed(self, dialogue: Dialogue) -> bytes:
        body = {name: getattr(dialogue, name) for name in ("step", "trail", "draft", "missed")}
        return self._cipher.seal_json("dialogues", "body", f"{dialogue.chat}:{dialogue.flow}", body)

    def _opened(self, row: Any) -> Dialogue:
        chat, flow = row["chat_id"], row["flow"]
        body = self._cipher.open_json("dialogues", "body", f"{chat}:{flow}", row["body"])
        return Dialogue(
            chat,
            flow,
            row["version"],
            body["step"],
            tuple(body["trail"]),
            body["draft"],
            body.get("missed", 0),  # absent in what an older release kept
            row["active"],
            row["changed"],
        )


def _count(tag: str) -> int:
    """How many rows a command touched, from PostgreSQL's command tag (`DELETE 3`)."""
    return int(tag.rsplit(" ", 1)[-1])
