"""The board of claims: which stand where, in whose hands, and how many days are left. Nothing personal."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from services.claims.clock import RUNS
from services.claims.model import Headline, Kind
from services.claims.states import OVER, State
from services.claims.store import SENT, headline, heads
from services.claims.tables import claims
from services.db import Work
from services.privacy import Look, record_look
from services.region import Region
from services.staff import Act, StaffMember

TOPIC = "claims"
"""Of the bell: a claim was moved, taken or held at the console."""


class Whose(StrEnum):
    """In whose hands."""

    MINE = "mine"
    NOBODY = "nobody"
    ALL = "all"


@dataclass(frozen=True)
class Sieve:
    """What is let through."""

    whose: Whose = Whose.ALL
    kind: Kind | None = None


@dataclass(frozen=True)
class Count:
    """Claims in a state; `late`: of how many BPJS is over its time."""

    all: int = 0
    late: int = 0


class Board:
    """Lists for staff who may list claims."""

    def __init__(self, region: Region) -> None:
        self._region = region

    async def look(self, work: Work, by: StaffMember) -> None:
        """Whoever opens the board leaves a row in the audit; a board that keeps itself fresh leaves none."""
        await record_look(work, Look(by.actor, "claims.list"))

    async def counts(self, work: Work, by: StaffMember, sieve: Sieve) -> dict[State, Count]:
        """How many claims are in each state. Raises NotYourRole."""
        by.must(Act.LIST_CLAIMS)
        is_late = claims.c.state.in_(RUNS) & (claims.c.pay_by < self._region.today(work.now))
        query = select(claims.c.state, func.count().label("all"), func.count().filter(is_late).label("late"))
        rows = await work.sql.execute(query.where(_through(sieve, by)).group_by(claims.c.state))
        found = {State(row.state): Count(row.all, row.late) for row in rows}
        return {state: found.get(state, Count()) for state in State}

    async def column(
        self, work: Work, by: StaffMember, states: frozenset[State], sieve: Sieve, most: int
    ) -> list[Headline]:
        """Claims in these states: those for which BPJS is late first, then by the days it has left, then the oldest;
        of what is over the last one first. Raises NotYourRole."""
        by.must(Act.LIST_CLAIMS)
        due = case((claims.c.state.in_(RUNS), claims.c.pay_by))
        order: list[Any] = [due.asc().nulls_last(), claims.c.created_at]
        if states <= OVER:
            order = [claims.c.changed_at.desc()]
        query = heads().where(claims.c.state.in_(states), _through(sieve, by)).order_by(*order).limit(most)
        return [headline(row) for row in await work.sql.execute(query)]


def _through(sieve: Sieve, by: StaffMember) -> ColumnElement[bool]:
    found: ColumnElement[bool] = SENT
    if sieve.whose is Whose.MINE:
        found &= claims.c.assignee == by.id
    if sieve.whose is Whose.NOBODY:
        found &= claims.c.assignee.is_(None)
    if sieve.kind is not None:
        found &= claims.c.kind == sieve.kind
    return found
