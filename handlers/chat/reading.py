"""Reads JSON that others wrote: as strictly as can be, as leniently as must be."""

import json
from typing import Any

import orjson


def read_json(payload: bytes) -> Any:
    """The content of a JSON text. Raises `ValueError`.

    Half an emoji (a lone surrogate) is allowed by JSON but by no database: it becomes a question mark. One such update
    must not spoil the whole batch that it came with.
    """
    try:
        return orjson.loads(payload)
    except orjson.JSONDecodeError:
        thing = json.loads(payload.decode("utf-8", "replace"))
        return orjson.loads(json.dumps(thing, ensure_ascii=False).encode("utf-8", "replace"))
