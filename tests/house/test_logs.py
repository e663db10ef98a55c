"""Each library's way of printing what people wrote, provoked for real: none of it reaches the log."""

import asyncio
import io
import logging
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress

import aiohttp
import asyncpg
import pytest
import sqlalchemy
from pydantic import BaseModel
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.logs import configure, loop_failed
from services.helpdesk.messages import ConversationUnknown
from tests.conftest import Server, connect

TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"
NIK = "6408040303900001"
NAME = 'Siti Rahma\'wati "Ani" Halimah'
SECRETS = (TOKEN, TOKEN[10:], NIK, "Rahma", "Halimah", "Ani")

log = logging.getLogger("bot.of.this.test")


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """The log as it would be written to stderr."""
    root = logging.getLogger()
    before, level, hooks = root.handlers[:], root.level, (sys.excepthook,)
    configure("DEBUG")
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    handler.setStream(written)
    yield written
    root.handlers[:] = before
    root.setLevel(level)
    (sys.excepthook,) = hooks
    logging.captureWarnings(False)
    logging.getLogger("aiohttp.access").disabled = False


@pytest.fixture
async def people(server: Server) -> AsyncIterator[str]:
    """The URL of a database with one person in it."""
    url = await server.create("santun_logs")
    connection = await connect(url)
    await connection.execute("CREATE TABLE people (nik text PRIMARY KEY, name text UNIQUE, born date)")
    await connection.execute("INSERT INTO people VALUES ($1, $2)", NIK, NAME)
    await connection.close()
    yield url
    await server.drop("santun_logs")


def assert_says_nothing_personal(lines: io.StringIO, but: str) -> None:
    text = lines.getvalue()
    assert but in text
    assert not [secret for secret in SECRETS if secret in text], text


async def test_a_row_that_exists_is_not_repeated_by_asyncpg(people: str, lines: io.StringIO) -> None:
    connection = await connect(people)
    try:
        await connection.execute("INSERT INTO people VALUES ('x', $1)", NAME)
    except asyncpg.UniqueViolationError as error:
        assert "Halimah" in str(error), "the trap is gone: asyncpg no longer prints the detail"
        log.exception("a person twice: %s", error)
    await connection.close()
    assert_says_nothing_personal(lines, but='unique constraint "people_name_key" (23505)')


@pytest.mark.parametrize(
    ("statement", "values", "but"),
    [
        ("INSERT INTO people VALUES ('x', :name)", {"name": NAME}, "INSERT INTO people VALUES"),
        ("INSERT INTO people VALUES ('x', :name)", {"name": 17}, "expected str, got int"),
        ("INSERT INTO people VALUES ('x', 'y', :name)", {"name": NAME}, "DataError"),
        ("SELECT CAST(CAST(:name AS text) AS integer)", {"name": NAME}, "(22P02)"),
        ("SELECT CAST(CAST(:name AS text) AS bigint[])", {"name": f"{NIK} {NAME}"}, "(22P02)"),
    ],
)
async def test_parameters_are_not_printed_by_sqlalchemy(
    people: str, lines: io.StringIO, statement: str, values: dict[str, object], but: str
) -> None:
    engine = create_async_engine(people)  # with its parameters shown, as somebody might forget to hide them
    with suppress(DBAPIError):
        async with engine.connect() as connection:
            try:
                await connection.execute(sqlalchemy.text(statement), values)
            except DBAPIError as error:
                log.exception("a statement failed: %s", error)
                raise
    await engine.dispose()
    assert_says_nothing_personal(lines, but=but)


class Person(BaseModel):
    name: int
    nik: int


async def test_input_is_not_printed_by_pydantic(lines: io.StringIO) -> None:
    try:
        Person.model_validate({"name": NAME, "nik": f"{NIK}x"})
    except ValueError as error:
        assert "Halimah" in str(error), "the trap is gone: pydantic no longer prints the input"
        log.exception("not a person: %s", error)
    assert_says_nothing_personal(lines, but="('name',) int_parsing")


async def test_the_token_is_not_printed_with_an_address_by_aiohttp(lines: io.StringIO) -> None:
    async with aiohttp.ClientSession() as session:
        for address in (f"http://127.0.0.1:1/bot{TOKEN}/getMe", f"http://[/bot{TOKEN}/sendMessage?text={NIK}"):
            try:
                await session.get(address)
            except (aiohttp.ClientError, ValueError) as error:
                log.exception("calling %s: %s", address, error)
    assert_says_nothing_personal(lines, but="/bot…")


async def test_an_answer_that_is_an_error_does_not_print_its_address(lines: io.StringIO) -> None:
    async def refuse(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(refuse, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with aiohttp.ClientSession(raise_for_status=True) as session:
        try:
            await session.get(f"http://127.0.0.1:{port}/bot{TOKEN}/getMe")
        except aiohttp.ClientResponseError as error:
            assert TOKEN in str(error), "the trap is gone: aiohttp no longer prints the address"
            log.exception("refused: %s", error)
    server.close()
    assert_says_nothing_personal(lines, but="404")


async def test_a_task_nobody_awaited_is_told_without_its_values(people: str, lines: io.StringIO) -> None:
    connection = await connect(people)
    handle = asyncio.get_running_loop().call_exception_handler
    try:
        await connection.execute("INSERT INTO people VALUES ('x', $1)", NAME)
    except asyncpg.PostgresError as error:
        handle({"message": f"Task exception was never retrieved {error!s}", "exception": error})
    await connection.close()
    assert_says_nothing_personal(lines, but="never retrieved")


async def test_a_callback_that_fails_is_told_without_its_arguments(lines: io.StringIO) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(loop_failed)
    loop.call_soon(int, "Halimah")
    await asyncio.sleep(0)
    loop.set_exception_handler(None)
    assert_says_nothing_personal(lines, but="event loop: Exception in callback int")
    assert "ValueError: invalid literal" in lines.getvalue()


async def test_numbers_and_secrets_are_masked_in_any_message(lines: io.StringIO) -> None:
    log.info("%s %s", NIK, "0812-3456-7890 and 6408 0403 0390 0001")
    log.info("token %(token)s", {"token": TOKEN})
    log.info("postgresql+asyncpg://santun:pa55wort@/santun?host=/run")
    log.info("secret kJ8fhJ2hs9ZkQpLm3vBnXcTyUiOpAsDf4")
    text = lines.getvalue()
    assert not [one for one in (NIK, TOKEN, "3456", "0403", "pa55wort", "kJ8fh") if one in text]


async def test_what_is_harmless_stays_readable(lines: io.StringIO) -> None:
    harmless = (
        "village 6408040 had 12.345 rows on 2026-11-22 08:00 WITA in test_a_widow_learns_that_her_husband_was_insured"
    )
    log.info(harmless)
    assert harmless in lines.getvalue()


async def test_a_record_is_one_line_whatever_its_arguments_hold(lines: io.StringIO) -> None:
    log.warning("hello %s", "a\n2026-11-22T00:00:00Z ERROR bot forged\r\nb")
    assert len(lines.getvalue().splitlines()) == 1


async def test_arguments_that_do_not_fit_lose_the_arguments_only(lines: io.StringIO) -> None:
    slip = log.makeRecord(log.name, logging.WARNING, __file__, 1, "one %s two %s", (NAME,), None)
    logging.getLogger().handlers[0].handle(slip)
    assert_says_nothing_personal(lines, but="one %s two %s (arguments do not fit)")


async def test_an_error_shows_where_it_happened_and_what_led_to_it(lines: io.StringIO) -> None:
    def inner() -> None:
        raise KeyError(NAME)

    try:
        try:
            inner()
        except KeyError as error:
            raise ExceptionGroup("several", [ValueError(f"bad: '{NAME}'")]) from error
    except ExceptionGroup:
        log.exception("it broke")
    assert_says_nothing_personal(lines, but="raise KeyError(NAME)")
    for part in ("which led to:", "in inner", "1 of 1:", "ValueError: bad: '…'"):
        assert part in lines.getvalue()


async def test_addresses_that_are_called_are_not_logged(lines: io.StringIO) -> None:
    logging.getLogger("aiohttp.access").error("GET /bot%s/getMe", TOKEN)
    logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org/bot%s/getMe", TOKEN)
    logging.getLogger("telegram.ext").debug("an update: %s", NAME)
    assert lines.getvalue() == ""


def test_an_error_that_ends_the_process_is_told_in_the_same_way() -> None:
    program = f"from bot.logs import configure; configure(); raise LookupError('name \\'{NAME[-7:]}\\', {NIK}')"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "LookupError: name '…', …" in done.stderr
    assert "Halimah" not in done.stderr
    assert NIK not in done.stderr


def test_an_error_while_something_is_thrown_away_is_told_in_the_same_way() -> None:
    program = f"""
from bot.logs import configure
configure()
class Letter:
    def __repr__(self): return "Letter to {NAME[-7:]}"
    def __del__(self): raise LookupError("name '{NAME[-7:]}', {NIK}")
Letter()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "LookupError: name '…', …" in done.stderr
    assert not [secret for secret in ("Halimah", NIK) if secret in done.stderr]


async def test_a_polite_no_does_not_repeat_what_was_typed(lines: io.StringIO) -> None:
    try:
        try:
            raise ConversationUnknown(NAME)
        except ConversationUnknown as no:
            raise RuntimeError("saying so failed") from no
    except RuntimeError as error:
        log.exception("told: %s", error.__cause__)
    assert_says_nothing_personal(lines, but="ConversationUnknown")
