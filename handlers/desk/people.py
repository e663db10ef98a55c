"""People on the roster: looked for, opened with a reason, and seen as far as the role reaches."""

from contextlib import suppress
from datetime import date
from typing import Any

from aiohttp import web

from handlers.desk import reasons
from handlers.desk.days import read_day
from handlers.desk.desk import Desk
from services.oversight.messages import LooksUsedUp, NameTooShort, NotOpened, ReasonMissing, SearchVillageUnknown
from services.oversight.model import Asked, By, Hits, Person
from services.oversight.people import CASE
from services.oversight.rules import MORE_PEOPLE
from services.participants.kpj import NotAKpj
from services.participants.model import Covered, Grace, Lapsed, Listed, NotFound, NotYet
from services.participants.nik import NikRefusal
from services.participants.phone import NotAMobileNumber
from services.refusals import Refusal
from services.staff import Act
from services.words.filters import angka, tanggal

LIST = "/desk/peserta"
_KIND = "desk_people"
_EMPTY = Asked(By.NIK, "")
_KINDS: dict[type, str] = {
    Covered: "covered",
    Listed: "listed",
    Grace: "grace",
    Lapsed: "lapsed",
    NotYet: "not_yet",
    NotFound: "not_found",
}
"""Keys of the labels [desk_person_cover]."""


async def ask(desk: Desk) -> web.Response:
    """The form."""
    return await _page(desk)


async def search(desk: Desk) -> web.Response:
    """What was found. What was typed is not repeated, unless it must be mended."""
    form = await desk.form()
    asked = Asked(_by(form.get("menurut", "")), form.get("cari", ""), form.get("desa", ""))
    try:
        hits = await desk.rooms.oversight.people.search(desk.work, desk.member, asked)
    except (NikRefusal, NotAKpj, NotAMobileNumber, NameTooShort, SearchVillageUnknown) as no:
        return await _page(desk, asked, no=no)
    return await _page(desk, Asked(asked.by, ""), hits)


async def open_(desk: Desk) -> web.Response:
    """Opens somebody for the day."""
    form, people, person = await desk.form(), desk.rooms.oversight.people, desk.uuid("id")
    reason = None
    with suppress(ReasonMissing):  # a conversation is reason enough; the verb knows whether there is one
        reason = reasons.chosen(form)
    try:
        await people.open(desk.work, desk.member, person, reason)
    except LooksUsedUp as no:
        return await _page(desk, no=no)
    return desk.redirect(f"{LIST}/{person}")


async def show(desk: Desk) -> web.Response:
    """Somebody who stands open, or the form that opens them."""
    id_, people = desk.uuid("id"), desk.rooms.oversight.people
    try:
        person = await people.show(desk.work, desk.member, id_)
    except NotOpened:
        return desk.render("person_closed.html", id=id_, reasons=reasons.choices(desk.rooms.words))
    return await _shown(desk, person)


async def on_day(desk: Desk) -> web.Response:
    """The coverage on another day."""
    day, people = read_day((await desk.form()).get("hari", "")), desk.rooms.oversight.people
    person = await people.show(desk.work, desk.member, desk.uuid("id"), day)
    return await _shown(desk, person, day_unread=day is None, block="#cover")


async def reveal(desk: Desk) -> web.Response:
    """The whole NIK, for this once."""
    person = await desk.rooms.oversight.people.reveal(desk.work, desk.member, desk.uuid("id"))
    return await _shown(desk, person, revealed=True, block="#nik")


async def _page(desk: Desk, asked: Asked = _EMPTY, hits: Hits | None = None, no: Refusal | None = None) -> web.Response:
    rooms = desk.rooms
    return desk.render(
        "people.html",
        409 if isinstance(no, LooksUsedUp) else 422 if no else 200,
        asked=asked,
        hits=hits,
        no=desk.said(no) if no else None,
        ways=[(by.value, rooms.words.label(_KIND, f"by_{by.value}")) for by in By],
        villages=sorted({village.name for village in rooms.region.places.villages}),
        allowance=await rooms.oversight.people.allowance(desk.work, desk.member),
        more=MORE_PEOPLE,
        reasons=reasons.choices(rooms.words),
        grants=desk.member.may(Act.GRANT_LOOKS),
    )


async def _shown(
    desk: Desk, person: Person, *, day_unread: bool = False, revealed: bool = False, block: str = ""
) -> web.Response:
    rooms, work = desk.rooms, desk.work
    values: dict[str, Any] = {
        "person": person,
        "cover": _cover(desk, person),
        "day_unread": day_unread,
        "revealed": revealed,
        "is_today": person.on == rooms.region.today(work.now),
        "why_case": person.why.removeprefix(CASE) if person.why.startswith(CASE) else "",
    }
    if desk.is_fragment and block:
        return desk.fragment(f"person.html{block}", **values)
    chats = await rooms.visitors.chats_of(work, person.id)
    return desk.render(
        "person.html",
        **values,
        claims=await rooms.claims.desk.around(work, desk.member, person.id, chats),
        cases=await rooms.oversight.cases.cases_about(work, desk.member, person.id),
        allowance=await rooms.oversight.people.allowance(work, desk.member),
    )


def _cover(desk: Desk, person: Person) -> dict[str, Any]:
    """The answer for the day, in words."""
    answer, words = person.coverage, desk.rooms.words
    kind = _KINDS[type(answer)]
    told = {key: tanggal(value) for key, value in vars(answer).items() if isinstance(value, date)}
    told |= {
        "until": told.get("until", words.label(_KIND, "open_end")),
        "months": angka(getattr(answer, "months_paid", 0)),
        "funder": getattr(answer, "funder", ""),
    }
    return {
        "title": words.label("desk_person_cover", kind),
        "text": words.label("desk_person_cover", f"{kind}_text", **told),
        "tone": {"covered": "good", "listed": "good"}.get(kind, "soon"),
        "programmes": [words.label("programme", each.value) for each in getattr(answer, "programmes", ())],
        "source": getattr(answer, "source", None),
    }


def _by(text: str) -> By:
    try:
        return By(text)
    except ValueError:
        return By.NIK
