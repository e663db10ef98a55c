"""Reads Telegram's HTML as Telegram does: the same tags, the same offsets in UTF-16 units, the same complaints.

Follows the order of checks in tdlib's `parse_html`; byte offsets in the complaints are offsets in UTF-8.
"""

import html
import re
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.errors import ApiError, bad_request

Json = dict[str, Any]

KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler", "span": "spoiler",
    "code": "code", "pre": "pre", "blockquote": "blockquote", "a": "text_link", "tg-emoji": "custom_emoji",
}  # fmt: skip
NAMED = {"lt", "gt", "amp", "quot"}
TAG_NAME = re.compile(r"[^\s>]*")
ATTRIBUTE = re.compile(r"""\s*([^\s=>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[A-Za-z0-9.\-]+))?""")
CHARACTER = re.compile(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-z]+);?")


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    start: int
    at: int


@dataclass
class _Reader:
    source: str
    text: list[str] = field(default_factory=list)
    units: int = 0
    stack: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def add(self, piece: str) -> None:
        self.text.append(piece)
        self.units += units(piece)

    def complain(self, words: str, position: int | None = None) -> ApiError:
        where = "" if position is None else f" at byte offset {len(self.source[:position].encode())}"
        return bad_request(f"can't parse entities: {words}{where}")


def units(text: str) -> int:
    """The length of a text as Telegram counts it: in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The plain text and its entities; raises ApiError with Telegram's words for broken markup."""
    reader = _Reader(source)
    i = 0
    while i < len(source):
        if source[i] == "<":
            i = _close_tag(reader, i) if source[i + 1 : i + 2] == "/" else _open_tag(reader, i)
        elif source[i] == "&":
            i = _character(reader, i)
        else:
            end = min((p for p in (source.find("<", i), source.find("&", i)) if p >= 0), default=len(source))
            reader.add(source[i:end])
            i = end
    if reader.stack:
        raise reader.complain(f'Can\'t find end tag corresponding to start tag "{reader.stack[-1].tag}"')
    entities = sorted(reader.entities, key=lambda entity: (entity["offset"], -entity["length"]))
    return trimmed("".join(reader.text), entities)


def _character(reader: _Reader, i: int) -> int:
    match = CHARACTER.match(reader.source, i)
    if match is None or (not match[1].startswith("#") and match[1] not in NAMED):
        reader.add("&")
        return i + 1
    reader.add(html.unescape(match[0] if match[0].endswith(";") else match[0] + ";"))
    return match.end()


def _open_tag(reader: _Reader, begin: int) -> int:
    source = reader.source
    name = TAG_NAME.match(source, begin + 1)
    end = name.end() if name else begin + 1
    if end >= len(source):
        raise reader.complain("Unclosed start tag", begin)
    tag = source[begin + 1 : end].lower()
    if tag not in KINDS:
        raise reader.complain(f'Unsupported start tag "{tag}"', begin)
    attributes: dict[str, str] = {}
    while (match := ATTRIBUTE.match(source, end)) is not None:
        attributes[match[1].lower()] = html.unescape((match[2] or "").strip("\"'"))
        end = match.end()
    while end < len(source) and source[end].isspace():
        end += 1
    if source[end : end + 1] != ">":
        raise reader.complain("Unclosed start tag", begin)
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise reader.complain('Tag "span" must have class "tg-spoiler"', begin)
    reader.stack.append(_Open(tag, attributes, len(reader.text), reader.units))
    return end + 1


def _close_tag(reader: _Reader, begin: int) -> int:
    if not reader.stack:
        raise reader.complain("Unexpected end tag", begin)
    match = TAG_NAME.match(reader.source, begin + 2)
    end = match.end() if match else begin + 2
    name = reader.source[begin + 2 : end].lower()
    while end < len(reader.source) and reader.source[end].isspace():
        end += 1
    if reader.source[end : end + 1] != ">":
        raise reader.complain("Unclosed end tag", begin)
    opened = reader.stack.pop()
    if name and name != opened.tag:
        raise _unmatched(reader, begin, opened.tag, name)
    if reader.units > opened.at:
        reader.entities.extend(_entities(reader, opened))
    return end + 1


def _unmatched(reader: _Reader, begin: int, expected: str, found: str) -> ApiError:
    where = len(reader.source[:begin].encode())
    return reader.complain(f'Unmatched end tag at byte offset {where}, expected "</{expected}>", found "</{found}>"')


def _entities(reader: _Reader, opened: _Open) -> list[Json]:
    entity: Json = {"type": KINDS[opened.tag], "offset": opened.at, "length": reader.units - opened.at}
    if opened.tag == "a":
        address = opened.attributes.get("href") or "".join(reader.text[opened.start :])
        if not re.match(r"(https?|tg|mailto|tel)://?|(mailto|tel):", address):
            return []
        entity["url"] = address
    if opened.tag == "blockquote":
        if any(outer.tag == "blockquote" for outer in reader.stack):
            return []
        if "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
    if opened.tag == "code" and opened.attributes.get("class", "").startswith("language-"):
        entity["language"] = opened.attributes["class"].removeprefix("language-")
    return [entity]


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Telegram drops white space at both ends and shortens the entities with it."""
    left = units(text) - units(text.lstrip())
    text = text.strip()
    total = units(text)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - left, 0)
        end = min(entity["offset"] + entity["length"] - left, total)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return text, kept
