"""Typed buttons: a frozen dataclass each, packed into the 64 bytes of Telegram and read back with distrust."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

LIMIT = 64
"""Bytes of callback_data."""


@dataclass(frozen=True)
class Tap:
    """Base of every button. Fields may be str, int, date, UUID or an Enum; nothing personal."""


class NotAButton(Exception):
    """What came back was not packed by us, or by a release whose buttons are gone."""


class Codec:
    """Packs and unpacks the buttons of one table (code → class)."""

    def __init__(self, table: Mapping[str, type[Tap]]) -> None:
        self._kinds = {kind: (code, [field.name for field in fields(kind)]) for code, kind in table.items()}
        self._adapters: dict[str, TypeAdapter[Any]] = {code: TypeAdapter(kind) for code, kind in table.items()}
        self._fields = dict(self._kinds.values())

    def pack(self, tap: Tap) -> str:
        """Callback data. Raises ValueError when it would not fit or would not come back the same."""
        code, names = self._kinds[type(tap)]
        parts = [_packed(getattr(tap, name)) for name in names]
        data = ":".join([code, *parts])
        if len(data.encode()) > LIMIT or any(":" in part for part in parts):
            raise ValueError(f"{type(tap).__name__} does not fit into a button: {len(data.encode())} bytes")
        return data

    def unpack(self, data: str | None) -> Tap:
        """The button that was pressed. Raises `NotAButton`; an attacker may have written `data`."""
        code, *parts = (data or "").split(":")
        names = self._fields.get(code)
        if names is None or len(names) != len(parts):
            raise NotAButton(code[:8])
        try:
            tap = self._adapters[code].validate_strings(dict(zip(names, parts, strict=True)))
        except ValidationError:
            raise NotAButton(code[:8]) from None
        assert isinstance(tap, Tap)
        return tap


def _packed(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    return value.hex if isinstance(value, UUID) else str(value)
