"""Tables of submissions and their history, and the questions asked of them."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
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

from services.benefits.papers import Paper
from services.db import Work, metadata
from services.privacy import Cipher
from services.submissions.model import (
    HERE,
    Details,
    Doing,
    Event,
    Handover,
    Headline,
    Kind,
    Move,
    Relation,
    State,
    Submission,
)

submission_numbers = Sequence("submission_numbers", metadata=metadata)
"""Running numbers, never used twice; a rolled-back transaction leaves a gap."""

submissions = Table(
    "submissions",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("chat", BigInteger, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("participant", Uuid),
    Column("event", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("seen", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("handover", LargeBinary),
    Column("consent_version", Integer, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Index(
        "one_submission_per_chat_and_person", "chat", "key", unique=True, postgresql_where=text("state <> 'withdrawn'")
    ),
    Index("ix_submissions_state_created_at", "state", "created_at"),
    Index("ix_submissions_participant", "participant", postgresql_where=text("participant IS NOT NULL")),
)
"""`key`: fingerprint of chat, person, day and event. `body`: sealed `Details`; `handover`: sealed `Handover`.
The moment of consent is `created_at`: the same press gives both."""

submission_moves = Table(
    "submission_moves",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("submission", Uuid, ForeignKey("submissions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("turn", BigInteger, Identity(), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("by", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("note", LargeBinary, nullable=False),
)

_HEADLINE = (
    submissions.c.number,
    submissions.c.kind,
    submissions.c.state,
    submissions.c.created_at,
    submissions.c.changed_at,
)
_PLAIN = (
    "id", "number", "chat", "participant", "event", "kind", "state", "consent_version", "created_at", "changed_at",
)  # fmt: skip


class SubmissionStore:
    """Reads and writes submissions; what people told us is sealed."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher

    async def next_running(self, work: Work) -> int:
        """The next running number."""
        running: int = (await work.sql.execute(select(submission_numbers.next_value()))).scalar_one()
        return running

    async def add(self, work: Work, submission: Submission, key: bytes) -> bool:
        """False when this chat has a submission of this key already."""
        values = {name: getattr(submission, name) for name in _PLAIN} | {"key": key, "body": self._body(submission)}
        statement = insert(submissions).values(values).on_conflict_do_nothing().returning(submissions.c.id)
        return (await work.sql.execute(statement)).one_or_none() is not None

    async def same(self, work: Work, chat: int, key: bytes) -> Submission | None:
        """The chat's submission of this key that is not withdrawn."""
        mine = (submissions.c.chat == chat) & (submissions.c.key == key) & (submissions.c.state != State.WITHDRAWN)
        return await self._one(work, mine)

    async def by_number(self, work: Work, number: str) -> Submission | None:
        """The submission of this number, locked until the end of the unit of work."""
        return await self._one(work, submissions.c.number == number)

    async def started_since(self, work: Work, chat: int, since: datetime) -> int:
        """How many submissions this chat started since then."""
        mine = (submissions.c.chat == chat) & (submissions.c.created_at > since)
        count: int = (await work.sql.execute(select(func.count()).select_from(submissions).where(mine))).scalar_one()
        return count

    async def of_chat(self, work: Work, chat: int, most: int) -> list[Submission]:
        """The newest submissions of a chat."""
        query = select(submissions).where(submissions.c.chat == chat)
        rows = await work.sql.execute(query.order_by(submissions.c.created_at.desc()).limit(most))
        return [self._opened(row) for row in rows]

    async def around(self, work: Work, participant: UUID, chats: Collection[int], most: int) -> list[Headline]:
        """The newest submissions about this participant or from these chats."""
        around = (submissions.c.participant == participant) | submissions.c.chat.in_(chats)
        query = select(*_HEADLINE).where(around).order_by(submissions.c.created_at.desc()).limit(most)
        return [_headline(row) for row in await work.sql.execute(query)]

    async def headlines(self, work: Work, states: frozenset[State], most: int) -> list[Headline]:
        """Submissions in these states, the oldest first."""
        query = select(*_HEADLINE).where(submissions.c.state.in_(states))
        rows = await work.sql.execute(query.order_by(submissions.c.created_at).limit(most))
        return [_headline(row) for row in rows]

    async def whole(self, work: Work, states: frozenset[State]) -> list[Submission]:
        """Submissions in these states with everything in them, the oldest first."""
        query = select(submissions).where(submissions.c.state.in_(states)).order_by(submissions.c.created_at)
        return [self._opened(row) for row in await work.sql.execute(query)]

    async def save(self, work: Work, submission: Submission) -> None:
        """Writes everything that may change; the key stays."""
        sealed = self._handover(submission)
        seen = sorted(paper.value for paper in submission.seen)
        changed = {"kind": submission.kind, "state": submission.state, "changed_at": submission.changed_at}
        statement = update(submissions).where(submissions.c.id == submission.id)
        await work.sql.execute(statement.values(**changed, body=self._body(submission), seen=seen, handover=sealed))

    async def add_move(self, work: Work, submission: Submission, move: Move) -> None:
        """One more line of the history."""
        row = uuid4()
        note = self._cipher.seal("submission_moves", "note", row, move.note.encode())
        values = {**vars(move), "id": row, "submission": submission.id, "note": note}
        await work.sql.execute(insert(submission_moves).values(values))

    async def moves(self, work: Work, submission: Submission) -> list[Move]:
        """The history, in order."""
        query = select(submission_moves).where(submission_moves.c.submission == submission.id)
        return [
            Move(row.at, row.by, State(row.before), State(row.after), self._note(row))
            for row in await work.sql.execute(query.order_by(submission_moves.c.turn))
        ]

    async def forget(self, work: Work, chat: int) -> int:
        """Deletes what this chat submitted and what has not gone to BPJS; gives their number."""
        mine = (submissions.c.chat == chat) & submissions.c.state.in_(HERE | {State.WITHDRAWN})
        gone = await work.sql.execute(delete(submissions).where(mine).returning(submissions.c.id))
        return len(gone.all())

    async def _one(self, work: Work, where: Any) -> Submission | None:
        row = (await work.sql.execute(select(submissions).where(where).with_for_update())).one_or_none()
        return self._opened(row) if row else None

    def _body(self, submission: Submission) -> bytes:
        return self._cipher.seal_json("submissions", "body", submission.id, vars(submission.details))

    def _handover(self, submission: Submission) -> bytes | None:
        if submission.handover is None:
            return None
        return self._cipher.seal_json("submissions", "handover", submission.id, vars(submission.handover))

    def _note(self, row: Row[Any]) -> str:
        return self._cipher.open("submission_moves", "note", row.id, row.note).decode()

    def _opened(self, row: Row[Any]) -> Submission:
        body = self._cipher.open_json("submissions", "body", row.id, row.body)
        body |= {
            "day": date.fromisoformat(body["day"]),
            "doing": Doing(body["doing"]),
            "relation": Relation(body["relation"]),
        }
        handover = self._cipher.open_json("submissions", "handover", row.id, row.handover) if row.handover else None
        plain = {name: getattr(row, name) for name in _PLAIN}
        plain |= {"event": Event(row.event), "kind": Kind(row.kind), "state": State(row.state)}
        return Submission(
            **plain,
            details=Details(**body),
            seen=frozenset(Paper(key) for key in row.seen),
            handover=Handover(**handover | {"day": date.fromisoformat(handover["day"])}) if handover else None,
        )


def _headline(row: Any) -> Headline:
    return Headline(row.number, Kind(row.kind), State(row.state), row.created_at, row.changed_at)
