"""Tables of the room `requests`."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("request_numbers")))
    op.create_table(
        "requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("answered_by", sa.Text()),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("closed_by", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
        sa.UniqueConstraint("number", name="uq_requests_number"),
    )
    op.create_index(
        "one_request_per_chat_and_content",
        "requests",
        ["chat", "key"],
        unique=True,
        postgresql_where=sa.text("state <> 'closed'"),
    )
    op.create_index("ix_requests_state_created_at", "requests", ["state", "created_at"])
    op.create_table(
        "request_answers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request", sa.Uuid(), nullable=False),
        sa.Column("turn", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_request_answers"),
        sa.ForeignKeyConstraint(
            ["request"], ["requests.id"], name="fk_request_answers_request_requests", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_request_answers_request", "request_answers", ["request"])


def downgrade() -> None:
    op.drop_table("request_answers")
    op.drop_table("requests")
    op.execute(sa.schema.DropSequence(sa.Sequence("request_numbers")))
