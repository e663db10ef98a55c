"""Ends of memberships that overwrote an earlier end, so that each can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    period = sa.ForeignKey("participant_periods.id", ondelete="CASCADE")
    op.create_table(
        "participant_ends",
        sa.Column("batch", sa.Integer, sa.ForeignKey("roster_batches.number"), primary_key=True),
        sa.Column("period_id", sa.BigInteger, period, primary_key=True),
        sa.Column("ended_by", sa.Integer, sa.ForeignKey("roster_batches.number"), nullable=False),
        sa.Column("until_before", sa.Date),
    )
    op.create_index("ix_participant_ends_period_id", "participant_ends", ["period_id"])


def downgrade() -> None:
    op.drop_table("participant_ends")
