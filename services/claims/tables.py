"""The tables of claims and their history. What people told us is sealed; in the clear stand kinds, states and times."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Sequence,
    Table,
    Text,
    Uuid,
    text,
)

from services.db import metadata

claim_numbers = Sequence("claim_numbers", metadata=metadata)
"""Running numbers, never used twice; a rolled-back transaction leaves a gap."""

claims = Table(
    "claims",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", Text, nullable=False, unique=True),
    Column("chat", BigInteger, nullable=False, index=True),
    Column("key", LargeBinary, nullable=False),
    Column("person", LargeBinary),
    Column("participant", Uuid),
    Column("event", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("arrived", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("seen", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("handover", LargeBinary),
    Column("decision", LargeBinary),
    Column("pay_by", Date),
    Column("assignee", Uuid),
    Column("held", LargeBinary),
    Column("consent_version", Integer, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("remind_at", DateTime(timezone=True)),
    Column("reminded", Integer, nullable=False, server_default=text("0")),
    Column("is_reminded", Boolean, nullable=False, server_default=text("true")),
    Column("late_told", Integer, nullable=False, server_default=text("0")),
    Column("list_letter", Uuid),
    Index("one_claim_per_chat_and_person", "chat", "key", unique=True, postgresql_where=text("state <> 'withdrawn'")),
    Index("ix_claims_state_created_at", "state", "created_at"),
    Index("ix_claims_participant", "participant", postgresql_where=text("participant IS NOT NULL")),
    Index("ix_claims_person", "person", postgresql_where=text("person IS NOT NULL")),
    Index("ix_claims_remind_at", "remind_at", postgresql_where=text("remind_at IS NOT NULL")),
    Index("ix_claims_pay_by", "pay_by", postgresql_where=text("pay_by IS NOT NULL")),
)
"""`key`: fingerprint of chat, person, day and event; `person`: of the event and the words of the name, whoever submits.
`body`: sealed `Details`; `handover`, `decision`, `held`: sealed too. `list_letter`: the letter that the pinned list of
papers is. `remind_at`: when the family is next reminded (`reminded` times so far; `is_reminded`: they want to be).
`late_told`: who knows that BPJS is late: 1 staff, 2 the family. The moment of consent is `created_at`;
where a record of an accident came first (`consent_version` 0 until then), it is the move from draft to submitted."""

claim_moves = Table(
    "claim_moves",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("claim", Uuid, ForeignKey("claims.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("turn", BigInteger, Identity(), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("by", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("note", LargeBinary, nullable=False),
    Column("facts", LargeBinary),
)
"""`facts`: the sealed hand-over or decision that came with the move."""
