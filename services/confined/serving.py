"""The child's side: limits itself, loads what the verb needs, closes its doors, does the verb once, and ends."""

import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from services.confined import doors
from services.confined.wire import HEAD, Limits, Told, framed

Verb = Callable[[dict[str, Any], bytes], tuple[Told, bytes]]
"""Order and content → the answer."""


def serve(prepare: Callable[[], Verb]) -> None:
    """The child's whole life. `prepare` loads whatever the verb will need, while files can still be opened."""
    limits = Limits(*map(int, sys.argv[1:]))
    doors.limit(memory=limits.memory << 20, cpu=limits.cpu)
    verb = prepare()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not print into the answer
    doors.close()
    told, content = _attempt(verb, sys.stdin.buffer)
    answers.write(framed(told) + content)
    answers.flush()


def _attempt(verb: Verb, orders: BinaryIO) -> tuple[Told, bytes]:
    try:
        order = json.loads(orders.read(int.from_bytes(orders.read(HEAD))))
        return verb(order, orders.read())
    except MemoryError:
        return {"halted": True}, b""
    except Exception as error:  # noqa: BLE001 - the parent raises it
        where = traceback.extract_tb(error.__traceback__)[-1]
        return {"fault": f"{type(error).__name__} at {Path(where.filename).name}:{where.lineno}"}, b""
