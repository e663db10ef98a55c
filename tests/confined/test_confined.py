"""A child process that reads what strangers sent can do nothing else, and is gone whatever happens."""

import asyncio
import ctypes
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.confined.asking import Died, Fault, OutOfMemory, OutOfTime, ask
from services.confined.wire import Limits
from tests.confined.watching import children, is_alive, until, until_there_is_one

CHILD = "tests.confined.prisoner"
LIMITS = Limits(memory=256, cpu=5, patience=30, answer=2)
BY_PATH = {"make a folder", "remove", "empty", "rename"}
SIGNALS = {"signal"}
linux = pytest.mark.skipif(sys.platform != "linux", reason="these means are Linux's")


async def test_it_answers_and_knows_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANTUN_TELEGRAM_TOKEN", "123:secret")
    content = os.urandom(1 << 20)
    told, said = await ask(CHILD, {"act": "echo"}, content, LIMITS)
    assert said == content
    assert told["length"] == len(content)
    assert not [name for name in told["environment"] if name.startswith("SANTUN")]


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A file in a folder in which everybody of this machine may do everything."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "santun.key"
        file.write_text("key")
        file.chmod(0o666)
        Path(folder).chmod(0o777)
        yield file


@linux
async def test_whoever_takes_it_over_holds_nothing(open_to_all: Path) -> None:
    told, _ = await ask(CHILD, {"act": "steal", "file": str(open_to_all)}, b"", LIMITS)
    version = ctypes.CDLL(None).syscall(444, None, 0, 1)  # of Landlock, which not every kernel has
    signals = SIGNALS if version < 6 and os.geteuid() else set()
    assert set(told["did"]) == signals | (BY_PATH if version < 1 else set())
    assert version < 1 or (os.listdir(open_to_all.parent), open_to_all.read_text()) == (["santun.key"], "key")  # noqa: ASYNC240 - small


async def test_threads_it_may_have() -> None:
    assert await ask(CHILD, {"act": "think"}, b"", LIMITS) == ({"thought": 1}, b"")


@linux
async def test_it_cannot_take_more_memory_than_it_may() -> None:
    told, _ = await ask(CHILD, {"act": "eat", "megabytes": 100}, b"", LIMITS)
    assert told["eaten"] == 100
    with pytest.raises(OutOfMemory):
        await ask(CHILD, {"act": "eat", "megabytes": 300}, b"", LIMITS)


@linux
async def test_it_cannot_compute_for_longer_than_it_may() -> None:
    began = time.monotonic()
    with pytest.raises(OutOfTime):
        await ask(CHILD, {"act": "spin"}, b"", Limits(memory=256, cpu=1, patience=60, answer=1))
    assert time.monotonic() - began < 30


async def test_one_that_hangs_is_killed() -> None:
    with pytest.raises(OutOfTime):
        await ask(CHILD, {"act": "hang"}, b"", Limits(memory=256, cpu=5, patience=1, answer=1))
    assert children(CHILD) == []


async def test_one_whose_asker_went_away_is_killed() -> None:
    asked = asyncio.create_task(ask(CHILD, {"act": "hang"}, b"x" * (20 << 20), LIMITS))
    child = await until_there_is_one(CHILD)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert not is_alive(child)
    assert children(CHILD) == []


@linux
async def test_one_whose_asker_was_killed_ends_as_well() -> None:
    program = f"""
import asyncio
from services.confined.asking import ask
from services.confined.wire import Limits
asyncio.run(ask({CHILD!r}, {{"act": "hang"}}, b"", Limits(256, 5, 60, 1)))
"""
    asker = await asyncio.create_subprocess_exec(sys.executable, "-c", program)
    child = await until_there_is_one(CHILD)
    await asyncio.sleep(1)  # until it hangs
    asker.kill()
    await asker.wait()
    await until(lambda: not is_alive(child))


@pytest.mark.parametrize("act", ["abort", "leave", "babble"])
async def test_one_that_ends_in_the_middle_or_never_ends_speaking_gave_no_answer(act: str) -> None:
    with pytest.raises(Died):
        await ask(CHILD, {"act": act}, b"", LIMITS)
    assert children(CHILD) == []


@linux
async def test_one_that_the_machine_ended_ran_out_of_memory() -> None:
    with pytest.raises(OutOfMemory):
        await ask(CHILD, {"act": "be_killed"}, b"", LIMITS)


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\0",
        b"\xff" * 8,
        b"\0" * 8,
        b"\0\0\0\0\0\0\0\2[]",
        b"\0\0\0\0\0\0\0\2{!",
        b"\0\0\0\0\0\1\0\0" + b"[" * 65536,
    ],
    ids=lambda said: said[:12].hex() or "nothing",
)
async def test_an_answer_past_the_protocol_is_none(said: bytes) -> None:
    with pytest.raises(Died):
        await ask(CHILD, {"act": "lie", "hex": said.hex()}, b"", LIMITS)


async def test_what_a_library_prints_is_not_part_of_the_answer() -> None:
    assert await ask(CHILD, {"act": "chatter"}, b"", LIMITS) == ({"chattered": True}, b"")


async def test_an_error_in_it_is_told_by_its_place_and_not_by_its_words() -> None:
    with pytest.raises(Fault, match=r"^KeyError at prisoner\.py:\d+$"):
        await ask(CHILD, {"act": "slip"}, b"", LIMITS)


async def test_nobody_writes_into_our_log_through_a_made_up_place() -> None:
    said = b'{"fault": "KeyError at Siti Halimah"}'
    with pytest.raises(Fault, match=r"^unreadable$"):
        await ask(CHILD, {"act": "lie", "hex": (len(said).to_bytes(8) + said).hex()}, b"", LIMITS)
