"""The table of looks (the audit)."""

from sqlalchemy import BigInteger, Boolean, Column, DateTime, Identity, Index, LargeBinary, Table, Text

from services.db import metadata

looks = Table(
    "looks",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text),
    Column("reason", Text),
    Column("found", Boolean, nullable=False),
    Column("link", BigInteger, unique=True),
    Column("mac", LargeBinary),
    Index("ix_looks_subject", "subject"),
    Index("ix_looks_actor_at", "actor", "at"),
)
