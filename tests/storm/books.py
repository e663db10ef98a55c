"""The books of a storm: what Telegram saw, what the database holds, what people tell; read without the bot's own code.

While the storm blows, triggers of our own note in `storm_book` which transaction wrote what, so that every effect can
be traced to the update that caused it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import asyncpg

from tests.storm.people import Account, Issued

Json = dict[str, Any]
ROOMS = ("inbox", "letters", "claims", "conversations", "consents", "lookups", "dialogues", "looks", "rights")
NOTE = """
CREATE TABLE storm_book (n bigint GENERATED ALWAYS AS IDENTITY, xid text NOT NULL DEFAULT pg_current_xact_id()::text,
  room text NOT NULL, act text NOT NULL, key text, chat bigint, state text, erased jsonb,
  who text NOT NULL DEFAULT current_setting('application_name'));
CREATE FUNCTION storm_note() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE item jsonb;
BEGIN
  IF TG_OP = 'DELETE' THEN item := to_jsonb(OLD); ELSE item := to_jsonb(NEW); END IF;
  INSERT INTO storm_book (room, act, key, chat, state, erased) VALUES (TG_TABLE_NAME, TG_OP,
    coalesce(item->>'update_id', item->>'id', item->>'flow'),
    coalesce(item->>'chat_id', item->>'chat', substring(item->>'actor' from 'chat:([0-9]+)'))::bigint, item->>'state',
    CASE WHEN TG_OP = 'DELETE' AND TG_TABLE_NAME = 'letters' THEN item - 'body' END);
  RETURN NULL;
END $$;
CREATE TRIGGER storm_changed AFTER UPDATE ON inbox FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
  EXECUTE FUNCTION storm_note();
"""
TRIGGER = "CREATE TRIGGER storm_written AFTER {acts} ON {room} FOR EACH ROW EXECUTE FUNCTION storm_note();"
ACTS = {"inbox": "INSERT", "looks": "INSERT", "letters": "INSERT OR DELETE"}
CHANGES = "INSERT OR UPDATE OR DELETE"
_HELD = {
    "submission": "SELECT chat, count(*) FROM claims GROUP BY 1",
    "conversation": "SELECT chat, count(*) FROM conversations GROUP BY 1",
    "consent": "SELECT chat_id, count(*) FROM consents GROUP BY 1",
    "look-up": "SELECT chat_id, sum(tries) FROM lookups GROUP BY 1",
    "look": "SELECT substring(actor from 'chat:([0-9]+)')::bigint, count(*) FROM looks WHERE action = 'coverage'"
    " AND actor LIKE 'chat:%' GROUP BY 1",
}
_OPEN_ENDS = (
    "inbox WHERE state = 'waiting'",
    "letters WHERE state IN ('waiting', 'sending')",
    "chats WHERE sender IS NOT NULL",
)
_COLUMNS = "id, chat_id, lane, method, state, uncertain, message_id, due, error"
_ERASED = (
    "SELECT l.id, l.chat_id, l.lane, l.method, CASE l.state WHEN 'sent' THEN 'sent' ELSE 'erased' END, l.uncertain,"
    " l.message_id, l.due, l.error FROM storm_book, jsonb_populate_record(NULL::letters, erased) l"
    " WHERE erased IS NOT NULL"
)
"""What a person had deleted, as it was."""
_LINES = """
SELECT c.chat, n.kind, n.id::text, n.message FROM conversation_lines n JOIN conversations c ON c.id = n.conversation
WHERE n.kind IN ('theirs', 'staff') ORDER BY c.created_at, n.turn
"""
_REMAINS = {
    "lock": "SELECT locktype || ' ' || mode || ' of ' || coalesce(a.application_name, '?') FROM pg_locks l"
    " LEFT JOIN pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory'",
    "connection": "SELECT application_name || ': ' || state FROM pg_stat_activity"
    " WHERE datname = current_database() AND application_name LIKE 'santun%'",
    "lease of a chat": "SELECT chat_id::text FROM chats WHERE sender IS NOT NULL OR sender_until IS NOT NULL",
    "owner of an update": "SELECT update_id::text FROM inbox WHERE state = 'waiting' AND owner IS NOT NULL",
    "prepared transaction": "SELECT gid FROM pg_prepared_xacts",
    "chat marked as gone": "SELECT chat_id::text FROM chats WHERE gone",
    "answer of staff without a letter that was sent": "SELECT n.id::text FROM conversation_lines n"
    " LEFT JOIN letters l ON l.uid = n.letter WHERE n.kind = 'staff' AND l.state IS DISTINCT FROM 'sent'",
    "chat with two open conversations": "SELECT chat::text FROM conversations WHERE state <> 'closed'"
    " GROUP BY chat HAVING count(*) > 1",
}


@dataclass(frozen=True)
class Call:
    """A call of the Bot API as the simulator's journal has it."""

    n: int
    method: str
    chat: int | None
    params: Json
    code: int | None
    effect: bool
    message: int | None
    finished: float
    slow: bool = False


@dataclass(frozen=True)
class Stored:
    """An update in the inbox."""

    seq: int
    update: int
    chat: int
    state: str


@dataclass(frozen=True)
class Kept:
    """A letter in the outbox."""

    id: int
    chat: int
    lane: int
    method: str
    state: str
    uncertain: bool
    message: int | None
    due: datetime
    error: str | None = None


@dataclass(frozen=True)
class Entry:
    """What a committed transaction did to one row."""

    xid: str
    room: str
    act: str
    key: str
    chat: int | None
    state: str | None
    who: str = ""
    """The name under which its connection is known."""


@dataclass
class Books:
    """Everything that the balance is made from."""

    issued: list[Issued] = field(default_factory=list)
    unconfirmed: int = 0
    calls: list[Call] = field(default_factory=list)
    inbox: list[Stored] = field(default_factory=list)
    letters: list[Kept] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    told: list[Account] = field(default_factory=list)
    held: dict[int, dict[str, int]] = field(default_factory=dict)
    numbers: dict[int, set[str]] = field(default_factory=dict)
    flows: dict[int, dict[str, bool]] = field(default_factory=dict)
    to_staff: dict[int, list[int]] = field(default_factory=dict)
    """Numbers of the messages that stand in each chat's conversation, in their order there."""
    of_staff: dict[int, list[str]] = field(default_factory=dict)
    """Lines of staff, by their names, in their order."""
    written: dict[int, list[str]] = field(default_factory=dict)
    """What the crew says it wrote."""
    remains: list[str] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)


async def open_books(link: asyncpg.Connection) -> None:
    """Before anybody comes: from now on every transaction leaves its notes."""
    await link.execute(NOTE)
    for room in ROOMS:
        await link.execute(TRIGGER.format(acts=ACTS.get(room, CHANGES), room=room))


async def is_quiet(link: asyncpg.Connection) -> bool:
    """Whether nothing waits any more, neither on the way in nor on the way out, and nobody holds a chat."""
    return not any([await link.fetchval(f"SELECT EXISTS (SELECT FROM {open_end})") for open_end in _OPEN_ENDS])


async def close_books(link: asyncpg.Connection, books: Books) -> None:
    """The database's side, in plain SQL."""
    books.inbox = [Stored(*row) for row in await link.fetch("SELECT seq, update_id, chat_id, state FROM inbox")]
    letters = await link.fetch(f"SELECT {_COLUMNS} FROM letters UNION ALL {_ERASED} ORDER BY id")
    books.letters = [Kept(*row) for row in letters]
    entries = await link.fetch("SELECT xid, room, act, key, chat, state, who FROM storm_book ORDER BY n")
    books.entries = [Entry(*row) for row in entries]
    for what, query in _HELD.items():
        for chat, count in await link.fetch(query):
            books.held.setdefault(chat, {})[what] = int(count)
    for table in ("claims", "conversations"):
        for chat, number in await link.fetch(f"SELECT chat, number FROM {table}"):
            books.numbers.setdefault(chat, set()).add(number)
    for chat, flow, active in await link.fetch("SELECT chat_id, flow, active FROM dialogues WHERE flow <> 'lost'"):
        books.flows.setdefault(chat, {})[flow] = active
    await _lines(link, books)
    for what, query in _REMAINS.items():
        books.remains += [f"{what}: {row[0]}" for row in await link.fetch(query)]


async def _lines(link: asyncpg.Connection, books: Books) -> None:
    for chat, kind, line, message in await link.fetch(_LINES):
        if kind == "theirs":
            books.to_staff.setdefault(chat, []).append(message)
        else:
            books.of_staff.setdefault(chat, []).append(line)


def of_journal(calls: Iterable[Json]) -> list[Call]:
    """The simulator's side."""
    return [
        Call(
            call["n"],
            call["method"],
            call["chat"],
            call["params"],
            call["code"],
            call["effect"],
            call["message"],
            call["finished"] or call["started"],
            call["slow"],
        )
        for call in calls
    ]


def plain(html: str) -> str:
    """The text of a message without its marks."""
    return re.sub(r"<[^>]+>", "", html)
