"""`santun requests`, as staff type it."""

from bot.house import House
from services.requests import Details, Request, Subject
from tests.staff.commands import Terminal, terminal

__all__ = ["terminal"]

CHAT = 700_001


async def asked(house: House) -> Request:
    details = Details("Siti Rahmah", "+6281234567890", "Sepaso", words="Tolong [bold]carikan[/bold] suami saya.")
    async with house.database.work() as work:
        return await house.rooms.requests.open(work, CHAT, Subject.FIND, details)


async def test_staff_list_open_answer_and_close_a_request(terminal: Terminal) -> None:
    await terminal.run("staff", "add", "rina", "--role", "agent")
    request = await terminal.inside(asked)
    code, said = await terminal.run("requests", "list", "--by", "rina")
    assert (code, request.number in said, "Siti" in said) == (0, True, False)
    code, said = await terminal.run("requests", "show", request.number.lower(), "--by", "rina", "--reason", "telepon")
    assert code == 0
    assert "Tolong [bold]carikan[/bold] suami saya." in said
    assert "+6281234567890" in said
    assert (await terminal.run("requests", "answer", request.number, "--by", "rina", "--words", "Sudah ada."))[0] == 0
    assert (await terminal.run("requests", "close", request.number, "--by", "rina"))[0] == 0
    code, said = await terminal.run("requests", "answer", request.number, "--by", "rina", "--words", "Lagi")
    assert (code, "sekarang selesai" in said) == (1, True)
    assert await terminal.inside(letters) == 2


async def letters(house: House) -> int:
    async with house.database.work() as work:
        count: int = await work.raw.fetchval("SELECT count(*) FROM letters WHERE chat_id = $1", CHAT)
        return count


async def test_a_number_with_a_slip_is_explained_and_the_miss_is_kept(terminal: Terminal) -> None:
    await terminal.run("staff", "add", "rina", "--role", "agent")
    code, said = await terminal.run("requests", "show", "KT-B-2026-00042-7", "--by", "rina", "--reason", "telepon")
    assert (code, "angka terakhir memeriksa" in said) == (1, True)
    assert await terminal.inside(misses) == [("staff:rina", "request.show", "telepon")]


async def misses(house: House) -> list[tuple[str, ...]]:
    async with house.database.work() as work:
        rows = await work.raw.fetch("SELECT actor, action, reason FROM looks WHERE NOT found")
        return [tuple(row) for row in rows]
