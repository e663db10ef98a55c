"""The way in and the way out: inbox, letters, the chats' senders, and the pace of the bot as a whole."""

import sqlalchemy as sa
from alembic import op

from services.db.migrations.post_functions import DROPS, FUNCTIONS

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _inbox()
    _letters()
    _chats()
    for function in FUNCTIONS:
        op.get_bind().exec_driver_sql(function)


def downgrade() -> None:
    for signature in DROPS:
        op.execute(f"DROP FUNCTION {signature}")
    for table in ("pace", "chats", "letters", "inbox"):
        op.drop_table(table)


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("seq", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("guards", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary()),
        sa.Column("arrived", sa.DateTime(timezone=True), server_default=sa.text("santun_now()"), nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("owner", sa.Text()),
        sa.Column("next_try", sa.DateTime(timezone=True)),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.Column("reference", sa.Text()),
        sa.PrimaryKeyConstraint("seq", name="pk_inbox"),
        sa.CheckConstraint("state IN ('waiting', 'done', 'dead', 'dropped')", name="ck_inbox_state"),
    )
    op.create_index(
        "one_update_once", "inbox", ["bot_id", "update_id"], unique=True, postgresql_where=sa.text("guards")
    )
    op.create_index("ix_inbox_waiting", "inbox", ["chat_id", "seq"], postgresql_where=sa.text("state = 'waiting'"))
    op.create_index("ix_inbox_dead", "inbox", ["seq"], postgresql_where=sa.text("state = 'dead'"))
    op.create_index("ix_inbox_arrived", "inbox", ["arrived"], postgresql_using="brin")


def _letters() -> None:
    op.create_table(
        "letters",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("lane", sa.SmallInteger(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary()),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True)),
        sa.Column("subject", sa.Text()),
        sa.Column("refers", sa.Uuid()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("uncertain", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("tries", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("written", sa.DateTime(timezone=True), server_default=sa.text("santun_now()"), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("error", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_letters"),
        sa.UniqueConstraint("uid", name="uq_letters_uid"),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'dead', 'unsure', 'expired', 'replaced', 'dropped')",
            name="ck_letters_state",
        ),
    )
    op.create_index(
        "ix_letters_open",
        "letters",
        ["chat_id", "due", "id"],
        postgresql_where=sa.text("state = 'waiting' OR state = 'sending'"),
    )
    op.create_index(
        "ix_letters_dead", "letters", ["id"], postgresql_where=sa.text("state = 'dead' OR state = 'unsure'")
    )
    op.create_index("ix_letters_written", "letters", ["written"], postgresql_using="brin")


def _chats() -> None:
    op.create_table(
        "chats",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("sender", sa.Text()),
        sa.Column("sender_until", sa.DateTime(timezone=True)),
        sa.Column("lease", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True)),
        sa.Column("flooded_at", sa.DateTime(timezone=True)),
        sa.Column("gone", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_chats"),
    )
    # Claimed and released with every reply: room in the page keeps those updates out of the index.
    op.execute("ALTER TABLE chats SET (fillfactor = 70)")
    op.create_index("ix_chats_flooded_at", "chats", ["flooded_at"])
    op.create_table(
        "pace",
        sa.Column("only", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("tokens", sa.Double(), server_default=sa.text("0"), nullable=False),
        sa.Column("filled", sa.DateTime(timezone=True), server_default=sa.text("santun_now()"), nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("only", name="pk_pace"),
    )
    op.execute("INSERT INTO pace DEFAULT VALUES")
