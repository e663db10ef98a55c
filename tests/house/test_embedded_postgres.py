"""The embedded server through everything that goes wrong on people's machines; on a server of its own."""

import asyncio
import os
import pwd
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import psutil
import pytest

from bot.nursery import Nursery
from bot.postgres import EmbeddedPostgres, EmbeddedPostgresError, place, postmaster, root
from tests.conftest import connect

JOIN = """
import asyncio, concurrent.futures.thread, os, sys
from pathlib import Path
from bot.postgres import EmbeddedPostgres, place

async def main():
    if sys.argv[3:]:  # become an ordinary user, who may not be able to read root's Python and virtual environment
        place._wheel = lambda: Path(sys.argv[4])
        os.chdir("/")
        os.setgroups([])
        os.setgid(int(sys.argv[3]))
        os.setuid(int(sys.argv[3]))
    embedded = EmbeddedPostgres(Path(sys.argv[1]))
    url = await embedded.start()
    print(embedded.pid, url, flush=True)
    if sys.argv[2] == "stay":
        await asyncio.Event().wait()
    await embedded.stop()
    print(embedded.pid, flush=True)
    await embedded.remove()

asyncio.run(main())
"""
PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def data_dir() -> Iterator[Path]:
    """Made once, because making a cluster takes seconds; every test leaves it as it found it."""
    with tempfile.TemporaryDirectory(prefix="santun-test-") as folder:
        yield Path(folder) / "data"
        asyncio.run(EmbeddedPostgres(Path(folder) / "data").remove())


@pytest.fixture
async def embedded(data_dir: Path) -> AsyncIterator[EmbeddedPostgres]:
    found = EmbeddedPostgres(data_dir)
    await found.start()
    yield found
    await found.stop()


def joined(data_dir: Path, then: str, *user: str) -> subprocess.Popen[str]:
    """Another process that starts the embedded server of a folder."""
    arguments = [sys.executable, "-c", JOIN, str(data_dir), then, *user]
    return subprocess.Popen(arguments, cwd=PROJECT, stdout=subprocess.PIPE, text=True)


async def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return (await asyncio.to_thread(process.stdout.readline)).strip()


async def until_answers(url: str) -> asyncpg.Connection:
    async with asyncio.timeout(30):
        while True:
            try:
                return await connect(url)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                await asyncio.sleep(0.05)


async def test_nobody_enters_without_the_password(embedded: EmbeddedPostgres) -> None:
    right = embedded.url()
    password = right.split(":", 2)[2].split("@", 1)[0]
    for role in ("santun", "postgres"):
        for wrong in ("", "wrong"):
            url = right.replace(f"//santun:{password}", f"//{role}:{wrong}")
            with pytest.raises(asyncpg.InvalidPasswordError):
                await connect(url)
    await (await connect(right)).close()


async def test_the_bot_is_nobodys_superuser(embedded: EmbeddedPostgres) -> None:
    connection = await connect(embedded.url())
    assert await connection.fetchval("SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute("COPY (SELECT 1) TO PROGRAM 'id'")
    await connection.close()


async def test_only_the_owner_can_read_what_lies_on_disk(embedded: EmbeddedPostgres) -> None:
    found = embedded._found()
    secret = [found.home, found.home / "password", found.log, found.home / "lock", found.cluster, found.sockets]
    assert {path: stat.S_IMODE(path.stat().st_mode) & 0o077 for path in secret} == dict.fromkeys(secret, 0)


async def test_it_keeps_what_was_committed_and_does_not_write_down_what_people_wrote(
    embedded: EmbeddedPostgres,
) -> None:
    connection = await connect(embedded.url())
    assert await connection.fetchval("SHOW fsync") == "on"
    assert await connection.fetchval("SHOW synchronous_commit") == "on"
    await connection.execute("CREATE TABLE people (name text PRIMARY KEY)")
    for _ in range(2):
        try:
            await connection.execute("INSERT INTO people VALUES ($1)", "Siti Halimah")
        except asyncpg.UniqueViolationError:
            break
    else:
        pytest.fail("the same name went in twice")
    for broken in ("SELECT 'Siti Halimah'::int", "SELECT Siti Halimah x", "SELECT CAST($1::text AS int)"):
        with pytest.raises(asyncpg.PostgresError):
            await connection.fetch(broken, *(["Siti Halimah"] if "$1" in broken else []))
    await connection.close()
    assert "Halimah" not in embedded._found().log.read_text()


async def test_a_killed_server_comes_back_with_what_was_committed(embedded: EmbeddedPostgres) -> None:
    nursery = Nursery()
    nursery.start(embedded.supervise(), name="the embedded server")
    connection = await connect(embedded.url())
    await connection.execute("DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 42 AS answer")
    first = embedded.pid
    assert first is not None

    for _ in range(2):  # the second time the one that was started again
        now = embedded.pid
        assert now is not None
        os.kill(now, signal.SIGKILL)
        await asyncio.sleep(0.2)
        connection = await until_answers(embedded.url())
        assert await connection.fetchval("SELECT answer FROM kept") == 42
        await connection.close()

    assert embedded.pid != first
    await nursery.close()


@pytest.mark.parametrize("mode", ["fast", "immediate"])
async def test_a_restart_under_load_keeps_what_was_committed(embedded: EmbeddedPostgres, mode: str) -> None:
    connection = await connect(embedded.url())
    await connection.execute("DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT generate_series(1, 50000) AS n")

    await embedded.restart("fast" if mode == "fast" else "immediate")

    connection = await connect(embedded.url())
    assert await connection.fetchval("SELECT count(*) FROM kept") == 50000
    await connection.close()


async def test_a_second_process_joins_and_the_last_one_stops_the_server(
    embedded: EmbeddedPostgres, data_dir: Path
) -> None:
    other = joined(data_dir, "stay")
    assert await line(other) == f"{embedded.pid} {embedded.url()}"
    pid = embedded.pid
    assert pid is not None

    await embedded.stop()
    assert embedded.pid == pid, "the other process lost its database"

    await embedded.start()
    assert embedded.pid == pid
    other.kill()
    other.wait()
    await embedded.stop()
    assert embedded.pid is None, "the killed process still counts"


async def test_many_processes_may_start_at_once_on_a_new_folder(tmp_path: Path) -> None:
    processes = [joined(tmp_path, "stay") for _ in range(4)]
    lines = [await line(process) for process in processes]
    assert len(set(lines)) == 1
    assert lines[0]
    for process in processes:
        process.kill()
        process.wait()
    embedded = EmbeddedPostgres(tmp_path)
    await embedded.start()
    await embedded.remove()


@pytest.mark.parametrize("heir", ["somebody", "nobody"])
async def test_the_pid_of_a_killed_server_does_not_count(embedded: EmbeddedPostgres, heir: str) -> None:
    """After a crash of the machine, and in containers, the number may belong to another process of the same user."""
    found, old = embedded._found(), embedded.pid
    assert old is not None
    account = found.account
    stranger = subprocess.Popen(["/bin/sleep", "60"], user=account.uid if account else None)  # noqa: ASYNC220 starts at once
    file = found.cluster / "postmaster.pid"
    left = file.read_text()
    os.kill(old, signal.SIGKILL)
    pid = stranger.pid if heir == "somebody" else postmaster.NO_SUCH_PID
    file.write_text(left.replace(str(old), str(pid), 1))

    await embedded.start()

    assert embedded.pid not in (None, old, pid)
    assert stranger.poll() is None, "a stranger was harmed"
    stranger.kill()
    stranger.wait()


async def test_an_interrupted_first_start_is_made_anew(embedded: EmbeddedPostgres) -> None:
    found = embedded._found()
    await embedded.stop()
    found.cluster.rename(found.house / "cluster.new")
    (found.house / "cluster.new" / "PG_VERSION").unlink()
    (found.house / "password.new").write_text("half")

    await embedded.start()

    assert (found.cluster / "PG_VERSION").exists()
    assert not (found.house / "cluster.new").exists()
    assert not (found.house / "password.new").exists()


async def test_a_lost_password_is_named(embedded: EmbeddedPostgres) -> None:
    file = embedded._found().home / "password"
    await embedded.stop()
    kept = file.read_text()
    file.unlink()
    with pytest.raises(EmbeddedPostgresError, match=r"put .*password back"):
        await embedded.start()
    file.write_text(kept)


async def test_a_server_that_cannot_start_shows_the_end_of_its_log(
    embedded: EmbeddedPostgres, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.postgres.embedded.TRIES", 2)
    await embedded.stop()
    wrong = EmbeddedPostgres(data_dir, {"shared_buffers": "nonsense"})
    with pytest.raises(EmbeddedPostgresError, match="shared_buffers"):
        await wrong.start()


async def test_a_machine_without_the_wheel_is_told_what_to_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(place, "PACKAGE", "a_wheel_that_is_not_there")
    with pytest.raises(EmbeddedPostgresError, match="SANTUN_DATABASE_URL"):
        await EmbeddedPostgres(tmp_path).start()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs root, to become others")
class TestAsRoot:
    async def test_no_folder_of_root_is_opened(self, embedded: EmbeddedPostgres, data_dir: Path) -> None:
        found = embedded._found()
        assert found.house.is_relative_to(root.SHELF)
        assert found.programs.is_relative_to(root.SHELF)
        ours = [path for path in found.house.rglob("*") if not path.is_relative_to(found.cluster)]
        assert {path for path in ours if path.stat().st_mode & 0o002} == set()
        assert data_dir.parent.stat().st_mode & 0o077 == 0

    async def test_the_server_runs_as_somebody_without_rights(self, embedded: EmbeddedPostgres) -> None:
        assert embedded.pid is not None
        process = psutil.Process(embedded.pid)
        assert process.uids().real == process.uids().effective == embedded._found().cluster.stat().st_uid != 0
        inherited = {name for name in process.environ() if not name.startswith("PG")}
        assert inherited <= {"LC_ALL", "PATH", "PWD", "OLDPWD", "SHLVL", "_"}

    async def test_ordinary_users_have_servers_of_their_own_beside_each_other(self, embedded: EmbeddedPostgres) -> None:
        programs = embedded._found().programs.parent
        with tempfile.TemporaryDirectory(prefix="santun-users-") as folder:
            os.chmod(folder, 0o711)  # noqa: S103 others must pass through it
            users = [pwd.getpwnam(name).pw_uid for name in ("nobody", "daemon")]
            told = [await self._start_and_stop_as(uid, Path(folder), programs) for uid in users]
        assert told[0] != told[1]

    async def _start_and_stop_as(self, uid: int, folder: Path, programs: Path) -> str:
        home = folder / str(uid) / ("a long name " * 9)  # too long for a socket
        await asyncio.to_thread(home.mkdir, parents=True)
        for path in (home, home.parent):
            os.chown(path, uid, uid)
        process = joined(home, "leave", str(uid), str(programs))
        first, last = await line(process), await line(process)
        assert await asyncio.to_thread(process.wait) == 0
        assert last == "None", "the last one to leave did not stop the server"
        return first
