"""PTB's way to Telegram, on aiohttp: uploads, downloads, and errors that tell whether a call can have happened."""

from typing import Any, cast

import aiohttp
import orjson
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from handlers.chat.courier import FloodError, UnsentError
from handlers.chat.reading import read_json

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
UPLOAD_SECONDS = 60.0
_OWN_MEANING = (400, 401, 403, 404, 409)
"""Statuses for which PTB has an exception of its own; any other 4xx is our fault and never succeeds."""


class AiohttpRequest(BaseRequest):
    """One pool of connections. Errors carry no address: it holds the token."""

    def __init__(self, pool: int = 100) -> None:
        self._pool = pool
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return READ_SECONDS

    async def initialize(self) -> None:
        if self._session is None or self._session.closed:
            # Telegram closes idle connections after a minute or so; a call on a dying one has an unknown outcome.
            connector = aiohttp.TCPConnector(limit=self._pool, keepalive_timeout=30)
            self._session = aiohttp.ClientSession(connector=connector, headers={"User-Agent": self.USER_AGENT})

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def do_request(  # noqa: PLR0913, PLR0917 - the shape is PTB's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - PTB's shape
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - PTB's shape
    ) -> tuple[int, bytes]:
        """The status and the body. Raises `UnsentError` if the call cannot have reached Telegram."""
        if self._session is None:
            raise UnsentError("the request class is not initialized")
        body = _body(request_data)
        usual = UPLOAD_SECONDS if isinstance(body, aiohttp.FormData) else READ_SECONDS
        timeout = aiohttp.ClientTimeout(
            total=_seconds(read_timeout, usual), sock_connect=_seconds(connect_timeout, CONNECT_SECONDS)
        )
        headers = {"Content-Type": "application/json"} if isinstance(body, bytes) else None
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as answer:
                status, content = answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise UnsentError(type(error).__name__) from None
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None
        if status >= 400:
            _refuse(status, content)
        return status, content

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Like PTB's, but the payload does not end in the log, nor half an emoji in everything."""
        try:
            return cast("dict[str, Any]", read_json(payload))
        except ValueError:
            raise TelegramError("Invalid server response") from None


def _body(data: RequestData | None) -> bytes | aiohttp.FormData | None:
    if data is None:
        return None
    if not data.contains_files:
        return orjson.dumps(data.parameters)
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form


def _refuse(status: int, content: bytes) -> None:
    """Raises what PTB would fold into one class: it takes every other status for trouble on the line."""
    if status == 429:
        raise FloodError(_retry_after(content))
    if 400 <= status < 500 and status not in _OWN_MEANING:
        raise BadRequest(f"HTTP {status}")
    if status >= 500:
        raise NetworkError(f"HTTP {status}")


def _retry_after(content: bytes) -> float:
    try:
        return float(orjson.loads(content)["parameters"]["retry_after"])
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return 5.0


def _seconds(given: Any, usual: float) -> float:
    return usual if isinstance(given, DefaultValue) or given is None else float(given)
