"""Documents of claims that were asked for and are made after the commit."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "claim_errands",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("claim", sa.Uuid(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_claim_errands"),
        sa.ForeignKeyConstraint(["claim"], ["claims.id"], name="fk_claim_errands_claim_claims", ondelete="CASCADE"),
    )
    op.create_index("ix_claim_errands_due", "claim_errands", ["due"])
    op.create_index("one_errand_per_claim_and_wish", "claim_errands", ["claim", "wish"], unique=True)


def downgrade() -> None:
    op.drop_table("claim_errands")
