"""One regency as the rest of Santun knows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from services.region.calendar import Calendar
from services.region.distance import ClinicsNear, Near, in_or_near, nearest_first
from services.region.hours import Closed, Hours, Open
from services.region.places import Clinic, ClinicKind, District, Places, Spot, Village
from services.region.reading import EXAMPLES, WEEKDAYS, RegionFile, WrongRegionFile, read, read_places


@dataclass(frozen=True)
class Contacts:
    """Ways to reach BPJS. Empty means unknown or unconfirmed: it is not shown."""

    call_centre: str
    email: str
    web: str
    tracking: str
    app: str
    whatsapp: str


@dataclass(frozen=True)
class Office:
    """A counter people can go to. Empty fields are unknown; the bot then names the call centre. `short` is what staff
    call it."""

    key: str
    name: str
    address: str
    phone: str
    hours: str
    short: str = ""


@dataclass(frozen=True)
class Promise:
    """Within how much of the opening hours staff answer: the first time, and then each time somebody writes."""

    first_answer: timedelta
    answer: timedelta


@dataclass(frozen=True)
class CrisisLine:
    """Whom to call when life is in danger. `is_confirmed` is False when the region file names no line of its own."""

    name: str
    number: str
    ambulance: str
    emergency: str
    is_confirmed: bool


@dataclass(frozen=True)
class Region:
    """Everything that is local: names, offices, hours, numbers to call, places."""

    name: str
    kind: str
    province: str
    zone: ZoneInfo
    large_intake: date | None
    """When most of the members paid by the regency were taken in, if that is known."""
    contacts: Contacts
    offices: tuple[Office, ...]
    hours: Hours
    promise: Promise
    crisis: CrisisLine
    places: Places
    calendar: Calendar
    """The working days of offices, by which the law's clocks run."""

    @classmethod
    def load(cls, name_or_path: str = "kutai-timur") -> Self:
        """Reads the regency of this name, or the TOML file at this path. Raises WrongRegionFile."""
        path, file = read(name_or_path)
        zone = ZoneInfo(file.time_zone)
        calendar = Calendar(frozenset(file.holidays.official))
        return cls(
            name=file.name,
            kind=file.kind,
            province=file.province,
            zone=zone,
            large_intake=file.large_intake,
            contacts=Contacts(**file.contacts.model_dump()),
            offices=tuple(Office(**office.model_dump()) for office in file.offices),
            hours=_hours(zone, file, calendar),
            promise=Promise(timedelta(minutes=file.promise.first_answer), timedelta(minutes=file.promise.answer)),
            crisis=_crisis(file),
            places=_places(path, file),
            calendar=calendar,
        )

    @property
    def full_name(self) -> str:
        """`Kabupaten Kutai Timur`."""
        return f"{self.kind} {self.name}"

    def office(self, key: str) -> Office | None:
        """The office of this key (`agency`, `branch`), if the regency names one."""
        return next((office for office in self.offices if office.key == key), None)

    @property
    def queues(self) -> tuple[str, ...]:
        """Keys of the offices whose staff answer; without any named, the agency's."""
        return tuple(office.key for office in self.offices) or ("agency",)

    def office_name(self, key: str) -> str:
        """What people call the office of a queue; nothing if the regency does not name it."""
        office = self.office(key)
        return office.name if office else ""

    def today(self, now: datetime) -> date:
        """The calendar day in the regency at this moment (aware)."""
        return now.astimezone(self.zone).date()

    def is_official_working_day(self, day: date) -> bool:
        """Whether offices work on this day, by which the law counts; whether our own desk does, `hours` knows."""
        return self.calendar.is_working_day(day)

    def clinics_near(self, latitude: float, longitude: float) -> tuple[Near, ...]:
        """All partner clinics, the nearest first; those whose place is unknown stand last, without a distance."""
        return nearest_first(self.places.clinics, Spot(latitude, longitude))

    def clinics_of(self, district: District) -> ClinicsNear:
        """The partner clinics in a district, else the next ones."""
        return in_or_near(district, self.places.clinics)

    def is_open(self, now: datetime) -> bool:
        """Whether a person is at the help desk."""
        return self.hours.is_open(now)

    def next_opening(self, now: datetime) -> datetime:
        """When a person is at the help desk next; `now` while it is open."""
        return self.hours.next_opening(now)

    def desk(self, now: datetime) -> Open | Closed:
        """The help desk at this moment, for a sentence."""
        return self.hours.at(now)


def _hours(zone: ZoneInfo, file: RegionFile, calendar: Calendar) -> Hours:
    week = {WEEKDAYS.index(day): _span(text) for day, text in file.hours.items()}
    yearly = frozenset((int(text[:2]), int(text[3:])) for text in file.holidays.yearly)
    return Hours(zone, week, frozenset(file.holidays.days), yearly, calendar, frozenset(file.holidays.open_days))


def _span(text: str) -> tuple[time, time]:
    opens, _, closes = text.partition("-")
    return time.fromisoformat(opens), time.fromisoformat(closes)


def _crisis(file: RegionFile) -> CrisisLine:
    """119 and 112 are the national numbers; a file that leaves everything empty still helps."""
    ambulance = file.emergency.ambulance or "119"
    emergency = file.emergency.any or "112"
    confirmed = bool(file.crisis.number)
    return CrisisLine(file.crisis.name, file.crisis.number or ambulance, ambulance, emergency, confirmed)


def _places(path: Path, file: RegionFile) -> Places:
    rows = read_places(path, file)
    used = file.used_names
    spots = {name: Spot(*seat) for name, seat in file.seats.items()}
    districts = {
        code: District(code, name, used.get(name, name), tuple(file.nearest.get(name, ())), spots.get(name))
        for code, name, kind in rows
        if kind == "kecamatan"
    }
    villages = tuple(
        Village(code, name, districts[code.rpartition(".")[0]]) for code, name, _ in rows if code.count(".") == 3
    )
    clinics = tuple(
        Clinic(
            c.name,
            ClinicKind(c.kind),
            c.district,
            c.town or used.get(c.district, c.district),
            spots.get(c.district or c.town),
        )
        for c in file.clinics
    )
    named = {district.name for district in districts.values()}
    _all_known(path, "clinics.district", (clinic.district for clinic in clinics if clinic.district), named)
    _all_known(path, "nearest", (*file.nearest, *(name for near in file.nearest.values() for name in near)), named)
    _all_known(path, "used_names", file.used_names, named)
    _all_known(path, "seats", file.seats, named | {clinic.town for clinic in clinics if not clinic.district})
    return Places(tuple(districts.values()), villages, clinics, file.spellings)


def _all_known(path: Path, where: str, names: Iterable[str], known: set[str]) -> None:
    for name in names:
        if name not in known:
            raise WrongRegionFile(str(path), where, name, EXAMPLES[where.rpartition(".")[2]])
