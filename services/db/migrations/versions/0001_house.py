"""Tables of the house itself, and the clock that tests can move."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

CLOCK = """
CREATE FUNCTION santun_now() RETURNS timestamptz LANGUAGE sql STABLE AS
$$ SELECT statement_timestamp() + (SELECT clock_shift FROM house) $$
"""


def upgrade() -> None:
    op.create_table(
        "house",
        sa.Column("only", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("bot_id", sa.BigInteger()),
        sa.Column("key_check", sa.LargeBinary()),
        sa.Column("clock_shift", sa.Interval(), server_default=sa.text("interval '0'"), nullable=False),
        sa.PrimaryKeyConstraint("only", name="pk_house"),
    )
    op.execute("INSERT INTO house DEFAULT VALUES")
    op.create_table(
        "replicas",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_replicas"),
        sa.UniqueConstraint("name", name="uq_replicas_name"),
    )
    op.execute(CLOCK)


def downgrade() -> None:
    op.execute("DROP FUNCTION santun_now()")
    op.drop_table("replicas")
    op.drop_table("house")
