"""Where we work: the offices, hours, clinics and villages of one regency, read from one TOML file."""

from services.region.calendar import Calendar
from services.region.distance import FAR_AWAY, ClinicsNear, Near
from services.region.hours import Closed, Moment, Open
from services.region.model import Region
from services.region.places import Clinic, ClinicKind, District, Village
from services.region.reading import WrongRegionFile

__all__ = [
    "FAR_AWAY",
    "Calendar",
    "Clinic",
    "ClinicKind",
    "ClinicsNear",
    "Closed",
    "District",
    "Moment",
    "Near",
    "Open",
    "Region",
    "Village",
    "WrongRegionFile",
]
