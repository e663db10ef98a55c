"""What people sent, looked at in the page: photos and papers under a watermark, voices and films played.

Fetched from Telegram when somebody looks, outside any unit of work; nothing of it is kept. Who may look is decided by
the conversation it came in, whatever the address says; a look that is not granted stands in the audit too.
"""

from base64 import b64encode
from datetime import datetime, timedelta

from aiohttp import web

from handlers.desk.desk import Desk
from handlers.desk.media import media_type, piece_of
from services.helpdesk import Conversation, Message, Thing
from services.helpdesk.messages import ConversationUnknown, NotYourQueue
from services.privacy import Look, record_look
from services.privacy.audit import has_looked
from services.refusals import Refusal
from services.staff import Act
from services.staff.messages import PageUnknown

AGAIN_AFTER = timedelta(minutes=30)
"""Pages of one paper and pieces of one film are one look, for so long."""
_MOST_PAGES = 10_000


async def look(desk: Desk) -> web.Response:
    """The viewer: a page of a photo or paper, or why it cannot be shown and what to ask for."""
    line, found = await _granted(desk, "see_file")
    assert line.thing is not None
    page = page_number(desk.asked("halaman", "1"))
    values = {
        "path": f"/desk/berkas/{line.id}",
        "what": desk.rooms.words.label("desk_thing", line.thing.kind),
        "name": line.thing.name,
        "at": line.at,
        "trail": (f"/desk/percakapan/{found.id}", found.number),
        "page": page,
        "pages": 0,
        "no": None,
    }
    try:
        content = await desk.rooms.helpdesk.files.fetch(line.thing)
        shown = await desk.rooms.pictures.shown(content, mark(desk, found.number), page)
    except Refusal as no:
        values["no"] = desk.said(no)
    else:
        picture = f"data:{shown.media};base64,{b64encode(shown.content).decode()}"
        values |= {"picture": picture, "pages": shown.pages, "width": shown.width, "height": shown.height}
    return desk.fragment("_viewer.html", **values) if desk.is_fragment else desk.render("viewer.html", **values)


async def play(desk: Desk) -> web.Response:
    """The content of a voice, a sound or a film, whole or in pieces; of nothing else."""
    line, _ = await _granted(desk, "play_file")
    assert line.thing is not None
    try:
        content = await desk.rooms.helpdesk.files.fetch(line.thing)
    except Refusal:
        return web.Response(status=404)
    media = media_type(content)
    if not media:
        return web.Response(status=415)
    return _piece(content, media, desk.request.headers.get("Range", ""))


def _piece(content: bytes, media: str, asked: str) -> web.Response:
    headers = {"Accept-Ranges": "bytes", "Content-Disposition": "inline"}
    try:
        piece = piece_of(len(content), asked) if asked else None
    except ValueError:
        return web.Response(status=416, headers={"Content-Range": f"bytes */{len(content)}"})
    if piece is None:
        return web.Response(body=content, content_type=media, headers=headers)
    first, last = piece
    headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    return web.Response(status=206, body=content[first : last + 1], content_type=media, headers=headers)


async def _granted(desk: Desk, action: str) -> tuple[Message, Conversation]:
    """The line and its conversation. Raises PageUnknown, the same for what is not there and what is not this member's,
    and keeps the record of the attempt."""
    granted: tuple[Message, Conversation] | None = None
    async with desk.database.work() as work:
        line = await desk.rooms.helpdesk.lines.one(work, desk.uuid("line"))
        if line is None or line.thing is None:
            await record_look(work, Look(desk.member.actor, f"conversation.{action}", None, None, found=False))
        else:
            hands = desk.rooms.helpdesk.hands
            try:
                found = await hands.open(work, desk.member, line.conversation, Act.READ_QUEUE, lock=False)
            except (ConversationUnknown, NotYourQueue):
                found = None
            if found is not None:
                seen = Look(desk.member.actor, f"conversation.{action}", f"request:{found.number}", f"line:{line.id}")
                if not await has_looked(work, seen, work.now - AGAIN_AFTER):
                    await record_look(work, seen)
                granted = line, found
    if granted is None:
        raise PageUnknown
    return granted


def mark(desk: Desk, number: str) -> str:
    """Who looks, when and at what: the number of a conversation or of a claim."""
    at: datetime = desk.work.now
    clock = desk.rooms.words.environment.filters["jam"](at)
    day = f"{at.astimezone(desk.rooms.region.zone):%d-%m-%Y}"
    return f"{desk.member.name} · {day} {clock} · {number}"


def page_number(text: str) -> int:
    """A page as an address names it; what is none is the first."""
    return min(_MOST_PAGES, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def is_sound(thing: Thing) -> bool:
    """Whether it is played without a picture."""
    return thing.kind in ("voice", "audio")
