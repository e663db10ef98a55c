"""A claim as its page and the panel beside a conversation show it: open moves, papers, time left, who did what."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from handlers.desk.desk import Desk
from handlers.desk.moments import Told
from services.claims import Claim, Move, State
from services.claims.clock import Countdown
from services.claims.papers.model import Checklist, Page, PageState
from services.claims.rules import correctable, lapses_on
from services.claims.staff import RIGHTS
from services.claims.states import HERE, NEEDS_OF_STAFF, Need, Party, may_make
from services.helpdesk.teller import spoken_name
from services.staff import Act, StaffMember

_SHOWN = frozenset({PageState.ARRIVED, PageState.DOUBTED, PageState.ACCEPTED, PageState.RETURNED})
_SOON = 1
"""Working days left that count as little."""


@dataclass(frozen=True)
class Line:
    """A line of the history. `who` as people say it, nothing for the family; `key` tells a change that is no move."""

    move: Move
    who: str
    key: str


@dataclass(frozen=True)
class Way:
    """A move that may be made now, or one whose facts may be put right: where it leads and what must come with it."""

    to: str
    needs: frozenset[str]
    is_decision: bool


@dataclass(frozen=True)
class Left:
    """What is left of BPJS's time, in words and with a tone."""

    tone: str
    told: Told


@dataclass(frozen=True)
class Dossier:
    """Everything that both places show. `lapses`: when the right to JKK ends, while the file is still with us."""

    one: Claim
    lines: tuple[Line, ...]
    ways: tuple[Way, ...]
    corrections: tuple[Way, ...]
    papers: Checklist
    pages: tuple[Page, ...]
    left: Left | None
    lapses: date | None
    assignee: str
    can_mark: bool

    @property
    def path(self) -> str:
        """Where its page stands."""
        return f"{LIST}/{self.one.number}"

    @property
    def missing(self) -> int:
        """How many papers the family still has to send."""
        return len(self.papers.missing)


LIST = "/desk/pengajuan"


def way_to(number: str) -> str:
    """Where the page of a claim stands, whatever somebody has written for its number."""
    return f"{LIST}/{quote(number, safe='')}"


async def dossier(desk: Desk, one: Claim, moves: tuple[Move, ...]) -> Dossier:
    """What whoever looks may see and do; the look itself is recorded by whoever opened the claim."""
    rooms, work, by = desk.rooms, desk.work, desk.member
    pages = await rooms.claims.papers.store.of(work, one.id)
    names = {member.id: member.name for member in await rooms.staff.everybody(work)} if one.assignee else {}
    return Dossier(
        one=one,
        lines=tuple(_line(move) for move in moves),
        ways=ways(by, one.state),
        corrections=tuple(_way(state) for state in correctable(one) if by.may(RIGHTS[state])),
        papers=await rooms.claims.papers.list_of(work, one),
        pages=tuple(page for page in pages if page.content is not None and page.state in _SHOWN),
        left=left(Countdown.of(rooms.region, work.now).left(one.state, one.pay_by)),
        lapses=lapses_on(one.kind, one.details) if one.state in HERE else None,
        assignee=spoken_name(names.get(one.assignee, "")) if one.assignee else "",
        can_mark=by.may(Act.MOVE_CLAIM),
    )


def ways(by: StaffMember, before: State) -> tuple[Way, ...]:
    """The moves that the tables and this member's rights allow from here."""
    allowed = (state for state in State if by.may(RIGHTS.get(state, Act.MOVE_CLAIM)))
    return tuple(_way(state) for state in allowed if may_make(Party.STAFF, before, state))


def _way(to: State) -> Way:
    needs = NEEDS_OF_STAFF.get(to, frozenset())
    return Way(to.value, frozenset(need.value for need in needs), Need.DAY in needs)


def left(days: int | None) -> Left | None:
    """`tinggal 2 hari kerja`, `hari terakhir`, `lewat 3 hari kerja`; None while no clock runs."""
    if days is None:
        return None
    if days < 0:
        return Left("late", Told("late", {"n": -days}))
    if days == 0:
        return Left("soon", Told("today"))
    return Left("soon" if days <= _SOON else "good", Told("days", {"n": days}))


def _line(move: Move) -> Line:
    kind, _, who = move.by.partition(":")
    by_staff = kind == "staff"
    key = "" if move.before is not move.after or move.handover else "classified" if by_staff else "told_again"
    key = "corrected" if move.corrects else key
    return Line(move, spoken_name(who) if by_staff else "" if kind == "chat" else move.by, key)
