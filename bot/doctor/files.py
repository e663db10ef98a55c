"""Check of the place where the contents of files lie."""

import os
import stat
from pathlib import Path

from bot.doctor.finding import Finding, warning, well, wrong
from bot.doctor.machine import nearest
from bot.doctor.patient import Patient
from bot.postgres.place import WINDOWS
from services.files.model import FileMissing, FileSpoiled, StoreAway
from services.files.service import Vault
from services.privacy import Keys

_NOBODYS = 32
"""Bytes of a key and of a content of which nobody will ever hear again."""


async def files(patient: Patient) -> list[Finding]:
    """A folder is looked at and left alone; a bucket is tried, because it tells what it allows in no other way."""
    place = patient.settings.files_at
    if place.folder is not None:
        return [judge_folder(place.folder)]
    return [await probed(Vault(Keys.derive(os.urandom(_NOBODYS)), place), f"s3://{place.bucket}/{place.prefix}")]


def judge_folder(folder: Path) -> Finding:
    """That we may write there, and others may not look."""
    where = str(folder)
    found = nearest(folder)
    if not found.is_dir() or not os.access(found, os.R_OK | os.W_OK | os.X_OK):
        return wrong("files_shut", folder=where)
    if found != folder:
        return well("files_missing", folder=where)
    mode = stat.S_IMODE(folder.stat().st_mode)
    if not WINDOWS and mode & 0o077:
        return warning("files_open", folder=where, mode=f"{mode:04o}")
    return well("files", folder=where)


async def probed(vault: Vault, where: str) -> Finding:
    """Puts something away, takes it out, deletes it, and asks for it in vain."""
    content = os.urandom(_NOBODYS)
    try:
        name = await vault.put(content)
        came_back = await vault.get(name) == content
        await vault.delete(name)
        is_gone = await _misses(vault, name)
    except (StoreAway, FileMissing, FileSpoiled) as error:
        return wrong("files_away", where=where, error=str(error) or type(error).__name__)
    if came_back and is_gone:
        return well("files_kept", where=where)
    return wrong("files_away", where=where, error="NotDeleted" if came_back else FileSpoiled.__name__)


async def _misses(vault: Vault, name: str) -> bool:
    try:
        await vault.get(name)
    except FileMissing:
        return True
    return False
