"""`santun staff`, as an operator types it."""

import re
from dataclasses import replace

import pytest

from bot.house import House
from services.helpdesk import Channel
from services.helpdesk.cases import Caller
from services.requests import Subject
from services.staff import Role, StaffMember
from services.staff.messages import LinkOver
from tests.staff.commands import Terminal, terminal

__all__ = ["terminal"]


async def test_an_operator_adds_lists_and_disables_staff(terminal: Terminal) -> None:
    code, said = await terminal.run("staff", "add", "Rina", "--role", "agent", "--village", "Sepaso")
    assert (code, "rina terdaftar sebagai petugas" in said) == (0, True)
    code, said = await terminal.run("staff", "list")
    assert "Sepaso" in said
    assert "system:" in said
    assert (await terminal.run("staff", "disable", "rina"))[0] == 0
    code, said = await terminal.run("requests", "list", "--by", "rina")
    assert (code, "sudah tidak aktif" in said) == (1, True)


async def test_what_was_in_the_hands_of_who_is_disabled_waits_again(terminal: Terminal) -> None:
    await terminal.run("staff", "add", "rina", "--role", "agent")

    async def takes(house: House) -> None:
        async with house.database.work() as work:
            rina = await house.rooms.staff.by_name(work, "rina")
            caller = Caller(Channel.PHONE, "agency", Subject.TALK, "Siti")
            found = await house.rooms.helpdesk.cases.enter(work, rina, caller)
            await house.rooms.helpdesk.hands.take(work, rina, found.id)

    async def waiting(house: House) -> int:
        async with house.database.work() as work:
            rina = await house.rooms.staff.by_name(work, "rina")
            await house.rooms.staff.enable(work, "rina", by="system:test")
            return (await house.rooms.helpdesk.views.counts(work, replace(rina, active=True))).waiting

    await terminal.inside(takes)
    assert (await terminal.run("staff", "disable", "rina"))[0] == 0
    assert await terminal.inside(waiting) == 1


async def test_only_an_admin_keeps_the_list_in_somebodys_name(terminal: Terminal) -> None:
    await terminal.run("staff", "add", "rina", "--role", Role.AGENT)
    code, said = await terminal.run("staff", "add", "budi", "--role", "agent", "--by", "rina")
    assert (code, "Mengatur petugas" in said) == (1, True)
    await terminal.run("staff", "add", "sari", "--role", Role.ADMIN)
    assert (await terminal.run("staff", "add", "budi", "--role", "agent", "--by", "sari"))[0] == 0


@pytest.mark.parametrize(
    "command",
    [
        ("requests", "list", "--by", "siapa"),
        ("requests", "show", "KT-B-2026-00001-1", "--by", "siapa", "--reason", "telepon"),
        ("claims", "list", "--by", "siapa"),
        ("claims", "export", "x.xlsx", "--by", "siapa", "--reason", "telepon"),
    ],
)
async def test_a_stranger_is_told_how_to_be_added(terminal: Terminal, command: tuple[str, ...]) -> None:
    code, said = await terminal.run(*command)
    assert code == 1
    assert "santun staff add siapa" in said


async def test_an_operator_hands_out_links_and_codes(terminal: Terminal) -> None:
    code, said = await terminal.run("staff", "add", "rina", "--role", "agent", "--queue", "branch")
    first = re.search(r"http://127\.0\.0\.1:8080/desk/undangan/([\w-]{43})\n", said)
    assert code == 0
    assert first is not None
    code, said = await terminal.run("staff", "reset", "Rina")
    second = re.search(r"/desk/undangan/([\w-]{43})\n", said)
    assert code == 0
    assert second is not None
    code, said = await terminal.run("staff", "link", "rina")
    shown = re.search(r"^/tautkan (\w{10})$", said, re.MULTILINE)
    assert code == 0
    assert shown is not None

    async def used(house: House) -> StaffMember:
        async with house.database.work() as work:
            with pytest.raises(LinkOver):
                await house.rooms.staff.entrance.invitation(work, first[1])
            await house.rooms.staff.entrance.invitation(work, second[1])
            return await house.rooms.staff.link(work, shown[1], 77)

    member = await terminal.inside(used)
    assert (member.name, member.queue) == ("rina", "branch")
    code, said = await terminal.run("staff", "disable", "rina")
    assert code == 0
    code, said = await terminal.run("staff", "reset", "rina")
    assert (code, "sudah tidak aktif" in said) == (1, True)


async def test_a_queue_that_the_region_does_not_know_is_told_with_those_it_knows(terminal: Terminal) -> None:
    code, said = await terminal.run("staff", "add", "rina", "--role", "agent", "--queue", "mars")
    assert code != 0
    assert "agency, branch" in said
    assert (await terminal.run("staff", "add", "rina", "--role", "agent"))[0] == 0
