"""What one row of a file came to: an entry for the roster, or a reject with a reason that tells how to mend it."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import NamedTuple

from services.participants.dates import Cell
from services.participants.nik import Nik


class Reason(Enum):
    """Why a row was not loaded; the sentences stand in the labels table `roster_rejects`."""

    NIK_MISSING = "nik_missing"
    NIK_TOO_SHORT = "nik_too_short"
    NIK_TOO_LONG = "nik_too_long"
    NIK_HAS_LETTERS = "nik_has_letters"
    NIK_DATE_IMPOSSIBLE = "nik_date_impossible"
    NIK_SERIAL_ZERO = "nik_serial_zero"
    NIK_ALL_SAME = "nik_all_same"
    NIK_SCIENTIFIC = "nik_scientific"
    NIK_LAST_DIGIT_LOST = "nik_last_digit_lost"
    NAME_MISSING = "name_missing"
    NAME_UNREADABLE = "name_unreadable"
    START_ONLY_A_YEAR = "start_only_a_year"
    START_UNREADABLE = "start_unreadable"
    END_UNREADABLE = "end_unreadable"
    MONTH_UNREADABLE = "month_unreadable"
    START_YEAR_ODD = "start_year_odd"
    END_BEFORE_START = "end_before_start"
    NOT_ACTIVE = "not_active"
    DUPLICATE = "duplicate"
    OTHER_NAME = "other_name"
    MAYBE_FAMILY_CARD = "maybe_family_card"


class Warn(Enum):
    """What is odd about a row that was loaded all the same; the sentences stand in `roster_warnings`."""

    BORN_DIFFERS = "born_differs"
    BORN_UNREADABLE = "born_unreadable"
    SEX_DIFFERS = "sex_differs"
    KPJ_LENGTH = "kpj_length"
    KPJ_UNREADABLE = "kpj_unreadable"
    PHONE_UNREADABLE = "phone_unreadable"
    VILLAGE_UNKNOWN = "village_unknown"
    END_EARLIER = "end_earlier"
    WAGE_UNREADABLE = "wage_unreadable"


class Spot(NamedTuple):
    """A village as the roster keeps it."""

    code: str | None
    village: str | None
    district: str | None

    @property
    def key(self) -> str:
        """The same for all rows of one village; empty when the row names none."""
        return self.code or f"{self.district or ''}/{self.village}".casefold() if self.village else ""


class Term(NamedTuple):
    """The stretch of membership a row speaks of."""

    since: date
    until: date | None
    funder: str
    is_start_known: bool


class Entry(NamedTuple):
    """A row that can be loaded."""

    row: int
    nik: Nik
    sealed: dict[str, str | int]
    """What will be sealed: name, born, kpj, phone, address, wage; only what the row has."""
    spot: Spot
    occupation: str | None
    term: Term
    warnings: tuple[Warn, ...] = ()

    def __repr__(self) -> str:
        return f"Entry(row={self.row})"

    @property
    def name(self) -> str:
        """As the file has it."""
        return str(self.sealed["name"])


class Rejected(Exception):
    """Stops the reading of a row."""

    def __init__(self, reason: Reason, **values: object) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.values = values


@dataclass(frozen=True)
class Reject:
    """A row of the reject sheet."""

    row: int
    cells: tuple[Cell, ...] = field(repr=False)
    reason: Reason
    values: dict[str, object] = field(repr=False)


@dataclass(frozen=True)
class Warned:
    """A row that was loaded, with what is odd about it."""

    row: int
    cells: tuple[Cell, ...] = field(repr=False)
    warnings: tuple[Warn, ...]
