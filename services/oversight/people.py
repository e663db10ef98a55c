"""The verbs by which staff find and open people: masked hits, a reason for each, and so many a day."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import NamedTuple
from uuid import UUID

from services.db import Work
from services.oversight import store
from services.oversight.cases import Cases
from services.oversight.messages import (
    LooksLeft,
    LooksUsedUp,
    NameTooShort,
    NotForYourself,
    NotOpened,
    PersonUnknown,
    ReasonMissing,
    SearchVillageUnknown,
    TooManyMisses,
)
from services.oversight.model import Allowance, Asked, By, Hit, Hits, Person, Whole
from services.oversight.rules import FEWEST_WORDS, MORE_PEOPLE, MOST_HITS, MOST_MISSES, masked_name, may_be_granted
from services.participants.kpj import Kpj
from services.participants.model import Mark, NameIn, Participant
from services.participants.names import name_words
from services.participants.nik import Nik
from services.participants.phone import Phone
from services.participants.rules import coverage
from services.participants.service import Participants
from services.privacy import Look, record_look
from services.region import Region
from services.staff import Act, Staff, StaffMember
from services.staff.rules import Reason

CASE = "conversation:"
"""How the audit's reason begins where a conversation is the reason."""
_READERS: dict[By, Callable[[str], Mark]] = {By.NIK: Nik.parse, By.KPJ: Kpj.parse, By.PHONE: Phone.parse}


class Door(NamedTuple):
    """Why somebody may be opened, and whether that counts."""

    why: str
    counts: bool


class People:
    """Look-ups by staff. `cases` tells which looks belong to a conversation."""

    def __init__(self, participants: Participants, staff: Staff, region: Region, cases: Cases) -> None:
        self._participants = participants
        self._staff = staff
        self._region = region
        self._cases = cases

    async def search(self, work: Work, by: StaffMember, asked: Asked) -> Hits:
        """At most ten people, masked; one row in the audit, which tells the kind of search and never the words.

        Raises NotYourRole, NameTooShort, SearchVillageUnknown, and what a number cannot be (NikRefusal, NotAKpj,
        NotAMobileNumber).
        """
        by.must(Act.LOOK_UP_PEOPLE)
        mark = self._mark(asked)
        await store.lock(work, by.id)
        if await store.misses(work, by, self._today(work), self._region.zone) >= MOST_MISSES:
            raise TooManyMisses(MOST_MISSES)
        found = await self._participants.search(work, mark, by.actor, MOST_HITS + 1)
        return Hits(tuple(_hit(person) for person in found[:MOST_HITS]), len(found) > MOST_HITS)

    async def open(self, work: Work, by: StaffMember, person: UUID, reason: Reason | None) -> None:
        """From now on this person stands open for the day; `show` shows them. In an open conversation about them it
        needs no reason and does not count.

        Raises NotYourRole, ReasonMissing, LooksUsedUp, PersonUnknown.
        """
        by.must(Act.LOOK_UP_PEOPLE)
        door = await self._door(work, by, person, reason)
        is_known = await self._participants.is_known(work, person)
        await record_look(work, Look(by.actor, "participant.open", str(person), door.why, is_known))
        if not is_known:
            raise PersonUnknown
        await store.note_opened(work, by.id, self._today(work), person, door.why, counts=door.counts)

    async def show(self, work: Work, by: StaffMember, person: UUID, on: date | None = None) -> Person:
        """Somebody who stands open for this member, with the coverage on a day (none: today).
        Raises NotYourRole, NotOpened."""
        by.must(Act.LOOK_UP_PEOPLE)
        why = await self._standing(work, by, person)
        if on is not None:
            await record_look(work, Look(by.actor, "coverage", str(person), f"{on:%Y-%m-%d}"))
        return await self._looked_at(work, by, person, why, on)

    async def reveal(self, work: Work, by: StaffMember, person: UUID) -> Person:
        """The same, with the whole NIK. Raises NotYourRole, NotOpened."""
        by.must(Act.SEE_WHOLE_RECORD)
        why = await self._standing(work, by, person)
        await record_look(work, Look(by.actor, "nik", str(person), why))
        return await self._looked_at(work, by, person, why, reveals=True)

    async def allowance(self, work: Work, by: StaffMember) -> Allowance:
        """How many people and claims this member may still open today outside conversations."""
        return (await self._allowances(work, [by.id]))[0]

    async def allowances(self, work: Work, by: StaffMember) -> list[Allowance]:
        """The same of everybody who opens any, the emptiest first: whoever looks people up opens claims too.
        Raises NotYourRole."""
        by.must(Act.GRANT_LOOKS)
        members = [each.id for each in await self._staff.everybody(work) if each.may(Act.SHOW_CLAIM)]
        return sorted(await self._allowances(work, members), key=lambda each: each.left)

    async def grant(self, work: Work, by: StaffMember, name: str, reason: Reason) -> Allowance:
        """Ten more people for today. Raises NotYourRole, StaffUnknown, StaffNotActive, NotForYourself, LetInLately,
        LooksLeft."""
        by.must(Act.GRANT_LOOKS)
        member = await self._staff.allowed(work, name, Act.SHOW_CLAIM)
        if member.id == by.id:
            raise NotForYourself
        await store.ensure_apart(work, by, member.name)
        await store.lock(work, member.id)
        before = await self.allowance(work, member)
        if not may_be_granted(before):
            raise LooksLeft(member.name, before.left)
        await store.grant(work, member, self._today(work), by, reason)
        await record_look(work, Look(by.actor, "looks.grant", member.actor, reason.value))
        return await self.allowance(work, member)

    async def _door(self, work: Work, by: StaffMember, person: UUID, reason: Reason | None) -> Door:
        """Counts under a lock: two windows at once cannot open more than the day has."""
        number = await self._cases.open_case(work, by, person)
        if number is not None:
            return Door(CASE + number, counts=False)
        if reason is None:
            raise ReasonMissing
        await store.lock(work, by.id)
        before = await store.opened(work, by.id, self._today(work), person)
        if before is None or not before[1]:
            await self._ensure_left(work, by, person, reason)
        return Door(reason.value, counts=True)

    async def _ensure_left(self, work: Work, by: StaffMember, person: UUID, reason: Reason) -> None:
        allowance = await self.allowance(work, by)
        if not allowance.left:
            await record_look(work, Look(by.actor, "participant.refused", str(person), reason.value, found=False))
            raise LooksUsedUp(allowance.most, MORE_PEOPLE)

    async def _standing(self, work: Work, by: StaffMember, person: UUID) -> str:
        """Why this person stands open. What a conversation opened is shut when it ends."""
        number = await self._cases.open_case(work, by, person)
        if number is not None:
            return CASE + number
        before = await store.opened(work, by.id, self._today(work), person)
        if before is None or not before[1]:
            raise NotOpened
        return before[0]

    async def _looked_at(  # noqa: PLR0913 - whom, why and how much of them
        self, work: Work, by: StaffMember, person: UUID, why: str, on: date | None = None, *, reveals: bool = False
    ) -> Person:
        found = await self._participants.participant(work, person, by.actor, why)
        if found is None:
            raise PersonUnknown
        day = on or self._today(work)
        return Person(
            id=found.id,
            name=found.name,
            nik=found.nik.number if reveals else found.nik.masked,
            village=found.village or "",
            is_living=found.is_living,
            on=day,
            coverage=coverage(found.periods, day),
            why=why,
            whole=_whole(found) if by.may(Act.SEE_WHOLE_RECORD) else None,
        )

    async def _allowances(self, work: Work, members: list[UUID]) -> list[Allowance]:
        today = self._today(work)
        return await store.allowances(work, members, today, datetime.combine(today, time(), self._region.zone))

    def _mark(self, asked: Asked) -> Mark:
        reader = _READERS.get(asked.by)
        if reader is not None:
            return reader(asked.typed)
        words, typed = name_words(asked.typed), asked.village.strip()
        if not words or (len({*words}) < FEWEST_WORDS and not typed):
            raise NameTooShort
        villages = self._region.places.villages_like(typed) if typed else ()
        if typed and not villages:
            raise SearchVillageUnknown(typed)
        return NameIn(words, tuple(village.code for village in villages))

    def _today(self, work: Work) -> date:
        return self._region.today(work.now)


def _hit(person: Participant) -> Hit:
    return Hit(person.id, masked_name(person.name), person.nik.masked, person.village or "", person.is_living)


def _whole(person: Participant) -> Whole:
    return Whole(
        person.born,
        person.kpj,
        person.phone,
        person.address,
        person.wage,
        person.district,
        person.occupation,
        person.died_on,
        person.periods,
    )
