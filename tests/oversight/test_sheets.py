"""What goes into a spreadsheet: texts only, whatever somebody typed, and never less than was asked for."""

import zipfile
from io import BytesIO

import pytest
from python_calamine import load_workbook

from services.claims.sheet import Sheet, workbook
from services.db import Database
from services.oversight import Oversight
from services.oversight.messages import TooManyRows
from services.oversight.model import Kind
from services.oversight.rules import MOST_ROWS
from services.staff import StaffMember
from tests.oversight.casebook import Case, Casebook
from tests.oversight.exporting import approved, asked, fetched, span
from tests.oversight.looking import NOON


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


async def test_the_list_of_conversations_holds_nothing_personal(
    database: Database, oversight: Oversight, casebook: Casebook, sari: StaffMember, budi: StaffMember
) -> None:
    casebook.lines = [Case("KT-B-2026-00042-7", "=1+1", closed_at=NOON, outcome="Terjawab"), Case("b", opened_at=NOON)]
    export = await asked(database, oversight, sari, span(Kind.CONVERSATIONS))
    await approved(database, oversight, budi, export)
    sheet = await fetched(database, oversight, sari, export.id)
    assert sheet.rows == (
        ("KT-B-2026-00042-7", "=1+1", "Disnakertrans", "2026-03-03 09:00:00", "", "2026-03-03 12:00:00", "Terjawab"),
        ("b", "Data peserta", "Disnakertrans", "2026-03-03 12:00:00", "", "", ""),
    )


async def test_the_audit_of_staff_is_exported_without_visitors(
    database: Database, oversight: Oversight, sari: StaffMember, budi: StaffMember
) -> None:
    async with database.work() as work:
        await work.raw.execute(
            "INSERT INTO looks (at, actor, action, subject, found) VALUES"
            " (santun_now(), 'chat:700001', 'coverage', 'x', true),"
            " (santun_now(), 'staff:sari', 'unlock look-up', 'chat:700001', true),"
            " (santun_now() - interval '2 days', 'staff:sari', 'search', NULL, true)"
        )
    export = await asked(database, oversight, sari, span(Kind.LOOKS))
    await approved(database, oversight, budi, export)
    sheet = await fetched(database, oversight, sari, export.id)
    assert [row[1:4] for row in sheet.rows] == [
        ("system:test", "staff.add", "staff:sari"),
        ("system:test", "staff.add", "staff:budi"),
        ("staff:sari", "unlock look-up", "chat:…0001"),
        ("staff:sari", "export.ask", f"export:{export.id}"),
        ("staff:budi", "export.approve", f"export:{export.id}"),
        ("staff:sari", "export.fetch", f"export:{export.id}"),
    ]


async def test_a_sheet_is_never_cut_short_in_silence(
    database: Database, oversight: Oversight, casebook: Casebook, sari: StaffMember
) -> None:
    casebook.lines = [Case(str(number)) for number in range(MOST_ROWS + 1)]
    with pytest.raises(TooManyRows):
        await asked(database, oversight, sari, span(Kind.CONVERSATIONS))
