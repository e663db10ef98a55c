"""The table of unfinished conversations. Step and draft are sealed: they tell what a person is going through."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import BigInteger, Boolean, Column, DateTime, Index, Integer, LargeBinary, Table, Text, text

from services.db import Work, metadata
from services.dialogues.desk import Desk
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

_OF = "SELECT * FROM dialogues WHERE chat_id = ANY ($1::bigint[])"
_WRITE = "SELECT dialogues_write($1, $2, $3, $4, $5, $6, $7, $8)"


class DialogueStore:
    """Reads and writes unfinished conversations. Within a unit of work each chat is read once and written once."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher
        self._desks: WeakKeyDictionary[Work, dict[int, Desk]] = WeakKeyDictionary()

    async def open(self, work: Work, chats: Sequence[int]) -> None:
        """Reads the conversations of these chats, unless they lie open already."""
        desks = self._desks.get(work)
        if desks is None:
            desks = self._desks[work] = {}
            work.closing.append(partial(self._close, desks))
        wanted = [chat for chat in chats if chat not in desks]
        if not wanted:
            return
        found: dict[int, list[Dialogue]] = {chat: [] for chat in wanted}
        for row in await work.raw.fetch(_OF, wanted):
            found[row["chat_id"]].append(self._opened(row))
        desks.update((chat, Desk(dialogues)) for chat, dialogues in found.items())

    async def desk(self, work: Work, chat: int) -> Desk:
        """What the chat has begun and not ended; what is changed there is written when the unit of work closes."""
        desks = self._desks.get(work)
        if desks is None or chat not in desks:
            await self.open(work, (chat,))
        return self._desks[work][chat]

    async def forget(self, work: Work, chat: int) -> int:
        """Not when the unit of work closes: whoever erases asks right afterwards what is left."""
        (await self.desk(work, chat)).clear()
        return _count(await work.raw.execute("DELETE FROM dialogues WHERE chat_id = $1", chat))

    async def forget_older(self, work: Work, age: timedelta) -> int:
        return _count(await work.raw.execute("DELETE FROM dialogues WHERE changed < santun_now() - $1::interval", age))

    async def _close(self, desks: Mapping[int, Desk], work: Work) -> None:
        gone = [(chat, flow) for chat, desk in desks.items() for flow in desk.gone]
        changed = [dialogue for desk in desks.values() for dialogue in desk.changed()]
        if gone or changed:
            await work.raw.execute(
                _WRITE,
                [chat for chat, _ in gone],
                [flow for _, flow in gone],
                [dialogue.chat for dialogue in changed],
                [dialogue.flow for dialogue in changed],
                [dialogue.version for dialogue in changed],
                [dialogue.active for dialogue in changed],
                [self._sealed(dialogue) for dialogue in changed],
                [dialogue.changed for dialogue in changed],
            )

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
