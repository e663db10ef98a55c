"""The server's main process as its file `postmaster.pid` tells of it, and the wheel's programs that act on it."""

import os
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from bot.postgres.failure import EmbeddedPostgresError
from bot.postgres.place import WINDOWS, Place

NO_SUCH_PID = 2**22 + 1  # above the largest pid of Linux and macOS
LONGEST_LOG = 5_000_000  # bytes


@dataclass(frozen=True)
class Postmaster:
    pid: int
    port: int


def find(place: Place) -> Postmaster | None:
    """The running server of this cluster; a file left by a killed one does not count."""
    written = _written(place)
    if written is None or not _is_running(written.pid, place):
        return None
    return written


def forget_a_dead_one(place: Place) -> None:
    """Let a new server start although the pid of a killed one now belongs to a stranger, or is a zombie nobody reaps.

    Both happen in containers. Only the pid is replaced: the server still checks the rest of the file (its shared
    memory), and so refuses to start while a worker of the dead one is busy.
    """
    written = _written(place)
    if written is None or _is_running(written.pid, place) or not psutil.pid_exists(written.pid):
        return
    # Never through a link: root would follow it out of the folder of the server's account.
    descriptor = os.open(place.cluster / "postmaster.pid", os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    with open(descriptor, "r+", encoding="utf-8") as file:
        _, *rest = file.readlines()
        file.seek(0)
        file.truncate()
        file.writelines([f"{NO_SUCH_PID}\n", *rest])


def run(place: Place, program: str, arguments: Sequence[str]) -> bool:
    """Run one of the wheel's programs under the server's account, its output into the log; true if it succeeded."""
    account = place.account
    with place.log.open("ab") as log:
        os.chmod(place.log, 0o600)
        done = subprocess.run(
            [str(place.programs / "bin" / program), *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=place.house,
            env=None if WINDOWS else {"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
            user=None if account is None else account.uid,
            group=None if account is None else account.gid,
            extra_groups=None if account is None else [],
        )
    return done.returncode == 0


def launch(place: Place) -> None:
    """Start the server and return at once; whether it became ready is for the caller to find out by connecting."""
    if place.log.exists() and place.log.stat().st_size > LONGEST_LOG:
        place.log.unlink()
    forget_a_dead_one(place)
    run(place, "pg_ctl", ("start", "--no-wait", "--silent", "--pgdata", str(place.settings)))


def halt(place: Place, mode: str) -> None:
    """Stop the server (`fast`: orderly; `immediate`: like a power cut) and wait until it is gone."""
    if find(place) is None:
        return
    if not run(place, "pg_ctl", ("stop", "--mode", mode, "--timeout", "120", "--pgdata", str(place.cluster))):
        raise EmbeddedPostgresError(f"The embedded PostgreSQL did not stop. Its log ends:\n{log_end(place)}")


def log_end(place: Place) -> str:
    with suppress(FileNotFoundError):
        return "\n".join(place.log.read_text(errors="replace").splitlines()[-12:])
    return "(no log)"


def _written(place: Place) -> Postmaster | None:
    try:
        lines = (place.cluster / "postmaster.pid").read_text().splitlines()
        return Postmaster(pid=abs(int(lines[0])), port=int(lines[3]))
    except (FileNotFoundError, IndexError, ValueError):
        return None  # absent, or just being written


def _is_running(pid: int, place: Place) -> bool:
    try:
        process = psutil.Process(pid)
        arguments = process.cmdline()
        return process.status() != psutil.STATUS_ZOMBIE and any(Path(one) == place.settings for one in arguments)
    except psutil.Error:
        return False
