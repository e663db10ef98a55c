"""The same in a bucket, where somebody has moto's imitation of S3 on this machine; it is no dependency of ours."""

import asyncio
import shutil
import socket
import urllib.request
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from bot.doctor.files import probed
from services.files.address import place_of
from services.files.model import FileMissing, FileSpoiled, StoreAway
from services.files.service import SPARED, Vault
from services.privacy import Keys
from tests.files.test_sweep import Rows

MOTO = shutil.which("moto_server")
pytestmark = pytest.mark.skipif(MOTO is None, reason="no moto_server here")
CONTENT = bytes(range(256)) * 30_000
SIGNED = "AWS4-HMAC-SHA256 Credential=ani/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"


def ask(address: str, method: str) -> bytes:
    request = urllib.request.Request(address, method=method, headers={"Authorization": SIGNED})  # noqa: S310 - ours
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - an address of ours
        return bytes(answer.read())


async def until_it_answers(address: str) -> None:
    async with asyncio.timeout(60):
        while True:
            with suppress(OSError):
                await asyncio.to_thread(ask, f"{address}/moto-api/", "GET")
                return
            await asyncio.sleep(0.1)


@pytest_asyncio.fixture
async def s3() -> AsyncIterator[str]:
    """The address of an S3 that holds nothing, not even a bucket."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = (MOTO or "", "-H", "127.0.0.1", "-p", port)
    process = await asyncio.create_subprocess_exec(*command, stdout=DEVNULL, stderr=DEVNULL)
    try:
        await until_it_answers(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        await process.wait()


async def test_a_bucket_keeps_files_as_a_folder_does(s3: str, keys: Keys) -> None:
    way = f"endpoint={s3}&region=us-east-1&access_key_id=ani&secret_access_key=hu/s+h"
    vault, neighbour = (Vault(keys, place_of(f"s3://santun/{prefix}?{way}")) for prefix in ("berkas", "lain"))
    for verb in (vault.put(CONTENT), vault.get("0" * 32), vault.delete("0" * 32), vault.sweep(Rows().named, _ago())):
        with pytest.raises(StoreAway):  # a bucket that is not there has not lost a file
            await verb
    await asyncio.to_thread(ask, f"{s3}/santun", "PUT")
    assert (await probed(vault, "there")).key == "files_kept"
    name = await vault.put(CONTENT)
    assert await vault.put(CONTENT) == name == await neighbour.put(CONTENT)
    assert await vault.get(name) == CONTENT
    with pytest.raises(FileSpoiled):
        await Vault(Keys.derive(b"o" * 32), vault.place).get(name)
    orphan = await vault.put(b"orphan")
    assert await vault.sweep(Rows(name).named, _ago()) == 0
    assert await vault.sweep(Rows(name).named, _ago() + timedelta(hours=25)) == 1
    with pytest.raises(FileMissing):
        await vault.get(orphan)
    assert await neighbour.get(name) == await vault.get(name) == CONTENT
    await vault.delete(name)
    await vault.delete(name)
    with pytest.raises(FileMissing):
        await vault.get(name)
    assert await neighbour.get(name) == CONTENT


def _ago() -> datetime:
    return datetime.now(UTC) - SPARED
