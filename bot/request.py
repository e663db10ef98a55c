"""The way to Telegram: for PTB, which knows every method, and straight, for the few that are called all the time."""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from urllib.parse import quote

from telegram import Bot
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
)
from telegram.request import BaseRequest, RequestData

from bot.wire import NOTHING, Body, Caller, Patience, Upload, json_body, multipart_body
from handlers.chat.courier import FloodError, UnsentError
from handlers.chat.reading import read_json
from services.helpdesk.files import OutOfReach
from services.post.model import Attachment

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
UPLOAD_SECONDS = 60.0
_MEANING: Mapping[int, type[TelegramError]] = {
    401: InvalidToken,
    403: Forbidden,
    404: InvalidToken,  # Telegram's answer to a token that is none
    409: Conflict,
}
"""Any other 4xx is our fault and never succeeds."""
_CALL = Patience(CONNECT_SECONDS, READ_SECONDS)
_UPLOAD = Patience(CONNECT_SECONDS, UPLOAD_SECONDS)


class WireRequest(BaseRequest):
    """PTB's request class on one pool of connections. Errors carry no address: it holds the token."""

    def __init__(self, pool: int = 100) -> None:
        self._pool = pool
        self._caller: Caller | None = None

    @property
    def read_timeout(self) -> float | None:
        return READ_SECONDS

    async def initialize(self) -> None:
        if self._caller is None:
            self._caller = Caller(self._pool, self.USER_AGENT)

    async def shutdown(self) -> None:
        if self._caller is not None:
            self._caller.close()
            self._caller = None

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
        usual = UPLOAD_SECONDS if request_data and request_data.contains_files else READ_SECONDS
        patience = Patience(_seconds(connect_timeout, CONNECT_SECONDS), _seconds(read_timeout, usual))
        return 200, await self.exchange(method, url, _body(request_data), patience)

    async def exchange(self, method: str, url: str, body: Body, patience: Patience) -> bytes:
        """What Telegram answers if it does what is asked; otherwise raises what it says."""
        if self._caller is None:
            raise UnsentError("the request class is not initialized")
        answer = await self._caller.call(method, url, body, patience)
        if not 200 <= answer.status < 300:
            raise refusal(answer.status, answer.content)
        return answer.content

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Like PTB's, but the payload does not end in the log, nor half an emoji in everything."""
        try:
            return cast("dict[str, Any]", read_json(payload))
        except ValueError:
            raise TelegramError("Invalid server response") from None


class Straight:
    """Calls methods of the Bot API with plain parameters: PTB's own way builds objects that nobody looks at."""

    def __init__(self, bot: Bot, request: WireRequest) -> None:
        self._bot, self._request = bot, request

    async def call(self, method: str, params: Mapping[str, Any], files: Sequence[Attachment] = ()) -> Any:
        """The result. Raises PTB's errors, `FloodError`, and `UnsentError` if the call cannot have been heard."""
        if files:
            uploads = [Upload(file.part, file.name, file.mime, file.content) for file in files]
            body, patience = multipart_body(params, uploads), _UPLOAD
        else:
            body, patience = json_body(params), _CALL
        content = await self._request.exchange("POST", f"{self._bot.base_url}/{method}", body, patience)
        try:
            return read_json(content)["result"]
        except (ValueError, KeyError, TypeError):
            raise TelegramError("Invalid server response") from None

    async def fetch(self, file_id: str) -> bytes | None:
        """The content of a file, 20 MB at most; None when it is not to be had. Raises OutOfReach."""
        try:
            file = await self.call("getFile", {"file_id": file_id})
        except BadRequest:
            return None
        except TelegramError:  # also where our token is refused: that says nothing about the file
            raise OutOfReach from None
        path = file.get("file_path") if isinstance(file, dict) else None
        if not isinstance(path, str):
            return None
        try:
            return await self._request.exchange("GET", f"{self._bot.base_file_url}/{quote(path)}", NOTHING, _UPLOAD)
        except (BadRequest, InvalidToken):
            return None
        except TelegramError:
            raise OutOfReach from None


def _body(data: RequestData | None) -> Body:
    if data is None:
        return NOTHING
    if not data.contains_files:
        return json_body(data.parameters)
    parts = data.multipart_data.items()
    uploads = [
        Upload(part, name, mime, content if isinstance(content, bytes) else content.read())
        for part, (name, content, mime) in parts
    ]
    return multipart_body(data.json_parameters, uploads)


def refusal(status: int, content: bytes) -> TelegramError:
    """The error that an answer other than 2xx stands for."""
    told, parameters = _told(content)
    if status == 429:
        return FloodError(_retry_after(parameters))
    if not 400 <= status < 500:
        return NetworkError(f"HTTP {status}")
    if isinstance(chat := parameters.get("migrate_to_chat_id"), int):
        return ChatMigrated(chat)
    text = told.get("description")
    return _MEANING.get(status, BadRequest)(text if isinstance(text, str) else f"HTTP {status}")


def _told(content: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """The answer and its `parameters`; empty if it does not come from Telegram but from something in between."""
    try:
        told = read_json(content)
    except (ValueError, RecursionError):
        told = None
    told = told if isinstance(told, dict) else {}
    parameters = told.get("parameters")
    return told, parameters if isinstance(parameters, dict) else {}


def _retry_after(parameters: Mapping[str, Any]) -> float:
    try:
        return float(parameters["retry_after"])
    except (KeyError, TypeError, ValueError):
        return 5.0


def _seconds(given: Any, usual: float) -> float:
    return usual if isinstance(given, DefaultValue) or given is None else float(given)
