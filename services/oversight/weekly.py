"""The weekly page: what staff did that a supervisor should look at, this week beside the eight before."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from services.db import Work
from services.oversight.model import Concern, Detail, Line, Overview
from services.oversight.rules import monday
from services.oversight.traces import trace
from services.privacy import Look, record_look
from services.region import Region
from services.staff import Act, Staff, StaffMember

WEEKS = 9
"""This one and the eight before."""
MOST_ROWS = 500
AROUND_HOURS = timedelta(hours=1)
"""Whoever comes early or finishes what was begun does not look at night."""


class _Worry(NamedTuple):
    """Which looks belong to a concern, and what is counted of them."""

    where: str
    counts: str = "count(*)"


_PEOPLE = "count(DISTINCT (subject, local::date))"
WORRIES: Mapping[Concern, _Worry] = {
    Concern.OUTSIDE: _Worry("action = 'participant' AND found AND reason NOT LIKE 'conversation:%'", _PEOPLE),
    Concern.CLAIMS: _Worry(
        "action IN ('claim.show', 'claim.file') AND found AND reason NOT LIKE 'conversation:%'", _PEOPLE
    ),
    Concern.OWN_VILLAGE: _Worry(
        """action = 'participant' AND found AND EXISTS (SELECT FROM participants p WHERE p.id = person
          AND (lower(p.village) = lower(seen.village) OR (seen.member, p.village_code) IN (SELECT * FROM homes)))""",
        _PEOPLE,
    ),
    Concern.LATE: _Worry(
        "is_late AND action IN ('participant', 'nik', 'search', 'claim.show', 'claim.paper', 'claim.file',"
        " 'conversation.read')"
    ),
    Concern.MISSES: _Worry("action IN ('search', 'coverage') AND NOT found"),
    Concern.EXPORTS: _Worry("found AND (action = 'export.fetch' OR action = 'claims.export')"),
    Concern.UNLOCKS: _Worry("action = 'unlock look-up' AND found"),
    Concern.CONFIRMATIONS: _Worry("action = 'confirm self' AND found"),
}
"""What an approved export took is told by its `export.fetch`; the rows without one came from the terminal."""
_SEEN = """
WITH homes AS (SELECT * FROM unnest($4::text[], $5::text[]) AS h(member, code)),
open AS (SELECT * FROM unnest($6::date[], $7::time[], $8::time[]) AS o(day, opens, closes)),
looked AS MATERIALIZED (
  SELECT s.name AS member, s.village, l.*, l.at AT TIME ZONE $3 AS local,
    CASE WHEN l.action = 'participant' THEN l.subject::uuid END AS person
  FROM staff s JOIN looks l ON l.actor = 'staff:' || s.name AND l.at >= $1 AND l.at < $2
  WHERE NOT (l.action = 'claims.export' AND l.reason LIKE 'export:%')
), seen AS MATERIALIZED (
  SELECT looked.*, day IS NULL OR local::time < opens OR local::time >= closes AS is_late
  FROM looked LEFT JOIN open ON day = local::date
)
"""
_COUNTS = _SEEN + " UNION ALL ".join(
    f"SELECT '{concern.value}' AS concern, member, date_trunc('week', local)::date AS week, {worry.counts} AS count"  # noqa: S608 - from the table
    f" FROM seen WHERE {worry.where} GROUP BY member, week"
    for concern, worry in WORRIES.items()
)
_ROWS = {
    concern: f"{_SEEN} SELECT * FROM seen WHERE member = $9 AND {worry.where}"  # noqa: S608 - from the table
    f" ORDER BY at DESC, id DESC LIMIT {MOST_ROWS}"
    for concern, worry in WORRIES.items()
}


class Weekly:
    """Counts, and shows what was counted."""

    def __init__(self, staff: Staff, region: Region) -> None:
        self._staff = staff
        self._region = region

    async def overview(self, work: Work, by: StaffMember) -> Overview:
        """Every concern, by member and week. Raises NotYourRole."""
        by.must(Act.SEE_OVERSIGHT)
        await record_look(work, Look(by.actor, "oversight.read"))
        return await self._counted(work)

    async def detail(self, work: Work, by: StaffMember, concern: Concern, member: str, week: date) -> Detail:
        """What one member did in one week. Raises NotYourRole."""
        by.must(Act.SEE_OVERSIGHT)
        await record_look(work, Look(by.actor, "oversight.read", f"staff:{member}"))
        counted = await self._counted(work)
        counts = {line.member: line.counts for line in counted.lines[concern]}.get(member, (0,) * WEEKS)
        asked = await self._asked(work, monday(week), 1)
        rows = tuple(trace(row) for row in await work.raw.fetch(_ROWS[concern], *asked, member))
        return Detail(monday(week), counted.weeks, counts, rows)

    async def _counted(self, work: Work) -> Overview:
        this = monday(self._region.today(work.now))
        weeks = tuple(this - timedelta(weeks=back) for back in reversed(range(WEEKS)))
        counts: dict[Concern, dict[str, dict[date, int]]] = defaultdict(lambda: defaultdict(dict))
        for row in await work.raw.fetch(_COUNTS, *await self._asked(work, weeks[0], WEEKS)):
            counts[Concern(row["concern"])][row["member"]][row["week"]] = row["count"]
        return Overview(weeks, {concern: _lines(counts[concern], weeks) for concern in Concern})

    async def _asked(self, work: Work, first: date, weeks: int) -> tuple[Any, ...]:
        """The values of `_SEEN`: the span, and what only the region knows (villages by code, hours by day)."""
        days = [first + timedelta(days=later) for later in range(7 * weeks)]
        homes = [
            (member.name, village.code)
            for member in await self._staff.everybody(work)
            if member.village
            for village in self._region.places.villages_like(member.village)
        ]
        spans = [(day, span) for day in days if (span := self._region.hours.span(day))]
        return (
            self._midnight(first),
            self._midnight(first + timedelta(weeks=weeks)),
            str(self._region.zone),
            [member for member, _ in homes],
            [code for _, code in homes],
            [day for day, _ in spans],
            [_clock(opens - AROUND_HOURS, day) for day, (opens, _) in spans],
            [_clock(closes + AROUND_HOURS, day) for day, (_, closes) in spans],
        )

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self._region.zone)


def _clock(moment: datetime, day: date) -> time:
    """The time of day, kept inside its day."""
    if moment.date() < day:
        return time.min
    return time.max if moment.date() > day else moment.time()


def _lines(counts: Mapping[str, Mapping[date, int]], weeks: tuple[date, ...]) -> tuple[Line, ...]:
    """The most of this week first."""
    lines = [Line(member, tuple(by_week.get(week, 0) for week in weeks)) for member, by_week in counts.items()]
    return tuple(sorted(lines, key=lambda line: (line.counts[-1], sum(line.counts), line.member), reverse=True))
