"""Reads a row of cells into an entry. Only what opens the record or dates it can reject a row; the rest warns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from services.participants.dates import Cell, Span, month_of, read_day, read_month, read_span
from services.participants.nik import Nik
from services.participants.roster.cells import is_empty, kpj_of, name_of, nik_of, phone_of, sex_of, text_of, wage_of
from services.participants.roster.columns import Columns, Field
from services.participants.roster.entry import Entry, Reason, Rejected, Spot, Term, Warn
from services.region import Village
from services.region.places import Places

_EVER = 2100
"""An end from this year on means "no end" (31/12/9999)."""
_AHEAD = timedelta(days=2 * 366)
"""A start further ahead is a slip of the year."""
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

    def __init__(self, columns: Columns, given: Given, places: Places) -> None:
        self._columns = columns
        self._given = given
        self._places = places
        self._spots: dict[tuple[str, str], Spot] = {}
        self._far = date(given.today.year + 80, 12, 31)

    def nik(self, row: Sequence[Cell]) -> Nik:
        """The row's number alone. Raises Rejected."""
        return nik_of(self._columns.cell(row, Field.NIK))

    def name(self, row: Sequence[Cell]) -> str:
        """The row's name alone. Raises Rejected."""
        return name_of(self._columns.cell(row, Field.NAME))

    def born(self, row: Sequence[Cell]) -> date | None:
        """The birth date in the row's own column."""
        return read_day(self._columns.cell(row, Field.BORN), self._given.today)

    def entry(self, number: int, nik: Nik, row: Sequence[Cell]) -> Entry:
        """Everything the row says beside its number. Raises Rejected."""
        name, term = self.name(row), self._term(row)
        sealed, warnings = self._personal(nik, row)
        spot = self._spot(row)
        if spot.village and not spot.code:
            warnings.append(Warn.VILLAGE_UNKNOWN)
        occupation = self._columns.cell(row, Field.OCCUPATION)
        return Entry(
            number,
            nik,
            {"nik": nik.number, "name": name, **sealed},
            spot,
            None if is_empty(occupation) else text_of(occupation),
            term,
            tuple(warnings),
        )

    def _personal(self, nik: Nik, row: Sequence[Cell]) -> tuple[dict[str, str | int], list[Warn]]:
        sealed: dict[str, str | int] = {}
        warnings: list[Warn] = []
        cell = self._columns.cell
        if not is_empty(cell(row, Field.BORN)):
            warnings += self._keep_born(nik, self.born(row), sealed)
        if (sex := sex_of(cell(row, Field.SEX))) and sex is not nik.sex:
            warnings.append(Warn.SEX_DIFFERS)
        for key, field, read in (
            ("kpj", Field.KPJ, kpj_of),
            ("phone", Field.PHONE, phone_of),
            ("wage", Field.WAGE, wage_of),
        ):
            if not is_empty(cell(row, field)):
                value, odd = read(cell(row, field))
                warnings += odd
                if value is not None:
                    sealed[key] = value
        if not is_empty(cell(row, Field.ADDRESS)):
            sealed["address"] = text_of(cell(row, Field.ADDRESS))
        return sealed, warnings

    @staticmethod
    def _keep_born(nik: Nik, born: date | None, sealed: dict[str, str | int]) -> list[Warn]:
        if born is None:
            return [Warn.BORN_UNREADABLE]
        sealed["born"] = born.isoformat()
        return [] if nik.is_born_on(born) else [Warn.BORN_DIFFERS]

    def _spot(self, row: Sequence[Cell]) -> Spot:
        village = text_of(self._columns.cell(row, Field.VILLAGE))
        district = text_of(self._columns.cell(row, Field.DISTRICT))
        key = (village.casefold(), district.casefold())
        if key not in self._spots:
            self._spots[key] = self._placed(village, district)
        return self._spots[key]

    def _placed(self, village: str, district: str) -> Spot:
        found: Village | None = self._places.village(village, district) if village else None
        if found and (not district or found.district == self._places.district(district)):
            return Spot(found.code, found.name, found.district.name)
        return Spot(None, village or None, district or None)

    def _term(self, row: Sequence[Cell]) -> Term:
        since, is_known = self._since(row)
        until = self._until(row, since)
        if since > self._given.today + _AHEAD or since.year < _FIRST:
            raise Rejected(Reason.START_YEAR_ODD, year=since.year)
        if until and until < since:
            raise Rejected(Reason.END_BEFORE_START)
        funder = self._columns.cell(row, Field.FUNDER)
        return Term(since, until, self._given.funder if is_empty(funder) else text_of(funder), is_known)

    def _since(self, row: Sequence[Cell]) -> tuple[date, bool]:
        cell = self._columns.cell(row, Field.SINCE)
        if not is_empty(cell):
            if span := read_span(cell, self._far):
                return span[0], True
            raise Rejected(Reason.START_UNREADABLE)
        month = self._month(row)
        return (month[0] if month else self._given.today), False

    def _until(self, row: Sequence[Cell], since: date) -> date | None:
        cell = self._columns.cell(row, Field.UNTIL)
        if not is_empty(cell):
            span = read_span(cell, self._far)
            if span is None:
                raise Rejected(Reason.END_UNREADABLE)
            return span[1] if span[1].year < _EVER else None
        if not self._given.is_paid:
            return None
        # A payment covers whole months: the one it is for, or the one in which it begins.
        month = self._month(row) if is_empty(self._columns.cell(row, Field.SINCE)) else None
        return month[1] if month else month_of(since)[1]

    def _month(self, row: Sequence[Cell]) -> Span | None:
        cell = self._columns.cell(row, Field.MONTH)
        if is_empty(cell):
            return self._given.month
        month = read_month(cell, self._far)
        if month is None and self._given.is_paid:
            raise Rejected(Reason.MONTH_UNREADABLE)
        return month or self._given.month
