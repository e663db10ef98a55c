"""A row of a sheet of decisions, as it was read and as it ended."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from services.claims.model import Decision
from services.claims.states import State


class Became(StrEnum):
    """What became of a row."""

    MADE = "made"
    SAME = "same"
    """It was recorded before; nothing changed."""
    PASSED = "passed"
    """BPJS has not decided yet, by the sheet."""
    REJECTED = "rejected"


class Why(StrEnum):
    """Why a row was not taken."""

    NUMBER_MISSING = "number_missing"
    NUMBER_UNREADABLE = "number_unreadable"
    OTHER_REGENCY = "other_regency"
    UNKNOWN = "unknown"
    SEVERAL = "several"
    """The receipt number stands on several claims."""
    OTHER_RECEIPT = "other_receipt"
    """Our number is that of one claim and the receipt that of another."""
    STATE_MISSING = "state_missing"
    STATE_UNREADABLE = "state_unreadable"
    DAY_MISSING = "day_missing"
    DAY_UNREADABLE = "day_unreadable"
    DAY_UNFIT = "day_unfit"
    AMOUNT_MISSING = "amount_missing"
    AMOUNT_UNREADABLE = "amount_unreadable"
    AMOUNT_UNFIT = "amount_unfit"
    REASON_MISSING = "reason_missing"
    REASON_TOO_LONG = "reason_too_long"
    FORMULA = "formula"
    NOT_ALLOWED = "not_allowed"
    OTHERWISE = "otherwise"
    """That decision is recorded with another day or sum, which only a person puts right."""
    BROKEN = "broken"
    """The claim itself no longer opens."""


@dataclass(frozen=True)
class Entry:
    """A row. `number` is ours, `receipt` that of BPJS; `to` None: not decided yet. `why` tells what could not be read,
    with `values` for its sentence."""

    row: int
    number: str
    receipt: str = field(default="", repr=False)
    to: State | None = None
    decision: Decision | None = None
    why: Why | None = None
    values: dict[str, Any] = field(default_factory=dict, repr=False)
    cells: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Line:
    """An entry and what became of it. `number` is that of the claim, once it was found."""

    entry: Entry
    became: Became
    number: str
    before: State | None = None
    why: Why | None = None
    values: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def on(self) -> date | None:
        """The day of the decision, where one was read."""
        return self.entry.decision.day if self.entry.decision else None


@dataclass(frozen=True)
class Sheet:
    """The rows of a file, with its headings."""

    headings: tuple[str, ...]
    entries: tuple[Entry, ...] = field(repr=False)


@dataclass(frozen=True)
class Imported:
    """What became of a sheet."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...] = field(repr=False)

    @cached_property
    def counts(self) -> dict[Became, int]:
        """How many rows became what."""
        found = Counter(line.became for line in self.lines)
        return {became: found[became] for became in Became}

    @property
    def rejects(self) -> tuple[Line, ...]:
        """The rows that were not taken."""
        return tuple(line for line in self.lines if line.became is Became.REJECTED)
