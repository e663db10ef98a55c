"""Telegram's published list of methods and types (botapi.json, made by scripts/botapi) and what departs from it."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from bot.simulator.files import Upload

Json = dict[str, Any]
Kinds = Sequence[str]
MARK = "!"
"""Behind the types of what is required."""
_ARRAY = "Array of "
_PLAIN: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
    "True": (bool,),
    "InputFile": (Upload,),
}
_TAGS = ("type", "status", "source")
"""Fields by whose word a kind among several is told."""


class BotApiList:
    """The list. Places are written like `reply_markup.inline_keyboard[0][0].text`."""

    def __init__(self) -> None:
        table = json.loads(files("bot.simulator").joinpath("botapi.json").read_text("utf-8"))
        self.methods: dict[str, Json] = table["methods"]
        self.types: dict[str, dict[str, str] | list[str]] = table["types"]
        self.limits: dict[str, tuple[int, int, str]] = {k: tuple(v) for k, v in table["limits"].items()}
        self.words: dict[str, list[str]] = table["words"]

    def unknown(self, method: str, params: Json) -> list[str]:
        """Names and fields that Telegram would pass over in silence, which is never what their sender meant."""
        known: dict[str, str] = self.methods[method]["parameters"]
        odd = [name for name in params if name not in known]
        for name, kinds in known.items():
            if isinstance(params.get(name), dict | list):
                told = self.faults(params[name], kinds_of(kinds), name)
                odd += [fault.removesuffix(": unknown") for fault in told if fault.endswith(": unknown")]
        return odd

    def faults(self, value: Any, kinds: Kinds, where: str) -> Iterator[str]:
        """What is wrong with a value that should be of one of these types: "place: what"."""
        if len(kinds) > 1:
            yield from self._nearest(value, kinds, where)
        elif kinds[0].startswith(_ARRAY):
            if not isinstance(value, list):
                yield f"{where}: Array expected"
                return
            for place, one in enumerate(value):
                yield from self.faults(one, (kinds[0].removeprefix(_ARRAY),), f"{where}[{place}]")
        elif kinds[0] in _PLAIN:
            yield from _plain_faults(value, kinds[0], where)
        else:
            yield from self._faults_of(value, kinds[0], where)

    def _faults_of(self, value: Any, kind: str, where: str) -> Iterator[str]:
        shape = self.types[kind]
        if isinstance(shape, list):
            yield from self._nearest(value, shape, where)
            return
        if not isinstance(value, dict):
            yield f"{where}: {kind} expected"
            return
        for name, given in shape.items():
            if name in value:
                place = f"{where}.{name}"
                yield from self.faults(value[name], kinds_of(given), place)
                yield from self._bounds(value[name], f"{kind}.{name}", place)
            elif given.endswith(MARK):
                yield f"{where}.{name}: missing"
        yield from (f"{where}.{name}: unknown" for name in value if name not in shape)

    def _bounds(self, value: Any, key: str, where: str) -> Iterator[str]:
        if key in self.words and value not in self.words[key]:
            yield f"{where}: no such word"
        if key in self.limits and isinstance(value, str | list):
            least, most, unit = self.limits[key]
            size = len(value.encode()) if unit == "bytes" and isinstance(value, str) else len(value)
            if not least <= size <= most:
                yield f"{where}: {least} to {most} {unit} expected"

    def _nearest(self, value: Any, kinds: Kinds, where: str) -> Iterator[str]:
        """The faults by the kind that fits best: the one of its own tag, else the one with the fewest."""
        tagged = [kind for kind in kinds if self._has_tag(value, kind)]
        told = [list(self.faults(value, (kind,), where)) for kind in (tagged or kinds)]
        yield from min(told, key=len)

    def _has_tag(self, value: Any, kind: str) -> bool:
        keys = ((tag, self.words.get(f"{kind}.{tag}")) for tag in _TAGS)
        return isinstance(value, dict) and any(words and value.get(tag) in words for tag, words in keys)


@cache
def bot_api() -> BotApiList:
    """Read once."""
    return BotApiList()


@cache
def kinds_of(given: str) -> tuple[str, ...]:
    """`Integer|String!` → ("Integer", "String")."""
    return tuple(given.removesuffix(MARK).split("|"))


def _plain_faults(value: Any, kind: str, where: str) -> Iterator[str]:
    is_truth = isinstance(value, bool)
    if not isinstance(value, _PLAIN[kind]) or (is_truth and kind not in {"Boolean", "True"}):
        yield f"{where}: {kind} expected"
    elif kind == "True" and value is not True:
        yield f"{where}: True expected"
