"""How a sample is told from a roster of real people: a mark above the header, and numbers nobody has.

Both must hold. Somebody who pastes real people below the mark has made a real roster of the file.
"""

from services.participants.dates import Cell
from services.participants.nik import Nik

MARK = "santun-sample"
"""Stands in the title row of every sample file."""
FIRST_SERIAL = 9001
"""Serials count the people of one district who were born on one day; they never come near."""
PHONE_PREFIX = "0844"
"""Assigned to no operator, so a sample never holds anybody's number."""


def carries_mark(cell: Cell) -> bool:
    """Whether this cell above the header says that the file is a sample."""
    return isinstance(cell, str) and MARK in cell


def is_sample_number(nik: Nik) -> bool:
    """Whether the number can only come from a sample."""
    return int(nik.number[-4:]) >= FIRST_SERIAL
