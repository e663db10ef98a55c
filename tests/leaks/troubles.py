"""Errors, provoked: requests nobody should send, a database that goes away, settings and key files that are wrong."""

import asyncio
from base64 import b64encode
from dataclasses import dataclass

import asyncpg

from tests.conftest import Server, connect
from tests.leaks.marks import BY_NAME as MARK
from tests.leaks.marks import SECRET, TOKEN
from tests.leaks.stage import Stage

NIK, NAME = MARK["a number nobody has"], MARK["a wrong name"]
UPDATE = f'{{"update_id": 1, "message": {{"text": "{NIK} {NAME}"'


@dataclass(frozen=True)
class Page:
    """What the web server answered to a request."""

    asked: str
    sent: bytes
    status: int
    body: bytes


def request(line: str, body: str = "", **headers: str) -> bytes:
    """The bytes of a request."""
    told = {"Host": "localhost", "Connection": "close", "Content-Length": str(len(body.encode()))} | headers
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in told.items())
    return f"{line} HTTP/1.1\r\n{lines}\r\n{body}".encode()


REQUESTS: dict[str, bytes] = {
    "health": request("GET /health"),
    "metrics": request("GET /metrics"),
    "nothing there": request(f"GET /bot{TOKEN}/getMe?{NIK}"),
    "wrong method": request("PUT /telegram", UPDATE),
    "no secret": request("POST /telegram", UPDATE),
    "wrong secret": request("POST /telegram", UPDATE, X_Telegram_Bot_Api_Secret_Token=f"{SECRET}x"),
    "no update": request("POST /telegram", UPDATE, X_Telegram_Bot_Api_Secret_Token=SECRET),
    "no json": request("POST /telegram", NIK, X_Telegram_Bot_Api_Secret_Token=SECRET),
    "too large": request("POST /telegram", NIK * 100_000, X_Telegram_Bot_Api_Secret_Token=SECRET),
    "no request": f"{NIK} {NAME} {SECRET}\r\n\r\n".encode(),
    "no header": f"GET /health HTTP/1.1\r\n{NAME} {NIK}\r\n\r\n".encode(),
    "header of two lines": f"GET /health HTTP/1.1\r\nX-A: {NIK}\x00{NAME}\r\n\r\n".encode(),
    "wrong length": f"POST /telegram HTTP/1.1\r\nContent-Length: {NIK}x{NAME}\r\n\r\n".encode(),
    "no http": b"\x16\x03\x01" + NIK.encode(),
}


async def provoked(stage: Stage, server: Server) -> list[Page]:
    """All of it; the pages that were answered."""
    (stage.folder / "wrong.key").write_text(f"{b64encode(bytes(32)).decode()}\n")
    (stage.folder / "damaged.key").write_text(f"{NIK} {NAME}\n")
    late = asyncio.gather(*(stage.starts("run", but=but) for but in WRONG_ONCE_IT_SERVES))
    ended = [await stage.types("run", but=_placed(stage, but)) for but in WRONG_AT_THE_START]
    assert 0 not in {said.code for said in [*ended, *await late]}
    pages = [await page(stage, name, raw) for name, raw in REQUESTS.items()]
    await away(server, really=True)
    shut = {name: REQUESTS[name] for name in ("health", "metrics")}
    whole = UPDATE + ', "chat": {"id": 7}}}'
    shut["an update"] = request("POST /telegram", whole, X_Telegram_Bot_Api_Secret_Token=SECRET)
    pages += [await page(stage, f"{name} without a database", raw) for name, raw in shut.items()]
    await away(server, really=False)
    await asyncio.sleep(1.5)  # the sweeps of a second find the database again, and say what they had to say
    return pages


async def page(stage: Stage, name: str, raw: bytes) -> Page:
    answered = await stage.sends(raw)
    status = answered.split(b" ", 2)[1:2] or [b"0"]
    return Page(name, raw, int(status[0]) if status[0].isdigit() else 0, answered)


WRONG_AT_THE_START: tuple[dict[str, str], ...] = (
    {"SANTUN_TELEGRAM_TOKEN": f"{TOKEN}:{NAME}"},
    {"SANTUN_DATABASE_URL": f"postgresql://santun:{SECRET}@127.0.0.1:1/santun"},
    {"SANTUN_DATABASE_URL": f"mysql://santun:{SECRET}@127.0.0.1/santun"},
    {"SANTUN_HTTP_PORT": f"{SECRET}"},
    {"SANTUN_WEBHOOK_SECRET": f"{NAME} {SECRET}"},
    {"SANTUN_KEY_FILE": "wrong.key"},
    {"SANTUN_KEY_FILE": "damaged.key"},
)
WRONG_ONCE_IT_SERVES: tuple[dict[str, str], ...] = (
    {"SANTUN_MODE": "polling"},
    {"SANTUN_TELEGRAM_TOKEN": f"{TOKEN[:-3]}000"},
)
"""Each stops the start with a sentence."""


def _placed(stage: Stage, but: dict[str, str]) -> dict[str, str]:
    """Files lie in the folder of the stage."""
    return {name: str(stage.folder / value) if value.endswith(".key") else value for name, value in but.items()}


async def away(server: Server, *, really: bool) -> None:
    """Shuts this one database, and throws everybody out of it; or opens it again."""
    keeper = await connect(server.url("santun"))
    try:
        await keeper.execute(f"ALTER DATABASE santun_leaks WITH ALLOW_CONNECTIONS {not really}")
        if really:
            await keeper.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'santun_leaks'"
            )
    except asyncpg.PostgresError as error:
        raise AssertionError("the role of the tests owns the database") from error
    finally:
        await keeper.close()
