"""Tables of the room `submissions`."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("submission_numbers")))
    _create_submissions()
    op.create_table(
        "submission_moves",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("submission", sa.Uuid(), nullable=False),
        sa.Column("turn", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_submission_moves"),
        sa.ForeignKeyConstraint(
            ["submission"], ["submissions.id"], name="fk_submission_moves_submission_submissions", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_submission_moves_submission", "submission_moves", ["submission"])


def _create_submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("participant", sa.Uuid()),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("seen", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("handover", sa.LargeBinary()),
        sa.Column("consent_version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_submissions"),
        sa.UniqueConstraint("number", name="uq_submissions_number"),
    )
    op.create_index(
        "one_submission_per_chat_and_person",
        "submissions",
        ["chat", "key"],
        unique=True,
        postgresql_where=sa.text("state <> 'withdrawn'"),
    )
    op.create_index("ix_submissions_state_created_at", "submissions", ["state", "created_at"])
    op.create_index(
        "ix_submissions_participant",
        "submissions",
        ["participant"],
        postgresql_where=sa.text("participant IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_table("submission_moves")
    op.drop_table("submissions")
    op.execute(sa.schema.DropSequence(sa.Sequence("submission_numbers")))
