"""What goes into a spreadsheet stays a text, whatever somebody typed."""

import zipfile
from io import BytesIO

from python_calamine import load_workbook

from services.submissions.sheet import Sheet, workbook


def test_what_looks_like_a_formula_is_a_text_in_the_file() -> None:
    wicked = ("=cmd|' /C calc'!A0", "+62812", "-1+1", "@SUM(1)", "\t=1", "https://jahat.example", "0812", "aman")
    content = workbook(Sheet("Uji", tuple("abcdefgh"), (wicked,)))
    assert load_workbook(BytesIO(content)).get_sheet_by_index(0).to_python()[1] == list(wicked)
    assert b"<f>" not in content


def test_opening_and_leaving_such_a_cell_leaves_a_text() -> None:
    with zipfile.ZipFile(BytesIO(workbook(Sheet("Uji", ("a", "b"), (("=1+1", "aman"),))))) as book:
        page, styles = (book.read(f"xl/{part}.xml").decode() for part in ("worksheets/sheet1", "styles"))
    assert "<f>" not in page
    assert 'quotePrefix="1"' in styles
