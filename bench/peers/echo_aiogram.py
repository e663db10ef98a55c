"""An echo bot on aiogram behind its own webhook on aiohttp.

It keeps nothing: what it has in hand when it dies is lost. It answers 200 when the handler is through
(`handle_in_background=False`); left in the background, an update would be acknowledged before it is even read.
"""

import sys

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

from bench.loops import fastest_loop, listen


async def serve(api_url: str, token: str, port: str) -> None:
    """Echoes what is posted to /telegram."""
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api_url)))
    dispatcher = Dispatcher()
    dispatcher.message.register(_echo, F.text)
    application = web.Application()
    SimpleRequestHandler(dispatcher, bot, handle_in_background=False).register(application, path="/telegram")
    setup_application(application, dispatcher, bot=bot)
    await listen(application, int(port))


async def _echo(message: Message) -> None:
    await message.answer(message.text or "")


if __name__ == "__main__":
    fastest_loop(serve(*sys.argv[1:]))
