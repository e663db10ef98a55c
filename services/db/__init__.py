"""One database for trying, testing and production: the engine, the unit of work, the migrations."""

from services.db.engine import Database, Work
from services.db.tables import house, metadata, replicas

__all__ = ["Database", "Work", "house", "metadata", "replicas"]
