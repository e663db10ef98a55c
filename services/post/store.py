"""The tables of the way in and the way out. What must lock before it reads are functions of migration 0003."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Double,
    Identity,
    Index,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    Uuid,
    text,
)

from services.db import metadata

inbox = Table(
    "inbox",
    metadata,
    Column("seq", BigInteger, Identity(), primary_key=True),
    Column("bot_id", BigInteger, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("guards", Boolean, nullable=False, server_default=text("true")),
    Column("chat_id", BigInteger, nullable=False),
    Column("body", LargeBinary),
    Column("arrived", DateTime(timezone=True), nullable=False, server_default=text("santun_now()")),
    Column("state", Text, nullable=False, server_default="waiting"),
    Column("tries", SmallInteger, nullable=False),
    Column("owner", Text),
    Column("next_try", DateTime(timezone=True)),
    Column("done_at", DateTime(timezone=True)),
    Column("reference", Text),
    CheckConstraint("state IN ('waiting', 'done', 'dead', 'dropped')", name="state"),
    Index("one_update_once", "bot_id", "update_id", unique=True, postgresql_where=text("guards")),
    Index("ix_inbox_waiting", "chat_id", "seq", postgresql_where=text("state = 'waiting'")),
    Index("ix_inbox_dead", "seq", postgresql_where=text("state = 'dead'")),
    Index("ix_inbox_arrived", "arrived", postgresql_using="brin"),
)
"""Updates in their order of arrival (`seq`; Telegram restarts `update_id` at random after a quiet week).

`tries` already counts the attempt that `owner` is about to make. `guards` is false once the update id is a week old and
may come again for another update.
"""

letters = Table(
    "letters",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("uid", Uuid, nullable=False, unique=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("lane", SmallInteger, nullable=False),
    Column("method", Text, nullable=False),
    Column("body", LargeBinary),
    Column("due", DateTime(timezone=True), nullable=False),
    Column("expires", DateTime(timezone=True)),
    Column("subject", Text),
    Column("refers", Uuid),
    Column("state", Text, nullable=False),
    Column("uncertain", Boolean, nullable=False, server_default=text("false")),
    Column("tries", SmallInteger, nullable=False, server_default=text("0")),
    Column("message_id", BigInteger),
    Column("written", DateTime(timezone=True), nullable=False, server_default=text("santun_now()")),
    Column("sent_at", DateTime(timezone=True)),
    Column("error", Text),
    CheckConstraint(
        "state IN ('waiting', 'sending', 'sent', 'dead', 'unsure', 'expired', 'replaced', 'dropped')", name="state"
    ),
    Index("ix_letters_open", "chat_id", "due", "id", postgresql_where=text("state = 'waiting' OR state = 'sending'")),
    Index("ix_letters_dead", "id", postgresql_where=text("state = 'dead' OR state = 'unsure'")),
    Index("ix_letters_written", "written", postgresql_using="brin"),
)
"""Acts to carry out in a chat. `sending` means leased to the chat's sender; what is sent keeps no body."""

chats = Table(
    "chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("sender", Text),
    Column("sender_until", DateTime(timezone=True)),
    Column("lease", BigInteger, nullable=False, server_default=text("0")),
    Column("paused_until", DateTime(timezone=True)),
    Column("flooded_at", DateTime(timezone=True)),
    Column("gone", Boolean, nullable=False, server_default=text("false")),
    Index("ix_chats_flooded_at", "flooded_at"),
)
"""Who sends in a chat just now. `lease` grows with every claim, so that letters of an older one are told apart."""

pace = Table(
    "pace",
    metadata,
    Column("only", Boolean, primary_key=True, server_default=text("true")),
    Column("tokens", Double, nullable=False, server_default=text("0")),
    Column("filled", DateTime(timezone=True), nullable=False, server_default=text("santun_now()")),
    Column("paused_until", DateTime(timezone=True)),
)
"""One row: how many acts the bot as a whole may carry out now, and until when Telegram wants silence."""
