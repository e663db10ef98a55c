"""People whom staff opened, more of them granted for a day, and exports that wait for a second person."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "opened_people",
        sa.Column("member", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("participant", sa.Uuid(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("is_counted", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("member", "day", "participant", name="pk_opened_people"),
        sa.ForeignKeyConstraint(["member"], ["staff.id"], name="fk_opened_people_member_staff"),
    )
    op.create_index("ix_opened_people_at", "opened_people", ["at"])
    op.create_table(
        "look_grants",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("member", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("more", sa.Integer(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_look_grants"),
        sa.ForeignKeyConstraint(["member"], ["staff.id"], name="fk_look_grants_member_staff"),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name="fk_look_grants_by_staff"),
        sa.CheckConstraint("by <> member", name=op.f("ck_look_grants_another")),
    )
    op.create_index("ix_look_grants_member_day", "look_grants", ["member", "day"])
    op.create_index("ix_look_grants_at", "look_grants", ["at"])
    op.create_table(
        "exports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("states", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("since", sa.Date()),
        sa.Column("until", sa.Date()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid()),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("is_approved", sa.Boolean(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_exports"),
        sa.ForeignKeyConstraint(["asked_by"], ["staff.id"], name="fk_exports_asked_by_staff"),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.id"], name="fk_exports_decided_by_staff"),
        sa.CheckConstraint("decided_by <> asked_by", name=op.f("ck_exports_another")),
    )
    op.create_index("ix_exports_asked_at", "exports", ["asked_at"])


def downgrade() -> None:
    op.drop_table("exports")
    op.drop_table("look_grants")
    op.drop_table("opened_people")
