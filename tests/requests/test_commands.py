"""`santun requests`, as staff type it."""

from bot.house import House
from services.helpdesk import Conversation
from services.requests import Details, Subject
from tests.staff.commands import Terminal, terminal

__all__ = ["terminal"]

CHAT = 700_001


async def asked(house: House) -> Conversation:
    details = Details("Siti Rahmah", "+6281234567890", "Sepaso", words="Tolong [bold]carikan[/bold] suami saya.")
    async with house.database.work() as work:
        return (await house.rooms.helpdesk.callers.ask(work, CHAT, Subject.FIND, details)).conversation


async def letters(house: House) -> list[str]:
    async with house.database.work() as work:
        rows = await work.raw.fetch("SELECT method FROM letters WHERE chat_id = $1 ORDER BY id", CHAT)
        return [row["method"] for row in rows]


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
    _, said = await terminal.run("requests", "list", "--by", "rina", "--tab", "mine")
    assert request.number in said
    code, _ = await terminal.run("requests", "close", request.number, "--by", "rina", "--outcome", "referred")
    assert code == 0
    _, said = await terminal.run("requests", "list", "--by", "rina")
    assert "Tidak ada permintaan yang menunggu" in said
    _, said = await terminal.run("requests", "list", "--by", "rina", "--tab", "closed")
    assert request.number in said
    code, said = await terminal.run("requests", "answer", request.number, "--by", "rina", "--words", "Lagi")
    assert (code, "sudah selesai" in said) == (1, True)
    assert await terminal.inside(letters) == ["sendMessage"] * 3, "who is there, the answer, the end"


async def test_two_members_at_two_terminals_are_one_voice(terminal: Terminal) -> None:
    for name in ("rina", "budi"):
        await terminal.run("staff", "add", name, "--role", "agent")
    request = await terminal.inside(asked)
    await terminal.run("requests", "answer", request.number, "--by", "rina", "--words", "Sudah ada.")
    code, said = await terminal.run("requests", "answer", request.number, "--by", "budi", "--words", "Belum ada.")
    assert (code, "sedang ditangani Rina" in said) == (1, True)


async def test_a_person_cannot_be_said_to_have_cancelled(terminal: Terminal) -> None:
    await terminal.run("staff", "add", "rina", "--role", "agent")
    request = await terminal.inside(asked)
    code, _ = await terminal.run("requests", "close", request.number, "--by", "rina", "--outcome", "cancelled")
    assert code == 2


async def test_a_number_with_a_slip_is_explained_and_the_miss_is_kept(terminal: Terminal) -> None:
    await terminal.run("staff", "add", "rina", "--role", "agent")
    code, said = await terminal.run("requests", "show", "KT-B-2026-00042-7", "--by", "rina", "--reason", "telepon")
    assert (code, "Tidak ada percakapan dengan nomor" in said) == (1, True)
    assert await terminal.inside(misses) == [("staff:rina", "conversation.find", None)]


async def misses(house: House) -> list[tuple[str, ...]]:
    async with house.database.work() as work:
        rows = await work.raw.fetch("SELECT actor, action, reason FROM looks WHERE NOT found")
        return [tuple(row) for row in rows]


async def test_who_leaves_gives_the_conversations_back(terminal: Terminal) -> None:
    await terminal.run("staff", "add", "rina", "--role", "agent")
    request = await terminal.inside(asked)
    await terminal.run("requests", "answer", request.number, "--by", "rina", "--words", "Sudah ada.")
    assert (await terminal.run("staff", "disable", "rina"))[0] == 0
    await terminal.run("staff", "add", "budi", "--role", "agent")
    _, said = await terminal.run("requests", "list", "--by", "budi", "--tab", "waiting")
    assert request.number in said
    assert len(await terminal.inside(letters)) == 3, "the person hears it"
