"""Finds what Telegram marks in plain text by itself: commands, addresses, mentions, telephone numbers and e-mail."""

import re
from typing import Any

from bot.simulator.html import units

Json = dict[str, Any]

PATTERNS = {
    "bot_command": re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])"),
    "url": re.compile(r"(?<![\w@.])(?:https?://[^\s<>\"']+|t\.me/[^\s<>\"']+)"),
    "email": re.compile(r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "mention": re.compile(r"(?<![\w@.])@[A-Za-z][A-Za-z0-9_]{3,31}\b"),
    "phone_number": re.compile(r"(?<![\w+])\+\d{10,14}\b"),
}
CLOSED = {"code", "pre", "text_link"}


def with_found(text: str, given: list[Json]) -> list[Json]:
    """The given entities and those found in the text; nothing is found inside code and links."""
    found: list[Json] = []
    taken = [(e["offset"], e["offset"] + e["length"]) for e in given if e["type"] in CLOSED]
    for kind, pattern in PATTERNS.items():
        for match in pattern.finditer(text):
            piece = match[0].rstrip(".,;:!?)") if kind == "url" else match[0]
            start = units(text[: match.start()])
            end = start + units(piece)
            if all(end <= a or start >= b for a, b in taken):
                taken.append((start, end))
                found.append({"type": kind, "offset": start, "length": end - start})
    return sorted(given + found, key=lambda entity: (entity["offset"], -entity["length"]))
