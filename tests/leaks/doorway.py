"""A member of staff at the console and in the chat: invited, signed in, refused, linked, reset."""

import re
import time

import aiohttp
import pyotp

from bot.simulator import Telegram
from tests.leaks.doing import PATIENCE
from tests.leaks.marks import BY_NAME as MARK
from tests.leaks.stage import Said, Stage

_FIELD = re.compile(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"')


async def at_the_console(stage: Stage, telegram: Telegram) -> None:
    """With a marked password and a marked guess; what was handed out must be nowhere either, so it is told back."""
    link = _link(await stage.types("staff", "add", "wulan", "--role", "agent"))
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        await _accepts(browser, link)
        await _guesses(browser, f"http://127.0.0.1:{stage.port}")
    code = _code(await stage.types("staff", "link", "wulan"))
    chat = await telegram.person("Wulan")
    await chat.says(f"/tautkan {code}")
    await chat.hears(within=PATIENCE)
    _link(await stage.types("staff", "add", "yoga", "--role", "officer"))
    _code(await stage.types("staff", "link", "yoga"))
    _link(await stage.types("staff", "reset", "yoga"))
    _code(await stage.types("staff", "link", "yoga"))


async def _accepts(browser: aiohttp.ClientSession, link: str) -> None:
    page = await _text(browser, link)
    secret = "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page))
    password = MARK["a password of staff"]
    code = pyotp.TOTP(secret).at(int(time.time()))
    given = dict(_FIELD.findall(page)) | {"password": password, "again": password, "code": code}
    async with browser.post(link, data=given) as answer:
        assert (answer.status, answer.url.path) == (200, "/desk/antrean"), await answer.text()


async def _guesses(browser: aiohttp.ClientSession, site: str) -> None:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as stranger:
        page = await _text(stranger, f"{site}/desk/masuk")
        given = {"name": MARK["a guess at the door"], "password": MARK["a guess at the door"], "code": "1"}
        async with stranger.post(f"{site}/desk/masuk", data=dict(_FIELD.findall(page)) | given) as answer:
            assert answer.status == 401
    await _text(browser, f"{site}/desk/saya")


async def _text(browser: aiohttp.ClientSession, url: str) -> str:
    async with browser.get(url) as answer:
        assert answer.status == 200
        return await answer.text()


def _link(said: Said) -> str:
    return _found(r"http://\S+/desk/undangan/\S+", said)


def _code(said: Said) -> str:
    return _found(r"(?<=/tautkan )\w{10}", said)


def _found(pattern: str, said: Said) -> str:
    found = re.search(pattern, said.out)
    assert said.code == 0, said.err
    assert found is not None, said.out
    return found[0]
