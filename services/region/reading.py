"""Reads a regency's TOML file and its list of places, and says plainly what is wrong with them."""

import csv
import tomllib
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from services.refusals import Refusal

HOME = Path(__file__).parent
"""Where the regencies that come with Santun lie."""

EXAMPLES = {
    "name": 'name = "Kutai Timur"',
    "kind": 'kind = "Kabupaten"; clinics: kind = "hospital" / "health_centre"',
    "province": 'province = "Kalimantan Timur"',
    "time_zone": 'time_zone = "Asia/Makassar"',
    "places": 'places = "kutai-timur.csv"',
    "call_centre": 'call_centre = "175"',
    "offices": '[[offices]] key = "agency", name = "Disnakertrans Kutai Timur"',
    "large_intake": "large_intake = 2024-10-01",
    "key": 'key = "agency" / "branch"',
    "hours": '[hours] monday = "08:00-16:00"',
    "yearly": 'yearly = ["08-17"]',
    "days": "days = [2027-01-29]",
    "district": 'district = "Sangatta Utara"',
    "promise": "[promise] first_answer = 30, answer = 60",
    "first_answer": "first_answer = 30",
    "answer": "answer = 60",
    "nearest": '[nearest] "Telen" = ["Muara Wahau"]',
    "used_names": '[used_names] "Kombeng" = "Kongbeng"',
    "open_days": "open_days = [2026-12-24]",
    "official": "official = [2028-04-24]",
    "seats": '[seats] "Sangatta Utara" = [0.50, 117.54]',
}
Latitude = Annotated[float, Field(ge=-11.5, le=6.5)]
Longitude = Annotated[float, Field(ge=94.5, le=141.5)]
"""Degrees within Indonesia, so that two numbers that changed places are noticed."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(eq=False)
class WrongRegionFile(Refusal):
    """The region file cannot be used: where in it, what stands there, and how it should look."""

    file: str
    where: str
    found: str
    example: str
    known: tuple[str, ...] = ()
    """Regencies that come with Santun, when the file itself was not found."""


def _span(text: str) -> str:
    opens, _, closes = text.partition("-")
    if not time.fromisoformat(opens) < time.fromisoformat(closes):
        raise ValueError("opens after it closes")
    return text


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as wrong:
        raise ValueError("unknown time zone") from wrong
    return name


def _every_year(text: str) -> str:
    date.fromisoformat(f"2024-{text}")
    return text


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ContactsTable(_Table):
    call_centre: str = Field(min_length=1)
    email: str = ""
    web: str = ""
    tracking: str = ""
    app: str = ""
    whatsapp: str = ""


class OfficeTable(_Table):
    key: Literal["agency", "branch"]
    name: str = Field(min_length=1)
    address: str = ""
    phone: str = ""
    hours: str = ""
    short: str = ""


class ClinicTable(_Table):
    name: str = Field(min_length=1)
    kind: Literal["hospital", "health_centre"]
    district: str = ""
    town: str = ""


class HolidaysTable(_Table):
    yearly: list[Annotated[str, AfterValidator(_every_year)]] = []
    days: list[date] = []
    open_days: list[date] = []
    official: list[date] = []


class PromiseTable(_Table):
    """Minutes of opening hours within which staff answer: whoever asks for the first time, and then each time."""

    first_answer: Annotated[int, Field(gt=0, le=2400)] = 30
    answer: Annotated[int, Field(gt=0, le=2400)] = 60


class EmergencyTable(_Table):
    ambulance: str = ""
    any: str = ""


class CrisisTable(_Table):
    name: str = ""
    number: str = ""


class RegionFile(_Table):
    """The TOML file, checked value by value."""

    name: str = Field(min_length=1)
    kind: str = Field(min_length=1)
    province: str = Field(min_length=1)
    time_zone: Annotated[str, AfterValidator(_zone)]
    places: str = Field(min_length=1)
    large_intake: date | None = None
    contacts: ContactsTable
    offices: list[OfficeTable]
    hours: dict[Literal[WEEKDAYS], Annotated[str, AfterValidator(_span)]] = Field(min_length=1)  # type: ignore[valid-type]
    holidays: HolidaysTable = HolidaysTable()
    promise: PromiseTable = PromiseTable()
    emergency: EmergencyTable = EmergencyTable()
    crisis: CrisisTable = CrisisTable()
    used_names: dict[str, str] = {}
    spellings: dict[str, str] = {}
    nearest: dict[str, list[str]] = {}
    seats: dict[str, tuple[Latitude, Longitude]] = {}
    clinics: list[ClinicTable] = []


def read(name_or_path: str) -> tuple[Path, RegionFile]:
    """The file of a regency that comes with Santun (by name) or of any other (by path)."""
    path = HOME / f"{name_or_path}.toml" if name_or_path.replace("-", "").isalnum() else Path(name_or_path)
    try:
        return path, RegionFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as missing:
        known = tuple(sorted(file.stem for file in HOME.glob("*.toml")))
        raise WrongRegionFile(str(path), "", "", "SANTUN_REGION=kutai-timur", known) from missing
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise WrongRegionFile(str(path), "TOML", str(broken), EXAMPLES["name"]) from broken
    except ValidationError as wrong:
        raise _named(path, wrong) from wrong


def read_places(path: Path, file: RegionFile) -> list[tuple[str, str, str]]:
    """Rows (code, name, kind) of the list of places that lies beside the file."""
    listed = path.parent / file.places
    try:
        with listed.open(encoding="utf-8-sig", newline="") as lines:
            rows = [(row["kode"].strip(), row["nama"].strip(), row["jenis"].strip()) for row in csv.DictReader(lines)]
    except OSError as missing:
        raise WrongRegionFile(str(path), "places", str(listed), EXAMPLES["places"]) from missing
    except (KeyError, AttributeError) as wrong:
        row = "64.08.01,Muara Ancalong,kecamatan"
        raise WrongRegionFile(str(listed), "kode,nama,jenis", str(wrong), row) from wrong
    return rows


def _named(path: Path, wrong: ValidationError) -> WrongRegionFile:
    first = wrong.errors(include_url=False)[0]
    steps = [str(step) for step in first["loc"] if step != "[key]"]
    example = next((EXAMPLES[step] for step in reversed(steps) if step in EXAMPLES), EXAMPLES["name"])
    found = "" if first["type"] == "missing" else str(first["input"])[:80]
    return WrongRegionFile(str(path), ".".join(steps), found, example)
