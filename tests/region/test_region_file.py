"""A wrong region file stops the start with a sentence that names what is wrong and shows how it should look."""

from pathlib import Path

import pytest

from services.region import Region, WrongRegionFile
from services.region.reading import HOME
from services.words import Words

GOOD = (HOME / "kutai-timur.toml").read_text(encoding="utf-8")


def written(folder: Path, text: str) -> str:
    (folder / "kutai-timur.csv").write_bytes((HOME / "kutai-timur.csv").read_bytes())
    file = folder / "daerah.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_region_is_loaded_by_name_and_by_path(tmp_path: Path) -> None:
    assert Region.load("kutai-timur") == Region.load(written(tmp_path, GOOD))


@pytest.mark.parametrize(
    ("right", "wrong", "where"),
    [
        ('name = "Kutai Timur"', "", "name"),
        ('monday = "08:00-16:00"', 'monday = "16:00-08:00"', "hours.monday"),
        ('monday = "08:00-16:00"', 'senin = "08:00-16:00"', "hours.senin"),
        ('time_zone = "Asia/Makassar"', 'time_zone = "WITA"', "time_zone"),
        ('kind = "hospital"', 'kind = "rs"', "clinics.0.kind"),
        ('district = "Kombeng"', 'district = "Kongbang"', "clinics.district"),
        ('"Telen" = ["Muara Wahau"]', '"Telen" = ["Wahau"]', "nearest"),
        ('places = "kutai-timur.csv"', 'places = "tidak-ada.csv"', "places"),
        ('call_centre = "175"', 'call_centre = ""', "contacts.call_centre"),
        ("yearly = []", 'yearly = ["13-01"]', "holidays.yearly.0"),
        ("official = []", 'official = ["lebaran"]', "holidays.official.0"),
        ('"Bontang" = [0.13, 117.49]', '"Bontang" = [117.49, 0.13]', "seats.Bontang.0"),
        ('"Bontang" = [0.13, 117.49]', '"Bontang" = [0.13]', "seats.Bontang.1"),
        ('"Kaubun" = [1.04, 117.79]', '"Kawbun" = [1.04, 117.79]', "seats"),
        ('key = "agency"', 'key = "dinas"', "offices.0.key"),
        ('name = "Kutai Timur"', 'name = "Kutai Timur', "TOML"),
        ('name = "Kutai Timur"', 'nama = "Kutai Timur"', "name"),
    ],
)
def test_a_wrong_value_is_named_with_an_example(
    tmp_path: Path, words: Words, right: str, wrong: str, where: str
) -> None:
    assert right in GOOD
    with pytest.raises(WrongRegionFile) as stopped:
        Region.load(written(tmp_path, GOOD.replace(right, wrong, 1)))
    assert stopped.value.where == where
    assert stopped.value.example
    said = words.render(stopped.value)
    assert "daerah.toml" in said
    assert "Contoh:" in said


def test_an_unknown_region_names_those_that_exist(words: Words) -> None:
    with pytest.raises(WrongRegionFile) as stopped:
        Region.load("atlantis")
    assert "kutai-timur" in words.render(stopped.value)


def test_what_is_unknown_stays_empty_and_175_is_there() -> None:
    region = Region.load()
    branch = region.office("branch")
    assert branch is not None
    assert (branch.address, branch.phone, branch.hours) == ("", "", "")
    assert region.contacts.call_centre == "175"
    assert region.contacts.whatsapp == ""


def test_without_a_crisis_line_the_national_numbers_are_used(tmp_path: Path) -> None:
    bare = GOOD.replace('number = "119 ekstensi 8"', 'number = ""').replace('any = "112"', 'any = ""')
    crisis = Region.load(written(tmp_path, bare)).crisis
    assert (crisis.number, crisis.emergency, crisis.is_confirmed) == ("119", "112", False)
    assert Region.load().crisis.is_confirmed
