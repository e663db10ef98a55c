"""Finds every message class there is, and makes examples of it with awkward values."""

import importlib
import inspect
import pkgutil
import types
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

import services
from services.refusals import Refusal
from services.speech import Speech

AWKWARD = 'Nur "Aini" <b>& Co'
SIMPLE: dict[Any, tuple[Any, ...]] = {
    str: (AWKWARD,),
    int: (3, 0),
    float: (1.5,),
    Decimal: (Decimal("2.5"),),
    bool: (True, False),
    date: (date(2026, 3, 3),),
    datetime: (datetime(2026, 3, 3, 6, 30, tzinfo=UTC),),
    timedelta: (timedelta(hours=2),),
    UUID: (UUID(int=1),),
    type(None): (None,),
}

LONGEST = 12
"""A list of ours never holds every value of its kind at once."""


def every_speech() -> list[type[Speech | Refusal]]:
    """All message and refusal classes of all rooms, in a steady order."""
    for module in pkgutil.walk_packages(services.__path__, "services."):
        if "migrations" not in module.name:
            importlib.import_module(module.name)
    found: set[type[Any]] = {*_below(Speech), *_below(Refusal)}
    made: list[type[Any]] = [kind for kind in found if is_dataclass(kind)]
    return sorted(made, key=lambda kind: f"{kind.__module__}.{kind.__name__}")


def examples(kind: type[Any]) -> Iterator[Any]:
    """The class with its first values, then with each other value of each field."""
    hints = typing.get_type_hints(kind)
    values = {field.name: alternatives(hints[field.name]) for field in fields(kind) if field.init}
    plain = {name: some[0] for name, some in values.items()}
    yield kind(**plain)
    for name, some in values.items():
        for other in some[1:]:
            yield kind(**(plain | {name: other}))


def alternatives(hint: Any) -> tuple[Any, ...]:
    """Values of a type: every member of an Enum, both truths, an empty and a filled tuple."""
    hint = getattr(hint, "__supertype__", hint)
    if hint in SIMPLE:
        return SIMPLE[hint]
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return tuple(value for arg in args for value in alternatives(arg))
    if origin is typing.Literal:
        return args
    if origin in (tuple, list, frozenset):
        return _many(origin, args)
    if inspect.isclass(hint) and issubclass(hint, Enum):
        return tuple(hint)
    if is_dataclass(hint) and isinstance(hint, type):
        return tuple(examples(hint))
    raise TypeError(f"no example for {hint}")


def _many(origin: type[Any], args: tuple[Any, ...]) -> tuple[Any, ...]:
    if origin is tuple and args[-1] is not Ellipsis:
        return (tuple(alternatives(arg)[0] for arg in args),)
    filled = origin(alternatives(args[0])[:LONGEST])
    return (filled, origin())


def _below(kind: type[Any]) -> Iterator[type[Any]]:
    for child in kind.__subclasses__():
        if child.__module__.startswith("services."):
            yield child
        yield from _below(child)
