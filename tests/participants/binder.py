"""Binds workbooks by hand, so that tests can make those that no office program would write."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
HEAD = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>NIK</t></is></c><c r="B1" t="inlineStr"><is><t>Nama</t></is></c></row>'
)
BUDI = (
    '<row r="2"><c r="A2" t="inlineStr"><is><t>6408041502800001</t></is></c>'
    '<c r="B2" t="inlineStr"><is><t>Budi Santoso</t></is></c></row>'
)


def bind(path: Path, rows: str, *, texts: Iterable[bytes] = (), sheets: int = 1, prefix: str = "") -> Path:
    """A workbook of so many equal sheets with these rows; `texts` are pieces of its table of texts."""
    numbers = range(1, sheets + 1)
    names = "".join(f'<sheet name="Lembar{each}" sheetId="{each}" r:id="rId{each}"/>' for each in numbers)
    links = "".join(_link(f"rId{each}", "worksheet", f"worksheets/sheet{each}.xml") for each in numbers)
    links += _link("rIdTexts", "sharedStrings", "sharedStrings.xml")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        book.writestr("[Content_Types].xml", _TYPES)
        book.writestr("_rels/.rels", _links(_link("rId1", "officeDocument", "xl/workbook.xml")))
        book.writestr("xl/_rels/workbook.xml.rels", _links(links))
        book.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{names}</sheets></workbook>'
        )
        name = f":{prefix}".rstrip(":")
        for each in numbers:
            cells = f"<{prefix}sheetData>{rows}</{prefix}sheetData>"
            sheet = f'<{prefix}worksheet xmlns{name}="{_MAIN}">{cells}</{prefix}worksheet>'
            book.writestr(f"xl/worksheets/sheet{each}.xml", sheet)
        with book.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            part.write(f'<sst xmlns="{_MAIN}">'.encode())
            for piece in texts:
                part.write(piece)
            part.write(b"</sst>")
    return path


def text_cell(place: str, text: str) -> str:
    """A cell with a text in it, which must be free of signs that XML minds."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def _links(links: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>'


def _link(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{_LINKS}/{kind}" Target="{target}"/>'
