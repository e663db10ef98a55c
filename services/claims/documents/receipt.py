"""The receipt of a family: what lies with us, page by page, and what we do next and by when."""

from datetime import date

from services.claims.clock import RUNS
from services.claims.documents.case import Case, reviewed_by
from services.claims.papers.model import Page, PageState
from services.claims.states import HERE, State
from services.paper.claim import HandedOver, PaperState, Receipt, ReceivedPaper
from services.region import Region
from services.words import Words

STATES: dict[PageState, PaperState] = {
    PageState.ARRIVED: PaperState.CHECKING,
    PageState.DOUBTED: PaperState.CHECKING,
    PageState.ACCEPTED: PaperState.ACCEPTED,
    PageState.RETURNED: PaperState.AGAIN,
}
"""What a page's state is on paper; others do not stand there."""


def receipt(case: Case, words: Words, region: Region) -> Receipt:
    """*Tanda terima*."""
    claim, handover = case.claim, case.claim.handover
    return Receipt(
        operator=case.operator,
        number=claim.number,
        matter=words.label("claim_kind", claim.kind.value),
        participant=claim.details.about,
        submitter=claim.details.name,
        next_step=words.label("claim_next", claim.state.value),
        next_by=_next_by(case, region),
        made_at=case.now,
        code=claim.number,
        event_day=claim.details.day if claim.details.day_is_exact else None,
        papers=tuple(_line(page, name) for page, name in named(case, words)),
        missing=tuple(words.label("paper", paper.value) for paper in case.papers.missing),
        handed_over=HandedOver(handover.day, handover.office, handover.receipt) if handover else None,
        contact=_contact(words, region),
    )


def named(case: Case, words: Words) -> list[tuple[Page, str]]:
    """Every page that counts or is asked for again, in the order of the list of papers; of several the number too."""
    order = {row.paper: place for place, row in enumerate((*case.papers.rows, *case.papers.grant))}
    pages = [page for page in case.pages if page.state in STATES and page.content and page.paper]
    pages.sort(key=lambda page: order.get(page.paper, len(order)))  # type: ignore[arg-type] # those without are left out
    found: list[tuple[Page, str]] = []
    for page in pages:
        assert page.paper is not None
        same = [other for other in pages if other.paper is page.paper]
        number = f" ({same.index(page) + 1})" if len(same) > 1 else ""
        found.append((page, words.label("paper", page.paper.value) + number))
    return found


def _line(page: Page, name: str) -> ReceivedPaper:
    assert page.content is not None
    return ReceivedPaper(
        name, page.content.pages, page.received_at, page.content.digest, STATES[page.state], page.reason
    )


def _next_by(case: Case, region: Region) -> date | None:
    claim = case.claim
    if claim.state in HERE or claim.state is State.APPEALED:
        return reviewed_by(case, region)
    return claim.pay_by if claim.state in RUNS else None


def _contact(words: Words, region: Region) -> tuple[str, ...]:
    agency = region.office("agency")
    phone = (
        (words.label("claim_doc", "by_phone", office=agency.name, phone=agency.phone),)
        if agency and agency.phone
        else ()
    )
    centre = words.label("claim_doc", "by_centre", number=region.contacts.call_centre)
    return (words.label("claim_doc", "by_chat"), *phone, centre)
