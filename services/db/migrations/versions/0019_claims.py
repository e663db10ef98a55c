"""Submissions become claims: new states, decisions of BPJS, clocks, reminders, and what staff do with a file."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_STATES = {"received": "submitted", "contacted": "in_review", "checked": "in_review"}
_BACK = {
    "draft": "received", "submitted": "received", "in_review": "checked", "papers_needed": "contacted",
    "approved": "handed_over", "paid": "closed", "rejected": "closed", "appealed": "handed_over",
}  # fmt: skip
_NEW: tuple[tuple[str, Any, dict[str, Any]], ...] = (
    ("person", sa.LargeBinary(), {}),
    ("decision", sa.LargeBinary(), {}),
    ("pay_by", sa.Date(), {}),
    ("assignee", sa.Uuid(), {}),
    ("held", sa.LargeBinary(), {}),
    ("remind_at", sa.DateTime(timezone=True), {}),
    ("reminded", sa.Integer(), {"nullable": False, "server_default": sa.text("0")}),
    ("is_reminded", sa.Boolean(), {"nullable": False, "server_default": sa.text("true")}),
    ("late_told", sa.Integer(), {"nullable": False, "server_default": sa.text("0")}),
    ("list_letter", sa.Uuid(), {}),
)
_SPARSE = ("person", "remind_at", "pay_by")
_RENAMED = {
    "INDEX": {
        "pk_submissions": "pk_claims",
        "uq_submissions_number": "uq_claims_number",
        "one_submission_per_chat_and_person": "one_claim_per_chat_and_person",
        "ix_submissions_state_created_at": "ix_claims_state_created_at",
        "ix_submissions_participant": "ix_claims_participant",
        "pk_submission_moves": "pk_claim_moves",
        "ix_submission_moves_submission": "ix_claim_moves_claim",
    },
    "SEQUENCE": {"submission_numbers": "claim_numbers"},
}
_CONSTRAINT = {"fk_submission_moves_submission_submissions": "fk_claim_moves_claim_claims"}


def upgrade() -> None:
    op.rename_table("submissions", "claims")
    op.rename_table("submission_moves", "claim_moves")
    op.alter_column("claim_moves", "submission", new_column_name="claim")
    for kind_of, names in _RENAMED.items():
        _rename(f"ALTER {kind_of} {{before}} RENAME TO {{after}}", names)
    _rename("ALTER TABLE claim_moves RENAME CONSTRAINT {before} TO {after}", _CONSTRAINT)
    for name, kind, more in _NEW:
        op.add_column("claims", sa.Column(name, kind, **more))
    op.add_column("claim_moves", sa.Column("facts", sa.LargeBinary()))
    op.create_index("ix_claims_chat", "claims", ["chat"])
    for name in _SPARSE:
        op.create_index(f"ix_claims_{name}", "claims", [name], postgresql_where=sa.text(f"{name} IS NOT NULL"))
    _translate(_STATES)


def downgrade() -> None:
    _translate(_BACK)
    op.drop_column("claim_moves", "facts")
    op.drop_index("ix_claims_chat", "claims")
    for name in _SPARSE:
        op.drop_index(f"ix_claims_{name}", "claims")
    for name, _, _ in _NEW:
        op.drop_column("claims", name)
    _rename("ALTER TABLE claim_moves RENAME CONSTRAINT {before} TO {after}", _turned(_CONSTRAINT))
    for kind_of, names in _RENAMED.items():
        _rename(f"ALTER {kind_of} {{before}} RENAME TO {{after}}", _turned(names))
    op.alter_column("claim_moves", "claim", new_column_name="submission")
    op.rename_table("claim_moves", "submission_moves")
    op.rename_table("claims", "submissions")


def _rename(statement: str, names: dict[str, str]) -> None:
    for before, after in names.items():
        op.execute(statement.format(before=before, after=after))


def _turned(names: dict[str, str]) -> dict[str, str]:
    return {after: before for before, after in names.items()}


def _translate(states: dict[str, str]) -> None:
    for before, after in states.items():
        values = {"before": before, "after": after}
        op.execute(sa.text("UPDATE claims SET state = :after WHERE state = :before").bindparams(**values))
        for column in ("before", "after"):
            statement = f'UPDATE claim_moves SET "{column}" = :after WHERE "{column}" = :before'  # noqa: S608 - two constants
            op.execute(sa.text(statement).bindparams(**values))
