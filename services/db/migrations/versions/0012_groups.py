"""Several updates are closed by one statement."""

from alembic import op

from services.db.migrations import post_functions, post_group

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_FORMER = next(signature for signature in post_functions.DROPS if signature.startswith("post_write("))


def upgrade() -> None:
    op.execute(f"DROP FUNCTION {_FORMER}")
    op.get_bind().exec_driver_sql(post_group.WRITE)


def downgrade() -> None:
    op.execute(f"DROP FUNCTION {post_group.DROP}")
    op.get_bind().exec_driver_sql(post_functions.WRITE)
