"""What is known beside a conversation: the person, what went before, coverage, claims and their next moves."""

from typing import Any

from aiohttp import web

from handlers.desk.claims import marked
from handlers.desk.desk import Desk
from handlers.desk.dossier import dossier
from handlers.desk.steps import step_of
from services.claims.board import TOPIC
from services.coverage.model import About
from services.helpdesk import Conversation
from services.helpdesk.case import Case
from services.participants.model import Covered, Grace, Lapsed, Listed, NotYet, Participant
from services.staff import Act
from services.staff.messages import PageUnknown


async def known(desk: Desk, found: Conversation) -> dict[str, Any]:
    """Everything of the panel. Opening a participant is a look, which is recorded."""
    book = await desk.rooms.helpdesk.book.of(desk.work, desk.member, found)
    others = []
    if found.chat is not None:
        others = await desk.rooms.helpdesk.views.of_chat(desk.work, desk.member, found.chat, found.id)
    return {
        "case": book,
        "person": book.person,
        "person_nik": book.person.nik.masked if book.person else "",
        "place": _place(book.person),
        "about": _about(book),
        "flow": _flow(desk, book),
        **_cover(desk, book),
        "files": [await dossier(desk, one, moves) for one, moves in book.claims],
        "others_files": book.others,
        "today": desk.rooms.region.today(desk.work.now).isoformat(),
        "others": others,
        "tags": found.tags,
    }


async def move(desk: Desk) -> web.Response:
    """The next step of a file, which the tables and the rights allow; the family hears of it."""
    form, found, number = await _asked(desk)
    await desk.rooms.claims.desk.move(desk.work, desk.member, number, step_of(form))
    return await _files(desk, found)


async def mark_seen(desk: Desk) -> web.Response:
    """Which papers staff have had in their hands."""
    form, found, number = await _asked(desk)
    await desk.rooms.claims.desk.mark_seen(desk.work, desk.member, number, marked(form))
    return await _files(desk, found)


async def _asked(desk: Desk) -> tuple[Any, Conversation, str]:
    """Form, conversation and the number of the file, which must be one of this conversation's chat."""
    hands = desk.rooms.helpdesk.hands
    found = await hands.open(desk.work, desk.member, desk.uuid("id"), Act.READ_QUEUE, lock=False)
    number = desk.part("number")
    mine = [] if found.chat is None else await desk.rooms.claims.of_chat(desk.work, found.chat)
    if number not in {one.number for one in mine}:
        raise PageUnknown
    return await desk.form(), found, number


async def _files(desk: Desk, found: Conversation) -> web.Response:
    desk.rooms.bell.ring(desk.work, TOPIC)
    if not desk.is_fragment:
        return desk.redirect(f"/desk/percakapan/{found.id}")
    claims, others = await desk.rooms.helpdesk.book.claims(desk.work, desk.member, found)
    files, today = [await dossier(desk, one, moves) for one, moves in claims], desk.rooms.region.today(desk.work.now)
    return desk.fragment("_files.html", found=found, files=files, others_files=others, today=today.isoformat())


def _place(person: Participant | None) -> str:
    return ", ".join(part for part in (person.village, person.district) if part) if person else ""


def _cover(desk: Desk, book: Case) -> dict[str, Any]:
    """Coverage in words: on the day that was asked about last, else today."""
    zone_day = desk.rooms.region.today(desk.work.now)
    day = book.trace.day if book.trace and book.trace.day else zone_day
    tell = desk.rooms.words.environment.filters["tanggal"]
    values: dict[str, Any] = {}
    match book.coverage:
        case Covered(since=since, months_paid=months):
            key, values = "covered", {"since": tell(since), "months": months}
        case Listed(since=since, funder=funder):
            key, values = "listed", {"since": tell(since), "funder": funder}
        case Grace(ended=ended, grace_until=until):
            key, values = "grace", {"ended": tell(ended), "until": tell(until)}
        case Lapsed(ended=ended):
            key, values = "lapsed", {"ended": tell(ended)}
        case NotYet(since=since):
            key, values = "not_yet", {"since": tell(since)}
        case _:
            key = "not_found"
    return {"cover_day": day, "cover_key": key, "cover_values": values}


def _flow(desk: Desk, book: Case) -> str:
    """What was under way in the chat, if we have a name for it."""
    flow = book.trace.flow if book.trace else ""
    return flow if flow in desk.rooms.words.labels("desk_flow") else ""


def _about(book: Case) -> str:
    """Whom the last look-up was about, if that is a value we know."""
    known_ones = {about.value for about in About}
    return book.trace.about if book.trace and book.trace.about in known_ones else ""
