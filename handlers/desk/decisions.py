"""Decisions that the branch sends as a sheet: uploaded, tried and shown, then recorded or thrown away.

The pages answer outside the unit of work of the doors: what is only tried must be rolled back as a whole, letters too.
Between the two steps the sheet stands sealed in the form; nothing of it is kept here.
"""

import asyncio
import os
import tempfile
from pathlib import Path
from typing import Any

from aiohttp import web

from handlers.desk.desk import Desk
from handlers.desk.dossier import LIST
from handlers.desk.forms import Upload
from services.claims.board import TOPIC
from services.claims.importing.messages import DecisionSheetMissing
from services.claims.importing.model import Became, Imported, Sheet
from services.claims.importing.telling import rejects_sheet, why_of
from services.claims.sheet import workbook
from services.refusals import Refusal
from services.staff.messages import FormStale

DECISIONS = f"{LIST}/keputusan"
MOST_SHOWN = 300
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TONES = {Became.MADE: "good", Became.REJECTED: "late"}


class _OnlyTried(Exception):
    """Rolls everything back; carries what was found."""

    def __init__(self, found: Imported) -> None:
        super().__init__()
        self.found = found


async def ask(desk: Desk) -> web.Response:
    """The form."""
    return _page(desk)


async def try_(desk: Desk) -> web.Response:
    """What would become of each row; nothing is recorded and no family hears of it."""
    try:
        sheet = await _read(desk)
    except FormStale:
        raise
    except Refusal as no:
        return _page(desk, no)
    return _shown(desk, await _tried(desk, sheet), is_tried=True, kept=_kept(desk, sheet))


async def record(desk: Desk) -> web.Response:
    """All rows that fit, in one unit of work."""
    try:
        sheet = _brought(desk)
    except Refusal as no:
        return _page(desk, no)
    async with desk.database.work() as work:
        found = await desk.rooms.claims.decisions.record(work, desk.member, sheet)
        desk.rooms.bell.ring(work, TOPIC)
    return _shown(desk, found, is_tried=False, kept=_kept(desk, sheet))


async def rest(desk: Desk) -> web.Response:
    """The rows that do not fit, as a sheet to be mended."""
    try:
        sheet = _brought(desk)
    except Refusal as no:
        return _page(desk, no)
    words = desk.rooms.words
    content = await asyncio.to_thread(workbook, rejects_sheet(await _tried(desk, sheet), words))
    name = words.label("claim_import_sheet", "suffix")
    headers = {"Content-Disposition": f'attachment; filename="santun-{name}.xlsx"'}
    return web.Response(body=content, content_type=_XLSX, headers=headers)


async def _tried(desk: Desk, sheet: Sheet) -> Imported:
    try:
        async with desk.database.work() as work:
            raise _OnlyTried(await desk.rooms.claims.decisions.record(work, desk.member, sheet))
    except _OnlyTried as tried:
        found = tried.found
    async with desk.database.work() as work:
        await desk.rooms.claims.decisions.tried(work, desk.member, found)
    return found


async def _read(desk: Desk) -> Sheet:
    """Raises DecisionSheetMissing, and what opening a sheet does."""
    upload = (await desk.form()).files.get("lembar")
    if upload is None:
        raise DecisionSheetMissing()
    return await asyncio.to_thread(_opened, desk, upload)


def _opened(desk: Desk, upload: Upload) -> Sheet:
    """What opens sheets wants a path: a folder of our own, gone with its file when it was read. The name that came
    along says what kind it is, and nothing else."""
    suffix = Path(os.fsdecode(upload.name.encode("utf-8", "replace"))).suffix.casefold()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"lembar{suffix if suffix.isascii() and suffix[1:].isalnum() and len(suffix) < 6 else ''}")
        path.write_bytes(upload.content)
        return desk.rooms.claims.decisions.read(path, desk.work.now)


def _kept(desk: Desk, sheet: Sheet) -> str:
    return desk.rooms.claims.decisions.kept(desk.member, sheet, desk.work.now)


def _brought(desk: Desk) -> Sheet:
    return desk.rooms.claims.decisions.brought(desk.member, desk.sent.get("lembar", ""), desk.work.now)


def _page(desk: Desk, no: Refusal | None = None) -> web.Response:
    said = desk.said(no) if no else None
    return desk.render("decisions.html", 422 if no else 200, no=said, found=None, columns=_columns(desk))


def _columns(desk: Desk) -> list[tuple[str, str]]:
    return list(desk.rooms.words.labels("desk_decision_column").items())


def _shown(desk: Desk, found: Imported, *, is_tried: bool, kept: str) -> web.Response:
    words = desk.rooms.words
    # What must be mended first; then what is recorded, and what stays as it is.
    order = (Became.REJECTED, Became.MADE, Became.PASSED, Became.SAME)
    lines = sorted(found.lines, key=lambda line: order.index(line.became))
    rows: list[dict[str, Any]] = [
        {"line": line, "why": why_of(line, words), "tone": _TONES.get(line.became, "quiet")} for line in lines
    ]
    return desk.render(
        "decisions.html",
        no=None,
        found=found,
        counts=[(became.value, found.counts[became]) for became in order],
        made=found.counts[Became.MADE],
        rejected=found.counts[Became.REJECTED],
        rows=rows[:MOST_SHOWN],
        hidden=max(0, len(rows) - MOST_SHOWN),
        is_tried=is_tried,
        kept=kept,
        columns=_columns(desk),
    )
