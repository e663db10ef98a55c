"""`santun staff`, as an operator types it."""

import pytest

from services.staff import Role
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
        ("submissions", "list", "--by", "siapa"),
        ("submissions", "export", "x.xlsx", "--by", "siapa", "--reason", "telepon"),
    ],
)
async def test_a_stranger_is_told_how_to_be_added(terminal: Terminal, command: tuple[str, ...]) -> None:
    code, said = await terminal.run(*command)
    assert code == 1
    assert "santun staff add siapa" in said
