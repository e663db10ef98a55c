"""Kept answers: written once with care, filled from the conversation when they are used."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from aiohttp import web

from handlers.desk.desk import Desk
from handlers.desk.queue import offices
from services.helpdesk import Channel, Conversation, State
from services.helpdesk.messages import CannedTaken, CannedUnfit, PlaceholderUnknown
from services.helpdesk.model import Canned
from services.helpdesk.rules import PLACEHOLDERS
from services.refusals import Refusal
from services.requests import Details, Subject

LIST = "/desk/jawaban"
_KIND = "desk_canned"
_NEVER = datetime.min.replace(tzinfo=UTC)


async def show(desk: Desk) -> web.Response:
    """All of them, and the form for one more or for the one that was chosen."""
    known = await desk.rooms.helpdesk.kept.all(desk.work)
    chosen = next((one for one in known if str(one.id) == desk.asked("pilih")), None)
    return _page(desk, known, chosen or _empty(desk))


async def save(desk: Desk) -> web.Response:
    """A new one, or other words for one that is there; what does not fit stays in the form."""
    draft = _draft(desk)
    try:
        saved = await desk.rooms.helpdesk.kept.save(desk.work, desk.member, draft)
    except (CannedUnfit, CannedTaken, PlaceholderUnknown) as no:
        return _page(desk, await desk.rooms.helpdesk.kept.all(desk.work), draft, no)
    desk.rooms.bell.ring(desk.work, "templates")
    return desk.redirect(LIST, said=desk.rooms.words.label(_KIND, "saved", code=saved.code))


async def drop(desk: Desk) -> web.Response:
    """Thrown away; its words stand in the form, so that one press brings it back."""
    known = await desk.rooms.helpdesk.kept.all(desk.work)
    dropped = next((one for one in known if one.id == desk.uuid("id")), None)
    await desk.rooms.helpdesk.kept.drop(desk.work, desk.member, desk.uuid("id"))
    desk.rooms.bell.ring(desk.work, "templates")
    if dropped is None:
        return desk.redirect(LIST)
    return _page(desk, [one for one in known if one.id != dropped.id], dropped, was_dropped=True)


async def preview(desk: Desk) -> web.Response:
    """How the words will read, for a made-up conversation."""
    return desk.fragment("_preview.html", words=_previewed(desk, _draft(desk)))


async def take_examples(desk: Desk) -> web.Response:
    """The answers that come along with Santun, except where a code is taken."""
    taken = await desk.rooms.helpdesk.kept.take_examples(desk.work, desk.member)
    desk.rooms.bell.ring(desk.work, "templates")
    return desk.redirect(LIST, said=desk.rooms.words.label(_KIND, "examples_taken", n=taken))


def _page(
    desk: Desk, known: list[Canned], draft: Canned, no: Refusal | None = None, *, was_dropped: bool = False
) -> web.Response:
    titles = desk.rooms.words.labels("desk_starter_title")
    return desk.render(
        "canned.html",
        422 if no else 200,
        known=known,
        draft=draft,
        is_new=was_dropped or draft.id not in {one.id for one in known},
        was_dropped=was_dropped,
        examples_left=len(titles.keys() - {one.code for one in known}),
        placeholders=PLACEHOLDERS,
        offices=offices(desk),
        words=_previewed(desk, draft),
        no=desk.said(no) if no else None,
    )


def _draft(desk: Desk) -> Canned:
    form = desk.sent
    try:
        identity = UUID(form.get("id", ""))
    except ValueError:
        identity = uuid4()
    texts = (form.get("kode", ""), form.get("judul", ""), form.get("kata", ""))
    return Canned(identity, *texts, form.get("antrean") or None, _NEVER, "")


def _empty(desk: Desk) -> Canned:
    return Canned(**desk.rooms.helpdesk.kept.draft(desk.member), changed_at=_NEVER, changed_by="")


def _previewed(desk: Desk, draft: Canned) -> str:
    region, words, now = desk.rooms.region, desk.rooms.words, desk.work.now
    queue = draft.queue if draft.queue in region.queues else region.queues[0]
    made_up = Conversation(
        id=draft.id,
        number=words.label(_KIND, "sample_number"),
        chat=None,
        queue=queue,
        subject=Subject.TALK,
        state=State.ACTIVE,
        channel=Channel.CHAT,
        details=Details(name=words.label(_KIND, "sample_name")),
        created_at=now,
        waiting_since=now,
    )
    return desk.rooms.helpdesk.kept.filled(draft, made_up, desk.member, now)
