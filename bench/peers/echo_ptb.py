"""An echo bot on bare python-telegram-bot, with its default HTTP client, behind a webhook on aiohttp.

It keeps nothing: what it has in hand when it dies is lost. Its webhook is one of two:
`await` answers 200 when `process_update` is through, and lets the client wait for as many answers as there are updates;
`queue` answers 200 at once and handles one update after the other, which is how PTB's own example does it.
"""

import sys
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

from bench.loops import fastest_loop, listen

Bare = Application[Any, Any, Any, Any, Any, Any]
Take = Callable[[web.Request], Awaitable[web.Response]]


async def serve(api_url: str, token: str, port: str, way: str) -> None:
    """Echoes what is posted to /telegram."""
    bot = ApplicationBuilder().token(token).base_url(f"{api_url}/bot").updater(None).build()
    bot.add_handler(MessageHandler(filters.TEXT, _echo))
    await bot.initialize()
    await bot.start()
    application = web.Application()
    application.router.add_post("/telegram", WAYS[way](bot))
    await listen(application, int(port))


async def _echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message is not None and update.message.text is not None:
        await update.message.reply_text(update.message.text)


def _awaited(bot: Bare) -> Take:
    async def take(request: web.Request) -> web.Response:
        await bot.process_update(Update.de_json(await request.json(), bot.bot))
        return web.Response()

    return take


def _queued(bot: Bare) -> Take:
    async def take(request: web.Request) -> web.Response:
        await bot.update_queue.put(Update.de_json(await request.json(), bot.bot))
        return web.Response()

    return take


WAYS: dict[str, Callable[[Bare], Take]] = {"await": _awaited, "queue": _queued}


if __name__ == "__main__":
    fastest_loop(serve(*sys.argv[1:]))
