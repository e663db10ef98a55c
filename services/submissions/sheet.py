"""Writes submissions into a spreadsheet for staff. Every cell is text: nothing typed by anybody becomes a formula."""

from collections.abc import Sequence
from io import BytesIO

import xlsxwriter

from services.submissions.model import Submission
from services.submissions.rules import missing_of
from services.words import Words

COLUMNS = (
    "number", "kind", "state", "created", "day", "about", "nik", "doing", "relation", "name", "phone", "words",
    "missing", "handed_over", "office", "receipt",
)  # fmt: skip
"""Keys of the headings in the labels [submission_sheet]."""
_INERT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook(submissions: Sequence[Submission], words: Words) -> bytes:
    """An .xlsx file with one row per submission."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, _INERT)
    sheet = book.add_worksheet(words.label("submission_sheet", "title"))
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(COLUMNS) - 1, 20)
    heading = book.add_format({"bold": True})
    for column, key in enumerate(COLUMNS):
        sheet.write_string(0, column, words.label("submission_sheet", key), heading)
    for row, submission in enumerate(submissions, start=1):
        for column, text in enumerate(_cells(submission, words)):
            sheet.write_string(row, column, text)
    book.close()
    return out.getvalue()


def _cells(submission: Submission, words: Words) -> tuple[str, ...]:
    details, handover = submission.details, submission.handover
    return (
        submission.number,
        words.label("submission_kind", submission.kind.value),
        words.label("submission_state", submission.state.value),
        submission.created_at.astimezone(words.zone).strftime("%Y-%m-%d %H:%M"),
        details.day.isoformat() if details.day_is_exact else details.day.strftime("%Y-%m"),
        details.about,
        details.nik,
        words.label("submission_doing", details.doing.value),
        words.label("submission_relation", details.relation.value),
        details.name,
        details.phone,
        details.words,
        ", ".join(words.label("paper", paper.value) for paper in missing_of(submission)),
        handover.day.isoformat() if handover else "",
        handover.office if handover else "",
        handover.receipt if handover else "",
    )
