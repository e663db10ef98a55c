"""Visitors: their consents, their look-ups, and the alarms these raised."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _visitors()
    _lookups()
    op.create_table(
        "silenced",
        sa.Column("participant", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("participant", name="pk_silenced"),
    )
    op.create_table(
        "alarms",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("chats", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_alarms"),
    )
    op.create_index(
        "one_village_alarm_a_day",
        "alarms",
        ["village", "day"],
        unique=True,
        postgresql_where=sa.text("kind = 'village'"),
    )
    op.create_index("ix_alarms_at", "alarms", ["at"])


def _visitors() -> None:
    op.create_table(
        "visitors",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("participant", sa.Uuid()),
        sa.Column("self_until", sa.DateTime(timezone=True)),
        sa.Column("self_how", sa.Text()),
        sa.Column("forgiven", sa.DateTime(timezone=True)),
        sa.Column("looked_up", sa.LargeBinary()),
        sa.Column("looked_up_until", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("chat_id", name="pk_visitors"),
    )
    op.create_index(
        "ix_visitors_participant", "visitors", ["participant"], postgresql_where=sa.text("participant IS NOT NULL")
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("given", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
    )
    op.create_index(
        "one_standing_consent_per_chat",
        "consents",
        ["chat_id"],
        unique=True,
        postgresql_where=sa.text("withdrawn IS NULL"),
    )
    op.create_index("ix_consents_given", "consents", ["given"])


def _lookups() -> None:
    op.create_table(
        "lookups",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("found", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("village", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_lookups"),
    )
    op.create_index("ix_lookups_chat_id_at", "lookups", ["chat_id", "at"])
    op.create_index(
        "ix_lookups_village_at", "lookups", ["village", "at"], postgresql_where=sa.text("village IS NOT NULL")
    )
    op.create_index("ix_lookups_at", "lookups", ["at"])


def downgrade() -> None:
    for table in ("alarms", "silenced", "lookups", "consents", "visitors"):
        op.drop_table(table)
