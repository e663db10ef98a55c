"""The tables of conversations, of their lines, and of kept answers.

Conversations and lines were the requests of the first release and their answers: what was sealed then opens only under
the names the tables had, so these stay the names of the place where everything in them is sealed.
"""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    Sequence,
    SmallInteger,
    Table,
    Text,
    Uuid,
    text,
)

from services.db import metadata

CONVERSATION, LINE = "requests", "request_answers"
"""Under which names the rows are sealed."""

request_numbers = Sequence("request_numbers", metadata=metadata)
"""Running numbers, never used twice; a rolled-back transaction leaves a gap."""

conversations = Table(
    "conversations",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("chat", BigInteger),
    Column("queue", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("channel", Text, nullable=False, server_default="chat"),
    Column("body", LargeBinary, nullable=False),
    Column("trace", LargeBinary),
    Column("participant", Uuid),
    Column("assignee", Uuid, ForeignKey("staff.id")),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("waiting_since", DateTime(timezone=True), nullable=False),
    Column("heard_at", DateTime(timezone=True)),
    Column("due", DateTime(timezone=True)),
    Column("missed", SmallInteger, nullable=False, server_default=text("0")),
    Column("missed_in_all", SmallInteger, nullable=False, server_default=text("0")),
    Column("first_answer_at", DateTime(timezone=True)),
    Column("closed_at", DateTime(timezone=True)),
    Column("closed_by", Text),
    Column("outcome", Text),
    Column("tags", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("turn", BigInteger, nullable=False, server_default=text("0")),
    CheckConstraint("state IN ('waiting', 'active', 'closed')", name="state"),
    CheckConstraint("(state = 'active') = (assignee IS NOT NULL)", name="in_hand"),
    Index("ix_conversations_chat", "chat", "created_at"),
    Index("ix_conversations_open", "queue", "waiting_since", postgresql_where=text("state <> 'closed'")),
    Index("ix_conversations_due", "due", postgresql_where=text("state <> 'closed' AND due IS NOT NULL")),
    Index("ix_conversations_assignee", "assignee", postgresql_where=text("assignee IS NOT NULL")),
    Index("ix_conversations_created_at", "created_at"),
    Index("ix_conversations_closed_at", "closed_at", postgresql_where=text("closed_at IS NOT NULL")),
    Index("ix_conversations_participant", "participant", postgresql_where=text("participant IS NOT NULL")),
)
"""`body`: sealed `Details`. `trace`: sealed `Trace`. `turn`: the newest line's. `missed`: since the last answer."""

lines = Table(
    "conversation_lines",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("conversation", Uuid, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("turn", BigInteger, Identity(), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("by", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("what", Text),
    Column("words", LargeBinary),
    Column("thing", LargeBinary),
    Column("message", BigInteger),
    Column("topic_message", BigInteger),
    Column("letter", Uuid),
    Column("answers", Uuid),
    Column("edited_at", DateTime(timezone=True)),
    Column("topic_edited", DateTime(timezone=True)),
    CheckConstraint("kind IN ('theirs', 'staff', 'note', 'event')", name="kind"),
    Index("ix_conversation_lines_conversation_turn", "conversation", "turn"),
    Index(
        "one_line_per_message",
        "conversation",
        "kind",
        "message",
        unique=True,
        postgresql_where=text("message IS NOT NULL"),
    ),
    Index("ix_conversation_lines_topic_message", "topic_message", postgresql_where=text("topic_message IS NOT NULL")),
    Index(
        "ix_conversation_lines_retold",
        "edited_at",
        postgresql_where=text("edited_at IS NOT NULL AND topic_edited IS DISTINCT FROM edited_at"),
    ),
)
"""`words`, `thing`: sealed. `message`: number in the person's chat (of theirs) or in the group (of staff).
`topic_message`: what carried it into the group; `topic_edited`: the edit that is known there."""

canned = Table(
    "canned_answers",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("queue", Text),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("changed_by", Text, nullable=False),
)
