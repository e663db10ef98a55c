"""What people ask of us by right, alarms of look-ups, and what staff vouch for at the desk."""

from aiohttp import web

from handlers.desk import reasons
from handlers.desk.desk import Desk
from services.helpdesk.messages import ConversationUnknown, NobodyToWriteTo, NotYourQueue
from services.oversight.messages import ReasonMissing
from services.oversight.vouching import Card
from services.participants.nik import Nik, NikRefusal
from services.refusals import Refusal
from services.staff import Act
from services.visitors.messages import ChatUnknown, NobodyToConfirm
from services.words.filters import tanggal

LIST = "/desk/permintaan"
_KIND = "desk_wishes"
_UNLOCK, _CONFIRM = "unlock", "confirm"
_MENDABLE = (
    NikRefusal,
    ConversationUnknown,
    NotYourQueue,
    NobodyToWriteTo,
    ChatUnknown,
    NobodyToConfirm,
    ReasonMissing,
)


async def show(desk: Desk) -> web.Response:
    """All of it."""
    return await _page(desk)


async def mark_done(desk: Desk) -> web.Response:
    """A wish was answered."""
    reason, erasure = reasons.chosen(await desk.form()), desk.rooms.erasure
    done = await erasure.mark_done(desk.work, desk.uuid("id"), desk.member.actor, reason.value)
    return desk.redirect(LIST, said=desk.rooms.words.label(_KIND, "marked" if done else "moved_on"))


async def unlock(desk: Desk) -> web.Response:
    """A chat may look up again."""
    form, vouching = await desk.form(), desk.rooms.oversight.vouching
    try:
        await vouching.unlock(desk.work, desk.member, form.get("nomor", ""), reasons.chosen(form))
    except _MENDABLE as no:
        return await _page(desk, _UNLOCK, no)
    return desk.redirect(LIST, said=desk.rooms.words.label(_KIND, "unlocked"))


async def confirm(desk: Desk) -> web.Response:
    """A chat is the person whose card staff have in their hands."""
    form, vouching = await desk.form(), desk.rooms.oversight.vouching
    try:
        card = Card(Nik.parse(form.get("nik", "")), form.get("nama", ""))
        _, own = await vouching.confirm(desk.work, desk.member, form.get("nomor", ""), card, reasons.chosen(form))
    except _MENDABLE as no:
        return await _page(desk, _CONFIRM, no)
    day = tanggal(own.until.astimezone(desk.rooms.region.zone))
    return desk.redirect(LIST, said=desk.rooms.words.label(_KIND, "confirmed", day=day))


async def _page(desk: Desk, where: str = "", no: Refusal | None = None) -> web.Response:
    rooms, work, member = desk.rooms, desk.work, desk.member
    places = rooms.region.places
    alarms = []
    for alarm in await rooms.visitors.alarms(work):
        village = places.village(alarm.village) if alarm.village else None
        alarms.append((alarm, village.name if village else alarm.village))
    return desk.render(
        "wishes.html",
        422 if no else 200,
        rights=[(right, f"…{str(right.chat)[-4:]}") for right in await rooms.erasure.open_rights(work)],
        alarms=alarms,
        may_unlock=member.may(Act.UNLOCK_LOOKUPS),
        may_confirm=member.may(Act.CONFIRM_PEOPLE),
        unlock_no=desk.said(no) if no and where == _UNLOCK else None,
        confirm_no=desk.said(no) if no and where == _CONFIRM else None,
        sent={name: desk.sent.get(name, "") for name in ("nomor", reasons.FIELD)},
        where=where,
        reasons=reasons.choices(rooms.words),
    )
