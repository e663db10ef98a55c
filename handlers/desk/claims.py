"""A claim on a page of its own: opened with a reason, moved on, classified, assigned, held."""

from collections.abc import Sequence
from typing import Any

from aiohttp import web

from handlers.desk import reasons
from handlers.desk.desk import Desk
from handlers.desk.dossier import LIST, dossier, way_to
from handlers.desk.steps import step_of
from services.benefits.papers import Paper
from services.claims import Claim, Event, Kind, Move
from services.claims.board import TOPIC
from services.claims.family import heirs_of
from services.claims.messages import ClaimSums
from services.claims.papers.messages import PaperNotToBeHad
from services.claims.rules import kinds_of
from services.claims.sums import told
from services.files.model import StoreAway
from services.helpdesk.teller import spoken_name
from services.oversight.people import CASE
from services.participants.nik import Nik, NikRefusal
from services.refusals import Refusal
from services.staff import Act
from services.staff.messages import FormStale

CLAIM = f"{LIST}/{{number}}"
_KIND = "desk_claim_done"


async def show(desk: Desk) -> web.Response:
    """The page of a claim that was opened today, else the form that asks why."""
    number = desk.part("number")
    why = await desk.rooms.claims.desk.standing(desk.work, desk.member, number)
    if why is None:
        return desk.render("claim_closed.html", number=number, reasons=reasons.choices(desk.rooms.words))
    one, moves = await desk.rooms.claims.desk.show(desk.work, desk.member, number, why)
    return desk.render("claim.html", **await _shown(desk, one, moves, why))


async def open_(desk: Desk) -> web.Response:
    """Opens it for the day, with a reason from the list."""
    number, reason = desk.part("number"), reasons.chosen(await desk.form())
    await desk.rooms.oversight.claims.admit(desk.work, desk.member, number, reason.value)
    one, _ = await desk.rooms.claims.desk.show(desk.work, desk.member, number, reason.value)
    return desk.redirect(f"{LIST}/{one.number}")


async def move(desk: Desk) -> web.Response:
    """The next step; the family hears of it."""
    form = await desk.form()
    one = await desk.rooms.claims.desk.move(desk.work, desk.member, desk.part("number"), step_of(form))
    return _done(desk, one, "moved", state=desk.rooms.words.label("claim_state", one.state.value))


async def correct(desk: Desk) -> web.Response:
    """What was written down wrongly, as it is right; whoever follows the claim hears what they were told otherwise."""
    form = await desk.form()
    one = await desk.rooms.claims.desk.correct(desk.work, desk.member, desk.part("number"), step_of(form))
    return _done(desk, one, "corrected")


async def classify(desk: Desk) -> web.Response:
    """Another benefit, with the reason."""
    form, claims = await desk.form(), desk.rooms.claims.desk
    try:
        kind = Kind(form.get("jenis", ""))
    except ValueError:
        raise FormStale from None
    one = await claims.classify(desk.work, desk.member, desk.part("number"), kind, form.get("sebab", ""))
    return _done(desk, one, "classified", benefit=desk.rooms.words.label("claim_kind", one.kind.value))


async def assign(desk: Desk) -> web.Response:
    """Into one's own hands, out of them, or into another's."""
    form, rooms = await desk.form(), desk.rooms
    name = form.get("kepada", "")
    member = await rooms.staff.allowed(desk.work, name, Act.MOVE_CLAIM) if name else None
    one = await rooms.claims.desk.assign(desk.work, desk.member, desk.part("number"), member.id if member else None)
    key = "taken" if member and member.id == desk.member.id else "assigned" if member else "laid_down"
    return _done(desk, one, key, name=spoken_name(name))


async def connect(desk: Desk) -> web.Response:
    """Whom it is about, found on the roster by number and the name that was told."""
    form = await desk.form()
    nik = Nik.parse(form.get("nik", ""))
    one = await desk.rooms.claims.connect(desk.work, desk.member, desk.part("number"), nik)
    return _done(desk, one, "connected")


async def hold(desk: Desk) -> web.Response:
    """It is not handed over for now."""
    form = await desk.form()
    one = await desk.rooms.claims.desk.hold(desk.work, desk.member, desk.part("number"), form.get("sebab", ""))
    return _done(desk, one, "held")


async def let_go(desk: Desk) -> web.Response:
    """It goes on."""
    one = await desk.rooms.claims.desk.let_go(desk.work, desk.member, desk.part("number"))
    return _done(desk, one, "let_go")


async def mark_seen(desk: Desk) -> web.Response:
    """Which papers staff have had in their hands."""
    papers = marked(await desk.form())
    one = await desk.rooms.claims.desk.mark_seen(desk.work, desk.member, desk.part("number"), papers)
    return _done(desk, one, "marked")


def marked(form: Any) -> set[Paper]:
    """The papers that were ticked. Raises FormStale."""
    try:
        return {Paper(key) for key in form.many("lihat")}
    except ValueError:
        raise FormStale from None


def _done(desk: Desk, one: Claim, key: str, **values: str) -> web.Response:
    desk.rooms.bell.ring(desk.work, TOPIC)
    said = desk.rooms.words.label(_KIND, key, number=one.number, **values)
    return desk.redirect(f"{LIST}/{one.number}", said=said)


async def _shown(desk: Desk, one: Claim, moves: Sequence[Move], why: str) -> dict[str, Any]:
    rooms, by = desk.rooms, desk.member
    return {
        "file": await dossier(desk, one, tuple(moves)),
        "why": why.removeprefix(CASE),
        "is_case": why.startswith(CASE),
        "nik": _masked(one.details.nik),
        "can_connect": one.participant is None and by.may(Act.MOVE_CLAIM) and by.may(Act.LOOK_UP_PEOPLE),
        "can_open_person": one.participant is not None and by.may(Act.LOOK_UP_PEOPLE),
        "sums": await _sums(desk, one),
        "can_file": by.may(Act.HAND_OVER_CLAIM),
        "heirs": heirs_of(one.details.family) if one.event is Event.DEATH else None,
        "pairs": await rooms.claims.desk.pair_of(desk.work, by, one),
        "kinds": [(kind.value, rooms.words.label("claim_kind", kind.value)) for kind in kinds_of(one.event)],
        "members": await _members(desk, one),
        "is_mine": one.assignee == by.id,
        "can_take": by.may(Act.MOVE_CLAIM),
        "can_assign": by.may(Act.ASSIGN_CLAIM),
        "can_hold": by.may(Act.HOLD_CLAIM),
        "held_by": spoken_name(one.held.by.removeprefix("staff:")) if one.held else "",
        "today": rooms.region.today(desk.work.now).isoformat(),
    }


async def fetch_file(desk: Desk) -> web.Response:
    """The complete file for the branch, made outside any unit of work; the look is kept whatever becomes of it."""
    rooms, number = desk.rooms, desk.part("number")
    case, no = None, None
    async with desk.database.work() as work:
        try:
            why = await rooms.claims.desk.standing(work, desk.member, number)
            if why is not None:
                case = await rooms.claims.file_case(work, desk.member, number, why, rooms.operator)
        except Refusal as raised:
            no = raised
    if no is not None:
        raise no
    if case is None:
        return desk.redirect(way_to(number))
    try:
        pdf = await rooms.documents.complete_file(case)
    except StoreAway:
        raise PaperNotToBeHad(is_away=True) from None
    named = f'attachment; filename="{case.claim.number}.pdf"'
    return web.Response(body=pdf, content_type="application/pdf", headers={"Content-Disposition": named})


async def _sums(desk: Desk, one: Claim) -> ClaimSums | None:
    """What follows by the rules, for which the roster is asked; that look stands in the audit as well."""
    if one.participant is None:
        return None
    participants, why = desk.rooms.participants, f"claim:{one.number}"
    person = await participants.participant(desk.work, one.participant, desk.member.actor, why)
    return told(one, person) if person else None


async def _members(desk: Desk, one: Claim) -> list[tuple[str, str]]:
    """To whom it can be given: sign-in name, and the name as people say it."""
    if not desk.member.may(Act.ASSIGN_CLAIM):
        return []
    everybody = await desk.rooms.staff.everybody(desk.work)
    fit = [member for member in everybody if member.may(Act.MOVE_CLAIM) and member.id != one.assignee]
    return [(member.name, spoken_name(member.name)) for member in fit]


def _masked(number: str) -> str:
    try:
        return Nik.parse(number).masked if number else ""
    except NikRefusal:
        return ""
