"""Villages, districts and clinics are found by the names people write."""

import pytest

from services.region import Region

REGION = Region.load()
PLACES = REGION.places


def test_the_regency_has_18_districts_and_141_villages() -> None:
    assert len(PLACES.districts) == 18
    assert len(PLACES.villages) == 141


def test_kombeng_in_lists_is_kongbeng_in_use() -> None:
    by_list, by_use = PLACES.district("Kombeng"), PLACES.district("Kongbeng")
    assert by_list == by_use
    assert by_use is not None
    assert by_use.used_name == "Kongbeng"
    village = PLACES.village("Kongbeng Indah")
    assert village is not None
    assert village.code == "64.08.08.2006"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Swarga Bara", "64.08.04.2012"),
        ("SWARGABARA", "64.08.04.2012"),
        ("Ds. Swarga Bara", "64.08.04.2012"),
        ("kel. teluk lingga", "64.08.04.1010"),
        ("Sangata Utara", "64.08.04.2001"),
        ("sengatta selatan", "64.08.12.2001"),
        ("Sepaso Timr", "64.08.09.2006"),
        ("Benua Baru", "64.08.03.2005"),
        ("Long Pocq Baru", "64.08.01.2012"),
        ("64.08.17.2003", "64.08.17.2003"),
        ("6408172003", "64.08.17.2003"),
    ],
)
def test_a_village_is_found_as_it_is_written(written: str, code: str) -> None:
    village = PLACES.village(written)
    assert village is not None
    assert village.code == code


@pytest.mark.parametrize("written", ["Tanah Grogot", "Bumi", "", "6408049999", "Susuk"])
def test_a_village_that_is_not_ours_or_not_clear_is_not_guessed(written: str) -> None:
    assert PLACES.village(written) is None


def test_the_district_narrows_the_search() -> None:
    assert PLACES.village("Tepian Baru", district="Bengalon") is not None
    assert PLACES.village("Tepian Baru", district="Sandaran") is None


def test_every_village_is_found_by_its_own_name_and_code() -> None:
    for village in PLACES.villages:
        assert village in PLACES.villages_like(village.name)
        assert PLACES.village(village.code) == village


def test_every_district_has_a_clinic_or_a_nearest_one() -> None:
    without = set()
    for district in PLACES.districts:
        near = REGION.clinics_of(district)
        assert near.here or near.nearest
        if not near.here:
            without.add(district.name)
    assert without == {
        "Muara Ancalong", "Muara Bengkal", "Busang", "Telen", "Sandaran", "Long Mesangat", "Sangatta Selatan",
    }  # fmt: skip


def test_nineteen_partner_clinics_are_named() -> None:
    assert len(PLACES.clinics) == 19
    assert sum(clinic.district == "" for clinic in PLACES.clinics) == 4


@pytest.mark.parametrize(
    ("words", "districts"),
    [
        ("bengalon", ["Bengalon"]),
        ("saya di bengalon", ["Bengalon"]),
        ("di kec. Kombeng", ["Kongbeng"]),
        ("sangatta", ["Sangatta Selatan", "Sangatta Utara"]),
        ("sepaso", ["Bengalon"]),
        ("desa swarga bara", ["Sangatta Utara"]),
        ("rumah saya di muara wahau", ["Muara Wahau"]),
    ],
)
def test_where_somebody_is_can_be_told_by_district_or_village(words: str, districts: list[str]) -> None:
    assert [district.used_name for district in PLACES.districts_meant(words)] == districts


@pytest.mark.parametrize(
    "words",
    ["", "di", "ok", "resep bakso enak", "hp saya mati", "6408", "saya di jakarta", "terima kasih", "siapa ini"],
)
def test_what_names_no_place_is_no_place(words: str) -> None:
    assert PLACES.districts_meant(words) == ()
