"""Where we work: the offices, hours, clinics and villages of one regency, read from one TOML file."""

from services.region.hours import Closed, Moment, Open
from services.region.model import Region
from services.region.places import Clinic, ClinicKind, ClinicsNear, District, Village
from services.region.reading import WrongRegionFile

__all__ = [
    "Clinic",
    "ClinicKind",
    "ClinicsNear",
    "Closed",
    "District",
    "Moment",
    "Open",
    "Region",
    "Village",
    "WrongRegionFile",
]
