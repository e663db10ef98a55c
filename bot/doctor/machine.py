"""Checks of this machine: the key file, the data folder, the space left on the disk."""

import os
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from bot.doctor.finding import Finding, warning, well, wrong
from bot.doctor.patient import Patient
from bot.postgres.place import WINDOWS
from bot.postgres.root import SHELF
from services.privacy import Keys, WrongKey

LITTLE_BYTES, LITTLE_SHARE = 2 * 10**9, 0.10
NOTHING_BYTES = 200 * 10**6
"""Below this PostgreSQL may stop at any moment: its log alone grows by files of 16 MB."""


@dataclass(frozen=True)
class KeyFile:
    """A key file as the file system tells of it. `stores` are the folders with the files of the embedded database."""

    file: Path
    mode: int
    owner: int
    reader: int
    data_dir: Path
    stores: tuple[Path, ...] = ()


async def key_file(patient: Patient) -> list[Finding]:
    """That the key can be read, by us alone, and is not kept where the database is."""
    file = patient.settings.keys_at
    try:
        patient.keys = Keys.read(file)
    except WrongKey as problem:
        if str(problem) == "missing":
            return [warning("key_file_missing", file=str(file))]
        return [wrong(f"key_file_{problem}", file=str(file))]
    if WINDOWS:
        return [well("key_file", file=str(file))]
    found = file.stat()
    data_dir = patient.settings.data_dir.absolute()
    stores = () if patient.settings.database_url.get_secret_value() else (data_dir / "postgres",)
    seen = KeyFile(file.resolve(), stat.S_IMODE(found.st_mode), found.st_uid, os.geteuid(), data_dir, stores)
    return judge_key_file(seen) or [well("key_file", file=str(file))]


def judge_key_file(seen: KeyFile) -> list[Finding]:
    """What is wrong with it; nothing if all is well."""
    found: list[Finding] = []
    if seen.mode & 0o077:
        found.append(wrong("key_file_open", file=str(seen.file), mode=f"{seen.mode:04o}"))
    if seen.owner != seen.reader:
        found.append(warning("key_file_of_another", file=str(seen.file), owner=_name(seen.owner)))
    if any(seen.file.is_relative_to(store.resolve()) for store in seen.stores):
        found.append(wrong("key_file_in_database", file=str(seen.file)))
    elif seen.file.is_relative_to(seen.data_dir.resolve()) and any(
        (store / "cluster").is_dir() for store in seen.stores
    ):
        found.append(warning("key_file_beside_database", file=str(seen.file), folder=str(seen.data_dir)))
    return found


async def data_dir(patient: Patient) -> list[Finding]:
    """That we may write there, and strangers may not read there."""
    folder = patient.settings.data_dir.absolute()
    if not folder.exists():
        if os.access(nearest(folder), os.W_OK | os.X_OK):
            return [well("data_dir_missing", folder=str(folder))]
        return [wrong("data_dir_shut", folder=str(folder))]
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return [wrong("data_dir_shut", folder=str(folder))]
    mode = stat.S_IMODE(folder.stat().st_mode)
    if not WINDOWS and mode & 0o007:
        return [warning("data_dir_open", folder=str(folder), mode=f"{mode:04o}")]
    return [well("data_dir", folder=str(folder))]


async def disk(patient: Patient) -> list[Finding]:
    """The space left where we write, once for each disk."""
    folders = [nearest(patient.settings.data_dir.absolute())]
    if not patient.settings.database_url.get_secret_value() and SHELF.exists():
        folders.append(SHELF)  # where root's embedded database lies
    if patient.settings.files_at.folder is not None:
        folders.append(nearest(patient.settings.files_at.folder))
    disks = {folder.stat().st_dev: folder for folder in reversed(folders)}
    return [judge_space(folder, shutil.disk_usage(folder)) for folder in disks.values()]


def judge_space(folder: Path, usage: "shutil._ntuple_diskusage") -> Finding:
    """Bytes free, and of how many."""
    where, free, share = str(folder), round(usage.free / 10**9, 1), round(100 * usage.free / usage.total)
    if usage.free < NOTHING_BYTES:
        return wrong("disk_full", folder=where, free=free)
    if usage.free < LITTLE_BYTES or usage.free < usage.total * LITTLE_SHARE:
        return warning("disk_filling", folder=where, free=free, share=share)
    return well("disk", folder=where, free=free, share=share)


def nearest(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    return next(one for one in (folder, *folder.parents) if one.exists())


def _name(uid: int) -> str:
    import pwd  # not on Windows

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
