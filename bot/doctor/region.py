"""Checks of the region file: what it leaves empty, the bot cannot tell anybody."""

from datetime import UTC, date, datetime

from bot.doctor.finding import Finding, warning, well, wrong
from bot.doctor.patient import Patient, there
from services.region import Calendar, Region, WrongRegionFile

QUEUES = ("agency", "branch")
"""The offices between which conversations are divided."""


async def region(patient: Patient) -> list[Finding]:
    """Reads it; the region is kept for what follows."""
    try:
        patient.region = Region.load(patient.settings.region)
    except WrongRegionFile as refusal:
        return [wrong("region_unreadable", why=refusal)]
    return [well("region", name=patient.region.full_name)]


async def holidays(patient: Patient) -> list[Finding]:
    """Deadlines and promises are counted in working days: cuti bersama that is not known makes them too short."""
    here = there(patient.region)
    return judge_holidays(here.calendar, here.today(datetime.now(UTC)))


def judge_holidays(calendar: Calendar, today: date) -> list[Finding]:
    """Cuti bersama of this year, and in December of the next."""
    years = (today.year, today.year + 1) if today.month == 12 else (today.year,)
    empty = [year for year in years if not calendar.knows_joint_leave(year)]
    return [warning("holidays_missing", year=str(year)) for year in empty] or [well("holidays", year=str(today.year))]


async def hours(patient: Patient) -> list[Finding]:
    """When a person answers; never is a mistake in the file."""
    here = there(patient.region)
    try:
        here.next_opening(datetime.now(UTC))
    except ValueError:
        return [wrong("hours_never")]
    return [well("hours", days=len(here.hours.week))]


async def contacts(patient: Patient) -> list[Finding]:
    """The offices, their telephones, and the line for someone in danger of life."""
    here = there(patient.region)
    found = [wrong("office_missing", office=key) for key in QUEUES if here.office(key) is None]
    silent = tuple(office.name for office in here.offices if not office.phone)
    if silent:
        found.append(warning("phones_missing", offices=silent))
    if not here.crisis.is_confirmed:
        found.append(warning("crisis_line_missing", number=here.crisis.number))
    return found or [well("contacts")]
