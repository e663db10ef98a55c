"""Rights that people asked for, with their deadlines."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rights",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done", sa.DateTime(timezone=True)),
        sa.Column("done_by", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_rights"),
    )
    op.create_index(
        "one_open_right_per_chat_and_kind",
        "rights",
        ["chat_id", "kind"],
        unique=True,
        postgresql_where=sa.text("done IS NULL"),
    )
    op.create_index("ix_rights_due", "rights", ["due"], postgresql_where=sa.text("done IS NULL"))


def downgrade() -> None:
    op.drop_table("rights")
