"""Writes sheets for staff, claims first. Every cell is text: nothing typed by anybody becomes a formula."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

import xlsxwriter

from services.claims.clock import Countdown
from services.claims.model import Claim
from services.claims.rules import doing_label, missing_of
from services.words import Words

COLUMNS = (
    "number", "kind", "state", "created", "day", "about", "nik", "doing", "relation", "name", "phone", "words",
    "missing", "handed_over", "office", "receipt", "pay_by", "left", "decided", "amount", "reason",
)  # fmt: skip
"""Keys of the headings in the labels [claim_sheet]."""
_INERT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_PLAIN = {"num_format": "@"}
_QUOTED = {"num_format": "@", "quote_prefix": True}
"""As if typed with a leading apostrophe: whoever opens the cell and presses Enter still has a text."""


@dataclass(frozen=True)
class Sheet:
    """What goes into a file: title, headings, and rows of text."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = field(repr=False)


def claim_sheet(claims: Sequence[Claim], words: Words, countdown: Countdown) -> Sheet:
    """One row per claim. Days left are working days until BPJS must have paid, below zero when that is over."""
    labels = words.labels("claim_sheet")
    rows = tuple(_cells(claim, words) + _outcome(claim, countdown) for claim in claims)
    return Sheet(labels["title"], tuple(labels[key] for key in COLUMNS), rows)


def workbook(sheet: Sheet) -> bytes:
    """An .xlsx file."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, _INERT)
    page = book.add_worksheet(sheet.title)
    page.freeze_panes(1, 1)
    page.set_column(0, len(sheet.headings) - 1, 20)
    heading, plain, quoted = (book.add_format(kind) for kind in ({"bold": True}, _PLAIN, _QUOTED))
    for column, text in enumerate(sheet.headings):
        page.write_string(0, column, text, heading)
    for row, cells in enumerate(sheet.rows, start=1):
        for column, text in enumerate(cells):
            page.write_string(row, column, text, quoted if text.startswith(_LOOKS_LIKE_A_FORMULA) else plain)
    book.close()
    return out.getvalue()


def _cells(claim: Claim, words: Words) -> tuple[str, ...]:
    details, handover = claim.details, claim.handover
    return (
        claim.number,
        words.label("claim_kind", claim.kind.value),
        words.label("claim_state", claim.state.value),
        claim.created_at.astimezone(words.zone).strftime("%Y-%m-%d %H:%M"),
        details.day.isoformat() if details.day_is_exact else details.day.strftime("%Y-%m"),
        details.about,
        details.nik,
        words.label(doing_label(claim.event), details.doing.value),
        words.label("claim_relation", details.relation.value),
        details.name,
        details.phone,
        details.words,
        ", ".join(words.label("paper", paper.value) for paper in missing_of(claim)),
        handover.day.isoformat() if handover else "",
        handover.office if handover else "",
        handover.receipt if handover else "",
    )


def _outcome(claim: Claim, countdown: Countdown) -> tuple[str, ...]:
    """By when BPJS must pay, and what it decided."""
    decision, left = claim.decision, countdown.left(claim.state, claim.pay_by)
    return (
        claim.pay_by.isoformat() if claim.pay_by else "",
        "" if left is None else str(left),
        decision.day.isoformat() if decision else "",
        str(decision.amount) if decision and decision.amount is not None else "",
        decision.reason if decision else "",
    )
