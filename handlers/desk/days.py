"""Reads a day from a form. What lies outside our times is no day: further out even the database has none."""

from datetime import date

_FIRST, _LAST = 1900, 2100


def read_day(text: str) -> date | None:
    """The day as browsers send it (2026-03-03), or None."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _FIRST <= day.year <= _LAST else None
