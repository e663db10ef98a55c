"""`santun claims`, as staff type it."""

import stat
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from python_calamine import load_workbook

from bot.house import House
from services.claims import Claim, Event
from services.participants.sample import demo_person
from services.privacy import Look, record_look
from tests.claims.family import CHAT, DEATH
from tests.claims.sheets import sheet_of
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
    over = ("claims", "move", number, "handed_over", *by, "--day", today, "--office", "Bontang", "--receipt", "B/1")
    code, said = await terminal.run(*over, "--complete")
    assert (code, "in_review" in said) == (1, True)
    assert (await terminal.run("claims", "move", number, "in_review", *by))[0] == 0
    code, said = await terminal.run("claims", "papers", number, *by, "--seen", "death_certificate")
    assert (code, "Akta kematian" in said.split("belum ada")[1]) == (0, False)
    assert (await terminal.run(*over, "--complete", "--amount", "5"))[0] == 2, "a hand-over has no sum"
    assert (await terminal.run(*over))[0] == 2, "whether the file was complete must be said"
    code, said = await terminal.run(*over, "--complete")
    assert (code, "sudah diserahkan ke BPJS" in said) == (0, True)
    code, said = await terminal.run("claims", "list", *by, "--state", "handed_over")
    assert (number in said, "sisa 3" in said) == (True, True)
    paid = ("claims", "move", number, "paid", *by)
    assert (await terminal.run(*paid, "--amount", "42.000.000"))[0] == 2, "the day must be said"
    assert (await terminal.run(*paid, "--day", today, "--amount", "42 juta"))[0] == 1
    code, said = await terminal.run(*paid, "--day", today, "--amount", "42.000.000")
    assert (code, "sudah dibayar" in said) == (0, True)
    code, said = await terminal.run("claims", "show", number, *by, "--reason", "telepon")
    assert ("Rp42.000.000" in said, "6408040303900001" in said) == (True, False)


async def test_the_terminal_has_the_same_rights_as_the_console(terminal: Terminal) -> None:
    for name, role in (("rina", "agent"), ("budi", "agent"), ("boss", "supervisor"), ("dewi", "officer")):
        await terminal.run("staff", "add", name, "--role", role)
    number = (await terminal.inside(submitted)).number
    reassign = ("claims", "reassign", number)
    assert (await terminal.run(*reassign, "--by", "rina"))[0] == 2, "to somebody, or to nobody"
    assert (await terminal.run(*reassign, "budi", "--by", "rina"))[0] == 1, "to others only by a supervisor"
    assert (await terminal.run(*reassign, "dewi", "--by", "boss"))[0] == 1, "who moves no claims gets none"
    assert "di tangan rina" in (await terminal.run(*reassign, "rina", "--by", "rina"))[1]
    assert number in (await terminal.run("claims", "list", "--by", "rina", "--whose", "mine"))[1]
    assert number not in (await terminal.run("claims", "list", "--by", "rina", "--whose", "nobody"))[1]
    assert (await terminal.run(*reassign, "--nobody", "--by", "budi"))[0] == 1, "not out of another's hands"
    assert (await terminal.run(*reassign, "--nobody", "--by", "boss"))[0] == 0
    for to, by in (("paid", "rina"), ("handed_over", "rina"), ("in_review", "dewi")):
        assert (await terminal.run("claims", "move", number, to, "--by", by, "--incomplete"))[0] == 1


async def test_a_sheet_of_decisions_is_tried_recorded_and_what_is_left_written_beside_it(terminal: Terminal) -> None:
    for name, role in (("rina", "agent"), ("boss", "supervisor")):
        await terminal.run("staff", "add", name, "--role", role)
    claim = await terminal.inside(submitted)
    today = f"{claim.created_at.astimezone(ZoneInfo('Asia/Makassar')):%Y-%m-%d}"
    by = ("--by", "boss")
    await terminal.run("claims", "move", claim.number, "in_review", *by)
    over = ("--day", today, "--office", "Bontang", "--receipt", "B/1", "--complete")
    await terminal.run("claims", "move", claim.number, "handed_over", *by, *over)
    rows = [(claim.number, "dibayar", "42.000.000", today, ""), ("KT-2026-99999-1", "dibayar", "1", today, "")]
    sheet = sheet_of(terminal.folder / "keputusan.xlsx", *rows)
    load = ("claims", "import", str(sheet))
    assert (await terminal.run(*load, "--by", "rina"))[0] == 1
    beside = terminal.folder / "sisa.xlsx"
    code, said = await terminal.run(*load, *by, "--dry-run", "--rejects", str(beside))
    assert (code, "1 keputusan bisa dicatat" in said, "tertukar" in said) == (0, True, True)
    assert stat.S_IMODE(beside.stat().st_mode) == 0o600
    left = load_workbook(str(beside)).get_sheet_by_index(0).to_python()
    assert left[1][2:4] == ["KT-2026-99999-1", "dibayar"]
    assert "diserahkan" in (await terminal.run("claims", "list", *by))[1], "nothing was recorded"
    assert (await terminal.run(*load, *by, "--rejects", str(beside)))[0] == 1, "never over another file"
    code, said = await terminal.run(*load, *by)
    assert (code, "1 keputusan dicatat" in said) == (0, True)
    assert (terminal.folder / "keputusan-belum-dicatat.xlsx").exists()
    assert claim.number in (await terminal.run("claims", "list", *by, "--state", "paid"))[1]
    code, said = await terminal.run(*load, *by)
    assert "0 keputusan dicatat" in said


async def test_the_complete_file_is_a_private_pdf_for_whoever_hands_over(terminal: Terminal) -> None:
    for name, role in (("rina", "agent"), ("dewi", "officer")):
        await terminal.run("staff", "add", name, "--role", role)
    number = (await terminal.inside(submitted)).number
    file = terminal.folder / "berkas.pdf"
    make = ("claims", "file", number, str(file), "--reason", "berkas")
    assert (await terminal.run(*make, "--by", "rina"))[0] == 1
    assert not file.exists()
    code, said = await terminal.run(*make, "--by", "dewi")
    assert (code, number in said) == (0, True)
    assert (file.read_bytes()[:5], stat.S_IMODE(file.stat().st_mode)) == (b"%PDF-", 0o600)
    assert (await terminal.run(*make, "--by", "dewi"))[0] == 1, "never over another file"


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


async def test_what_was_recorded_wrongly_is_put_right_with_the_same_options_and_a_reason(terminal: Terminal) -> None:
    for name, role in (("rina", "agent"), ("boss", "supervisor")):
        await terminal.run("staff", "add", name, "--role", role)
    claim = await terminal.inside(submitted)
    number, by = claim.number, ("--by", "boss")
    today = f"{claim.created_at.astimezone(ZoneInfo('Asia/Makassar')):%Y-%m-%d}"
    over = ("--day", today, "--office", "Bontang", "--receipt", "B/1")
    await terminal.run("claims", "move", number, "in_review", *by)
    await terminal.run("claims", "move", number, "handed_over", *by, *over, "--complete")
    await terminal.run("claims", "move", number, "paid", *by, "--day", today, "--amount", "24.000.000")
    paid = ("claims", "correct", number, "paid", "--day", today, "--amount", "42.000.000")
    assert (await terminal.run(*paid, *by))[0] == 2, "a reason"
    why = ("--why", "Angka di lembar cabang tertukar.")
    assert (await terminal.run(*paid, *why, "--by", "rina"))[0] == 1, "who may not record it"
    assert (await terminal.run(*paid, *by, "--why", " "))[0] == 1, "a reason that says something"
    assert (await terminal.run(*paid, *by, *why, "--receipt", "B/2"))[0] == 2, "a sum has no receipt"
    code, said = await terminal.run(*paid, *by, *why)
    assert (code, "catatan diperbaiki" in said) == (0, True)
    code, said = await terminal.run("claims", "correct", number, "approved", *by, *why, "--day", today)
    assert (code, "paid" in said) == (1, True), "what stands can be put right"
    assert (await terminal.run("claims", "correct", number, "handed_over", *by, *why, *over, "--incomplete"))[0] == 0
    code, said = await terminal.run("claims", "show", number, *by, "--reason", "telepon")
    for seen in ("24.000.000", "catatan diperbaiki: sudah dibayar", "catatan diperbaiki: sudah diserahkan", "tertukar"):
        assert seen in " ".join(said.split()), seen


async def test_who_withdraws_for_a_family_at_the_terminal_says_why(terminal: Terminal) -> None:
    await terminal.run("staff", "add", "rina", "--role", "agent")
    number = (await terminal.inside(submitted)).number
    withdraw = ("claims", "move", number, "withdrawn", "--by", "rina")
    code, said = await terminal.run(*withdraw)
    assert (code, "dibatalkan untuk mereka" in " ".join(said.split())) == (1, True)
    assert (await terminal.run(*withdraw, "--note", "Sesuai permintaan Ibu."))[0] == 0


async def test_a_days_worth_of_claims_ends_at_the_terminal_too(terminal: Terminal) -> None:
    await terminal.run("staff", "add", "dewi", "--role", "officer")
    number = (await terminal.inside(submitted)).number

    async def works_all_day(house: House) -> None:
        async with house.database.work() as work:
            for other in range(20):
                await record_look(work, Look("staff:dewi", "claim.file", f"claim:KT-2026-{other:05}-0", "berkas"))

    await terminal.inside(works_all_day)
    file = terminal.folder / "berkas.pdf"
    for command in (("show", number), ("file", number, str(file))):
        code, said = await terminal.run("claims", *command, "--by", "dewi", "--reason", "berkas")
        assert (code, "20 orang dan pengajuan" in said, "Siti" in said) == (1, True, False)
    assert not file.exists()


async def test_the_terminal_shows_the_sums_with_their_sources_and_the_look_is_kept(terminal: Terminal) -> None:
    await terminal.run("staff", "add", "rina", "--role", "supervisor")
    roster = str(terminal.folder / "contoh.xlsx")
    assert (await terminal.run("roster", "sample", "--rows", "20", roster))[0] == 0
    assert (await terminal.run("roster", "import", roster))[0] == 0
    rahmat = demo_person("rahmat")

    async def about_rahmat(house: House) -> Claim:
        async with house.database.work() as work:
            who = await house.rooms.participants.known(work, rahmat.nik)
            day = house.rooms.region.today(work.now) - timedelta(days=9)
            details = replace(DEATH, day=day, about=rahmat.name, nik=rahmat.nik.number)
            return await house.rooms.claims.submit(work, CHAT, Event.DEATH, details, who)

    async def looks(house: House) -> int:
        async with house.database.work() as work:
            subject = "SELECT count(*) FROM looks WHERE actor = 'staff:rina' AND reason = $1"
            return await work.raw.fetchval(subject, f"claim:{number}")  # type: ignore[no-any-return]

    number = (await terminal.inside(about_rahmat)).number
    code, said = await terminal.run("claims", "show", number, "--by", "rina", "--reason", "telepon")
    assert code == 0
    for part in ("santunan sekaligus: Rp20.000.000 (PP 82/2019 Pasal 34)", "Jumlah: Rp42.000.000"):
        assert part in said
    assert await terminal.inside(looks) == 1
