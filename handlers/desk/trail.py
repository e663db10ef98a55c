"""The audit: who looked at whose data, and why. Wishes come by form, so that none of them stands in an address."""

from contextlib import suppress

from aiohttp import web

from handlers.desk.days import read_day
from handlers.desk.desk import Desk
from handlers.desk.told import told
from services.oversight.model import Sieve

PAGE = "/desk/catatan"


async def show(desk: Desk) -> web.Response:
    """The newest rows."""
    return await _page(desk, Sieve())


async def sift(desk: Desk) -> web.Response:
    """Those that are wanted, or older ones."""
    form, before = await desk.form(), None
    day = read_day(form.get("hari", ""))
    with suppress(ValueError):
        before = min(max(int(form.get("sebelum", "")), 0), 2**63 - 1)
    wanted = (form.get(name, "").strip()[:80] for name in ("petugas", "apa", "tentang"))
    member, action, subject = wanted
    return await _page(desk, Sieve(member, day, action, subject, before))


async def _page(desk: Desk, sieve: Sieve) -> web.Response:
    words, work = desk.rooms.words, desk.work
    found = await desk.rooms.oversight.trail.page(work, desk.member, sieve)
    return desk.render(
        "trail.html",
        rows=[told(row, words) for row in found.rows],
        chain=found.chain,
        older=found.older,
        sieve=sieve,
        members=[(one.name, one.name) for one in await desk.rooms.staff.everybody(work)],
        actions=sorted(words.labels("audit_action").items(), key=lambda row: row[1]),
    )
