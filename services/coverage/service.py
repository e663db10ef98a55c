"""The verb behind every question about coverage: allowance, look-up, what is told, and what is remembered of it."""

from dataclasses import dataclass
from datetime import date, tzinfo

from services.benefits.messages import PaperList, Sources
from services.benefits.papers import ON_TOP, Case, papers_for
from services.coverage import rules
from services.coverage.messages import OwnRecord
from services.coverage.model import About, Enquiry, Occasion, Working
from services.coverage.questions import NothingToReckon
from services.db import Work
from services.participants.model import Coverage, Found, NotFound, Participant
from services.participants.nik import Nik
from services.participants.rules import coverage as coverage_on
from services.participants.service import Participants
from services.privacy import Keys
from services.speech import Speech
from services.visitors import Locked, LookedUp, Own, Visitors
from services.visitors.messages import LookUpTooOld


@dataclass(frozen=True)
class Checked:
    """The answer. `to_tell`: other chats of the person found, who should hear that somebody looked."""

    speech: Speech
    found: Found | NotFound
    to_tell: tuple[int, ...] = ()
    is_own_death: bool = False
    """The chat that reports the death is tied to the very person who died."""
    is_own: bool = False
    """The chat has shown to be a participant, this one or another."""


@dataclass(frozen=True)
class Again:
    """The last look-up of a chat, opened again for a button under its answer."""

    found: Found | NotFound
    occasion: Occasion
    looked_up: LookedUp

    @property
    def share(self) -> Speech:
        """The answer to forward: without name, number and dates."""
        return rules.share(self.found, self.occasion)

    @property
    def sources(self) -> Speech:
        """The law behind the answer. Raises `NothingToReckon` where no sum was named."""
        bases = rules.bases(self.found, self.occasion)
        if not bases:
            raise NothingToReckon
        return Sources(bases)

    @property
    def papers(self) -> Speech:
        """The papers for this case."""
        kind = rules.papers_kind(self.occasion)
        return PaperList(kind, papers_for(Case(kind)), ON_TOP[kind])


class Coverages:
    """Answers whether somebody is insured. `zone` is the region's."""

    def __init__(self, keys: Keys, visitors: Visitors, participants: Participants, zone: tzinfo) -> None:
        self._fingerprint = keys.fingerprint
        self._visitors = visitors
        self._participants = participants
        self._zone = zone

    async def check(self, work: Work, chat: int, enquiry: Enquiry) -> Checked | Locked:
        """Spends the allowance and answers.

        The same statements for a hit, a miss and a wrong name: who writes on at once would see by the next answer
        how long they took.
        """
        person = self._person(enquiry.nik)
        verdict = await self._visitors.spend(work, chat, person)
        if isinstance(verdict, Locked):
            return verdict
        occasion = enquiry.occasion
        day = self._day_of(work, occasion)
        sought = await self._participants.look_up(work, enquiry.nik, enquiry.name, day, f"chat:{chat}")
        found = sought.answer
        await self._visitors.remember(work, chat, _looked_up(enquiry, found))
        await self._visitors.touched(work, chat, person, sought.village, found=isinstance(found, Found))
        participant = found.participant if isinstance(found, Found) else None
        around = await self._visitors.around(work, chat, participant.id if participant else None)
        return Checked(
            rules.answer(found, occasion),
            found,
            to_tell=around.others if participant and participant.is_living else (),
            is_own_death=around.is_tied and occasion.about is About.DECEASED,
            is_own=around.is_own,
        )

    async def again(self, work: Work, chat: int) -> Again:
        """The last look-up of this chat, once more. Raises `LookUpTooOld` when it is no longer kept."""
        kept = await self._visitors.last_looked_up(work, chat)
        if kept is None or kept.day is None:
            raise LookUpTooOld
        occasion = Occasion(About(kept.about), kept.day, kept.day_is_exact, Working(kept.working))
        if kept.participant is None:
            return Again(NotFound(), occasion, kept)
        person = await self._participants.participant(work, kept.participant, f"chat:{chat}", "last look-up")
        coverage = coverage_on(person.periods, self._day_of(work, occasion)) if person else NotFound()
        if person is None or isinstance(coverage, NotFound):
            raise LookUpTooOld
        return Again(Found(person, coverage), occasion, kept)

    async def own_record(self, work: Work, chat: int, own: Own) -> OwnRecord:
        """Everything a participant may see of themselves, at level *self*. Raises `LookUpTooOld` if it is gone."""
        found = await self._found(work, chat, own, "own record")
        return _record(found.participant, found.coverage, own)

    async def share_own(self, work: Work, chat: int, own: Own) -> Speech:
        """One's own membership to forward. Raises `LookUpTooOld` if it is gone."""
        found = await self._found(work, chat, own, "own record, to forward")
        return rules.share(found, Occasion(About.SELF, self._today(work)))

    async def _found(self, work: Work, chat: int, own: Own, reason: str) -> Found:
        person = await self._participants.participant(work, own.participant, f"chat:{chat}", reason)
        coverage = coverage_on(person.periods, self._today(work)) if person else NotFound()
        if person is None or isinstance(coverage, NotFound):
            raise LookUpTooOld
        return Found(person, coverage)

    def _day_of(self, work: Work, occasion: Occasion) -> date:
        """The day to ask the roster for: of a month, its last day that has come."""
        if occasion.day_is_exact:
            return occasion.day
        return min(rules.last_day_of(occasion.day), self._today(work))

    def _today(self, work: Work) -> date:
        return work.now.astimezone(self._zone).date()

    def _person(self, nik: Nik) -> bytes:
        return self._fingerprint.of("nik", nik.number)


def _looked_up(enquiry: Enquiry, found: Found | NotFound) -> LookedUp:
    occasion = enquiry.occasion
    return LookedUp(
        participant=found.participant.id if isinstance(found, Found) else None,
        about=occasion.about.value,
        nik=enquiry.nik.number,
        name=found.participant.name if isinstance(found, Found) else enquiry.name,
        day=occasion.day,
        day_is_exact=occasion.day_is_exact,
        working=occasion.working.value,
    )


def _record(person: Participant, coverage: Coverage, own: Own) -> OwnRecord:
    return OwnRecord(
        name=person.name,
        nik=person.nik.masked,
        village=person.village,
        district=person.district,
        occupation=person.occupation,
        has_phone=person.phone is not None,
        coverage=rules.standing(coverage),
        until=rules.last_day(coverage),
        confirmed_until=own.until,
    )
