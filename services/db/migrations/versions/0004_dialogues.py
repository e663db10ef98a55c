"""Unfinished conversations."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dialogues",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("flow", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "flow", name="pk_dialogues"),
    )
    op.create_index(
        "one_active_dialogue_per_chat", "dialogues", ["chat_id"], unique=True, postgresql_where=sa.text("active")
    )
    op.create_index("ix_dialogues_changed", "dialogues", ["changed"])


def downgrade() -> None:
    op.drop_table("dialogues")
