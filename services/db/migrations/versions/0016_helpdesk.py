"""Filled in with the tables of the help desk."""

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled in with the tables of the help desk."""


def downgrade() -> None:
    """As above."""
