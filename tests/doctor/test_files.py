"""The place of files: a folder is looked at and left alone, a bucket is tried with something that nobody misses."""

import os
from pathlib import Path

import pytest

from bot.doctor import Level
from bot.doctor.files import judge_folder, probed
from services.files.address import Place
from services.files.model import FileMissing
from services.files.service import Vault
from services.privacy import Keys
from tests.doctor.ward import Ward

SECRET = "hu5h-hu5h"
NOWHERE = f"s3://santun/berkas?endpoint=http://127.0.0.1:9&access_key_id=ani&secret_access_key={SECRET}"


async def test_the_folder_that_the_house_made_is_well(ward: Ward) -> None:
    visit = await ward.visit("files", "disk")
    assert visit.of("files") == {"files"}
    assert (Path(ward.given["data_dir"]) / "files").is_dir()


async def test_a_bucket_that_does_not_answer_is_told_without_its_password(ward: Ward) -> None:
    visit = await ward.visit("files", files_url=NOWHERE)
    assert visit.troubles["files_away"] is Level.WRONG
    said = visit.said("files_away")
    assert "s3://santun/berkas" in said
    assert SECRET not in said


async def test_a_setting_that_is_no_place_puts_the_look_off(ward: Ward) -> None:
    visit = await ward.visit("settings", "files", files_url="/srv/berkas")
    assert "SANTUN_FILES_URL keliru" in visit.said("setting_wrong")
    assert visit.put_off == {"files"}


def test_a_folder_that_is_not_there_or_no_folder_or_open_is_told(tmp_path: Path) -> None:
    assert judge_folder(tmp_path / "none").key == "files_missing"
    (tmp_path / "file").touch()
    assert judge_folder(tmp_path / "file").key == "files_shut"
    assert judge_folder(tmp_path / "file" / "below").key == "files_shut"
    (tmp_path / "open").mkdir(mode=0o755)
    assert judge_folder(tmp_path / "open").key == "files_open"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0o500)
    assert judge_folder(tmp_path / "shut").key == "files_shut"
    assert judge_folder(tmp_path / "shut" / "below").key == "files_shut"


async def test_a_store_that_keeps_its_promises_is_well_and_nothing_is_left_in_it(keys: Keys, tmp_path: Path) -> None:
    vault = Vault(keys, Place(tmp_path / "files"))
    assert (await probed(vault, "there")).key == "files_kept"
    assert os.listdir(tmp_path / "files") == []


class Forgetful(Vault):
    """Keeps nothing."""

    async def get(self, name: str) -> bytes:
        raise FileMissing(name)


class Stubborn(Vault):
    """Deletes nothing."""

    async def delete(self, name: str) -> None:
        await self.get(name)


@pytest.mark.parametrize("kind", [Forgetful, Stubborn])
async def test_a_store_that_forgets_or_does_not_delete_is_told(kind: type[Vault], keys: Keys, tmp_path: Path) -> None:
    assert (await probed(kind(keys, Place(tmp_path / "files")), "there")).key == "files_away"
