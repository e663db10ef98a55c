"""A conversation as PDF, to be kept with the papers of a case; notes only when they were asked for. Recorded."""

from aiohttp import web

from handlers.desk.desk import Desk
from handlers.desk.queue import offices
from handlers.desk.talk import event_values
from services.db import Work
from services.helpdesk import Conversation, Kind, Message, Thing
from services.helpdesk.teller import spoken_name
from services.paper.model import Attached, Line, Transcript, Voice
from services.refusals import Refusal
from services.staff import Act

_ATTACHED = {
    "photo": Attached.PHOTO,
    "voice": Attached.VOICE,
    "audio": Attached.VOICE,
    "video": Attached.VIDEO,
    "video_note": Attached.VIDEO,
    "animation": Attached.VIDEO,
    "sticker": Attached.STICKER,
    "location": Attached.PLACE,
    "contact": Attached.CONTACT,
}
"""Any other thing is a file."""


async def fetch(desk: Desk) -> web.Response:
    """The file; the look is recorded whatever becomes of it."""
    with_notes = desk.asked("catatan") == "ya"
    found, lines = await _opened(desk, with_notes)
    pdf = await desk.rooms.paper.transcript(_transcript(desk, found, lines, with_notes))
    named = f'attachment; filename="{found.number}.pdf"'
    return web.Response(body=pdf, content_type="application/pdf", headers={"Content-Disposition": named})


async def _opened(desk: Desk, with_notes: bool) -> tuple[Conversation, list[Message]]:
    no: Refusal | None = None
    async with desk.database.work() as work:
        try:
            return await _read(desk, work, with_notes)
        except Refusal as raised:
            no = raised
    assert no is not None, "else it was returned"
    raise no


async def _read(desk: Desk, work: Work, with_notes: bool) -> tuple[Conversation, list[Message]]:
    helpdesk = desk.rooms.helpdesk
    found = await helpdesk.hands.open(work, desk.member, desk.uuid("id"), Act.SEE_TRANSCRIPT, lock=False)
    await helpdesk.hands.record(work, desk.member, found, "print", "notes" if with_notes else "")
    return found, await helpdesk.lines.read(work, found.id)


def _transcript(desk: Desk, found: Conversation, lines: list[Message], with_notes: bool) -> Transcript:
    label, names = desk.rooms.words.label, offices(desk)
    return Transcript(
        operator=desk.rooms.operator,
        number=found.number,
        subject=label("request_subject", found.subject.value),
        queue=names.get(found.queue, found.queue),
        opened=found.created_at,
        closed=found.closed_at,
        outcome=label("desk_outcome", found.outcome.value) if found.outcome else "",
        tags=found.tags,
        lines=tuple(_line(desk, found, line, with_notes) for line in lines),
        asked_by=spoken_name(desk.member.name),
        asked_at=desk.work.now,
        with_notes=with_notes,
    )


def _line(desk: Desk, found: Conversation, line: Message, with_notes: bool) -> Line:
    if line.kind is Kind.EVENT:
        key, values = event_values(line, desk.rooms.words, offices(desk))
        remark = line.words.partition("\n")[2] if with_notes else ""
        told = desk.rooms.words.label("desk_event", key, **values)
        return Line(Voice.EVENT, line.at, "", f"{told}: {remark}" if remark else told)
    who = (found.details.name or desk.rooms.words.label("desk_words", "the_person")) if not line.by else line.by
    text = line.words or (desk.rooms.words.label("desk_thread", "taken_back") if line.thing is None else "")
    shown = who if line.kind is Kind.THEIRS else spoken_name(who)
    return Line(Voice(line.kind.value), line.at, shown, text, _attached(line.thing))


def _attached(thing: Thing | None) -> tuple[Attached, ...]:
    return (_ATTACHED.get(thing.kind, Attached.FILE),) if thing else ()
