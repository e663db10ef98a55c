"""What this room asks of conversations: whose a look belongs to, and lists that hold nothing personal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.db import Work
from services.helpdesk import Helpdesk
from services.region import Region
from services.staff import Act, StaffMember
from services.words import Words


@dataclass(frozen=True)
class CaseRef:
    """A conversation, to be opened."""

    id: UUID
    number: str


@dataclass(frozen=True)
class CaseLine:
    """A conversation in a list: nothing personal. `subject`, `queue` and `outcome` as people read them."""

    number: str
    subject: str
    queue: str
    opened_at: datetime
    answered_at: datetime | None
    closed_at: datetime | None
    outcome: str


class Cases:
    """Conversations, as far as oversight is concerned."""

    def __init__(self, helpdesk: Helpdesk, region: Region, words: Words) -> None:
        self._helpdesk, self._region, self._words = helpdesk, region, words

    async def open_case(self, work: Work, member: StaffMember, participant: UUID) -> str | None:
        """Number of the open conversation in this member's hands that is about this participant, if there is one."""
        return await self._helpdesk.views.open_case(work, member, participant)

    async def cases_about(self, work: Work, member: StaffMember, participant: UUID) -> Sequence[CaseRef]:
        """The newest conversations about this participant that the member may open."""
        if not member.may(Act.READ_QUEUE):
            return ()
        rows = await self._helpdesk.views.of_participant(work, member, participant)
        return [CaseRef(row.id, row.number) for row in rows]

    async def cases_between(self, work: Work, since: datetime, until: datetime, most: int) -> Sequence[CaseLine]:
        """The first `most` conversations that began in this time (`until` no longer belongs to it), oldest first."""
        where = "c.created_at >= $1 AND c.created_at < $2"
        rows = await self._helpdesk.store.rows(work, where, since, until, order="c.created_at", most=most)
        return [
            CaseLine(
                row.number,
                self._words.label("request_subject", row.subject.value),
                self._region.office_name(row.queue) or row.queue,
                row.created_at,
                row.first_answer_at,
                row.closed_at,
                self._words.label("desk_outcome", row.outcome.value) if row.outcome else "",
            )
            for row in rows
        ]
