"""Writes records as lines: the time, the level, who speaks, what; an error follows indented below its record."""

import asyncio
import logging
import sys
import threading
import time
from types import TracebackType
from typing import Any

from bot.logs.errors import summary, told
from bot.logs.masks import masked

OURS = ("bot", "handlers", "services", "bench")
SILENT = ("aiohttp.access",)  # it would print addresses, and with them whatever stands in a query


class Lines(logging.Formatter):
    """Everything passes the masks, and no text from outside can begin a line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        clock = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        head = f"{clock}.{int(record.msecs):03d}Z {record.levelname:<7} {record.name}"
        lines = [f"{head} {_on_one_line(masked(_message(record)))}"]
        if record.exc_info and (error := record.exc_info[1]):
            lines += (f"    {_on_one_line(masked(line))}" for line in told(error))
        return "\n".join(lines)


def configure(level: str = "INFO") -> None:
    """Send all logs to stderr: ours from `level` on; of libraries only warnings, for below they tell too much."""
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    for name in SILENT:
        logging.getLogger(name).disabled = True
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    if sys.unraisablehook is sys.__unraisablehook__:  # a test run brings one that makes it fail
        sys.unraisablehook = _unraisable


def loop_failed(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """For an event loop, whose own report prints the arguments of the callback that failed."""
    what = str(context.get("message", "")).split("(", 1)[0]
    logging.getLogger("bot").error("event loop: %s", what, exc_info=context.get("exception"))


def _message(record: logging.LogRecord) -> str:
    """The message with its arguments; exceptions among them are told as below, not by their own text."""
    message = str(record.msg) if not isinstance(record.msg, BaseException) else summary(record.msg)
    if not record.args:
        return message
    try:
        if isinstance(record.args, tuple):
            return message % tuple(_argument(one) for one in record.args)
        return message % {name: _argument(one) for name, one in record.args.items()}
    except (TypeError, ValueError, KeyError):
        # Python's own report of such a slip would print the arguments.
        return f"{message} (arguments do not fit)"


def _argument(one: object) -> object:
    return summary(one) if isinstance(one, BaseException) else one


def _on_one_line(text: str) -> str:
    return " ".join(text.splitlines()) if "\n" in text or "\r" in text else text


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("bot").critical("stopped by an error", exc_info=(kind, error, trace))


def _uncaught_in_thread(found: threading.ExceptHookArgs) -> None:
    if found.exc_value is not None:
        _uncaught(found.exc_type, found.exc_value, found.exc_traceback)


def _unraisable(found: "sys.UnraisableHookArgs") -> None:
    """What fails while something is thrown away; Python's own report prints the thing."""
    if found.exc_value is not None:
        logging.getLogger("bot").error("failed while tidying up", exc_info=found.exc_value)
