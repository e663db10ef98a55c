"""Makes calls of the Bot API from Telegram's published list: right ones, and right ones with one thing wrong."""

import string
from typing import Any

from hypothesis import strategies as st

from bot.simulator.botapi import MARK, bot_api, kinds_of
from bot.simulator.sending import ACTIONS

Json = dict[str, Any]
Drawn = st.SearchStrategy[Any]
LIST = bot_api()
ELSEWHERE = {"setWebhook", "getUpdates", "leaveChat", "close", "logOut"}
"""Have tests of their own, or change what the other calls stand on."""
_LETTERS = string.ascii_letters + string.digits + " éß✓🙂"
_DEEPEST = 2
_NOT_SPOKEN = {"rich_message"}
"""Blocks within blocks without end, which the simulator passes over."""
_ONLY_HERE = {"message_thread_id", "icon_color", "icon_custom_emoji_id"}
"""Said only where there is something to name."""
_TEXTS: dict[str, Drawn] = {
    "parse_mode": st.just("HTML"),
    "action": st.sampled_from(sorted(ACTIONS)),
    "language_code": st.sampled_from(["id", ""]),
    "url": st.just("https://contoh.id/halaman"),
    "inline_message_id": st.just("1"),
}


def values(kinds: tuple[str, ...], where: str, depth: int = 0) -> Drawn:
    """Values of one of these types; `where` is the field, e.g. `BotCommand.command`."""
    if where in LIST.words:
        return st.sampled_from(LIST.words[where])
    return st.one_of([_of_kind(kind, where, depth) for kind in kinds])


def _of_kind(kind: str, where: str, depth: int) -> Drawn:
    if kind.startswith("Array of "):
        inner = _of_kind(kind.removeprefix("Array of "), where, depth)
        return st.lists(inner, min_size=1, max_size=2)
    plain: dict[str, Drawn] = {
        "Integer": st.integers(0, 2**31),
        "Float": st.floats(0, 90),
        "Boolean": st.booleans(),
        "True": st.just(True),
        "String": _texts(where),
    }
    return plain[kind] if kind in plain else _objects(kind, depth)


def _texts(where: str) -> Drawn:
    least, most, _ = LIST.limits.get(where, (1, 20, ""))
    shortest = max(least, 1)
    text = st.text(_LETTERS, min_size=shortest, max_size=max(shortest, min(most, 80) // 4)).map(str.strip)
    return _TEXTS.get(where.rpartition(".")[2], text.filter(bool))


def _objects(kind: str, depth: int) -> Drawn:
    shape = LIST.types[kind]
    if isinstance(shape, list):
        return st.one_of([_objects(each, depth) for each in shape])
    needed = {name: given for name, given in shape.items() if given.endswith(MARK)}
    optional = {} if depth >= _DEEPEST else {name: given for name, given in shape.items() if name not in needed}
    if kind == "InlineKeyboardButton":
        text = values(("String",), f"{kind}.text")
        return st.one_of([st.fixed_dictionaries({"text": text, name: _texts(f"{kind}.{name}")}) for name in _BUTTONS])
    if kind == "KeyboardButton":
        optional = {name: given for name, given in optional.items() if given in {"Boolean", "String"}}
    return st.fixed_dictionaries(_drawn(kind, needed, depth), optional=_drawn(kind, optional, depth))


_BUTTONS = ("callback_data", "url")


def _drawn(owner: str, shape: dict[str, str], depth: int) -> dict[str, Drawn]:
    return {name: values(kinds_of(given), f"{owner}.{name}", depth + 1) for name, given in shape.items()}


def calls(method: str, here: Json) -> Drawn:
    """Right calls; `here` are the chats, messages and files that there are, by the parameter's name."""
    given: dict[str, str] = LIST.methods[method]["parameters"]
    sayable = {name: kinds for name, kinds in given.items() if name not in _NOT_SPOKEN}
    sayable = {name: kinds for name, kinds in sayable.items() if name not in _ONLY_HERE or name in here}
    known = {name: kinds for name, kinds in sayable.items() if "InputFile" not in kinds or name in here}
    drawn = {
        name: st.just(here[name]) if name in here else values(kinds_of(kinds), f"{method}.{name}")
        for name, kinds in known.items()
    }
    if method.startswith("editMessage"):
        drawn["reply_markup"] = _objects("InlineKeyboardMarkup", 1)
    needed = {name for name in drawn if given[name].endswith(MARK) or (name in here and name != "reply_parameters")}
    needed |= {"text"} & drawn.keys() if method == "editMessageText" else set()
    return st.fixed_dictionaries(
        {name: each for name, each in drawn.items() if name in needed},
        optional={name: each for name, each in drawn.items() if name not in needed},
    )


def slips(method: str, params: Json) -> list[Json]:
    """The same call with one thing wrong: left out, of another type, too long, a word that is not in the list."""
    found = []
    for name, given in LIST.methods[method]["parameters"].items():
        kinds = kinds_of(given)
        if given.endswith(MARK):
            found.append({k: v for k, v in params.items() if k != name})
        found += [params | {name: wrong} for wrong in _wrong(f"{method}.{name}", kinds)]
        if isinstance(params.get(name), dict):
            found += [params | {name: broken} for broken in _broken(params[name], kinds)]
    return found


def _wrong(where: str, kinds: tuple[str, ...]) -> list[Any]:
    if "InputFile" in kinds or kinds[0] in {"Boolean", "True"}:
        return []
    texts = [{}, "\ud800"] if kinds == ("String",) else []
    numbers = ["dua", [], float("inf")] if kinds[0] in {"Integer", "Float"} and len(kinds) == 1 else []
    others = [7, "{", "[" * 100_000] if not (texts or numbers or "String" in kinds) else []
    _, most, _ = LIST.limits.get(where, (0, 0, ""))
    return [*texts, *numbers, *others, *(["x" * (most + 1)] if most and texts else [])]


def _broken(value: Json, kinds: tuple[str, ...]) -> list[Json]:
    """An object without something it needs, or with something of another type."""
    fitting = [kind for kind in kinds if kind in LIST.types and not list(LIST.faults(value, (kind,), ""))]
    shape = LIST.types[fitting[0]] if fitting else {}
    if not isinstance(shape, dict):
        return []
    gone = [{k: v for k, v in value.items() if k != name} for name, given in shape.items() if given.endswith(MARK)]
    odd = [value | {name: {"lain": []}} for name in shape]
    return [each for each in (*gone, *odd) if each and list(LIST.faults(each, kinds, ""))]
