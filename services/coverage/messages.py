"""The answers about coverage: six of the roster, for oneself, for somebody who died, for somebody who was hurt.

The first line is the answer, the second the sum, then its parts, what a listed name proves, and who decides.
`honour` is None where it could be wrong; `nik` is masked; `funder` is who pays the contribution.
"""

from dataclasses import dataclass
from datetime import date, datetime

from services.coverage.model import About, Honour, Standing, Sums, Working
from services.speech import Speech


@dataclass(frozen=True)
class OwnCover(Speech):
    """You are insured today. `months_paid` 0: listed, payment not proven; `at_least`: earlier months are unknown."""

    name: str
    honour: Honour | None
    nik: str
    until: date | None
    funder: str
    is_paid: bool
    months_paid: int
    at_least: bool
    sums: Sums


@dataclass(frozen=True)
class OwnCoverEnded(Speech):
    """Your membership ended; within the grace of about three months, or longer ago."""

    name: str
    honour: Honour | None
    nik: str
    ended: date
    funder: str
    in_grace: bool


@dataclass(frozen=True)
class OwnCoverNotYet(Speech):
    """Your membership begins later."""

    name: str
    honour: Honour | None
    nik: str
    since: date
    funder: str


@dataclass(frozen=True)
class DeathCovered(Speech):
    """Insured on the day of death."""

    name: str
    honour: Honour | None
    nik: str
    day: date
    day_is_exact: bool
    funder: str
    is_paid: bool
    months: int
    at_least: bool
    sums: Sums


@dataclass(frozen=True)
class DeathAfterCover(Speech):
    """The membership had ended before the death: still apply; an officer computes the grace."""

    name: str
    honour: Honour | None
    nik: str
    day: date
    day_is_exact: bool
    ended: date
    funder: str
    in_grace: bool
    sums: Sums


@dataclass(frozen=True)
class DeathBeforeCover(Speech):
    """The membership began after the death, as far as our list reaches."""

    name: str
    honour: Honour | None
    nik: str
    day: date
    day_is_exact: bool
    since: date


@dataclass(frozen=True)
class HurtCovered(Speech):
    """Insured on the day of the accident; the sums are per month unable to work and without a ceiling for care."""

    name: str
    nik: str
    day: date
    day_is_exact: bool
    funder: str
    is_paid: bool
    months: int
    at_least: bool
    working: Working
    sums: Sums


@dataclass(frozen=True)
class HurtAfterCover(Speech):
    """The membership had ended before the accident: report and apply all the same."""

    name: str
    nik: str
    day: date
    day_is_exact: bool
    ended: date
    funder: str
    in_grace: bool


@dataclass(frozen=True)
class HurtBeforeCover(Speech):
    """The membership began after the accident, as far as our list reaches."""

    name: str
    nik: str
    day: date
    day_is_exact: bool
    since: date


@dataclass(frozen=True)
class DayMatters(Speech):
    """Only the month is known, and the answer differs between its first and its last day."""

    name: str
    honour: Honour | None
    nik: str
    month: date
    about: About


@dataclass(frozen=True)
class CoverNotFound(Speech):
    """No such number, or another name with it: the same words for both."""

    about: About


@dataclass(frozen=True)
class ShareOwnCover(Speech):
    """To forward: what a listed worker's family should know; no name, number or date."""

    funder: str
    sums: Sums


@dataclass(frozen=True)
class ShareDeathCover(Speech):
    """To forward: the same as the answer, without name, number and date."""

    funder: str
    sums: Sums


@dataclass(frozen=True)
class ShareHurtCover(Speech):
    """To forward: what a hurt member is entitled to."""

    funder: str


@dataclass(frozen=True)
class ShareUncertainCover(Speech):
    """To forward: nothing certain, but apply all the same."""

    about: About


@dataclass(frozen=True)
class OwnRecord(Speech):
    """At level *self*: what the roster holds of the participant. `until`: last day, None for no end on the list;
    for one who is not covered yet, the first day."""

    name: str
    nik: str
    village: str | None
    district: str | None
    occupation: str | None
    has_phone: bool
    coverage: Standing
    until: date | None
    confirmed_until: datetime
