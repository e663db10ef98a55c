"""What the office and its staff do at their terminals: lists loaded, requests answered, claims moved on."""

import csv
import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.conftest import connect
from tests.leaks.marks import BY_NAME as MARK
from tests.leaks.stage import Said, Stage

HEADER = ("NIK", "Nama", "Alamat", "Desa", "Kecamatan", "Pekerjaan", "No HP", "KPJ", "Mulai", "Sampai", "Upah")
TERM = ("01/01/2025", "31/12/2026")
SEPASO = ("Sepaso", "Bengalon")
BUDI, ANI = "6408041502800001", "6408045603900002"
NOT_TYPED = {("demo",)}
"""It knows invented people only, in a folder of its own."""

Row = tuple[str, ...]


def person(key: str, work: str) -> Row:
    told = [MARK[f"{what} of the {key}"] for what in ("nik", "name", "address", "phone", "kpj")]
    nik, name, address, phone, kpj = told
    return (nik, name, address, *SEPASO, work, phone, kpj, *TERM, MARK["wage"])


def plain(nik: str, name: str, phone: str = "", until: str = TERM[1]) -> Row:
    return (nik, name, "", *SEPASO, "Petani", phone, "", TERM[0], until, "")


LISTS: dict[str, tuple[Row, ...]] = {
    "first": (
        person("dead", "Nelayan"),
        person("worker", "Tukang ojek"),
        plain(BUDI, "Budi Hartono", phone=MARK["name of a rejected row"]),
        plain(ANI, "Ani Lestari"),
        plain(MARK["nik of a rejected row"], MARK["name of a rejected row"]),
    ),
    "second": (
        plain(BUDI, MARK["name that is held"]),
        plain(ANI, MARK["name of a rejected row"]),
        person("dead", "Pedagang"),
    ),
    "third": (plain(BUDI, "Budi Hartono", until="30/06/2026"),),
    "fourth": (plain(BUDI, "Budi Hartono", until="31/05/2026"),),
}


def write_list(folder: Path, name: str) -> str:
    """A list as an office keeps it."""
    file = folder / f"{name}.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=";").writerows([HEADER, *LISTS[name]])
    return str(file)


async def lists_are_loaded(stage: Stage) -> None:
    """Before anybody asks: lists with rejected rows, names that do not fit, ends that come earlier."""
    for name in ("first", "second", "third", "fourth"):
        enter = stage.starts if name == "first" else stage.types
        said = await enter("roster", "import", write_list(stage.folder, name), "--ends-earlier")
        assert said.code == 0, said.err
    await stage.types("roster", "import", write_list(stage.folder, "first"))
    await _well(stage, "roster", "holds", "list")
    await _well(stage, "roster", "holds", "reject", "1")
    await _well(stage, "roster", "holds", "approve", "2")
    await _well(stage, "roster", "batches")
    await _well(stage, "roster", "sample", str(stage.folder / "contoh.csv"), "--rows", "12")
    await _well(stage, "roster", "import", str(stage.folder / "contoh.csv"))
    await _well(stage, "roster", "undo", "6")


async def staff_come(stage: Stage) -> dict[str, str]:
    """Those who work at the console, and one who also writes in the group; paths of their invitations, and what the
    last one types to the bot (`/tautkan …`)."""
    given = {}
    for name, role in (("sari", "admin"), ("rina", "admin"), ("budi", "agent")):
        said = await _well(stage, "staff", "add", name, "--role", role)
        given[name] = _first(r"/desk/undangan/\S+", said.out)
    for act in ("disable", "enable", "reset"):
        await _well(stage, "staff", act, "budi")
    await _well(stage, "staff", "link", "rina")
    given["link"] = _first(r"/tautkan \S+", (await _well(stage, "staff", "link", "budi")).out)
    await _well(stage, "staff", "list")
    return given


async def staff_work(stage: Stage, chats: dict[str, int], talk: Callable[[], Awaitable[None]]) -> None:
    """After people have asked; `talk` is what one of them says while she is answered."""
    by = ("--by", "sari")
    why = (*by, "--reason", "telepon")
    number = _number(await _well(stage, "requests", "list", *by, "--tab", "mine"))
    await _well(stage, "requests", "answer", number, *by, keys=f"{MARK['an answer of staff']}\n")
    await talk()
    await _well(stage, "requests", "show", number, *why)
    await _well(stage, "requests", "close", number, *by)
    await stage.types("requests", "show", MARK["a wrong name"], *why)
    await _claims(stage, by, why)
    await _lookups(stage, chats, by, why)
    for act in ("retry", "drop"):
        letters = await _well(stage, "deadletters", "list", *by)
        await _well(stage, "deadletters", act, _first(r"\b(L-\d+|[2-9A-HJ-NP-Z]{6})\b", letters.out), *by)
    await _well(stage, "audit", "verify")
    for words in (("doctor",), ("doctor", "--json")):
        said = await stage.types(*words)
        assert said.code in {0, 1, 4}, (words, said.out, said.err)  # what waits, it says


async def _claims(stage: Stage, by: tuple[str, ...], why: tuple[str, ...]) -> None:
    listed = await _well(stage, "claims", "list", *by)
    numbers = re.findall(r"KT-\d{4}-[\d-]+", listed.out)
    shown = {number: await _well(stage, "claims", "show", number, *why) for number in numbers}
    number = next(number for number, said in shown.items() if MARK["name of the dead"] in said.out)
    await _well(stage, "claims", "move", number, "in_review", *by, "--note", MARK["a note of staff"])
    await _well(stage, "claims", "papers", number, *by, "--seen", "death_certificate")
    today = f"{datetime.now(ZoneInfo('Asia/Makassar')):%Y-%m-%d}"
    await _well(stage, "claims", "reassign", number, "sari", *by)
    over = ("--day", today, "--office", "Bontang", "--receipt", MARK["a receipt of BPJS"], "--complete")
    await _well(stage, "claims", "move", number, "handed_over", *by, *over)
    await _well(stage, "claims", "import", _decisions(stage.folder, number, today), *by, "--dry-run")
    await _well(stage, "claims", "import", _decisions(stage.folder, number, today), *by)
    right = (
        "--day",
        today,
        "--reason",
        f"Menurut BPJS: {MARK['a note of staff']}",
        "--why",
        MARK["why staff corrected"],
    )
    await _well(stage, "claims", "correct", number, "rejected", *by, *right)
    await _well(stage, "claims", "correct", number, "handed_over", *by, *over[:-1], "--incomplete", *right[-2:])
    other = next(one for one in numbers if one != number)
    await _well(stage, "claims", "move", other, "closed", *by, "--note", "Sudah dibayar.")
    await _well(stage, "claims", "file", number, str(stage.folder / "berkas.pdf"), *why)
    await _well(stage, "claims", "export", str(stage.folder / "berkas.xlsx"), *why)


async def the_claim_with_a_no(stage: Stage) -> str:
    """The id of the claim of which BPJS's no was read from its sheet."""
    connection = await connect(stage.url)
    try:
        found: UUID = await connection.fetchval("SELECT id FROM claims WHERE state = 'rejected'")
    finally:
        await connection.close()
    return found.hex


def _decisions(folder: Path, number: str, today: str) -> str:
    """What the branch decided, and a row that is nobody's."""
    file = folder / "keputusan.csv"
    rows = [(number, "ditolak", today, MARK["a note of staff"]), (MARK["a wrong name"], "dibayar", today, "")]
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=";").writerows([("Nomor", "Status", "Tanggal", "Alasan"), *rows])
    return str(file)


async def _lookups(stage: Stage, chats: dict[str, int], by: tuple[str, ...], why: tuple[str, ...]) -> None:
    nik, name = MARK["nik of the worker"], MARK["name of the worker"]
    await _well(stage, "lookup", "unlock", str(chats["stranger"]), *why)
    await _well(stage, "lookup", "alarms", *by)
    rights = await _well(stage, "lookup", "rights", *by)
    await _well(stage, "lookup", "right-done", _first(r"[0-9a-f]{8}-[0-9a-f-]{27}", rights.out), *why)
    confirmed = await stage.starts("lookup", "confirm", str(chats["worker"]), *why, keys=f"{nik}\n{name}\n")
    assert confirmed.code == 0, confirmed.err
    await stage.types("lookup", "confirm", str(chats["worker"]), *why, keys=f"{nik}\n{MARK['a wrong name']}\n")


async def _well(stage: Stage, *words: str, keys: str = "") -> Said:
    said = await stage.types(*words, keys=keys)
    assert said.code == 0, (words, said.out, said.err)
    return said


def _number(listed: Said) -> str:
    return _first(r"KT-B-[\d-]+", listed.out)


def _first(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found is not None, text
    return found[0]
