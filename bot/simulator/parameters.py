"""Reads a call's parameters from query, JSON, form or multipart, and checks them against the table in methods.toml."""

import json
import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import Any

from aiohttp import web

from bot.simulator.errors import ApiError, bad_request
from bot.simulator.files import Upload

Json = dict[str, Any]
MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "url": "url is empty",
    "file_id": "file_id is not specified",
    "commands": 'parameter "commands" is required',
}


class MethodTable:
    """Which methods there are and which parameters they know, derived from Telegram's published list."""

    def __init__(self) -> None:
        text = files("bot.simulator").joinpath("methods.toml").read_text("utf-8")
        self._methods: dict[str, dict[str, str]] = tomllib.loads(text)
        self._names = {name.lower(): name for name in self._methods}

    def name(self, spelled: str) -> str | None:
        return self._names.get(spelled.lower())

    def names(self) -> list[str]:
        return list(self._methods)

    def checked(self, method: str, raw: Json) -> Json:
        """The known parameters in their types; unknown ones are ignored, as Telegram does."""
        params: Json = {}
        for name, kind in self._methods[method].items():
            value = raw.get(name)
            if value is None or value == "":
                if kind.endswith("!") and kind != "file!":
                    raise bad_request(MISSING.get(name, f'parameter "{name}" is required'))
                continue
            params[name] = READERS[kind.rstrip("!")](name, value)
        return params


def _integer(name: str, value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise bad_request(f"invalid {name}: integer expected") from None


def _number(name: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise bad_request(f"invalid {name}: number expected") from None


def _boolean(_name: str, value: Any) -> bool:
    return str(value).lower() in ("true", "1", "yes")


def _string(name: str, value: Any) -> str:
    if not isinstance(value, str | int | float):
        raise bad_request(f"invalid {name}: string expected")
    return str(value)


def _chat(_name: str, value: Any) -> int | str:
    text = str(value)
    return int(text) if text.lstrip("-").isdigit() else text


def _json(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None


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
        except ValueError:
            raise ApiError(400, "Bad Request: can't parse JSON object") from None
        return raw | body if isinstance(body, dict) else raw
    for name, value in (await request.post()).items():
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
