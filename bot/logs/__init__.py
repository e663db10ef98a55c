"""The log: one line a record, errors below it indented, and nothing personal or secret in either."""

from bot.logs.lines import configure, loop_failed

__all__ = ["configure", "loop_failed"]
