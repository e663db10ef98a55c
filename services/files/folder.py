"""What a folder on this machine needs beyond what the library does: to be ours alone, and to outlast a power cut."""

import os
from datetime import datetime
from pathlib import Path

_HALF_WRITTEN = "*#*"
"""What the library writes to until it is whole; who was killed leaves one behind."""


def make(folder: Path) -> None:
    """For us alone; one that was there stays as it was."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def settle(folder: Path, name: str) -> None:
    """Ours alone, and on the disk: whoever is told that it is there writes so into the database."""
    with (folder / name).open("r+b") as written:
        (folder / name).chmod(0o600)
        os.fsync(written.fileno())
    if os.name == "nt":  # there a folder cannot be opened
        return
    listing = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(listing)
    finally:
        os.close(listing)


def clear(folder: Path, before: datetime) -> None:
    """Takes away what was begun before then and never finished."""
    for one in folder.glob(_HALF_WRITTEN):
        if one.is_file() and one.stat().st_mtime < before.timestamp():
            one.unlink(missing_ok=True)
