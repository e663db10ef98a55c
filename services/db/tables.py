"""The metadata on which every room hangs its tables, and the two tables of the house itself."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Identity,
    Interval,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

house = Table(
    "house",
    metadata,
    Column("only", Boolean, primary_key=True, server_default=text("true")),
    Column("bot_id", BigInteger),
    Column("key_check", LargeBinary),
    Column("clock_shift", Interval, nullable=False, server_default=text("interval '0'")),
)
"""One row: whose database this is, with which key it was sealed, and by how much tests moved the clock."""

replicas = Table(
    "replicas",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("mode", Text, nullable=False),
    Column("started", DateTime(timezone=True), nullable=False, server_default=text("now()")),
)
"""Processes that serve; one lives as long as it holds the session advisory lock (REPLICA_LOCK, id)."""
