"""What staff need to sign in: passwords, second factors, links that work once, pauses, sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff", sa.Column("queue", sa.Text()))
    op.add_column("staff", sa.Column("password", sa.Text()))
    op.add_column("staff", sa.Column("totp", sa.LargeBinary()))
    op.add_column("staff", sa.Column("totp_step", sa.BigInteger()))
    op.add_column("staff", sa.Column("telegram_id", sa.BigInteger()))
    op.create_unique_constraint("uq_staff_telegram_id", "staff", ["telegram_id"])
    op.create_table(
        "staff_links",
        sa.Column("member", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("member", name="pk_staff_links"),
        sa.UniqueConstraint("hash", name="uq_staff_links_hash"),
        sa.ForeignKeyConstraint(["member"], ["staff.id"], name="fk_staff_links_member_staff"),
    )
    op.create_table(
        "staff_codes",
        sa.Column("member", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("member", name="pk_staff_codes"),
        sa.UniqueConstraint("hash", name="uq_staff_codes_hash"),
        sa.ForeignKeyConstraint(["member"], ["staff.id"], name="fk_staff_codes_member_staff"),
    )
    op.create_table(
        "staff_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("member", sa.Uuid(), nullable=False),
        sa.Column("began", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("browser", sa.Text(), nullable=False),
        sa.Column("said", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("id", name="pk_staff_sessions"),
        sa.UniqueConstraint("hash", name="uq_staff_sessions_hash"),
        sa.ForeignKeyConstraint(["member"], ["staff.id"], name="fk_staff_sessions_member_staff"),
    )
    op.create_index("ix_staff_sessions_member", "staff_sessions", ["member"])
    op.create_table(
        "staff_pauses",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_staff_pauses"),
    )
    op.create_index("ix_staff_pauses_last", "staff_pauses", ["last"])


def downgrade() -> None:
    for table in ("staff_pauses", "staff_sessions", "staff_codes", "staff_links"):
        op.drop_table(table)
    op.drop_constraint("uq_staff_telegram_id", "staff")
    for column in ("telegram_id", "totp_step", "totp", "password", "queue"):
        op.drop_column("staff", column)
