"""Reads a call's parameters from query, JSON, form or multipart, and checks them against Telegram's published list."""

import json
import math
import re
from collections.abc import Callable
from typing import Any

from aiohttp import web
from aiohttp.http_exceptions import BadHttpMessage

from bot.simulator.botapi import MARK, Kinds, bot_api, kinds_of
from bot.simulator.errors import ApiError, bad_request
from bot.simulator.files import Upload

Json = dict[str, Any]
AFTER = "after parsing"
CHAT_ID = re.compile(r"-?[0-9]{1,19}")
PLAIN = {"Integer": "integer", "Float": "number", "Boolean": "boolean", "True": "boolean", "String": "string"}
OWN_WORDS = {"answerCallbackQuery.text", "deleteMessages.message_ids", "setWebhook.secret_token"}
"""For these Telegram has sentences of its own, said where the call is done."""
MAY_BE_EMPTY = {"editForumTopic.icon_custom_emoji_id"}
"""Here an empty text says something else than none: that the icon goes."""
MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "url": "url is empty",
    "file_id": "file_id is not specified",
    "commands": 'parameter "commands" is required',
    "name": "title must be non-empty",
    "message_thread_id": "invalid message thread identifier specified",
}


class MethodTable:
    """Which methods there are and which parameters they know, by Telegram's published list."""

    def __init__(self) -> None:
        self._list = bot_api()
        self._names = {name.lower(): name for name in self._list.methods}

    def name(self, spelled: str) -> str | None:
        return self._names.get(spelled.lower())

    def names(self) -> list[str]:
        return list(self._list.methods)

    def checked(self, method: str, raw: Json) -> Json:
        """The known parameters in their types; unknown ones are ignored, as Telegram does."""
        params: Json = {}
        for name, given in self._list.methods[method]["parameters"].items():
            value = raw.get(name)
            kinds = kinds_of(given)
            if value is None or (value == "" and f"{method}.{name}" not in MAY_BE_EMPTY):
                if given.endswith(MARK) and "InputFile" not in kinds:
                    raise bad_request(MISSING.get(name, f'parameter "{name}" is required'))
                continue
            params[name] = READERS[_reader(kinds)](name, value)
            if name != "reply_markup" and _reader(kinds) == "json":
                refuse_faults(params[name], kinds, name)
            self._refuse_length(f"{method}.{name}", params[name])
        return params

    def _refuse_length(self, key: str, value: Any) -> None:
        """What counts after formatting, and texts that may be cut, are looked at where they are formatted."""
        least, most, unit = self._list.limits.get(key, (0, 0, AFTER))
        if unit.endswith(AFTER) or not isinstance(value, str | list) or key in OWN_WORDS:
            return
        if not least <= (len(value.encode()) if unit == "bytes" and isinstance(value, str) else len(value)) <= most:
            raise bad_request(f"invalid {key.partition('.')[2]}: {least} to {most} {unit} expected")


def refuse_faults(value: Any, kinds: Kinds, name: str) -> None:
    """Raises for a part of another shape than the list has; fields that it does not know are passed over."""
    for fault in bot_api().faults(value, kinds, name):
        if not fault.endswith(": unknown"):
            raise bad_request(f"can't parse {name.replace('_', ' ')}: {fault}")


def _reader(kinds: Kinds) -> str:
    """Which reader turns what came over HTTP into such a value."""
    if "InputFile" in kinds:
        return "file"
    if set(kinds) == {"Integer", "String"}:
        return "chat"
    return PLAIN.get(kinds[0], "json")


def _integer(name: str, value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        raise bad_request(f"invalid {name}: integer expected") from None


def _number(name: str, value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        raise bad_request(f"invalid {name}: number expected")
    return number


def _boolean(_name: str, value: Any) -> bool:
    return str(value).lower() in ("true", "1", "yes")


def _string(name: str, value: Any) -> str:
    if not isinstance(value, str | int | float):
        raise bad_request(f"invalid {name}: string expected")
    return str(_whole(value))


def _chat(_name: str, value: Any) -> int | str:
    text = str(value)
    return int(text) if CHAT_ID.fullmatch(text) else text


def _json(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return _whole(value)
    try:
        return _whole(json.loads(value))
    except (ValueError, RecursionError):
        raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None


def _whole(value: Any) -> Any:
    """The value, if all its texts can be written as UTF-8: JSON can carry half a sign."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    return value


def _file(_name: str, value: Any) -> Any:
    return value


READERS: dict[str, Callable[[str, Any], Any]] = {
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "string": _string,
    "chat": _chat,
    "json": _json,
    "file": _file,
}


async def read_raw(request: web.Request) -> Json:
    """All parameters of a request as they came; files become Upload."""
    raw: Json = dict(request.query)
    if not request.can_read_body:
        return raw
    if request.content_type == "application/json":
        try:
            body = await request.json()
        except (ValueError, RecursionError):
            raise ApiError(400, "Bad Request: can't parse JSON object") from None
        return raw | body if isinstance(body, dict) else raw
    try:
        form = await request.post()
    except (ValueError, web.HTTPBadRequest, BadHttpMessage):
        raise bad_request("can't parse the form") from None
    for name, value in form.items():
        raw[name] = _upload(value) if isinstance(value, web.FileField) else value
    return raw


def _upload(field: web.FileField) -> Upload:
    return Upload(field.file.read(), field.filename or "file", field.content_type or "application/octet-stream")


def with_attachments(method_params: Json, raw: Json) -> Json:
    """Resolves `attach://name` to the file of that name in the same request."""
    resolved = dict(method_params)
    for name, value in method_params.items():
        if isinstance(value, str) and value.startswith("attach://"):
            resolved[name] = raw.get(value.removeprefix("attach://"))
    return resolved
