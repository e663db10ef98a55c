"""Reads sums in rupiah as people and offices write them: `42000000`, `42.000.000`, `Rp 42.000.000,00`."""

import math
import re

from services.claims.messages import AmountUnreadable
from services.speech import Rupiah

_WRITTEN = re.compile(
    r"(?:rp\.?|idr)?\s*(?:(?P<dots>\d{1,3}(?:\.\d{3})+)(?:,00)?|(?P<commas>\d{1,3}(?:,\d{3})+)(?:\.00)?"
    r"|(?P<plain>\d{1,13})(?:[.,]00)?)(?:[.,]-{1,2})?",
    re.IGNORECASE,
)
"""Thousands by one sign all through, cents by the other, and only as zeros: no sum of the programme has any."""


def read_amount(typed: object) -> Rupiah | None:
    """The sum, or None for nothing. Raises AmountUnreadable: a sum is never guessed."""
    if isinstance(typed, float) and math.isfinite(typed) and typed.is_integer() and abs(typed) < 1e13:
        typed = int(typed)
    text = "" if typed is None else " ".join(str(typed).split())
    if not text or text in {"-", "–"}:
        return None
    found = _WRITTEN.fullmatch(text) if len(text) < 40 and text.isascii() else None
    if found is None or isinstance(typed, bool):
        raise AmountUnreadable(text[:40])
    return Rupiah(int(re.sub(r"[.,]", "", found["dots"] or found["commas"] or found["plain"])))
