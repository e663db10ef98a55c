"""The tables of the staff's group: its topics, and what is known of the group itself."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    text,
)

from services.db import metadata

topics = Table(
    "topics",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("conversation", Uuid, ForeignKey("conversations.id", ondelete="SET NULL"), unique=True),
    Column("chat", BigInteger, nullable=False),
    Column("thread", BigInteger),
    Column("name", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("greeted", Boolean, nullable=False, server_default=text("false")),
    Column("relayed", BigInteger, nullable=False, server_default=text("0")),
    Column("part", Integer, nullable=False, server_default=text("0")),
    Column("anew", BigInteger, nullable=False, server_default=text("0")),
    Column("letter", Uuid),
    Column("doing", Text),
    Column("upto", BigInteger, nullable=False, server_default=text("0")),
    Column("upto_part", Integer, nullable=False, server_default=text("0")),
    Column("told", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    Column("plain", Boolean, nullable=False, server_default=text("false")),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    CheckConstraint("state IN ('open', 'closed')", name="state"),
    CheckConstraint("(letter IS NULL) = (doing IS NULL)", name="on_its_way"),
    Index("one_topic_per_thread", "chat", "thread", unique=True, postgresql_where=text("thread IS NOT NULL")),
    Index("ix_topics_unclosed", "id", postgresql_where=text("state <> 'closed'")),
    Index("ix_topics_letter", "letter", postgresql_where=text("letter IS NOT NULL")),
    Index("ix_topics_changed_at", "changed_at"),
)
"""See `Topic`. A conversation that is erased leaves its topic behind, so that it can be deleted in the group too."""

desk_group = Table(
    "desk_group",
    metadata,
    Column("only", Boolean, primary_key=True, server_default=text("true")),
    Column("configured", BigInteger, nullable=False),
    Column("chat", BigInteger, nullable=False),
    Column("trouble", Text),
    Column("words", Text, nullable=False, server_default=""),
    Column("since", DateTime(timezone=True)),
    Column("told", DateTime(timezone=True)),
    Column("tried", DateTime(timezone=True)),
    Column("free_at", DateTime(timezone=True)),
    CheckConstraint('"only"', name="only"),
)
"""One row. `chat` is the number the group has now; `told`: when staff were last told of its trouble."""
