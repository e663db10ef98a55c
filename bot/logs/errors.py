"""How an exception is told in the log: where it happened in full, what it says only as far as it cannot be personal."""

import re
import traceback
from collections.abc import Iterator
from functools import singledispatch

import asyncpg
import pydantic
from aiohttp.http_exceptions import HttpProcessingError
from sqlalchemy.dialects.postgresql.asyncpg import AsyncAdapt_asyncpg_dbapi
from sqlalchemy.exc import StatementError

from services.refusals import Refusal

OURS = ("bot.", "handlers.", "services.")
QUOTED = re.compile(r"(?<!\w)(['\"]).*\1", re.DOTALL)  # from the first to the last: what stands inside may hold quotes
VALUES = "22"  # the class of SQLSTATEs whose messages quote the value that did not fit


def told(error: BaseException) -> Iterator[str]:
    """The lines of an exception and of those that led to it, oldest first, as Python prints them."""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None:
        yield from told(earlier)
        yield "which led to:"
    for entry in traceback.format_tb(error.__traceback__):
        yield from entry.rstrip().splitlines()
    yield summary(error)
    if isinstance(error, BaseExceptionGroup):
        for number, one in enumerate(error.exceptions, 1):
            yield f"  {number} of {len(error.exceptions)}:"
            yield from (f"  {line}" for line in told(one))


def summary(error: BaseException) -> str:
    """The kind of the exception and what it says, in one line."""
    return f"{type(error).__qualname__}: {_says(error)}".removesuffix(": ")


@singledispatch
def _says(error: BaseException) -> str:
    """What stands in quotes is mostly what somebody wrote; the traceback shows where it came from."""
    ours = f"{type(error).__module__}.".startswith(OURS)
    return str(error) if ours else QUOTED.sub("'…'", str(error))


@_says.register(AttributeError)
@_says.register(NameError)
@_says.register(ImportError)
@_says.register(OSError)
def _in_full(error: BaseException) -> str:
    """These quote names out of the code, and files."""
    return str(error)


@_says.register(KeyError)
@_says.register(Refusal)
@_says.register(AsyncAdapt_asyncpg_dbapi.Error)
def _nothing(_: BaseException) -> str:
    """A key is a value, a polite no may repeat what was typed, and SQLAlchemy's copy of a driver's error says again
    what stands above it in the log."""
    return ""


@_says.register
def _request(error: HttpProcessingError) -> str:
    """Never the line that could not be read: anybody may have sent anything."""
    return str(error.code)


@_says.register
def _postgres(error: asyncpg.PostgresError) -> str:
    """Never the detail, the hint or the context: they repeat the row."""
    code = error.sqlstate or ""
    says = "" if code.startswith(VALUES) else str(error.args[0] if error.args else "").split("\n", 1)[0]
    return f"{says} ({code})"


@_says.register
def _statement(error: StatementError) -> str:
    """The statement with its placeholders, never its parameters."""
    driver = error.orig and (error.orig.__cause__ or error.orig)
    return f"{summary(driver) if driver else ''} [{' '.join((error.statement or '').split())}]"


@_says.register
def _validation(error: pydantic.ValidationError) -> str:
    """The fields and what is wrong with them; never the input."""
    return "; ".join(f"{one['loc'][:1]} {one['type']}" for one in error.errors(include_input=False))
