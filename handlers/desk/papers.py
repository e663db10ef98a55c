"""Papers of a claim at the console: looked at under a watermark, accepted, or sent back with a reason."""

from base64 import b64encode
from uuid import UUID

from aiohttp import web

from handlers.desk.desk import Desk
from handlers.desk.dossier import LIST, way_to
from handlers.desk.files import mark, page_number
from services.benefits.papers import Paper
from services.claims.board import TOPIC
from services.claims.papers.messages import PaperNotToBeHad
from services.claims.papers.model import Page
from services.files.model import FileMissing, FileSpoiled, StoreAway
from services.refusals import Refusal
from services.staff.messages import FormStale

PAPER = f"{LIST}/{{number}}/berkas"
_KIND = "desk_claim_paper"


async def look(desk: Desk) -> web.Response:
    """The viewer: a side of one file, or why it cannot be shown; before the claim was opened today, the way to it.
    Fetched outside any unit of work; the look is kept."""
    found = await _granted(desk)
    if found is None:
        return desk.redirect(way_to(desk.part("number")))
    assert found.content is not None
    number, side = desk.part("number"), page_number(desk.asked("halaman", "1"))
    values = {
        "path": f"{LIST}/{number}/berkas/{found.id}",
        "what": desk.rooms.words.label("paper", found.paper.value) if found.paper else "",
        "name": "",
        "at": found.received_at,
        "trail": (f"{LIST}/{number}", number),
        "page": side,
        "pages": 0,
        "no": None,
    }
    try:
        content = await _content(desk, found.content.file)
        shown = await desk.rooms.pictures.shown(content, mark(desk, number), side)
    except Refusal as no:
        values["no"] = desk.said(no)
    else:
        picture = f"data:{shown.media};base64,{b64encode(shown.content).decode()}"
        values |= {"picture": picture, "pages": shown.pages, "width": shown.width, "height": shown.height}
    return desk.fragment("_viewer.html", **values) if desk.is_fragment else desk.render("viewer.html", **values)


async def accept(desk: Desk) -> web.Response:
    """All pages of a paper that stood on the page are good."""
    paper, number = _paper(desk), desk.part("number")
    try:
        shown = {UUID(one) for one in (await desk.form()).many("halaman")}
    except ValueError:
        raise FormStale from None
    one = await desk.rooms.claims.paper_desk.accept(desk.work, desk.member, number, paper, shown)
    return _done(desk, one.number, "accepted", paper)


async def send_back(desk: Desk) -> web.Response:
    """A page cannot be used; the family hears why."""
    form, number, page = await desk.form(), desk.part("number"), desk.uuid("page")
    one = await desk.rooms.claims.paper_desk.send_back(desk.work, desk.member, number, page, form.get("sebab", ""))
    return _done(desk, one.number, "returned", None)


async def _content(desk: Desk, name: str) -> bytes:
    """Raises PaperNotToBeHad."""
    try:
        return await desk.rooms.files.get(name)
    except (FileMissing, FileSpoiled):
        raise PaperNotToBeHad(is_away=False) from None
    except StoreAway:
        raise PaperNotToBeHad(is_away=True) from None


def _done(desk: Desk, number: str, key: str, paper: Paper | None) -> web.Response:
    desk.rooms.bell.ring(desk.work, TOPIC)
    words = desk.rooms.words
    said = words.label(_KIND, key, paper=words.label("paper", paper.value) if paper else "")
    return desk.redirect(f"{LIST}/{number}", said=said)


def _paper(desk: Desk) -> Paper:
    try:
        return Paper(desk.part("paper"))
    except ValueError:
        raise FormStale from None


async def _granted(desk: Desk) -> Page | None:
    """The page, whose look stands in the audit with its reason; so does an attempt that is refused. None where nobody
    said yet today why the claim is opened. Raises PageUnknown, ClaimUnknown."""
    claims, page, number = desk.rooms.claims, desk.uuid("page"), desk.part("number")
    found, no = None, None
    async with desk.database.work() as work:
        try:
            why = await claims.desk.standing(work, desk.member, number)
            if why is not None:
                found = await claims.paper_desk.look(work, desk.member, number, page, why)
        except Refusal as raised:
            no = raised
    if no is not None:
        raise no
    return found
