"""Invents people: names by tribe, villages of the region, numbers that fit birth and sex, terms since the intake."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from services.participants.nik import Nik, Sex
from services.participants.sample.mark import FIRST_SERIAL, PHONE_PREFIX
from services.participants.sample.people import DEMO_PEOPLE, INTAKE, DemoPerson, month_before
from services.region import Village

_OLDEST, _YOUNGEST = 64, 19
"""Years at enrolment (18 to 65 by the local programmes' rule)."""
_KPJ_FROM = 99_041_000_000
_WITH_PHONE, _WITH_KPJ = 0.7, 0.9
_ENDED_EARLY, _ENDED_LATELY, _OPEN = 0.06, 0.03, 0.05
_AT_INTAKE = 0.3
_YEAR = 365.25


@dataclass(frozen=True)
class SamplePerson:
    """One row before it is written."""

    nik: Nik
    name: str
    born: date
    address: str
    village: Village
    occupation: str
    phone: str
    """As people write it (0844…); empty when unknown."""
    kpj: str
    since: date
    until: date | None


@cache
def stones() -> dict[str, Any]:
    """The table of name parts, occupations, streets and column names."""
    return tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))


def people(rows: int, villages: Sequence[Village], seed: int, as_of: date) -> Iterator[SamplePerson]:
    """The demo people first, then invented ones: the same for the same arguments."""
    by_code = {village.code: village for village in villages}
    for person in DEMO_PEOPLE[:rows]:
        yield _demo(person, by_code.get(person.village_code, villages[0]), as_of)
    chance = Random(seed)
    taken = {person.nik.number for person in DEMO_PEOPLE}
    for number in range(len(DEMO_PEOPLE), rows):
        yield _invented(number, chance, chance.choice(villages), as_of, taken)


def _demo(person: DemoPerson, village: Village, as_of: date) -> SamplePerson:
    phone = "0" + person.phone.removeprefix("+62")
    address = f"{stones()['streets'][0]} RT 01"
    since, until = person.term(as_of)
    return SamplePerson(
        person.nik, person.name, person.born, address, village, person.occupation, phone, person.kpj, since, until
    )


def _invented(number: int, chance: Random, village: Village, as_of: date, taken: set[str]) -> SamplePerson:
    sex = chance.choice((Sex.MAN, Sex.WOMAN))
    born = as_of - timedelta(days=int(chance.uniform(_YOUNGEST, _OLDEST) * _YEAR))
    phone = f"{PHONE_PREFIX}{chance.randrange(10_000_000, 100_000_000)}" if chance.random() < _WITH_PHONE else ""
    kpj = str(_KPJ_FROM + number) if chance.random() < _WITH_KPJ else ""
    address = f"{chance.choice(stones()['streets'])} RT {chance.randint(1, 24):02d}"
    since, until = _term(chance, as_of)
    return SamplePerson(
        _nik(chance, village, born, sex, taken),
        _name(chance, sex),
        born,
        address,
        village,
        chance.choice(stones()["occupations"]),
        phone,
        kpj,
        since,
        until,
    )


def _nik(chance: Random, village: Village, born: date, sex: Sex, taken: set[str]) -> Nik:
    day = born.day + (40 if sex is Sex.WOMAN else 0)
    stem = f"{village.district.code.replace('.', '')}{day:02d}{born:%m%y}"
    while True:
        number = f"{stem}{chance.randrange(FIRST_SERIAL, 10_000)}"
        if number not in taken:
            taken.add(number)
            return Nik(number)


def _name(chance: Random, sex: Sex) -> str:
    tribes = [tribe for tribe in stones().values() if isinstance(tribe, dict)]
    tribe = chance.choices(tribes, [tribe["weight"] for tribe in tribes])[0]
    firsts = tribe["men"] if sex is Sex.MAN else tribe["women"]
    first = chance.choice(firsts)
    kind = chance.random()
    if kind < 0.06:
        return str(first)
    if kind < 0.3:
        return f"{first} {chance.choice(firsts)} {chance.choice(tribe['last'])}"
    return f"{first} {chance.choice(tribe['last'])}"


def _term(chance: Random, as_of: date) -> tuple[date, date | None]:
    months = max(0, (as_of.year - INTAKE.year) * 12 + as_of.month - INTAKE.month)
    joined = 0 if chance.random() < _AT_INTAKE else chance.randint(0, months)
    year, month = divmod(INTAKE.year * 12 + INTAKE.month - 1 + joined, 12)
    since, kind = date(year, month + 1, 1), chance.random()
    ended = month_before(as_of, chance.randint(5, 9) if kind < _ENDED_EARLY else chance.randint(1, 3))
    if kind < _ENDED_EARLY + _ENDED_LATELY and ended > since:
        return since, ended
    return since, None if kind > 1 - _OPEN else date(as_of.year, 12, 31)
