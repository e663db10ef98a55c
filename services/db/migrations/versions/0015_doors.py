"""What staff need to sign in: passwords, second factors, links that work once, sessions."""

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled in with the tables of the doors."""


def downgrade() -> None:
    """As above."""
