"""A help desk as this room needs one, kept in memory: which conversations there are, and in whose hands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5

from services.db import Work
from services.oversight.cases import CaseLine, CaseRef, Cases
from services.staff import StaffMember


@dataclass(frozen=True)
class Case(CaseLine):
    """A conversation in a list."""

    subject: str = "Data peserta"
    queue: str = "Disnakertrans"
    opened_at: datetime = datetime(2026, 3, 3, 1, tzinfo=UTC)
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: str = ""


class Casebook(Cases):
    """Answers what the room asks of conversations."""

    def __init__(self) -> None:  # the help desk itself is not asked
        self.open: dict[tuple[str, UUID], str] = {}
        self.lines: list[Case] = []

    async def open_case(self, work: Work, member: StaffMember, participant: UUID) -> str | None:
        assert not work.raw.is_closed()
        return self.open.get((member.name, participant))

    async def cases_about(self, work: Work, member: StaffMember, participant: UUID) -> Sequence[CaseRef]:
        assert not work.raw.is_closed()
        known = self.open.get((member.name, participant))
        return [CaseRef(uuid5(participant, known), known)] if known else []

    async def cases_between(self, work: Work, since: datetime, until: datetime, most: int) -> Sequence[Case]:
        assert not work.raw.is_closed()
        return [line for line in self.lines if since <= line.opened_at < until][:most]
