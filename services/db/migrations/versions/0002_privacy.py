"""The audit: who looked at whose data, and why."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "looks",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.Column("found", sa.Boolean(), nullable=False),
        sa.Column("link", sa.BigInteger()),
        sa.Column("mac", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name="pk_looks"),
        sa.UniqueConstraint("link", name="uq_looks_link"),
    )
    op.create_index("ix_looks_subject", "looks", ["subject"])
    op.create_index("ix_looks_actor_at", "looks", ["actor", "at"])


def downgrade() -> None:
    op.drop_table("looks")
