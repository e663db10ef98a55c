"""A conversation: the list beside it, the talk live both ways, what is known of the person, and what may be done."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from aiohttp import web

from handlers.desk import case
from handlers.desk.desk import Desk
from handlers.desk.moments import Moments
from handlers.desk.queue import beside, offices, sees_all
from handlers.desk.talk import Bubble, bubbles
from services.helpdesk import Conversation, State
from services.helpdesk.agents import Shown
from services.helpdesk.hands import sits_in
from services.helpdesk.model import GIVEN_BY_STAFF, topic_of
from services.helpdesk.teller import spoken_name
from services.staff import Act, StaffMember
from services.staff.reach import name_of

THREAD = "/desk/percakapan/{id}"
MOST_AT_FIRST = 150
"""Lines shown when the page opens; the older ones come on request."""

_FURTHEST = timedelta(days=2)
"""A page that asked last so long ago is asked to look at everything anew."""


@dataclass(frozen=True)
class Can:
    """What whoever looks may do now. `hold`: why nothing can be sent to the person (`theirs`: another member has it,
    `closed`, `nobody`: there is no chat, `role`), or nothing."""

    take: bool
    take_over: bool
    release: bool
    assign: bool
    transfer: bool
    close: bool
    open_again: bool
    note: bool
    hold: str

    @property
    def answer(self) -> bool:
        """Whether something can be written to the person."""
        return not self.hold


async def show(desk: Desk) -> web.Response:
    """The whole page; the look is recorded."""
    found, lines = await desk.rooms.helpdesk.agents.read(desk.work, desk.member, desk.uuid("id"))
    is_whole = bool(desk.asked("semua")) or len(lines) <= MOST_AT_FIRST
    shown = lines if is_whole else lines[-MOST_AT_FIRST:]
    values = await head(desk, found)
    return desk.render(
        "thread.html",
        topics=("queue", topic_of(found.id)),
        bubbles=await bubbles(desk, shown),
        is_whole=is_whole,
        version=_version(desk, values),
        once=uuid4(),
        members=await _members(desk, found),
        outcomes=[outcome.value for outcome in GIVEN_BY_STAFF],
        beside=await beside(desk, found.id),
        **values,
        **await case.known(desk, found),
    )


async def newer(desk: Desk) -> web.Response:
    """What came or changed since the page asked last: new lines, and old ones that look different now."""
    after, at = _number(desk.asked("setelah")), _moment(desk.asked("sejak"), desk.work.now)
    agents, watched = desk.rooms.helpdesk.agents, _watched(desk.asked("diawasi"))
    found, lines = await agents.newer(desk.work, desk.member, desk.uuid("id"), after)
    changed = await agents.changed(desk.work, found, Shown(after, at, tuple(watched)))
    known = [line for line in changed if line.edited_at or watched.get(line.id) != line.state]
    values = await head(desk, found)
    version = _version(desk, values)
    return desk.fragment(
        "_news.html",
        bubbles=await bubbles(desk, lines, _day(desk.asked("hari"))),
        changed=[_without_day(one) for one in await bubbles(desk, known)],
        version=version,
        head_changed=desk.asked("kepala") != version,
        **values,
    )


async def head(desk: Desk, found: Conversation) -> dict[str, Any]:
    """What stands above the talk, and what may be done."""
    holder = await name_of(desk.work, found.assignee) if found.assignee else ""
    moments = Moments(desk.rooms.region, desk.work.now)
    return {
        "found": found,
        "holder": spoken_name(holder),
        "is_mine": found.assignee == desk.member.id,
        "can": _can(desk.member, found),
        "left": moments.left(found.due, found.state, found.missed),
        "asked_at": desk.work.now.isoformat(),
        "office": offices(desk).get(found.queue, found.queue),
        "offices": offices(desk),
        "sees_all": sees_all(desk.member),
        "can_print": desk.member.may(Act.SEE_TRANSCRIPT),
    }


def _can(by: StaffMember, found: Conversation) -> Can:
    free, mine = found.assignee is None, found.assignee == by.id
    is_open, within_reach = found.is_open, free or mine
    return Can(
        take=found.state is State.WAITING and by.may(Act.ANSWER_CONVERSATION),
        take_over=is_open and not within_reach and by.may(Act.ANSWER_CONVERSATION),
        release=mine and is_open,
        assign=is_open and by.may(Act.TRANSFER_CONVERSATION),
        transfer=is_open and within_reach and by.may(Act.TRANSFER_CONVERSATION),
        close=is_open and within_reach and by.may(Act.CLOSE_CONVERSATION),
        open_again=not is_open and by.may(Act.ANSWER_CONVERSATION),
        note=by.may(Act.NOTE_CONVERSATION),
        hold=_hold(by, found, within_reach),
    )


def _hold(by: StaffMember, found: Conversation, within_reach: bool) -> str:
    if not by.may(Act.ANSWER_CONVERSATION):
        return "role"
    if found.chat is None:
        return "nobody"
    if not found.is_open:
        return "closed"
    return "" if within_reach else "theirs"


async def _members(desk: Desk, found: Conversation) -> list[tuple[str, str]]:
    """To whom it can be given: sign-in name, and the name as people say it."""
    everybody = await desk.rooms.staff.everybody(desk.work)
    fit = [one for one in everybody if one.may(Act.ANSWER_CONVERSATION) and sits_in(one, found)]
    return [(one.name, spoken_name(one.name)) for one in fit if one.id != found.assignee]


def _version(desk: Desk, values: dict[str, Any]) -> str:
    """The same as long as the head and the composer look the same; the time that is left is told apart."""
    seen = {name: value for name, value in values.items() if name not in ("left", "asked_at", "found")}
    found = values["found"]
    facts = (found.state, found.queue, found.tags, found.outcome, found.subject, found.details, desk.member.role)
    return hashlib.sha256(repr((seen, facts)).encode()).hexdigest()[:16]


def _without_day(bubble: Bubble) -> Bubble:
    return Bubble(**vars(bubble) | {"day": None})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _moment(text: str, now: datetime) -> datetime:
    """A moment of today or the days before; what is none is now."""
    try:
        at = datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return now
    return at if now - _FURTHEST < at else now


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _watched(text: str) -> dict[UUID, str]:
    """`<line>:<state>`, separated by commas: letters under way as the page shows them."""
    found = {}
    for part in text.split(",")[:50]:
        line, _, state = part.partition(":")
        try:
            found[UUID(line)] = state
        except ValueError:
            continue
    return found
