"""Papers of a claim in the chat: choosing one, sending photos, taking back, and hiding them from the screen."""

from uuid import UUID

from handlers.chat.buttons import AskForHelp, Button, OpenMenu, ShowStatus
from handlers.chat.claim_buttons import (
    DropPhotos,
    HidePhotos,
    KeepPhotos,
    MakeDocument,
    PickGrantPaper,
    PickPaper,
    RemovePaper,
    SendPaper,
    SortPhotos,
)
from handlers.chat.paper_letters import PaperLetters
from handlers.chat.visit import Visit
from services.benefits.papers import Paper
from services.claims import Claim, State
from services.claims.documents.case import Wish
from services.claims.papers.messages import (
    NoPhotoWaits,
    PaperRemoved,
    PapersClosed,
    PhotosDropped,
    PhotosHidden,
    SendThis,
    WhichToSend,
)
from services.claims.papers.model import Arrival, Row, Sent, Standing
from services.claims.papers.rules import TAKES_PAPERS
from services.claims.papers.service import FETCHED
from services.claims.papers.typed import papers_named, the_one
from services.helpdesk import Said
from services.post import Letter
from services.requests import Subject

LETTER_OF = {
    Paper.ACCOUNT_OF_EVENT: Wish.ACCOUNT,
    Paper.PROXY_LETTER: Wish.PROXY,
    Paper.HEIR_LETTER: Wish.HEIRS,
    Paper.DEATH_CERTIFICATE: Wish.DEATH,
}
"""Papers that begin with a letter which we can fill in."""
PICTURES = frozenset({"photo", "document"})
"""What can be a paper; what it really is its first bytes tell, once it was fetched."""


async def pick(visit: Visit, tap: PickPaper) -> None:
    """[Kirim berkas]: which one? What is missing comes first, then what can be sent anew; those of the grant, which
    may follow later, behind a button of their own."""
    claim = await _open(visit, tap.claim)
    await visit.rooms.claims.papers.expect_nothing(visit.work, visit.chat)
    found = await visit.rooms.claims.papers.list_of(visit.work, claim)
    grant = (PickGrantPaper(claim.id),) if found.grant else ()
    await visit.say(WhichToSend(len(found.missing)), *_to_send(visit, claim, found.rows), *grant, OpenMenu())


async def pick_of_grant(visit: Visit, tap: PickGrantPaper) -> None:
    """[Berkas beasiswa anak]: which one?"""
    claim = await _open(visit, tap.claim)
    await visit.rooms.claims.papers.expect_nothing(visit.work, visit.chat)
    found = await visit.rooms.claims.papers.list_of(visit.work, claim)
    await visit.say(WhichToSend(0), *_to_send(visit, claim, found.grant), PickPaper(claim.id), OpenMenu())


def _to_send(visit: Visit, claim: Claim, rows: tuple[Row, ...]) -> list[Button]:
    open_rows = [row for row in rows if row.standing is not Standing.ACCEPTED]
    open_rows.sort(key=lambda row: row.standing is Standing.ARRIVED)  # what is missing first, else as it was
    return [(_short(visit, row.paper), SendPaper(claim.id, row.paper)) for row in open_rows]


async def called(visit: Visit, text: str) -> bool:
    """A few words that name a paper of the open claim: what its button says. Tells whether they did."""
    claim = await visit.rooms.claims.papers.open_claim(visit.work, visit.chat) if _named(visit, text) else None
    if claim is None or claim.state is State.DRAFT:
        return False
    paper = await _meant(visit, claim, text)
    if paper is None:
        return False
    await visit.rooms.dialogues.found_again(visit.work, visit.chat)
    await send(visit, SendPaper(claim.id, paper))
    return True


async def _meant(visit: Visit, claim: Claim, text: str) -> Paper | None:
    named = _named(visit, text)
    return the_one(named, await visit.rooms.claims.papers.list_of(visit.work, claim)) if named else None


def _named(visit: Visit, text: str) -> frozenset[Paper]:
    return papers_named(text, visit.rooms.words.labels("paper_typed"))


async def send(visit: Visit, tap: SendPaper) -> None:
    """One paper: what it is for, from where, and what else would do. The next photo is it."""
    claim = await _open(visit, tap.claim)
    row = (await visit.rooms.claims.papers.list_of(visit.work, claim)).row(tap.paper)
    await visit.rooms.claims.papers.expect(visit.work, claim, tap.paper)
    may_go = row.standing in (Standing.ARRIVED, Standing.DOUBTED, Standing.RETURNED)
    remove = (RemovePaper(claim.id, tap.paper),) if may_go else ()
    speech = SendThis(tap.paper, row.standing, row.pages, row.reason)
    letter = (MakeDocument(claim.id, LETTER_OF[tap.paper]),) if tap.paper in LETTER_OF else ()
    label = visit.rooms.words.label("claim_button", "other_paper")
    others = () if claim.state is State.DRAFT else ((label, PickPaper(claim.id)),)
    await visit.say(speech, *letter, *remove, *others, AskForHelp(Subject.TALK), OpenMenu())


async def sort(visit: Visit, tap: SortPhotos) -> None:
    """The answer to: which paper is this photo? Then the next one is asked about."""
    claim = await _open(visit, tap.claim)
    arrival = await visit.rooms.claims.papers.sort(visit.work, claim, tap.paper, tap.message)
    await _told(visit, tap.claim, arrival)
    await _letters(visit).ask_which(visit.work, claim, tap.paper)


async def keep(visit: Visit, tap: KeepPhotos) -> None:
    """[Tetap kirim]: dark or blurred, it counts."""
    claim = await _open(visit, tap.claim)
    arrival = await visit.rooms.claims.papers.keep(visit.work, claim)
    await _told(visit, tap.claim, arrival)


async def drop(visit: Visit, tap: DropPhotos) -> None:
    """[Bukan berkas]: a selfie is no paper."""
    claim = await _open(visit, tap.claim)
    if not await visit.rooms.claims.papers.drop(visit.work, claim, tap.message):
        await visit.say(NoPhotoWaits(), PickPaper(claim.id), ShowStatus())
    else:
        await visit.say(PhotosDropped(), PickPaper(claim.id), ShowStatus(), OpenMenu())
    await _letters(visit).ask_which(visit.work, claim)


async def remove(visit: Visit, tap: RemovePaper) -> None:
    """A paper is taken back."""
    claim = await _open(visit, tap.claim)
    count = await visit.rooms.claims.papers.remove(visit.work, claim, tap.paper)
    await _letters(visit).write_list(visit.work, await visit.rooms.claims.mine(visit.work, visit.chat, tap.claim))
    await visit.say(PaperRemoved(tap.paper, count), SendPaper(claim.id, tap.paper), ShowStatus(), OpenMenu())


async def hide(visit: Visit, tap: HidePhotos) -> None:
    """[Hapus foto dari percakapan]: off the screen; with us they stay, sealed."""
    claim = await visit.rooms.claims.mine(visit.work, visit.chat, tap.claim)
    await visit.rooms.claims.papers.expect_nothing(visit.work, visit.chat)
    messages = await visit.rooms.claims.papers.hide(visit.work, claim)
    for message in messages:
        params = {"chat_id": visit.chat, "message_id": message}
        await visit.rooms.post.write(visit.work, Letter(visit.chat, "deleteMessage", params))
    await visit.say(PhotosHidden(len(messages)), PickPaper(claim.id), ShowStatus(), OpenMenu())


async def announced(visit: Visit, said: Said) -> bool:
    """A photo after the button of a paper was pressed, a short while ago. Tells whether it was one."""
    if not _is_picture(said):
        return False
    expected = await visit.rooms.claims.papers.expected(visit.work, visit.chat)
    if expected is None:
        return False
    claim = await visit.rooms.claims.mine(visit.work, visit.chat, expected[0])
    if claim.state not in TAKES_PAPERS:
        return False
    return await _received(visit, claim, expected[1], said)


async def unannounced(visit: Visit, said: Said) -> bool:
    """A photo out of the blue, while a claim is open: the words below it name it, else it is asked what it is, once it
    came; in the first hour after an accident it shows that. Tells whether."""
    claim = await visit.rooms.claims.papers.open_claim(visit.work, visit.chat) if _is_picture(said) else None
    if claim is None:
        return False
    is_first_hour = claim.state is State.DRAFT
    paper = Paper.EVIDENCE_PHOTO if is_first_hour else await _meant(visit, claim, said.words)
    return await _received(visit, claim, paper, said)


async def _received(visit: Visit, claim: Claim, paper: Paper | None, said: Said) -> bool:
    assert said.thing is not None
    assert visit.message is not None
    sent = Sent(said.thing.file_id, visit.message, said.album, said.thing.size)
    await visit.rooms.claims.papers.receive(visit.work, claim, paper, sent)
    visit.rooms.bell.ring(visit.work, FETCHED)
    return True


async def _open(visit: Visit, claim: UUID) -> Claim:
    """The claim of a button, if it is this chat's and takes papers."""
    found = await visit.rooms.claims.mine(visit.work, visit.chat, claim)
    if found.state not in TAKES_PAPERS:
        raise PapersClosed(found.number)
    return found


async def _told(visit: Visit, claim: UUID, arrival: Arrival) -> None:
    if not (arrival.arrived or arrival.doubted):
        await visit.say(NoPhotoWaits(), PickPaper(claim), ShowStatus())
        return
    after = await visit.rooms.claims.mine(visit.work, visit.chat, claim)
    await _letters(visit).tell(visit.work, after, arrival)


def _letters(visit: Visit) -> PaperLetters:
    return PaperLetters(visit.rooms, visit.keyboards)


def _is_picture(said: Said) -> bool:
    return said.thing is not None and said.thing.kind in PICTURES and bool(said.thing.file_id)


def _short(visit: Visit, paper: Paper) -> str:
    return visit.rooms.words.label("paper_short", paper.value)
