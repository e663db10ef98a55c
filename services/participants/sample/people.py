"""The first five rows of every sample, always the same people, so that demo, tour and tests can name them."""

import calendar
from dataclasses import dataclass
from datetime import date

from services.participants.nik import Nik, Sex

FUNDER = "Pemkab Kutai Timur"
INTAKE = date(2024, 10, 1)
"""The regency's large intake began in this month."""


@dataclass(frozen=True)
class DemoPerson:
    """An invented person with everything a journey may need to type."""

    key: str
    name: str
    nik: Nik
    born: date
    kpj: str
    phone: str
    village_code: str
    occupation: str
    since: date | None
    """None: the month in which the sample is made."""
    until: date | None
    """None: the end of the year in which the sample is made."""

    @property
    def sex(self) -> Sex:
        return self.nik.sex

    def term(self, as_of: date) -> tuple[date, date]:
        """First and last day of the membership in a sample made on `as_of`."""
        return self.since or as_of.replace(day=1), self.until or date(as_of.year, 12, 31)


DEMO_PEOPLE = (
    # The deceased husband.
    DemoPerson(
        "rahmat", "Rahmat Hidayat", Nik("6408041204799001"), date(1979, 4, 12), "99040000001", "+6284400010001",
        "64.08.04.2001", "Nelayan", date(2024, 11, 1), None,
    ),
    # The worker who checks himself; his phone stands on nobody else.
    DemoPerson(
        "syahrani", "Syahrani", Nik("6408041708859001"), date(1985, 8, 17), "99040000002", "+6284400010002",
        "64.08.04.2001", "Tukang ojek", INTAKE, None,
    ),
    # A woman; not to be taken for Siti Aminah.
    DemoPerson(
        "aisah", "Siti Aisah", Nik("6408056103909001"), date(1990, 3, 21), "99040000003", "+6284400010003",
        "64.08.05.2001", "Penjahit", date(2025, 2, 1), None,
    ),
    # His membership lapsed.
    DemoPerson(
        "yohanes", "Yohanes Lencau", Nik("6408022501829001"), date(1982, 1, 25), "99040000004", "+6284400010004",
        "64.08.02.2001", "Petani", INTAKE, date(2025, 6, 30),
    ),
    # New this month.
    DemoPerson(
        "maria", "Maria Toding", Nik("6408034909959001"), date(1995, 9, 9), "99040000005", "+6284400010005",
        "64.08.03.2001", "Pedagang kecil", None, None,
    ),
)  # fmt: skip


def demo_person(key: str) -> DemoPerson:
    """By key: rahmat, syahrani, aisah, yohanes, maria."""
    return next(person for person in DEMO_PEOPLE if person.key == key)


def month_before(day: date, months: int) -> date:
    """Last day of the month that lies so many months before the day's."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1])
