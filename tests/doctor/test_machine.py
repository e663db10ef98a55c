"""The key file, the data folder and the disk: who may read them, where they lie, how much room is left."""

import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.doctor import Level
from bot.doctor.machine import KeyFile, judge_key_file, judge_space
from services.privacy import Keys
from tests.doctor.ward import Ward

GB = 10**9


class Usage(NamedTuple):
    """As `shutil.disk_usage` tells it."""

    total: int
    used: int
    free: int


def seen(folder: Path) -> KeyFile:
    return KeyFile(folder / "keys" / "santun.key", 0o600, 1000, 1000, folder / "data", (folder / "data" / "postgres",))


def keys_of(file: KeyFile) -> list[str]:
    return [finding.key for finding in judge_key_file(file)]


def test_a_key_that_we_alone_read_and_that_lies_apart_is_well(tmp_path: Path) -> None:
    assert judge_key_file(seen(tmp_path)) == []


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_a_key_that_others_may_read_is_told(mode: int, tmp_path: Path) -> None:
    assert keys_of(replace(seen(tmp_path), mode=mode)) == ["key_file_open"]


def test_a_key_of_another_user_is_told(tmp_path: Path) -> None:
    assert keys_of(replace(seen(tmp_path), owner=0)) == ["key_file_of_another"]


def test_a_key_that_every_backup_of_the_database_takes_along_is_told(tmp_path: Path) -> None:
    here = seen(tmp_path)
    (tmp_path / "data" / "postgres").mkdir(parents=True)
    assert keys_of(replace(here, file=tmp_path / "data" / "postgres" / "santun.key")) == ["key_file_in_database"]
    beside = replace(here, file=tmp_path / "data" / "santun.key")
    assert keys_of(beside) == []
    (tmp_path / "data" / "postgres" / "cluster").mkdir()
    assert keys_of(beside) == ["key_file_beside_database"]


@pytest.mark.parametrize(
    ("free", "total", "found"),
    [(50, 100, "disk"), (3, 20, "disk"), (1.9, 5, "disk_filling"), (9, 100, "disk_filling"), (0.1, 100, "disk_full")],
)
def test_little_room_is_told(free: float, total: float, found: str, tmp_path: Path) -> None:
    usage: shutil._ntuple_diskusage = Usage(int(total * GB), 0, int(free * GB))  # type: ignore[assignment]
    assert judge_space(tmp_path, usage).key == found


async def test_a_key_file_that_is_open_damaged_or_unreadable_is_told(ward: Ward, tmp_path: Path) -> None:
    key = ward.given["key_file"]
    ward.key_file_says(key.read_text(), 0o644)
    visit = await ward.visit("key")
    assert visit.of("key_file") == {"key_file_open"}
    assert f"chmod 600 {key}" in visit.said("key_file_open")
    assert visit.of("key") == {"key"}, "it is the right one all the same"
    ward.key_file_says("not a key")
    assert (await ward.visit("key")).of("key_file") == {"key_file_unreadable"}
    ward.key_file_says("c2hvcnQ=")
    visit = await ward.visit("key", "audit")
    assert (visit.of("key_file"), visit.of("key")) == ({"key_file_damaged"}, {"key_needed"})
    assert visit.put_off == {"audit"}


async def test_another_key_or_none_is_told(ward: Ward, tmp_path: Path) -> None:
    Keys.make(tmp_path / "other.key")
    visit = await ward.visit("key", "audit", key_file=tmp_path / "other.key")
    assert visit.of("key") == {"key_other"}
    assert visit.put_off == {"audit"}, "it proves nothing"
    visit = await ward.visit("key", key_file=tmp_path / "lost.key")
    assert (visit.of("key_file"), visit.of("key")) == ({"key_file_missing"}, {"key_needed"})


async def test_a_data_folder_that_strangers_may_open_is_told(ward: Ward, tmp_path: Path) -> None:
    assert (await ward.visit("data_dir")).of("data_dir") == {"data_dir"}, "the house makes it for itself alone"
    folder = tmp_path / "open"
    folder.mkdir(mode=0o755)
    assert (await ward.visit("data_dir", data_dir=folder)).of("data_dir") == {"data_dir_open"}
    assert (await ward.visit("data_dir", data_dir=tmp_path / "none")).of("data_dir") == {"data_dir_missing"}
    (tmp_path / "file").touch()
    visit = await ward.visit("data_dir", data_dir=tmp_path / "file")
    assert visit.troubles["data_dir_shut"] is Level.WRONG


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_a_data_folder_that_cannot_be_written_is_told(ward: Ward, tmp_path: Path) -> None:
    folder = tmp_path / "shut"
    folder.mkdir(mode=0o500)
    assert (await ward.visit("data_dir", data_dir=folder)).of("data_dir") == {"data_dir_shut"}
    assert (await ward.visit("data_dir", data_dir=folder / "below")).of("data_dir") == {"data_dir_shut"}
