"""Makes a clean row dirty in the ways that offices' files are dirty, one way a row."""

from collections.abc import Callable
from random import Random

from services.participants.dates import Cell

Row = list[Cell]
Spoil = Callable[[Row], None]

DIRTY_SHARE = 0.06
NIK, NAME, BORN, VILLAGE, PHONE, KPJ, SINCE, UNTIL = 1, 2, 3, 6, 9, 10, 11, 12
"""Places of the columns in a sample."""


def _short_nik(row: Row) -> None:
    row[NIK] = str(row[NIK])[:15]


def _long_nik(row: Row) -> None:
    row[NIK] = f"{row[NIK]}7"


def _letter_in_nik(row: Row) -> None:
    row[NIK] = str(row[NIK]).replace("0", "O", 1)


def _impossible_date(row: Row) -> None:
    row[NIK] = f"{str(row[NIK])[:6]}3513{str(row[NIK])[10:]}"


def _zero_serial(row: Row) -> None:
    row[NIK] = f"{str(row[NIK])[:12]}0000"


def _scientific(row: Row) -> None:
    row[NIK] = f"{str(row[NIK])[0]},{str(row[NIK])[1:6]}E+15"


def _numeric(row: Row) -> None:
    row[NIK] = float(f"{str(row[NIK])[:15]}0")


def _spaced(row: Row) -> None:
    nik = str(row[NIK])
    row[NIK] = ".".join((nik[:6], nik[6:12], nik[12:]))


def _apostrophe(row: Row) -> None:
    row[NIK] = f"'{row[NIK]}"


def _no_name(row: Row) -> None:
    row[NAME] = ""


def _titled(row: Row) -> None:
    row[NAME] = f"H. {row[NAME]}, S.Pd".upper()


def _reversed(row: Row) -> None:
    row[UNTIL] = "31/12/2019"


def _unreadable_start(row: Row) -> None:
    row[SINCE] = "awal tahun"


def _other_birthday(row: Row) -> None:
    row[BORN] = "01/07/1970"


def _misspelt_village(row: Row) -> None:
    row[VILLAGE] = f"Ds. {row[VILLAGE]}h"


def _odd_phone(row: Row) -> None:
    row[PHONE] = "tidak ada"


def _short_kpj(row: Row) -> None:
    row[KPJ] = "9904100000"


SPOILS: tuple[Spoil, ...] = (
    _short_nik,
    _long_nik,
    _letter_in_nik,
    _impossible_date,
    _zero_serial,
    _scientific,
    _numeric,
    _spaced,
    _apostrophe,
    _no_name,
    _titled,
    _reversed,
    _unreadable_start,
    _other_birthday,
    _misspelt_village,
    _odd_phone,
    _short_kpj,
)


def spoil(row: Row, before: Row | None, chance: Random) -> None:
    """Spoils one row in place; now and then it becomes a double of the row before, or takes its number."""
    kind = chance.randrange(len(SPOILS) + 2)
    if kind < len(SPOILS) or before is None:
        SPOILS[kind % len(SPOILS)](row)
    elif kind == len(SPOILS):
        row[1:] = before[1:]
    else:
        row[NIK] = before[NIK]
