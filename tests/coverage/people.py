"""Made-up people and their memberships, for the tests of answers."""

from datetime import date
from uuid import UUID

from services.coverage import About, Occasion, Working
from services.participants.model import Found, NotFound, Participant, Period, Proof
from services.participants.nik import Nik, Sex
from services.participants.rules import coverage

PEMKAB = "Pemkab Kutai Timur"
DIED = date(2026, 3, 3)
MAN = "6408040303909001"
WOMAN = "6408044303909001"


def person(*periods: Period, nik: str = MAN, sex: Sex = Sex.MAN, name: str = "Rahmat Hidayat") -> Participant:
    """Somebody on the roster for these periods."""
    return Participant(
        id=UUID(int=1),
        nik=Nik.parse(nik),
        name=name,
        sex=sex,
        born=date(1990, 3, 3),
        kpj=None,
        phone=None,
        address=None,
        wage=None,
        village_code="64.08.04.2012",
        village="Sangatta Utara",
        district="Sangatta Utara",
        occupation="nelayan",
        died_on=None,
        periods=periods,
    )


def listed(since: date, until: date | None = None, *, start_known: bool = True) -> Period:
    """On the list."""
    return Period(since, until, PEMKAB, Proof.LISTED, start_known)


def paid(since: date, until: date | None = None, *, start_known: bool = True) -> Period:
    """On BPJS's payment list."""
    return Period(since, until, PEMKAB, Proof.PAID, start_known)


def on(day: date, about: About = About.DECEASED, working: Working = Working.NO, *, exact: bool = True) -> Occasion:
    """An occasion."""
    return Occasion(about, day, exact, working)


def found(who: Participant, day: date) -> Found:
    """The roster's answer for that day."""
    answer = coverage(who.periods, day)
    assert not isinstance(answer, NotFound)
    return Found(who, answer)
