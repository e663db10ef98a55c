"""The sweep takes what no row names and what nobody finished; it spares the young, the named, and what is not ours."""

import os
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from services.files.model import StoreAway
from services.files.service import SPARED, Vault
from tests.files.conftest import lying, unmount

NOW = datetime.now(UTC)


class Rows:
    """What rows name; `asked` counts the questions."""

    def __init__(self, *names: str) -> None:
        self.names = {*names}
        self.asked = 0

    async def named(self, names: Collection[str]) -> set[str]:
        self.asked += 1
        return self.names & {*names}


def age(file: Path, by: timedelta) -> None:
    then = (NOW - by).timestamp()
    os.utime(file, (then, then))


async def test_an_orphan_goes_after_a_day_and_not_before(vault: Vault, folder: Path) -> None:
    old, young, named = [await vault.put(content) for content in (b"old", b"young", b"named")]
    age(folder / old, timedelta(hours=25))
    age(folder / young, timedelta(hours=23))
    age(folder / named, timedelta(days=400))
    assert await vault.sweep(Rows(named).named, NOW - SPARED) == 1
    assert lying(folder) == {young, named}
    assert await vault.sweep(Rows(named).named, NOW - SPARED) == 0
    assert await vault.get(named) == b"named"


async def test_an_orphan_that_is_sent_again_has_a_new_day(vault: Vault, folder: Path) -> None:
    name = await vault.put(b"sent again")
    age(folder / name, timedelta(days=3))
    await vault.put(b"sent again")
    assert await vault.sweep(Rows().named, NOW - SPARED) == 0
    assert await vault.get(name) == b"sent again"


@pytest.mark.parametrize("question", [1, 2])
async def test_one_that_is_sent_again_while_the_sweep_looks_is_spared(
    vault: Vault, folder: Path, question: int
) -> None:
    name = await vault.put(b"sent again")
    age(folder / name, timedelta(days=3))
    rows = Rows()

    async def meanwhile(names: Collection[str]) -> set[str]:
        found = await rows.named(names)
        if rows.asked == question:
            await vault.put(b"sent again")
        return found

    assert await vault.sweep(meanwhile, NOW - SPARED) == 0
    assert await vault.get(name) == b"sent again"


async def test_one_that_a_row_names_meanwhile_is_spared(vault: Vault, folder: Path) -> None:
    name = await vault.put(b"late")
    age(folder / name, timedelta(days=3))
    rows = Rows()

    async def meanwhile(names: Collection[str]) -> set[str]:
        found = await rows.named(names)
        rows.names.add(name)
        return found

    assert await vault.sweep(meanwhile, NOW - SPARED) == 0
    assert rows.asked == 2


async def test_many_are_asked_for_by_the_handful(vault: Vault, folder: Path) -> None:
    names = [f"{number:032x}" for number in range(1200)]
    await vault.put(b"the folder is there")
    for name in names:
        (folder / name).write_bytes(b"")
        age(folder / name, timedelta(days=2))
    rows = Rows(*names)
    assert await vault.sweep(rows.named, NOW - SPARED) == 0
    assert rows.asked == 3


async def test_what_has_another_name_is_not_ours_to_take(vault: Vault, folder: Path) -> None:
    await vault.put(b"the folder is there")
    (folder / "below").mkdir()
    for other in ("README", "A" * 32, "below/" + "0" * 32):
        (folder / other).write_bytes(b"another's")
        age(folder / other, timedelta(days=400))
    assert await vault.sweep(Rows().named, NOW - SPARED) == 0
    assert (folder / "README").exists()
    assert (folder / "below" / ("0" * 32)).exists()


async def test_what_was_never_finished_goes_too(vault: Vault, folder: Path) -> None:
    await vault.put(b"the folder is there")
    for name, hours in (("1" * 32 + "#1", 25), ("2" * 32 + "#1", 1)):
        (folder / name).write_bytes(b"half")
        age(folder / name, timedelta(hours=hours))
    await vault.sweep(Rows().named, NOW - SPARED)
    assert {name for name in lying(folder) if "#" in name} == {"2" * 32 + "#1"}


async def test_a_sweep_of_a_store_that_is_away_says_so(vault: Vault, folder: Path) -> None:
    await vault.put(b"x")
    unmount(folder)
    with pytest.raises(StoreAway):
        await vault.sweep(Rows().named, NOW - SPARED)
