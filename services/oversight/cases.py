"""What this room asks of conversations, without knowing how they are kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.db import Work
from services.staff import StaffMember


class OpenCases(Protocol):
    """Tells whether a look at somebody belongs to a conversation."""

    async def open_case(self, work: Work, member: StaffMember, participant: UUID, /) -> str | None:
        """Number of the open conversation in this member's hands that is about this participant, if there is one."""
        ...


class CaseLine(Protocol):
    """A conversation in a list: nothing personal. `subject`, `queue` and `outcome` as people read them."""

    @property
    def number(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def queue(self) -> str: ...
    @property
    def opened_at(self) -> datetime: ...
    @property
    def answered_at(self) -> datetime | None: ...
    @property
    def closed_at(self) -> datetime | None: ...
    @property
    def outcome(self) -> str: ...


class Cases(OpenCases, Protocol):
    """All that is asked of conversations."""

    async def cases_about(self, work: Work, participant: UUID, /) -> Sequence[str]:
        """Numbers of all conversations about this participant, newest first."""
        ...

    async def cases_between(self, work: Work, since: datetime, until: datetime, most: int, /) -> Sequence[CaseLine]:
        """The first `most` conversations that began in this time (`until` no longer belongs to it), oldest first."""
        ...


class NoCases:
    """A house without a help desk: every look is one outside a conversation."""

    async def open_case(self, *_: object) -> str | None:
        return None

    async def cases_about(self, *_: object) -> Sequence[str]:
        return ()

    async def cases_between(self, *_: object) -> Sequence[CaseLine]:
        return ()
