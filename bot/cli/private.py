"""Writes files that hold data of people: new ones, which only their owner can read."""

import os
from pathlib import Path


def write_private(file: Path, content: bytes) -> None:
    """A new file of mode 0600. Raises FileExistsError."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        handle.write(content)
