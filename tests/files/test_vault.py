"""What is put away comes out again; while it lies there it tells nobody anything, and nothing lies beside it."""

import asyncio
import os
import random
import shutil
import stat
import sys
from asyncio.subprocess import PIPE
from pathlib import Path
from threading import get_ident
from typing import Any

import pytest

from services.files.address import Place
from services.files.model import FileMissing, FileSpoiled, StoreAway
from services.files.service import Vault
from services.privacy import Keys
from tests.files.conftest import lying, unmount

PAPER = b"%PDF-1.7 Akta kematian atas nama Rahmat Hidayat, NIK 6408041503690001 " * 100
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("content", [b"", b"x", PAPER, random.Random(1).randbytes(1 << 20)], ids=len)
async def test_what_was_put_away_comes_out_the_same(content: bytes, vault: Vault) -> None:
    assert await vault.get(await vault.put(content)) == content


async def test_nothing_of_it_lies_in_the_clear(vault: Vault, folder: Path) -> None:
    content = random.Random(2).randbytes(200_000) + PAPER
    name = await vault.put(content)
    assert lying(folder) == {name}
    lies = (folder / name).read_bytes()
    assert [at for at in range(0, len(content) - 8, 8) if content[at : at + 8] in lies] == []
    assert b"Rahmat" not in lies
    assert b"\0\0\0\0\0\0" not in lies


async def test_its_name_tells_nothing_without_the_key(vault: Vault, tmp_path: Path) -> None:
    elsewhere = Vault(Keys.derive(b"o" * 32), Place(tmp_path / "other"))
    ours, theirs = await vault.put(PAPER), await elsewhere.put(PAPER)
    assert ours != theirs
    assert len(ours) == 32


async def test_files_of_nearly_the_same_size_are_equally_long(vault: Vault, folder: Path) -> None:
    chance = random.Random(3)
    for size in range(1_000_000, 1_001_000, 100):
        await vault.put(chance.randbytes(size))
    sizes = {(folder / name).stat().st_size for name in lying(folder)}
    assert len(sizes) == 1
    assert sizes.pop() < 1_001_000 * 1.04


async def test_the_same_content_is_one_object_and_lies_there_sealed_anew(vault: Vault, folder: Path) -> None:
    name = await vault.put(PAPER)
    before = (folder / name).read_bytes()
    assert await vault.put(PAPER) == name
    assert lying(folder) == {name}
    assert (folder / name).read_bytes() != before
    assert await vault.get(name) == PAPER


async def test_ten_who_put_the_same_at_once_have_one_object(vault: Vault, folder: Path) -> None:
    names = await asyncio.gather(*(vault.put(PAPER) for _ in range(10)))
    assert lying(folder) == {*names}
    assert len({*names}) == 1
    assert await vault.get(names[0]) == PAPER


async def test_folder_and_files_are_ours_alone_whatever_the_umask(vault: Vault, folder: Path) -> None:
    before = os.umask(0)
    try:
        name = await vault.put(PAPER)
    finally:
        os.umask(before)
    assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700
    assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600


async def test_a_spoiled_one_is_named_so_and_putting_it_again_heals_it(vault: Vault, folder: Path) -> None:
    name = await vault.put(PAPER)
    sealed = (folder / name).read_bytes()
    for spoiled in (sealed[:-1], sealed[:50] + bytes((sealed[50] ^ 1,)) + sealed[51:], b"\xff" + sealed[1:], b""):
        (folder / name).write_bytes(spoiled)
        with pytest.raises(FileSpoiled):
            await vault.get(name)
        assert await vault.put(PAPER) == name
        assert await vault.get(name) == PAPER


async def test_one_that_lies_under_the_name_of_another_does_not_open(vault: Vault, folder: Path) -> None:
    one, other = await vault.put(PAPER), await vault.put(b"another")
    shutil.copyfile(folder / one, folder / other)
    with pytest.raises(FileSpoiled):
        await vault.get(other)


async def test_another_key_opens_nothing(vault: Vault, folder: Path) -> None:
    name = await vault.put(PAPER)
    with pytest.raises(FileSpoiled):
        await Vault(Keys.derive(b"o" * 32), Place(folder)).get(name)


async def test_a_missing_one_is_named_so(vault: Vault) -> None:
    name = await vault.put(PAPER)
    await vault.delete(name)
    with pytest.raises(FileMissing):
        await vault.get(name)
    await vault.delete(name)


@pytest.mark.parametrize("name", ["", "../santun.key", "a/b", "..", "A" * 32, "0" * 31, "0" * 32 + "#1", "\0"])
async def test_what_is_no_name_of_ours_leads_nowhere(name: str, vault: Vault, folder: Path) -> None:
    kept = await vault.put(PAPER)
    (folder.parent / "santun.key").write_bytes(b"kept")
    with pytest.raises(FileMissing):
        await vault.get(name)
    await vault.delete(name)
    assert (folder.parent / "santun.key").exists()
    assert lying(folder) == {kept}


async def test_a_folder_that_is_gone_is_away_and_not_a_lost_file(vault: Vault, folder: Path) -> None:
    name = await vault.put(PAPER)
    aside = unmount(folder)
    with pytest.raises(StoreAway):
        await vault.get(name)
    with pytest.raises(StoreAway):
        await vault.delete(name)
    aside.rename(folder)
    assert await vault.get(name) == PAPER


async def test_a_folder_that_cannot_be_used_is_away(keys: Keys, tmp_path: Path) -> None:
    (tmp_path / "files").write_bytes(b"not a folder")
    vault = Vault(keys, Place(tmp_path / "files"))
    for verb in (vault.put(PAPER), vault.get("0" * 32), vault.delete("0" * 32)):
        with pytest.raises(StoreAway) as caught:
            await verb
        assert str(tmp_path) not in str(caught.value)
        assert caught.value.__suppress_context__, "the library's words hold addresses"


class Watched(Vault):
    """Notes in which thread it seals and opens."""

    threads: tuple[int, ...] = ()

    def _sealed(self, content: bytes) -> tuple[str, bytes]:
        self.threads += (get_ident(),)
        return super()._sealed(content)

    def _opened(self, name: str, sealed: Any) -> bytes:
        self.threads += (get_ident(),)
        return super()._opened(name, sealed)


async def test_the_loop_goes_on_while_a_large_one_is_sealed_and_opened(keys: Keys, folder: Path) -> None:
    vault = Watched(keys, Place(folder))
    assert await vault.get(await vault.put(PAPER)) == PAPER
    assert len(vault.threads) == 2
    assert get_ident() not in vault.threads


_PUTS = """
import asyncio, random, sys
from pathlib import Path
from services.files.address import Place
from services.files.service import Vault
from services.privacy import Keys
from tests.files.conftest import lying, unmount

async def puts():
    vault, chance = Vault(Keys.derive(b"k" * 32), Place(Path(sys.argv[1]))), random.Random(5)
    while True:
        print(await vault.put(chance.randbytes(3_000_000)), flush=True)

asyncio.run(puts())
"""


@pytest.mark.parametrize("after", [0.05, 0.11, 0.17])
async def test_who_is_killed_leaves_whole_objects_only(after: float, vault: Vault, folder: Path) -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", _PUTS, folder, cwd=ROOT, stdout=PIPE)
    assert process.stdout is not None
    first = await process.stdout.readline()
    await asyncio.sleep(after)
    process.kill()
    told = (first + await process.stdout.read()).decode().split()
    await process.wait()
    whole = {name for name in lying(folder) if "#" not in name}
    assert {*told} <= whole
    for name in whole:
        assert len(await vault.get(name)) == 3_000_000
