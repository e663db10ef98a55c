"""Reads a row of cells into an entry. Only what opens the record or dates it can reject a row; the rest warns."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from services.participants.dates import Cell, Span, month_of, read_birth_day, read_month, read_range, read_span
from services.participants.nik import Nik
from services.participants.roster.cells import (
    is_empty,
    kpj_of,
    name_of,
    phone_of,
    said,
    says_ended,
    sex_of,
    text_of,
    wage_of,
)
from services.participants.roster.columns import Cells
from services.participants.roster.entry import Entry, Reason, Rejected, Spot, Term, Warn
from services.region import Village
from services.region.places import Places

_EVER = 2100
"""An end from this year on means "no end" (31/12/9999)."""
_AHEAD = timedelta(days=2 * 366)
"""A start further ahead is a slip of the year."""
_YEAR = re.compile(r"(?:19|20)\d{2}")
_BOTH = 12
"""Two ends need so many signs at least; most cells are shorter and cost nothing."""
_MOST_TERMS = 20_000
"""Terms remembered by the cells that tell them: a list has few different ones."""
_FIRST = 1992
"""The year of the first law on workers' insurance (UU 3/1992); an earlier start is a slip as well."""


@dataclass(frozen=True)
class Given:
    """What holds for the whole file, said by whoever loads it."""

    today: date
    funder: str
    """Used where the file names none."""
    is_paid: bool
    month: Span | None = None
    """The month the list is for, where the rows have no date."""


class RowReader:
    """Reads the rows of one file."""

    def __init__(self, given: Given, places: Places) -> None:
        self._given = given
        self._places = places
        self._statuses: dict[str, bool] = {}
        self._terms: dict[tuple[Cell, ...], Term] = {}
        self._spots: dict[tuple[Cell, Cell], Spot] = {}
        self._far = date(given.today.year + 80, 12, 31)

    def born(self, cells: Cells) -> date | None:
        """The birth date in the row's own column, the place before it left out."""
        return read_birth_day(cells.born, self._given.today)

    def entry(self, number: int, nik: Nik, cells: Cells) -> Entry:
        """Everything the row says beside its number. Raises Rejected."""
        name, term = name_of(cells.name), self._term(cells)
        sealed, warnings = self._personal(nik, cells)
        spot = self._spot(cells)
        if spot.village and not spot.code:
            warnings.append(Warn.VILLAGE_UNKNOWN)
        return Entry(
            number,
            nik,
            {"nik": nik.number, "name": name, **sealed},
            spot,
            said(cells.occupation) or None,
            term,
            tuple(warnings),
        )

    def _personal(self, nik: Nik, cells: Cells) -> tuple[dict[str, str | int], list[Warn]]:
        sealed: dict[str, str | int] = {}
        warnings: list[Warn] = []
        if cells.born and not is_empty(cells.born):
            warnings += self._keep_born(nik, self.born(cells), sealed)
        if cells.sex and (sex := sex_of(cells.sex)) and sex is not nik.sex:
            warnings.append(Warn.SEX_DIFFERS)
        for key, cell, read in (
            ("kpj", cells.kpj, kpj_of),
            ("phone", cells.phone, phone_of),
            ("wage", cells.wage, wage_of),
        ):
            if cell and not is_empty(cell):
                value, odd = read(cell)
                warnings += odd
                if value is not None:
                    sealed[key] = value
        if cells.address and not is_empty(cells.address):
            sealed["address"] = text_of(cells.address)
        return sealed, warnings

    @staticmethod
    def _keep_born(nik: Nik, born: date | None, sealed: dict[str, str | int]) -> list[Warn]:
        if born is None:
            return [Warn.BORN_UNREADABLE]
        sealed["born"] = born.isoformat()
        return [] if nik.is_born_on(born) else [Warn.BORN_DIFFERS]

    def _spot(self, cells: Cells) -> Spot:
        key = (cells.village, cells.district)
        if (spot := self._spots.get(key)) is None:
            spot = self._spots[key] = self._placed(said(cells.village), said(cells.district))
        return spot

    def _placed(self, village: str, district: str) -> Spot:
        found: Village | None = self._places.village(village, district) if village else None
        if found and (not district or found.district == self._places.district(district)):
            return Spot(found.code, found.name, found.district.name)
        return Spot(None, village or None, district or None)

    def _term(self, cells: Cells) -> Term:
        key = (cells.since, cells.until, cells.month, cells.funder, cells.status)
        if (term := self._terms.get(key)) is None:
            if len(self._terms) >= _MOST_TERMS:
                self._terms.clear()
            term = self._terms[key] = self._read_term(cells)
        return term

    def _read_term(self, cells: Cells) -> Term:
        since, until, is_known = self._stretch(cells)
        if since > self._given.today + _AHEAD or since.year < _FIRST:
            raise Rejected(Reason.START_YEAR_ODD, year=since.year)
        if until and until < since:
            raise Rejected(Reason.END_BEFORE_START)
        self._check_status(cells.status, until)
        return Term(since, until, said(cells.funder) or self._given.funder, is_known)

    def _check_status(self, cell: Cell, until: date | None) -> None:
        """Somebody who is not active needs an end, or the list would keep them insured."""
        if cell == "" or is_empty(cell) or (until and until <= self._given.today):
            return
        status = text_of(cell)
        if status not in self._statuses:
            self._statuses[status] = says_ended(status)
        if self._statuses[status]:
            raise Rejected(Reason.NOT_ACTIVE, status=status)

    def _stretch(self, cells: Cells) -> tuple[date, date | None, bool]:
        """First day, last day, and whether the first is written. Each column may hold both ends."""
        since, until, month = cells.since, cells.until, cells.month
        is_known = not is_empty(since)
        for cell in (since, until, month):
            if isinstance(cell, str) and len(cell) >= _BOTH and (both := read_range(cell, self._far)):
                if is_empty(since) or cell is since:
                    # A payment for some months does not say that the membership began with them.
                    is_known = cell is not month or not self._given.is_paid
                    since = both[0]
                if is_empty(until) or cell is until:
                    until = both[1]
        month_of_row = self._month(cells) if is_empty(since) else None
        first = self._since(since, month_of_row)
        return first, self._until(until, first, month_of_row), is_known

    def _since(self, cell: Cell, month: Span | None) -> date:
        if not is_empty(cell):
            if span := read_span(cell, self._far):
                return span[0]
            text = text_of(cell)
            raise Rejected(Reason.START_ONLY_A_YEAR if _YEAR.fullmatch(text) else Reason.START_UNREADABLE)
        return month[0] if month else self._given.today

    def _until(self, cell: Cell, since: date, month: Span | None) -> date | None:
        if not is_empty(cell):
            span = read_span(cell, self._far)
            if span is None:
                raise Rejected(Reason.END_UNREADABLE)
            return span[1] if span[1].year < _EVER else None
        if not self._given.is_paid:
            return None
        # A payment covers whole months: the one it is for, or the one in which it begins.
        return month[1] if month else month_of(since)[1]

    def _month(self, cells: Cells) -> Span | None:
        cell = cells.month
        if is_empty(cell):
            return self._given.month
        month = read_month(cell, self._far)
        if month is None and self._given.is_paid:
            raise Rejected(Reason.MONTH_UNREADABLE)
        return month or self._given.month
