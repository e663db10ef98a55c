"""`santun lookup`, as staff type it."""

from uuid import UUID

from bot.house import House
from services.participants.sample.people import demo_person
from services.requests import Details, Subject
from services.visitors import Allowed, How, Locked, Own
from tests.staff.commands import Terminal, terminal

__all__ = ["terminal"]

CHAT = 700_001
SYAHRANI = demo_person("syahrani")


async def locks_itself(house: House) -> str:
    async with house.database.work() as work:
        for person in (b"a", b"b", b"c"):
            await house.rooms.visitors.spend(work, CHAT, person)
        asked = await house.rooms.helpdesk.callers.ask(work, CHAT, Subject.LOCKED, Details("Siti"))
        return asked.conversation.number


async def verdict(house: House) -> Allowed | Locked:
    async with house.database.work() as work:
        return await house.rooms.visitors.may_spend(work, CHAT)


async def asks_for_a_correction(house: House) -> UUID:
    async with house.database.work() as work:
        await house.rooms.visitors.report(work, CHAT, UUID(int=1))
        return (await house.rooms.erasure.ask_correction(work, CHAT)).id


async def test_a_supervisor_lifts_a_lock_by_the_number_of_the_request(terminal: Terminal) -> None:
    await terminal.run("staff", "add", "rina", "--role", "supervisor")
    number = await terminal.inside(locks_itself)
    assert isinstance(await terminal.inside(verdict), Locked)
    code, said = await terminal.run("lookup", "unlock", number, "--by", "rina", "--reason", "telepon")
    assert (code, str(CHAT) in said) == (0, True)
    assert await terminal.inside(verdict) == Allowed()


async def test_who_may_not_unlock_hears_who_may(terminal: Terminal) -> None:
    await terminal.run("staff", "add", "budi", "--role", "agent")
    await terminal.inside(locks_itself)
    code, said = await terminal.run("lookup", "unlock", str(CHAT), "--by", "budi", "--reason", "telepon")
    assert (code, "penyelia" in said) == (1, True)
    assert isinstance(await terminal.inside(verdict), Locked)


async def has_the_roster(terminal: Terminal) -> None:
    await terminal.run("staff", "add", "rina", "--role", "supervisor")
    file = str(terminal.folder / "contoh.csv")
    await terminal.run("roster", "sample", file, "--rows", "12")
    assert (await terminal.run("roster", "import", file))[0] == 0


async def sees(terminal: Terminal, nik: str, name: str) -> tuple[int, str]:
    command = ("lookup", "confirm", str(CHAT), "--by", "rina", "--reason", "telepon")
    return await terminal.run(*command, typed=f"{nik}\n{name}\n")


async def own(house: House) -> Own | None:
    async with house.database.work() as work:
        return await house.rooms.visitors.own(work, CHAT)


async def agrees(house: House) -> None:
    async with house.database.work() as work:
        await house.rooms.visitors.agree(work, CHAT)


async def letters(house: House) -> int:
    async with house.database.work() as work:
        count: int = await work.raw.fetchval("SELECT count(*) FROM letters WHERE chat_id = $1", CHAT)
        return count


async def test_somebody_whose_card_staff_saw_may_see_their_own_record(terminal: Terminal) -> None:
    await has_the_roster(terminal)
    await terminal.inside(agrees)
    code, said = await sees(terminal, SYAHRANI.nik.number, "Syahrani")
    assert (code, SYAHRANI.nik.masked in said) == (0, True)
    assert SYAHRANI.nik.number not in said.split("\n", 1)[1], "only what was typed shows on the screen"
    shown = await terminal.inside(own)
    assert shown is not None
    assert shown.how is How.STAFF
    assert await terminal.inside(letters) == 1


async def test_a_card_with_another_name_confirms_nobody(terminal: Terminal) -> None:
    await has_the_roster(terminal)
    await terminal.inside(agrees)
    code, said = await sees(terminal, SYAHRANI.nik.number, "Orang Lain")
    assert (code, "Belum ada peserta" in said) == (1, True)
    assert await terminal.inside(own) is None


async def test_a_slip_in_the_number_of_the_chat_shows_nobody_anything(terminal: Terminal) -> None:
    await has_the_roster(terminal)
    code, said = await sees(terminal, SYAHRANI.nik.number, "Syahrani")
    assert (code, str(CHAT) in said) == (1, True)
    assert await terminal.inside(own) is None


async def test_an_unknown_chat_is_said_and_kept_in_the_audit(terminal: Terminal) -> None:
    await terminal.run("staff", "add", "rina", "--role", "supervisor")
    code, said = await terminal.run("lookup", "unlock", "4242", "--by", "rina", "--reason", "telepon")
    assert (code, "4242" in said) == (1, True)

    async def misses(house: House) -> int:
        async with house.database.work() as work:
            count: int = await work.raw.fetchval("SELECT count(*) FROM looks WHERE NOT found AND actor = 'staff:rina'")
            return count

    assert await terminal.inside(misses) == 1


async def test_alarms_and_waiting_rights_are_listed_and_rights_marked_as_done(terminal: Terminal) -> None:
    await terminal.run("staff", "add", "rina", "--role", "supervisor")
    code, said = await terminal.run("lookup", "alarms", "--by", "rina")
    assert (code, "Tidak ada alarm" in said) == (0, True)
    right = await terminal.inside(asks_for_a_correction)
    _, said = await terminal.run("lookup", "alarms", "--by", "rina")
    assert "Dilaporkan peserta" in said
    _, said = await terminal.run("lookup", "rights", "--by", "rina")
    assert "Perbaiki" in said
    assert str(right) in said
    done = ("lookup", "right-done", str(right), "--by", "rina", "--reason", "telepon")
    assert (await terminal.run(*done))[0] == 0
    assert (await terminal.run(*done))[0] == 1
