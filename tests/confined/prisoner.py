"""A child that does what a broken library might be made to do, and tells how far it got."""

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from services.confined.serving import Verb, serve
from services.confined.wire import Told

Order = dict[str, Any]


def think(_: Order, __: bytes) -> tuple[Told, bytes]:
    """With a second thread, as the decoder of HEIC does."""
    thought: list[str] = []
    thread = threading.Thread(target=thought.append, args=["x"])
    thread.start()
    thread.join()
    return {"thought": len(thought)}, b""


def echo(_: Order, content: bytes) -> tuple[Told, bytes]:
    return {"length": len(content), "environment": sorted(os.environ)}, content


def hang(_: Order, __: bytes) -> tuple[Told, bytes]:
    time.sleep(600)
    return {}, b""


def spin(_: Order, __: bytes) -> tuple[Told, bytes]:
    while True:
        pass


def eat(order: Order, _: bytes) -> tuple[Told, bytes]:
    eaten = bytearray(order["megabytes"] << 20)
    return {"eaten": len(eaten) >> 20}, b""


def abort(_: Order, __: bytes) -> tuple[Told, bytes]:
    os.abort()


def be_killed(_: Order, __: bytes) -> tuple[Told, bytes]:
    os.kill(os.getpid(), signal.SIGKILL)
    return {}, b""


def leave(_: Order, __: bytes) -> tuple[Told, bytes]:
    os._exit(0)


def babble(_: Order, __: bytes) -> tuple[Told, bytes]:
    return {}, b"x" * (3 << 20)


def chatter(_: Order, __: bytes) -> tuple[Told, bytes]:
    """What libraries do that were written for the command line."""
    os.write(1, b"warning: corrupt data\n")
    return {"chattered": True}, b""


def lie(order: Order, _: bytes) -> tuple[Told, bytes]:
    """Past the protocol, as somebody would who has taken the process over."""
    os.write(3, bytes.fromhex(order["hex"]))
    os._exit(0)


def slip(_: Order, __: bytes) -> tuple[Told, bytes]:
    raise KeyError("Siti Halimah")


def steal(order: Order, _: bytes) -> tuple[Told, bytes]:
    """Tells which of its tries succeeded."""
    parent, file = os.getppid(), Path(order["file"])
    tries: dict[str, Callable[[], object]] = {
        "read": lambda: os.open("/etc/passwd", os.O_RDONLY),
        "read the key": lambda: os.open(file, os.O_RDONLY),
        "write": lambda: os.open(file.with_name("new"), os.O_CREAT | os.O_WRONLY),
        "make a folder": lambda: file.with_name("folder").mkdir(),
        "remove": file.unlink,
        "empty": lambda: os.truncate(file, 0),
        "rename": lambda: file.rename(file.with_name("other")),
        "call home": socket.socket,
        "copy a pipe": lambda: os.dup(0),
        "start": _start,
        "start in another way": lambda: os.posix_spawn("/bin/true", ["true"], {}),
        "run": lambda: os.execv("/bin/true", ["true"]),  # noqa: S606 - a try
        "signal": lambda: os.kill(parent, 0),
        "become root again": lambda: os.setuid(0),
        "look at the parent": lambda: os.open(f"/proc/{parent}/environ", os.O_RDONLY),
        "raise a limit": _raise_a_limit,
    }
    return {"did": [name for name, act in tries.items() if _succeeds(act)]}, b""


def _start() -> None:
    if os.fork() == 0:
        os._exit(0)


def _raise_a_limit() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (10, 10))


def _succeeds(act: Callable[[], object]) -> bool:
    try:
        act()
    except (OSError, ValueError):
        return False
    return True


def prepare() -> Verb:
    import resource  # noqa: F401 - later nothing can be loaded

    acts = {name: act for name, act in globals().items() if callable(act)}
    return lambda order, content: acts[order["act"]](order, content)


if __name__ == "__main__":
    assert sys.argv
    serve(prepare)
