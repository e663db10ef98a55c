"""A process that dies at a given point: the station of tests/post with a hook at each place where a crash can happen.

`python -m tests.crash.process` reads its plan (JSON) from standard input and runs until it is killed.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import orjson

from handlers.chat.courier import Api, Courier, Outcome
from handlers.chat.incoming import Incoming
from handlers.chat.intake import Serve
from services.db import Work
from services.post import Post, Received
from services.post.model import Act
from services.privacy import Keys
from tests.post.station import Plan, Station, echo, station

POINTS = (
    "before it is stored",
    "stored and not acknowledged",
    "acknowledged",
    "in the middle of the work",
    "after the commit and before the send",
    "after the send and before its mark",
)


def die() -> None:
    """Nothing in this process runs after this."""
    os.kill(os.getpid(), signal.SIGKILL)


def fatal(call: Callable[..., Awaitable[Any]], *, after: bool = False) -> Callable[..., Awaitable[Any]]:
    """The call, with death before or after it."""

    async def wrapped(*args: Any, **named: Any) -> Any:
        if after:
            await call(*args, **named)
        die()

    return wrapped


class FatalCourier(Courier):
    """Brings the letter, and dies before it can tell."""

    async def carry(self, act: Act, message: int | None) -> Outcome:
        await super().carry(act, message)
        die()
        raise AssertionError


def serving(point: str) -> Callable[[Post], Serve]:
    def build(post: Post) -> Serve:
        async def serve(work: Work, update: Incoming, received: Received) -> None:
            await echo(post, work, update, received)
            poison = update.text == "poison"
            if poison or point == "in the middle of the work":
                die()

        return serve

    return build


def arm(here: Station, point: str) -> None:
    """Puts the hook in its place."""
    inbox: Any = here.post.inbox
    match point:
        case "before it is stored":
            inbox.accept = fatal(inbox.accept)
        case "stored and not acknowledged":
            inbox.accept = fatal(inbox.accept, after=True)
        case "acknowledged":
            inbox.take = fatal(_acknowledged)
        case "after the commit and before the send":
            delivery: Any = here.delivery
            delivery.carry = lambda written: die() if written.acts else None


async def _acknowledged(*_: Any) -> None:
    """Work begins only when the answer to Telegram has surely left."""
    await asyncio.sleep(0.5)


async def main() -> None:
    asked = orjson.loads(sys.stdin.buffer.readline())
    point = asked.pop("point")
    courier: Callable[[Api], Courier] = FatalCourier if point == POINTS[-1] else Courier
    plan = Plan(keys=Keys.derive(b"k" * 32), serve=serving(point), courier=courier, **asked)
    async with station(plan) as here:
        arm(here, point)
        print("ready", flush=True)  # noqa: T201 - the parent waits for it
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
