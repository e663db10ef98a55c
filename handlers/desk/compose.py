"""What staff write: answers with or without a file, notes among themselves, and what they correct or take back."""

from uuid import UUID, uuid4

from aiohttp import web

from handlers.desk.deeds import fresh
from handlers.desk.desk import Desk
from handlers.desk.forms import Upload
from services.helpdesk import Conversation
from services.helpdesk.agents import Reply
from services.helpdesk.messages import FileUnfit
from services.pictures.model import Kind
from services.pictures.rules import kind_of
from services.post.model import Attachment
from services.requests.reading import one_line
from services.staff import Act
from services.staff.messages import FormStale

LARGEST_SENT = 5 << 20
"""Bytes of a file that is sent from here."""
_SENT_AS: dict[Kind, tuple[str, str, str]] = {
    Kind.JPEG: ("photo", "image/jpeg", ".jpg"),
    Kind.PNG: ("photo", "image/png", ".png"),
    Kind.PDF: ("document", "application/pdf", ".pdf"),
}
"""What may be sent, told by the first bytes: which parameter it stands for, its type, and how its name ends."""
_LONGEST_NAME = 60


async def write(desk: Desk) -> web.Response:
    """An answer to the person or a note; the form says which of the two, and nothing else decides it."""
    form, conversation = await desk.form(), desk.uuid("id")
    reply = Reply(form.get("kata", ""), _once(form.get("sekali", "")), _maybe(form.get("menjawab", "")), _file(desk))
    match form.get("jenis"):
        case "jawaban":
            await desk.rooms.helpdesk.agents.answer(desk.work, desk.member, conversation, reply)
        case "catatan":
            await desk.rooms.helpdesk.agents.note(desk.work, desk.member, conversation, reply)
        case _:
            raise FormStale
    if not desk.is_fragment:
        return fresh(desk)
    response = desk.fragment("_once.html", once=uuid4(), swap=True)
    response.headers["HX-Trigger"] = "baru"
    return response


async def correct(desk: Desk) -> web.Response:
    """Other words in place of an own message."""
    form = await desk.form()
    line = await desk.rooms.helpdesk.agents.correct(desk.work, desk.member, desk.uuid("line"), form.get("kata", ""))
    return _back(desk, line.conversation)


async def take_back(desk: Desk) -> web.Response:
    """Takes an own message away from the person's chat."""
    line = await desk.rooms.helpdesk.lines.one(desk.work, desk.uuid("line"))
    await desk.rooms.helpdesk.agents.take_back(desk.work, desk.member, desk.uuid("line"))
    assert line is not None, "it has just been taken back"
    return _back(desk, line.conversation)


async def canned(desk: Desk) -> web.Response:
    """The kept answers of this queue, filled for this conversation, for the picker."""
    found = await desk.rooms.helpdesk.hands.open(desk.work, desk.member, desk.uuid("id"), Act.READ_QUEUE, lock=False)
    return desk.fragment("_canned_options.html", options=await _options(desk, found))


async def _options(desk: Desk, found: Conversation) -> list[dict[str, str]]:
    kept = desk.rooms.helpdesk.kept
    known = await kept.all(desk.work, found.queue)
    return [
        {"code": one.code, "title": one.title, "words": kept.filled(one, found, desk.member, desk.work.now)}
        for one in known
    ]


def _file(desk: Desk) -> Attachment | None:
    """What was sent along. Raises FileUnfit."""
    sent: Upload | None = desk.sent.files.get("berkas")
    if sent is None:
        return None
    kind = kind_of(sent.content)
    if kind not in _SENT_AS or len(sent.content) > LARGEST_SENT:
        raise FileUnfit(LARGEST_SENT >> 20)
    part, mime, ending = _SENT_AS[kind]
    stem = one_line(sent.name).replace("/", " ").replace("\\", " ").rpartition(".")[0] or "berkas"
    return Attachment(part, f"{stem[:_LONGEST_NAME]}{ending}", mime, sent.content)


def _once(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise FormStale from None


def _maybe(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _back(desk: Desk, conversation: UUID) -> web.Response:
    if desk.is_fragment:
        return web.Response(status=204, headers={"HX-Trigger": "baru"})
    return desk.redirect(f"/desk/percakapan/{conversation}")
