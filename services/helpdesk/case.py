"""What stands beside a conversation: who the person is to us, what is known of coverage, which claims exist."""

from dataclasses import dataclass, field

from services.claims import Claim, Claims
from services.claims.model import Headline, Move
from services.claims.store import is_sent
from services.db import Work
from services.helpdesk.model import Conversation, Level, Trace
from services.helpdesk.store import ConversationStore
from services.participants.model import Coverage, NotFound, Participant
from services.participants.rules import coverage as coverage_on
from services.participants.service import Participants
from services.privacy import Look, record_look
from services.region import Region
from services.staff import Act, StaffMember
from services.visitors import Visitors

__all__ = ["Case", "CaseBook", "Level", "Sources"]


@dataclass(frozen=True)
class Case:
    """As far as the role may see: without the right, `person` and `coverage` are empty. `others` are claims that are to
    be opened with a reason of their own, because the conversation is over or in other hands: nothing personal."""

    level: Level
    trace: Trace | None
    person: Participant | None = field(default=None, repr=False)
    coverage: Coverage | NotFound | None = None
    claims: tuple[tuple[Claim, tuple[Move, ...]], ...] = ()
    others: tuple[Headline, ...] = ()


@dataclass(frozen=True)
class Sources:
    """The rooms a case is put together from."""

    visitors: Visitors
    participants: Participants
    claims: Claims
    region: Region


class CaseBook:
    """Opens what belongs to a conversation; the conversation is the reason of each look."""

    def __init__(self, store: ConversationStore, sources: Sources) -> None:
        self._store, self._sources = store, sources

    async def of(self, work: Work, by: StaffMember, found: Conversation) -> Case:
        """The case of a conversation that the member has been let into (`Hands.open`)."""
        trace = await self._store.trace(work, found.id)
        level = await self.level(work, found)
        person, cover = None, None
        if found.participant is not None and _is_theirs(found, by) and by.may(Act.LOOK_UP_PEOPLE):
            person = await self._sources.participants.participant(
                work, found.participant, by.actor, f"conversation:{found.number}"
            )
            today = self._sources.region.today(work.now)
            cover = coverage_on(person.periods, trace.day if trace and trace.day else today) if person else None
        return Case(level, trace, person, cover, *await self.claims(work, by, found))

    async def level(self, work: Work, found: Conversation) -> Level:
        """How much the chat has shown; nothing personal."""
        if found.chat is None:
            return Level.STRANGER
        if await self._sources.visitors.own(work, found.chat) is not None:
            return Level.SELF
        return Level.KNOWS if found.participant is not None else Level.STRANGER

    async def claims(
        self, work: Work, by: StaffMember, found: Conversation
    ) -> tuple[tuple[tuple[Claim, tuple[Move, ...]], ...], tuple[Headline, ...]]:
        """The claims of the chat: with everything in them where the conversation is a reason to look, else their
        numbers."""
        if found.chat is None or not by.may(Act.SHOW_CLAIM):
            return (), ()
        mine = [one for one in await self._sources.claims.of_chat(work, found.chat) if is_sent(one)]
        if not _is_theirs(found, by):
            return (), tuple(Headline(one.number, one.kind, one.state, one.created_at, one.changed_at) for one in mine)
        for one in mine:
            why = f"conversation:{found.number}"
            await record_look(work, Look(by.actor, "claim.show", f"claim:{one.number}", why))
        return tuple([(one, tuple(await self._sources.claims.moves(work, one))) for one in mine]), ()


def _is_theirs(found: Conversation, by: StaffMember) -> bool:
    """Whether it is a reason to look: in other hands, or at its end, a look is one like any other."""
    return found.is_open and found.assignee in (None, by.id)
