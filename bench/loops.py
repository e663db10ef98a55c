"""What the processes of the bench share: the loop they run on, and a web server that tells its port."""

import asyncio
import importlib.util
from collections.abc import Coroutine
from typing import Any

from aiohttp import web


def fastest_loop(main: Coroutine[Any, Any, None]) -> None:
    """Runs on uvloop where there is one: load and fake Bot API must cost the contestants as little CPU as possible."""
    if importlib.util.find_spec("uvloop") is None:
        asyncio.run(main)
        return
    import uvloop

    uvloop.run(main)


async def listen(application: web.Application, port: int = 0) -> None:
    """Serves on loopback until the process is ended; prints the port once it answers."""
    runner = web.AppRunner(application, access_log=None, handle_signals=False, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()
