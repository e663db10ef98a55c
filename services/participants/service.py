"""The verbs about people on the roster. Every look at a person leaves a row in the audit, misses too."""

from datetime import date
from uuid import UUID

from services.db import Work
from services.participants.kpj import Kpj
from services.participants.model import Found, Mark, NameIn, NotFound, Participant, Sought
from services.participants.names import is_same_name
from services.participants.nik import Nik
from services.participants.phone import Phone
from services.participants.rules import coverage
from services.participants.store import ParticipantStore
from services.privacy import Keys, Look, record_look

_KINDS: dict[type, str] = {Nik: "nik", Kpj: "kpj", Phone: "phone", NameIn: "name"}


class Participants:
    """Look-ups. `asker` is the actor of the audit: `chat:<id>`, `staff:<name>` or `job:<name>`."""

    def __init__(self, keys: Keys) -> None:
        self._store = ParticipantStore(keys.cipher, keys.fingerprint)

    async def coverage(self, work: Work, nik: Nik, full_name: str, on: date, asker: str) -> Found | NotFound:
        """Was this person insured on that day? An unknown number and a wrong name give the same NotFound."""
        return (await self.look_up(work, nik, full_name, on, asker)).answer

    async def look_up(self, work: Work, nik: Nik, full_name: str, on: date, asker: str) -> Sought:
        """The same, with what alarms need to know.

        Two statements, the same for hit and miss: one look-up by fingerprint, one audit row.
        """
        person = await self._store.by_nik(work, nik)
        answer = coverage(person.periods, on) if person and is_same_name(person.name, full_name) else NotFound()
        is_hit = not isinstance(answer, NotFound)
        subject = str(person.id) if person else self.subject(nik)
        await record_look(work, Look(asker, "coverage", subject, f"{on:%Y-%m-%d}", is_hit))
        village = (person.village_code if person else None) or ""
        if person is None or isinstance(answer, NotFound):
            return Sought(NotFound(), village)
        return Sought(Found(person, answer), village)

    async def participant(self, work: Work, person: UUID, asker: str, reason: str) -> Participant | None:
        """The whole record by its id, for staff and for level *self*, with the reason of the look."""
        found = await self._store.by_id(work, person)
        await record_look(work, Look(asker, "participant", str(person), reason, found is not None))
        return found

    async def known(self, work: Work, nik: Nik) -> UUID | None:
        """The id of the person with this number, of whom nothing is opened; the caller records its search."""
        found: UUID | None = await work.raw.fetchval(
            "SELECT id FROM participants WHERE nik_print = $1", self._store.nik_print(nik)
        )
        return found

    async def is_known(self, work: Work, person: UUID) -> bool:
        """Whether the roster has somebody of this id; the caller leaves the row in the audit."""
        return bool(await work.raw.fetchval("SELECT EXISTS (SELECT FROM participants WHERE id = $1)", person))

    async def search(self, work: Work, mark: Mark, asker: str, most: int) -> list[Participant]:
        """The first people with this mark, for staff. The audit tells by what kind of mark, never the mark."""
        found = await self._store.found(work, mark, most)
        await record_look(work, Look(asker, "search", None, _KINDS[type(mark)], bool(found)))
        return found

    async def find_by_phone(self, work: Work, phone: Phone, asker: str) -> Participant | None:
        """The one living person on whom this number stands; None when there is none or more than one."""
        found = await self._store.living_by_phone(work, phone.number)
        await record_look(work, Look(asker, "phone", str(found.id) if found else None, None, found is not None))
        return found

    async def mark_died(self, work: Work, person: UUID, day: date, asker: str, reason: str) -> bool:
        """Notes the day of death: the rules for the living no longer hold. False when there is no such person."""
        done = await self._store.mark_died(work, person, day)
        await record_look(work, Look(asker, "death", str(person), reason, done))
        return done

    async def count(self, work: Work) -> int:
        """How many people the roster holds."""
        return int(await work.raw.fetchval("SELECT count(*) FROM participants"))

    async def holds_only_samples(self, work: Work) -> bool:
        """Whether no batch of real people was ever loaded (`demo` and tests refuse a database where one was)."""
        return not await work.raw.fetchval("SELECT EXISTS (SELECT FROM roster_batches WHERE NOT is_sample)")

    def subject(self, nik: Nik) -> str:
        """The audit's name for a number that is on no roster, and the key by which limits count different people:
        never the NIK itself."""
        return f"nik:{self._store.nik_print(nik).hex()}"
