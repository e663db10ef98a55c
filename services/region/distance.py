"""How far a partner clinic is, along a straight line; roughly, as no place is known more closely than its town."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from services.region.places import Clinic, ClinicKind, District, Spot

_EARTH_KM = 6371.0
_FINE_BELOW = 10
"""Kilometres up to which a distance is told to the kilometre, and above it to the next five."""
FAR_AWAY = 300
"""Kilometres beyond which somebody is not in our part of the country."""
_FEW = 4


@dataclass(frozen=True)
class Near:
    """A clinic and roughly how many kilometres it is away; None where its place is unknown."""

    clinic: Clinic
    about_km: int | None


@dataclass(frozen=True)
class ClinicsNear:
    """What is named for a district. `here` is empty where no clinic is named; then `nearest` holds the next ones."""

    district: District
    here: tuple[Clinic, ...]
    nearest: tuple[Near, ...]


def straight_km(one: Spot, other: Spot) -> float:
    """Kilometres along the great circle."""
    north, south = radians(one.latitude), radians(other.latitude)
    half = sin((south - north) / 2) ** 2
    half += cos(north) * cos(south) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


def about(km: float) -> int:
    """As it is told: 1 … 10, then 15, 20, …; never 0, for a town is not a point."""
    return max(1, round(km)) if km < _FINE_BELOW else 5 * round(km / 5)


def nearest_first(clinics: Iterable[Clinic], here: Spot | None) -> tuple[Near, ...]:
    """All of them by distance; those whose place is unknown stand last, as they are listed."""
    if here is None:
        return tuple(Near(clinic, None) for clinic in clinics)
    far = [(straight_km(here, clinic.spot) if clinic.spot else None, clinic) for clinic in clinics]
    far.sort(key=lambda pair: (pair[0] is None, pair[0] or 0.0))
    return tuple(Near(clinic, None if km is None else about(km)) for km, clinic in far)


def few(sorted_by_distance: tuple[Near, ...]) -> tuple[Near, ...]:
    """The first few that have a distance, with the nearest hospital among them."""
    known = [near for near in sorted_by_distance if near.about_km is not None]
    hospital = next((near for near in known if near.clinic.kind is ClinicKind.HOSPITAL), None)
    named = known[:_FEW]
    return (*named, hospital) if hospital is not None and hospital not in named else tuple(named)


def in_or_near(district: District, clinics: tuple[Clinic, ...]) -> ClinicsNear:
    """Partner clinics in the district; where none is named, those of the districts that the region file calls its
    nearest (it knows the roads), else the nearest along a straight line."""
    here = tuple(clinic for clinic in clinics if clinic.district == district.name)
    if here:
        return ClinicsNear(district, here, ())
    listed = tuple(clinic for name in district.nearest for clinic in clinics if clinic.district == name)
    nearest = nearest_first(listed, district.spot) if listed else few(nearest_first(clinics, district.spot))
    return ClinicsNear(district, (), nearest)
