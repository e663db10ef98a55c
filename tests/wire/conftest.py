"""Both event loops that the bot runs on, and callers that are closed at the end."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping

import pytest_asyncio

from bot.wire import Caller

LOOPS: dict[str, Callable[[], asyncio.AbstractEventLoop]] = {"asyncio": asyncio.new_event_loop}
try:
    import uvloop
except ImportError:  # there is none for Windows
    pass
else:
    LOOPS["uvloop"] = uvloop.new_event_loop


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Their transports differ, so every test of this folder is made on each."""
    return LOOPS


@pytest_asyncio.fixture
async def caller() -> AsyncIterator[Caller]:
    caller = Caller(4, "test")
    yield caller
    caller.close()
