"""Papers of claims: one row a file, and which paper a chat is about to send."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "claim_papers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("claim", sa.Uuid(), nullable=False),
        sa.Column("turn", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("paper", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message", sa.BigInteger()),
        sa.Column("album", sa.Text(), nullable=False),
        sa.Column("file", sa.Text()),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("is_told", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_claim_papers"),
        sa.ForeignKeyConstraint(["claim"], ["claims.id"], name="fk_claim_papers_claim_claims", ondelete="CASCADE"),
    )
    op.create_index("ix_claim_papers_claim", "claim_papers", ["claim"])
    op.create_index("one_file_per_claim_and_message", "claim_papers", ["claim", "message"], unique=True)
    for name in ("file", "due"):
        only = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_claim_papers_{name}", "claim_papers", [name], postgresql_where=only)
    op.create_table(
        "claim_expecting",
        sa.Column("chat", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("claim", sa.Uuid(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat", name="pk_claim_expecting"),
        sa.ForeignKeyConstraint(["claim"], ["claims.id"], name="fk_claim_expecting_claim_claims", ondelete="CASCADE"),
    )
    op.create_index("ix_claim_expecting_claim", "claim_expecting", ["claim"])
    op.add_column("claims", sa.Column("arrived", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False))


def downgrade() -> None:
    op.drop_column("claims", "arrived")
    op.drop_table("claim_expecting")
    op.drop_table("claim_papers")
