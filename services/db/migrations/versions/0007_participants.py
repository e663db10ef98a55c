"""Tables of the room `participants`."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_COUNTS = ("rows", "new", "changed", "same", "ended", "held", "rejected")


def upgrade() -> None:
    _batches()
    _people()
    _periods()
    _changes()
    _holds()


def downgrade() -> None:
    for table in ("roster_holds", "participant_changes", "participant_periods", "participants", "roster_batches"):
        op.drop_table(table)


def _batches() -> None:
    op.create_table(
        "roster_batches",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("proof", sa.Text, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("file_sum", sa.LargeBinary, nullable=False),
        sa.Column("given", sa.Text, nullable=False),
        sa.Column("is_sample", sa.Boolean, nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("loaded_on", sa.Date, nullable=False),
        sa.Column("loaded_by", sa.Text, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False, server_default=sa.text("0")) for name in _COUNTS),
        sa.Column("undone_at", sa.DateTime(timezone=True)),
        sa.Column("undone_by", sa.Text),
    )


def _people() -> None:
    op.create_table(
        "participants",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("nik_print", sa.LargeBinary, nullable=False, unique=True),
        sa.Column("kpj_print", sa.LargeBinary),
        sa.Column("phone_print", sa.LargeBinary),
        sa.Column("name_prints", sa.ARRAY(sa.LargeBinary), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("village_code", sa.Text),
        sa.Column("village", sa.Text),
        sa.Column("district", sa.Text),
        sa.Column("occupation", sa.Text),
        sa.Column("died_on", sa.Date),
        sa.Column("batch", sa.Integer, sa.ForeignKey("roster_batches.number"), nullable=False),
    )
    has_phone = sa.text("phone_print IS NOT NULL")
    op.create_index("ix_participants_phone_print", "participants", ["phone_print"], postgresql_where=has_phone)
    op.create_index("ix_participants_village_code", "participants", ["village_code"])
    op.create_index("ix_participants_batch", "participants", ["batch"])


def _periods() -> None:
    op.create_table(
        "participant_periods",
        sa.Column("id", sa.BigInteger, sa.Identity(), primary_key=True),
        sa.Column("participant_id", sa.Uuid, sa.ForeignKey("participants.id", ondelete="CASCADE"), nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("funder", sa.Text, nullable=False),
        sa.Column("proof", sa.Text, nullable=False),
        sa.Column("is_start_known", sa.Boolean, nullable=False),
        sa.Column("batch", sa.Integer, sa.ForeignKey("roster_batches.number"), nullable=False),
        sa.Column("ended_by", sa.Integer, sa.ForeignKey("roster_batches.number")),
        sa.Column("until_before", sa.Date),
    )
    op.create_index("ix_participant_periods_participant_id", "participant_periods", ["participant_id"])
    op.create_index("ix_participant_periods_batch", "participant_periods", ["batch"])
    where = sa.text("ended_by IS NOT NULL")
    op.create_index("ix_participant_periods_ended_by", "participant_periods", ["ended_by"], postgresql_where=where)


def _changes() -> None:
    op.create_table(
        "participant_changes",
        sa.Column("batch", sa.Integer, sa.ForeignKey("roster_batches.number"), primary_key=True),
        sa.Column("participant_id", sa.Uuid, sa.ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("kpj_print", sa.LargeBinary),
        sa.Column("phone_print", sa.LargeBinary),
        sa.Column("name_prints", sa.ARRAY(sa.LargeBinary), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("village_code", sa.Text),
        sa.Column("village", sa.Text),
        sa.Column("district", sa.Text),
        sa.Column("occupation", sa.Text),
    )
    op.create_index("ix_participant_changes_participant_id", "participant_changes", ["participant_id"])


def _holds() -> None:
    op.create_table(
        "roster_holds",
        sa.Column("number", sa.Integer, sa.Identity(), primary_key=True),
        sa.Column("batch", sa.Integer, sa.ForeignKey("roster_batches.number"), nullable=False),
        sa.Column("participant_id", sa.Uuid, sa.ForeignKey("participants.id", ondelete="CASCADE"), nullable=False),
        sa.Column("content_print", sa.LargeBinary, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("decided_by", sa.Text),
        sa.Column("is_approved", sa.Boolean),
        sa.Column("approved_as", sa.Integer, sa.ForeignKey("roster_batches.number")),
    )
    op.create_index("one_hold_per_content", "roster_holds", ["participant_id", "content_print"], unique=True)
    op.create_index("ix_roster_holds_batch", "roster_holds", ["batch"])
