"""The board of claims: which wait where, in whose hands, and how many days BPJS has left. It keeps itself fresh."""

import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from aiohttp import web

from handlers.desk.desk import Desk
from handlers.desk.dossier import LIST, Left, left
from handlers.desk.moments import Moments, Told
from services.claims.board import TOPIC, Count, Sieve, Whose
from services.claims.clock import Countdown
from services.claims.model import Headline, Kind
from services.claims.states import OVER, State
from services.helpdesk.teller import spoken_name
from services.staff import Act

ROWS = f"{LIST}/daftar"
COLUMNS: dict[str, frozenset[State]] = {
    "masuk": frozenset({State.SUBMITTED}),
    "diperiksa": frozenset({State.IN_REVIEW}),
    "berkas": frozenset({State.PAPERS_NEEDED}),
    "bpjs": frozenset({State.HANDED_OVER, State.APPROVED}),
    "keberatan": frozenset({State.REJECTED, State.APPEALED}),
}
"""As the address names them; side by side on a desk, below one another on a phone."""
DONE = "selesai"
WHOSE = {"semua": Whose.ALL, "saya": Whose.MINE, "belum": Whose.NOBODY}
MOST_EACH, MOST_ALONE = 12, 300
"""Rows of a column among others, and of one that stands alone."""


@dataclass(frozen=True)
class Card:
    """A claim on the board."""

    row: Headline
    left: Left | None
    since: Told
    assignee: str
    is_mine: bool


@dataclass(frozen=True)
class Column:
    """Claims under one heading, the first of them and how many there are. `tells_state`: it holds several states."""

    key: str
    count: Count
    cards: tuple[Card, ...]
    tells_state: bool


async def show(desk: Desk) -> web.Response:
    """The whole page; opening it stands in the audit."""
    await desk.rooms.claims.board.look(desk.work, desk.member)
    by = desk.member
    return desk.render(
        "board.html",
        topics=(TOPIC,),
        can_export=by.may(Act.ASK_EXPORT) and by.may(Act.EXPORT_CLAIMS),
        can_import=by.may(Act.RECORD_DECISION),
        **await _listed(desk),
    )


async def rows(desk: Desk) -> web.Response:
    """The columns anew; nothing at all when they look the same."""
    values = await _listed(desk)
    if desk.asked("versi") == values["version"]:
        return web.Response(status=204)
    return desk.fragment("_board.html", **values)


async def _listed(desk: Desk) -> dict[str, Any]:
    board, by, sieve = desk.rooms.claims.board, desk.member, _sieve(desk)
    counts = await board.counts(desk.work, by, sieve)
    chosen = desk.asked("kolom")
    chosen = chosen if chosen in {*COLUMNS, DONE} else ""
    asked = {DONE: OVER} if chosen == DONE else {chosen: COLUMNS[chosen]} if chosen else COLUMNS
    names = {member.id: member.name for member in await desk.rooms.staff.everybody(desk.work)}
    most = MOST_ALONE if chosen else MOST_EACH
    columns = [
        Column(
            key,
            _sum(counts, states),
            tuple(_card(desk, row, names) for row in await board.column(desk.work, by, states, sieve, most)),
            len(states) > 1,
        )
        for key, states in asked.items()
    ]
    whose = desk.asked("milik") if desk.asked("milik") in WHOSE else "semua"
    kind = sieve.kind.value if sieve.kind else ""
    return {
        "columns": columns,
        "chosen": chosen,
        "tabs": [(key, _sum(counts, states)) for key, states in (COLUMNS | {DONE: OVER}).items()],
        "whose": whose,
        "whose_ones": tuple(WHOSE),
        "kind": kind,
        "kinds": [(one.value, desk.rooms.words.label("claim_kind", one.value)) for one in Kind],
        "late": sum(count.late for count in counts.values()),
        "address": _address,
        "query": urlencode({"kolom": chosen, "milik": whose, "jenis": kind}),
        "version": _version(desk, columns, counts, whose, kind),
    }


def _address(**asked: str) -> str:
    """Where the board stands with these choices; what is empty is left away."""
    chosen = urlencode({name: value for name, value in asked.items() if value and value != "semua"})
    return f"{LIST}?{chosen}" if chosen else LIST


def _sieve(desk: Desk) -> Sieve:
    """What is shown; choices that are none let everything through."""
    kind = desk.asked("jenis")
    return Sieve(WHOSE.get(desk.asked("milik"), Whose.ALL), Kind(kind) if kind in set(Kind) else None)


def _sum(counts: dict[State, Count], states: frozenset[State]) -> Count:
    found = [counts[state] for state in states]
    return Count(sum(count.all for count in found), sum(count.late for count in found))


def _card(desk: Desk, row: Headline, names: dict[UUID, str]) -> Card:
    now, region = desk.work.now, desk.rooms.region
    assignee = spoken_name(names.get(row.assignee, "")) if row.assignee else ""
    days = Countdown.of(region, now).left(row.state, row.pay_by)
    since = row.changed_at if row.state in OVER else row.created_at
    return Card(row, left(days), Moments(region, now).ago(since), assignee, row.assignee == desk.member.id)


def _version(desk: Desk, *shown: object) -> str:
    """The same as long as the board would look the same: what is shown, and the minute, in which ages are told."""
    minute = int(desk.work.now.timestamp() // 60)
    return hashlib.sha256(repr((minute, *shown)).encode()).hexdigest()[:16]
