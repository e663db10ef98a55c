"""A vault in a real folder, as a start makes it."""

from pathlib import Path

import pytest

from services.files.address import Place
from services.files.service import Vault
from services.privacy import Keys


def lying(folder: Path) -> set[str]:
    """Names of all that lies there."""
    return {file.name for file in folder.rglob("*")}


def unmount(folder: Path) -> Path:
    """Takes the folder away, with all that is in it."""
    return folder.rename(folder.parent / "unmounted")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.fixture
def vault(keys: Keys, folder: Path) -> Vault:
    return Vault(keys, Place(folder))
