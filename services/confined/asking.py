"""The parent's side: starts the child, hands it order and content, waits so long and no longer, believes nothing."""

import asyncio
import json
import os
import re
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import Any

from services.confined.wire import HEAD, Limits, Told, framed

_ROOT = Path(__file__).parents[2]
_MEGABYTE = 1 << 20
_MOST_TOLD = 1 << 16
"""Bytes of the first part of an answer."""
_PLACE = re.compile(r"\w{1,60} at \w{1,60}\.py:\d{1,6}")


class Halted(Exception):
    """The child gave no answer."""


class OutOfTime(Halted):
    """It computed, or was waited for, too long."""


class OutOfMemory(Halted):
    """It wanted more than it may have."""


class Died(Halted):
    """It ended in the middle, or what it said is no answer."""


class Fault(Exception):
    """Our own code in the child failed. Tells kind and place of the error, not its words: they may hold content."""


_ENDS: dict[int, type[Halted]] = {
    -getattr(signal, "SIGXCPU", 24): OutOfTime,
    -getattr(signal, "SIGKILL", 9): OutOfMemory,  # not ours: the machine, or its container, ran out of memory
}
"""Signals that tell why the child ended."""


async def ask(module: str, order: Told, content: bytes, limits: Limits) -> tuple[dict[str, Any], bytes]:
    """What `module` (which calls `serving.serve`) answers. Raises OutOfTime, OutOfMemory, Died and Fault.

    However this ends, cancelled as well, the child is gone.
    """
    command = (sys.executable, "-B", "-s", "-m", module, *map(str, astuple(limits)))
    process = await asyncio.create_subprocess_exec(
        *command, cwd=_ROOT, env={}, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True
    )
    try:
        async with asyncio.timeout(limits.patience):
            said = await _said(process, framed(order) + content, limits.answer * _MEGABYTE)
            code = await process.wait()
    except TimeoutError:
        raise OutOfTime() from None
    finally:
        await _end(process)
    return _answer(said, code)


async def _said(process: Process, given: bytes, most: int) -> bytes:
    """Everything the child says, up to a limit. The transport writes while we read."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(given)
    process.stdin.write_eof()
    said = bytearray()
    while part := await process.stdout.read(_MEGABYTE):
        said += part
        if len(said) > most:
            raise Died()
    return bytes(said)


async def _end(process: Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)  # it leads a session: all it may have started goes with it
            else:
                process.kill()
    await process.wait()


def _answer(said: bytes, code: int) -> tuple[dict[str, Any], bytes]:
    """Read as what it may be: written by whoever made the content."""
    if code in _ENDS:
        raise _ENDS[code]()
    length = int.from_bytes(said[:HEAD])
    if code != 0 or length > min(_MOST_TOLD, len(said) - HEAD):
        raise Died()
    told = _told(said[HEAD : HEAD + length])
    if told.get("halted"):
        raise OutOfMemory()
    if "fault" in told:
        place = str(told["fault"])
        raise Fault(place if _PLACE.fullmatch(place) else "unreadable")
    return told, said[HEAD + length :]


def _told(text: bytes) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise Died()
    return told
