"""`santun claims`, as staff type it."""

import stat
from zoneinfo import ZoneInfo

from python_calamine import load_workbook

from bot.house import House
from services.claims import Claim, Event
from tests.claims.family import CHAT, DEATH
from tests.staff.commands import Terminal, terminal

__all__ = ["terminal"]


async def submitted(house: House) -> Claim:
    async with house.database.work() as work:
        return await house.rooms.claims.submit(work, CHAT, Event.DEATH, DEATH)


async def test_staff_bring_a_claim_to_bpjs(terminal: Terminal) -> None:
    await terminal.run("staff", "add", "rina", "--role", "supervisor")
    claim = await terminal.inside(submitted)
    number, by = claim.number, ("--by", "rina")
    code, said = await terminal.run("claims", "list", *by)
    assert (code, number in said, "Siti" in said) == (0, True, False)
    code, said = await terminal.run("claims", "show", number, *by, "--reason", "telepon")
    assert (code, "Siti Rahmah" in said, "2026-03-03" in said) == (0, True, True)
    today = f"{claim.created_at.astimezone(ZoneInfo('Asia/Makassar')):%Y-%m-%d}"
    over = ("claims", "handed-over", number, *by, "--on", today, "--office", "Bontang", "--receipt", "B/1")
    code, said = await terminal.run(*over, "--complete")
    assert (code, "in_review" in said) == (1, True)
    assert (await terminal.run("claims", "move", number, "in_review", *by))[0] == 0
    code, said = await terminal.run("claims", "papers", number, *by, "--seen", "death_certificate")
    assert (code, "Akta kematian" in said.split("belum ada")[1]) == (0, False)
    assert (await terminal.run(*over))[0] == 2, "whether the file was complete must be said"
    code, said = await terminal.run(*over, "--complete")
    assert (code, "sudah diserahkan ke BPJS" in said) == (0, True)
    code, said = await terminal.run("claims", "list", *by, "--state", "handed_over")
    assert number in said


async def test_the_export_is_a_private_file_that_is_never_overwritten(terminal: Terminal) -> None:
    await terminal.run("staff", "add", "rina", "--role", "supervisor")
    claim = await terminal.inside(submitted)
    file = terminal.folder / "pengajuan.xlsx"
    export = ("claims", "export", str(file), "--by", "rina", "--reason", "telepon")
    assert (await terminal.run(*export))[0] == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    rows = load_workbook(str(file)).get_sheet_by_index(0).to_python()
    assert rows[1][0] == claim.number
    code, said = await terminal.run(*export)
    assert (code, "sudah ada" in said) == (1, True)
