"""Updates as Telegram sends them, as it may send them next year, and as nobody should."""

import copy
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from tests.fuzz.hostile import TEXTS, a_text
from tests.fuzz.person import THINGS, Json, Person

Place = tuple[Any, Any]
"""An object or a list of an update, and a key in it."""

NEXT_YEAR = ("rich_text", "suggested_post", "a_kind_of_next_year", "message_reaction", "chat_boost", "business_message")
BROKEN: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**63, -(2**63), 2**64, 10**30, 0.5, 1e308, "", "x", "\x00", [], {}, [[]], [{}],
    {"a": []},
    {"id": "1"}, [None], "9" * 5000,
)  # fmt: skip
MORE: tuple[Json, ...] = (
    {"entities": [{"type": "bot_command", "offset": 0, "length": 6}, {"type": "next_year", "offset": -1,
    "length": 99}]},
    {"reply_to_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}, "text": "x"}},
    {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "<b>"}},
    {"via_bot": {"id": 2, "is_bot": True, "first_name": "b"}},
    {"sender_chat": {"id": -100, "type": "channel", "title": "x"}},
    {"is_topic_message": True, "message_thread_id": 7},
    {"quote": {"text": "x", "position": 0}, "effect_id": "1", "paid_star_count": 3},
    {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}},
    {"new_chat_members": [{"id": 3, "is_bot": False, "first_name": "x"}]},
)  # fmt: skip


def an_update(chance: random.Random, person: Person) -> Json:
    """One of the kinds that are asked for."""
    kinds: tuple[Callable[[], Json], ...] = (
        lambda: person.presses(chance.choice((None, "m", "c:help:name:x", *(text[:64] for text in TEXTS)))),
        lambda: person.edits(a_text(chance)),
        lambda: person.shares(a_text(chance)[:60], chance.choice((person.id, 1, None))),
        lambda: person.sends(chance.choice(THINGS)),
        lambda: _membership(chance, person),
        lambda: {"message": person.writes(a_text(chance))["message"] | chance.choice(MORE)},
        lambda: person.writes(a_text(chance)),
        lambda: person.writes(a_text(chance)),
    )
    return chance.choice(kinds)()


def _membership(chance: random.Random, person: Person) -> Json:
    member = person.writes("")["message"]
    bot = {"user": {"id": 1_000_000_001, "is_bot": True, "first_name": "Santun"}}
    was, now = bot | {"status": "member"}, bot | {"status": chance.choice(("member", "kicked", "left", "next_year"))}
    until = {"until_date": 0} if now["status"] == "kicked" else {}
    body = {"chat": member["chat"], "from": member["from"], "date": 1}
    return {"my_chat_member": body | {"old_chat_member": was, "new_chat_member": now | until}}


def of_next_year(chance: random.Random, update: Json) -> Json:
    """The same with other words, other numbers, and fields that we have never heard of: nothing of it is wrong."""
    update = copy.deepcopy(update)
    for _ in range(chance.randrange(1, 4)):
        holder, key = chance.choice(list(places(update)))
        if isinstance(holder[key], str) and key in ("text", "caption", "first_name", "phone_number", "data", "title"):
            holder[key] = chance.choice(TEXTS)
        elif isinstance(holder, dict):
            holder[chance.choice(NEXT_YEAR)] = chance.choice(BROKEN[:16])
    return update


def spoilt(chance: random.Random, update: Json) -> Json:
    """The same with something missing, of the wrong type or far too deep."""
    update = copy.deepcopy(update)
    for _ in range(chance.randrange(1, 3)):
        holder, key = chance.choice(list(places(update)))
        match chance.randrange(5):
            case 0:
                del holder[key]
            case 1:
                holder[key] = [holder[key]]
            case 2:
                holder[key] = deep(chance.choice((50, 250)))
            case _:
                holder[key] = chance.choice(BROKEN)
        if not update:
            break
    return update


def places(update: Any, levels: int = 8) -> Iterator[Place]:
    """Every place in it, down to so many levels."""
    entries = list(update.items() if isinstance(update, dict) else enumerate(update))
    for key, value in entries:
        yield update, key
        if isinstance(value, dict | list) and levels:
            yield from places(value, levels - 1)


def deep(levels: int) -> Any:
    thing: Any = "x"
    for level in range(levels):
        thing = [thing] if level % 2 else {"reply_to_message": thing}
    return thing


def written(update: Any) -> bytes:
    """As bytes; half an emoji stays half an emoji."""
    return json.dumps(update).encode()


def bytes_of_any_kind(chance: random.Random, person: Person) -> bytes:
    """A body that is no update, or half of one."""
    body = written({"update_id": chance.choice((1, True, None, -1, 2**63, 1.5, "1"))} | an_update(chance, person))
    match chance.randrange(6):
        case 0:
            return chance.randbytes(chance.randrange(60))
        case 5:
            levels = chance.choice((500, 5000, 50_000))
            return b'{"update_id": 1, "message": {"chat": {"id": 1}, "x": ' + b"[" * levels + b"]" * levels + b"}}"
        case 1:
            return body[: chance.randrange(len(body))]
        case 2:
            at = chance.randrange(len(body))
            return body[:at] + chance.randbytes(2) + body[at + 1 :]
        case 3:
            return json.dumps(chance.choice(BROKEN)).encode()
        case _:
            return body
