"""Writes a sample as an office would: a title row, an empty row, the header, the people."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import xlsxwriter

from services.participants.dates import Cell
from services.participants.messages import FileKindUnknown, SampleFileExists
from services.participants.nik import Sex
from services.participants.sample.making import SamplePerson, people, stones
from services.participants.sample.mark import MARK
from services.participants.sample.people import DEMO_PEOPLE, FUNDER
from services.participants.sample.spoiling import DIRTY_SHARE, spoil
from services.region import Village

_WAGE = 1_000_000
"""Lowest declared wage for informal workers, rupiah a month (PP 82/2019)."""
_LETTERS = {Sex.MAN: "L", Sex.WOMAN: "P"}


@dataclass(frozen=True)
class SampleOrder:
    """What to write: the same order gives the same people."""

    path: Path
    """Ends in .xlsx or .csv and does not exist yet."""
    rows: int
    as_of: date
    """The day as of which memberships begin, last and end."""
    seed: int = 1
    is_dirty: bool = False
    title: str = ""
    """Words for the title row; the mark is added."""


def write_sample(order: SampleOrder, villages: Sequence[Village]) -> None:
    """Raises SampleFileExists and FileKindUnknown."""
    if order.path.exists():
        raise SampleFileExists(str(order.path))
    writers = {".xlsx": _write_excel, ".csv": _write_text}
    write = writers.get(order.path.suffix.casefold())
    if write is None:
        raise FileKindUnknown(order.path.name)
    write(order, _rows(order, villages))


def _rows(order: SampleOrder, villages: Sequence[Village]) -> Iterator[list[Cell]]:
    yield [f"{order.title} · {MARK}" if order.title else MARK]
    yield []
    yield list(stones()["columns"])
    chance, before = Random(f"{order.seed} dirty"), None
    for number, person in enumerate(people(order.rows, villages, order.seed, order.as_of), start=1):
        row = _cells(number, person)
        if order.is_dirty and number > len(DEMO_PEOPLE) and chance.random() < DIRTY_SHARE:
            spoil(row, before, chance)
        yield row
        before = row


def _cells(number: int, person: SamplePerson) -> list[Cell]:
    return [
        number,
        person.nik.number,
        person.name,
        f"{person.born:%d/%m/%Y}",
        _LETTERS[person.nik.sex],
        person.address,
        person.village.name,
        person.village.district.name,
        person.occupation,
        person.phone,
        person.kpj,
        f"{person.since:%d/%m/%Y}",
        f"{person.until:%d/%m/%Y}" if person.until else "",
        _WAGE,
        FUNDER,
    ]


def _write_text(order: SampleOrder, rows: Iterator[list[Cell]]) -> None:
    with order.path.open("x", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def _write_excel(order: SampleOrder, rows: Iterator[list[Cell]]) -> None:
    with xlsxwriter.Workbook(order.path, {"constant_memory": True, "strings_to_numbers": False}) as book:
        sheet = book.add_worksheet()
        sheet.set_column(1, 13, 18)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, int | float):
                    sheet.write_number(number, place, cell)
                else:
                    sheet.write_string(number, place, str(cell))
