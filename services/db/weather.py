"""Tells passing trouble of the database (it restarts, two transactions collide) from faults of ours."""

import logging

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

_PASSING = ("08", "57P0", "53300", "40001", "40P01")
"""SQLSTATEs: connection lost, shutdown and start-up, too many connections, serialisation failure, deadlock."""


def is_passing(error: BaseException) -> bool:
    """Whether the same work may well succeed in a moment, with nothing changed."""
    for cause in _causes(error):
        # asyncpg makes an InternalClientError of a server's last word that arrives between two statements.
        if isinstance(cause, ConnectionError | PoolTimeout | asyncpg.InternalClientError):
            return True
        if isinstance(cause, asyncpg.InterfaceError) and "closed" in str(cause):
            return True
        if str(getattr(cause, "sqlstate", None) or "").startswith(_PASSING):
            return True
    return False


def is_away(error: BaseException) -> bool:
    """Whether the database could not be reached, for callers that did nothing but ask it."""
    return is_passing(error) or isinstance(error, OSError | TimeoutError)


def is_refused(error: BaseException) -> bool:
    """Whether the database does not let us in with this name and password."""
    return any(str(getattr(cause, "sqlstate", None) or "").startswith("28") for cause in _causes(error))


def note(log: logging.Logger, task: str, error: BaseException) -> None:
    """For work that goes on whatever happened: a line for what passes, a traceback for what is our fault."""
    if is_passing(error):
        log.warning("%s waits for the database: %s", task, type(error).__name__)
    else:
        log.error("%s failed and is tried again", task, exc_info=error)


def _causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in found:
        found.append(cause)
        cause = cause.orig if isinstance(cause, DBAPIError) else cause.__cause__
    return found
