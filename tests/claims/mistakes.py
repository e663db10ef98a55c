"""A claim that staff brought to BPJS and wrote down wrongly, for the tests of putting it right."""

from datetime import date

from services.claims import Claim, Claims, Decision, Move, State, Step
from services.db import Database
from services.privacy import Keys
from services.region import Region
from services.speech import Rupiah
from services.staff import StaffMember
from tests.claims.family import at_bpjs, submitted

REGION = Region.load()
WHY = "Angka di lembar cabang tertukar; dicocokkan dengan bukti transfer."
WRONG, RIGHT = Rupiah(24_000_000), Rupiah(42_000_000)


async def handed(database: Database, claims: Claims, boss: StaffMember, *, complete: bool = True) -> Claim:
    """It lies at BPJS since today, and two days went by."""
    one = await submitted(database, claims, who=None)
    async with database.work() as work:
        await claims.desk.move(work, boss, one.number, Step(State.IN_REVIEW))
        one = await claims.desk.hand_over(work, boss, one.number, at_bpjs(one, complete=complete))
        await work.raw.execute("UPDATE house SET clock_shift = clock_shift + interval '2 days'")
    return one


async def paid(database: Database, claims: Claims, boss: StaffMember, note: str = "") -> Claim:
    """With a sum and a day that are not so."""
    one = await handed(database, claims, boss)
    async with database.work() as work:
        wrong = Decision(REGION.today(work.now), WRONG)
        return await claims.desk.move(work, boss, one.number, Step(State.PAID, note, decision=wrong))


def day_of(one: Claim) -> date:
    assert one.decision is not None
    return one.decision.day


def right(one: Claim, amount: Rupiah = RIGHT, note: str = WHY) -> Step:
    return Step(State.PAID, note, decision=Decision(day_of(one), amount))


class Desk:
    """The supervisor at work: each deed is a unit of work of its own, for letters are written when it is over."""

    def __init__(self, database: Database, claims: Claims, by: StaffMember, keys: Keys) -> None:
        self.database, self.claims, self.by, self._keys = database, claims, by, keys

    async def corrects(self, one: Claim, step: Step) -> Claim:
        async with self.database.work() as work:
            return await self.claims.desk.correct(work, self.by, one.number, step)

    async def letters(self) -> list[str]:
        """What families were told, in order; of one that was replaced nothing is left."""
        query = "SELECT uid, body FROM letters WHERE subject LIKE 'claim:%' ORDER BY id"
        async with self.database.work() as work:
            rows = await work.raw.fetch(query)
        opened = self._keys.cipher.open_json
        return [opened("letters", "body", uid, body)[0]["text"] if body else "" for uid, body in rows]

    async def moves(self, one: Claim) -> list[Move]:
        async with self.database.work() as work:
            return await self.claims.moves(work, one)
