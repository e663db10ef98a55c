"""The one web server of a process: Telegram's webhook in a fast lane, and everything else by aiohttp, on one port."""

from collections.abc import Callable, Coroutine, Iterable
from contextlib import AsyncExitStack
from typing import Any

from aiohttp import web

from bot.wire import Gate, Plain
from handlers.hooks import SECRET_HEADER, WEBHOOK_PATH, Webhook

LARGEST_REQUEST = 1 << 20


class Web:
    """Listens from `listen` to `close`; without a webhook there is no fast lane, and no address for updates.

    `farewell` is called at the close before anything else, so that answers that go on for long come to their end.
    """

    def __init__(
        self,
        routes: Iterable[web.RouteDef],
        webhook: Webhook | None = None,
        farewell: Callable[[], None] = lambda: None,
    ) -> None:
        self._application = web.Application(client_max_size=LARGEST_REQUEST)
        self._application.add_routes(routes)
        self._webhook, self._farewell = webhook, farewell
        self._open = AsyncExitStack()
        if webhook is not None:
            self._application.add_routes(webhook.routes)

    async def listen(self, host: str, port: int, start: Callable[[Coroutine[Any, Any, None], str], object]) -> int:
        """The port, where the system chooses it. Raises `OSError` if it is taken."""
        runner = web.AppRunner(self._application, access_log=None, handle_signals=False)
        await runner.setup()
        self._open.push_async_callback(runner.cleanup)
        if self._webhook is None:
            await web.TCPSite(runner, host, port).start()
            return int(runner.addresses[0][1])
        assert runner.server is not None
        hook = self._webhook
        plain = Plain(WEBHOOK_PATH.encode(), SECRET_HEADER.lower().encode(), hook.secret, hook.take)
        gate = Gate(plain, runner.server, start)
        self._open.push_async_callback(gate.close)
        return await gate.listen(host, port)

    async def close(self) -> None:
        """Answers what is under way and lets nothing more in."""
        self._farewell()
        await self._open.aclose()
