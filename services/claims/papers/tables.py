"""The tables of papers: one row a file, and which paper a chat is about to send."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    text,
)

from services.db import metadata

claim_papers = Table(
    "claim_papers",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("claim", Uuid, ForeignKey("claims.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("turn", BigInteger, Identity(), nullable=False),
    Column("paper", Text),
    Column("state", Text, nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("message", BigInteger),
    Column("album", Text, nullable=False),
    Column("file", Text),
    Column("body", LargeBinary, nullable=False),
    Column("by", Text, nullable=False, server_default=text("''")),
    Column("is_told", Boolean, nullable=False, server_default=text("false")),
    Column("tries", Integer, nullable=False, server_default=text("0")),
    Column("due", DateTime(timezone=True)),
    Index("one_file_per_claim_and_message", "claim", "message", unique=True),
    Index("ix_claim_papers_file", "file", postgresql_where=text("file IS NOT NULL")),
    Index("ix_claim_papers_due", "due", postgresql_where=text("due IS NOT NULL")),
)
"""`body`: sealed, the file id while it is coming, then what was found in it, and staff's reason. `file`: its name in
the store. `due`: when it is fetched next; a lease moves it on. `is_told`: the family has heard what became of it, or,
while it is coming, that it is on its way."""

claim_expecting = Table(
    "claim_expecting",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("claim", Uuid, ForeignKey("claims.id", ondelete="CASCADE"), nullable=False),
    Column("paper", Text, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False),
    Index("ix_claim_expecting_claim", "claim"),
)
