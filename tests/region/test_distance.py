"""How far clinics are: rounded, sorted, honest where nothing is known."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.region import ClinicKind, Region
from services.region.distance import about, few, nearest_first, straight_km
from services.region.places import Spot

REGION = Region.load()
SPOTS = st.builds(Spot, st.floats(-90, 90), st.floats(-180, 180))
SANGATTA, BONTANG, WAHAU = (0.5083, 117.5513), (0.1333, 117.5), (1.1, 116.88)


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres() -> None:
    assert straight_km(Spot(0, 117), Spot(1, 117)) == pytest.approx(111.2, abs=0.1)


@given(one=SPOTS, other=SPOTS)
def test_a_way_is_as_long_as_the_way_back_and_never_round_the_world(one: Spot, other: Spot) -> None:
    assert straight_km(one, other) == pytest.approx(straight_km(other, one), abs=1e-6)
    assert 0 <= straight_km(one, other) <= 20_016
    assert straight_km(one, one) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    ("km", "told"), [(0, 1), (0.4, 1), (3.5, 4), (9.4, 9), (9.9, 10), (12.4, 10), (13, 15), (98, 100)]
)
def test_a_distance_is_told_as_roughly_as_it_is_known(km: float, told: int) -> None:
    assert about(km) == told


@pytest.mark.parametrize(
    ("here", "first"), [(SANGATTA, "Sangatta"), (BONTANG, "Bontang"), (WAHAU, "Muara Wahau")], ids=str
)
def test_the_clinics_of_the_town_stand_first_and_all_are_named_once(here: tuple[float, float], first: str) -> None:
    near = REGION.clinics_near(*here)
    assert near[0].clinic.town == first
    assert near[0].about_km is not None
    assert near[0].about_km <= 10
    assert sorted(one.clinic.name for one in near) == sorted(clinic.name for clinic in REGION.places.clinics)
    known = [one.about_km for one in near if one.about_km is not None]
    assert all(one <= other for one, other in pairwise(known))
    assert all(one.about_km is None for one in near[len(known) :])


def test_a_clinic_whose_place_nobody_knows_has_no_distance_and_stands_last() -> None:
    unknown = {near.clinic.name for near in REGION.clinics_near(*SANGATTA) if near.about_km is None}
    assert unknown == {"Puskesmas Karangan", "Puskesmas Sepaso", "Puskesmas Tepian Baru", "Puskesmas Teluk Pandan"}


def test_among_the_few_nearest_there_is_a_hospital() -> None:
    for district in REGION.places.districts:
        if district.spot is not None:
            named = few(nearest_first(REGION.places.clinics, district.spot))
            assert 4 <= len(named) <= 5
            assert any(near.clinic.kind is ClinicKind.HOSPITAL for near in named)


def test_from_a_district_without_a_known_place_no_distance_is_told() -> None:
    telen = REGION.places.district("Telen")
    assert telen is not None
    assert telen.spot is None
    assert all(near.about_km is None for near in nearest_first(REGION.places.clinics, telen.spot))
    assert [near.clinic.name for near in REGION.clinics_of(telen).nearest] == ["Puskesmas Muara Wahau 2"]


def test_where_no_road_is_listed_the_straight_line_decides() -> None:
    sandaran = REGION.places.district("Sandaran")
    assert sandaran is not None
    near = REGION.clinics_of(replace(sandaran, nearest=()))
    assert near.here == ()
    assert near.nearest[0].clinic.town == "Sangkulirang"


def test_every_seat_lies_in_the_regency_or_beside_it() -> None:
    spots = [district.spot for district in REGION.places.districts] + [clinic.spot for clinic in REGION.places.clinics]
    known = [spot for spot in spots if spot is not None]
    assert len(known) == 14 + 15
    assert all(0 <= spot.latitude <= 2 and 115.9 <= spot.longitude <= 119 for spot in known)


def test_a_spot_tells_nothing_of_itself() -> None:
    assert not re.search(r"\d", repr(Spot(*SANGATTA)))
