"""Tables of requests for help and their answers, and the questions asked of them."""

from typing import Any
from uuid import uuid4

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    Row,
    Sequence,
    Table,
    Text,
    Uuid,
    delete,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from services.db import Work, metadata
from services.privacy import Cipher
from services.requests.model import WAITING, Answer, Details, Headline, Request, State, Subject

request_numbers = Sequence("request_numbers", metadata=metadata)
"""Running numbers, never used twice; a rolled-back transaction leaves a gap."""

requests = Table(
    "requests",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("chat", BigInteger, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("subject", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("answered_at", DateTime(timezone=True)),
    Column("answered_by", Text),
    Column("closed_at", DateTime(timezone=True)),
    Column("closed_by", Text),
    Index("one_request_per_chat_and_content", "chat", "key", unique=True, postgresql_where=text("state <> 'closed'")),
    Index("ix_requests_state_created_at", "state", "created_at"),
)
"""`key`: fingerprint of chat, subject and content. `body`: sealed `Details`."""

request_answers = Table(
    "request_answers",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("request", Uuid, ForeignKey("requests.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("turn", BigInteger, Identity(), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("by", Text, nullable=False),
    Column("words", LargeBinary, nullable=False),
)

_HEADLINE = (
    requests.c.number,
    requests.c.subject,
    requests.c.state,
    requests.c.created_at,
    requests.c.changed_at,
)
_PLAIN = [c for c in requests.c if c.name not in {"key", "body", "changed_at"}]


class RequestStore:
    """Reads and writes requests; what people wrote is sealed."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher

    async def next_running(self, work: Work) -> int:
        """The next running number."""
        running: int = (await work.sql.execute(select(request_numbers.next_value()))).scalar_one()
        return running

    async def add(self, work: Work, request: Request, key: bytes) -> bool:
        """False when the same request of this chat is there already."""
        body = self._cipher.seal_json("requests", "body", request.id, vars(request.details))
        values = {column.name: getattr(request, column.name) for column in _PLAIN}
        statement = insert(requests).values(**values, key=key, body=body, changed_at=request.created_at)
        added = await work.sql.execute(statement.on_conflict_do_nothing().returning(requests.c.id))
        return added.one_or_none() is not None

    async def same(self, work: Work, chat: int, key: bytes) -> Request | None:
        """The chat's request with this content that is not closed."""
        mine = (requests.c.chat == chat) & (requests.c.key == key) & (requests.c.state != State.CLOSED)
        return await self._one(work, mine)

    async def waiting(self, work: Work, chat: int) -> int:
        """How many requests of this chat wait for us."""
        mine = (requests.c.chat == chat) & requests.c.state.in_(WAITING)
        count: int = (await work.sql.execute(select(func.count()).where(mine))).scalar_one()
        return count

    async def by_number(self, work: Work, number: str) -> Request | None:
        """The request of this number, locked until the end of the unit of work."""
        return await self._one(work, requests.c.number == number)

    async def of_chat(self, work: Work, chat: int, most: int) -> list[Headline]:
        """The newest requests of a chat."""
        query = select(*_HEADLINE).where(requests.c.chat == chat).order_by(requests.c.created_at.desc()).limit(most)
        return [_headline(row) for row in await work.sql.execute(query)]

    async def headlines(self, work: Work, states: frozenset[State], most: int) -> list[Headline]:
        """Requests in these states, the oldest first."""
        query = select(*_HEADLINE).where(requests.c.state.in_(states)).order_by(requests.c.created_at).limit(most)
        return [_headline(row) for row in await work.sql.execute(query)]

    async def save(self, work: Work, request: Request) -> None:
        """Writes the state and who brought it there."""
        changed = {name: getattr(request, name) for name in ("answered_at", "answered_by", "closed_at", "closed_by")}
        statement = update(requests).where(requests.c.id == request.id)
        await work.sql.execute(statement.values(state=request.state, changed_at=work.now, **changed))

    async def rewrite(self, work: Work, request: Request) -> None:
        """Writes what the person told; the key stays, by which the same request is known again."""
        body = self._cipher.seal_json("requests", "body", request.id, vars(request.details))
        await work.sql.execute(
            update(requests).where(requests.c.id == request.id).values(body=body, changed_at=work.now)
        )

    async def add_answer(self, work: Work, request: Request, answer: Answer) -> None:
        """Keeps what staff wrote."""
        row = uuid4()
        words = self._cipher.seal("request_answers", "words", row, answer.words.encode())
        values = {"id": row, "request": request.id, "at": answer.at, "by": answer.by, "words": words}
        await work.sql.execute(insert(request_answers).values(values))

    async def answers(self, work: Work, request: Request) -> list[Answer]:
        """What staff wrote so far, in order."""
        query = select(request_answers).where(request_answers.c.request == request.id).order_by(request_answers.c.turn)
        return [
            Answer(row.at, row.by, self._cipher.open("request_answers", "words", row.id, row.words).decode())
            for row in await work.sql.execute(query)
        ]

    async def forget(self, work: Work, chat: int) -> int:
        """Deletes everything of this chat, answers too; gives the number of requests."""
        gone = await work.sql.execute(delete(requests).where(requests.c.chat == chat).returning(requests.c.id))
        return len(gone.all())

    async def _one(self, work: Work, where: Any) -> Request | None:
        row = (await work.sql.execute(select(requests).where(where).with_for_update())).one_or_none()
        return self._opened(row) if row else None

    def _opened(self, row: Row[Any]) -> Request:
        plain = {column.name: getattr(row, column.name) for column in _PLAIN}
        details = Details(**self._cipher.open_json("requests", "body", row.id, row.body))
        return Request(**{**plain, "subject": Subject(row.subject), "state": State(row.state), "details": details})


def _headline(row: Any) -> Headline:
    return Headline(row.number, Subject(row.subject), State(row.state), row.created_at, row.changed_at)
