"""A made-up family and its claim, for the tests of this room."""

from datetime import date
from uuid import UUID, uuid4

from services.claims import Claim, Claims, Details, Doing, Event, Handover, Relation
from services.db import Database
from services.region import Region

CHAT = 700_001
RAHMAT = uuid4()
DEATH = Details(
    day=date(2026, 3, 3),
    doing=Doing.NEITHER,
    relation=Relation.SPOUSE,
    name="Siti Rahmah",
    phone="+6281234567890",
    about="Rahmat Hidayat",
    nik="6408040303900001",
    words="Sakit di rumah.",
)


async def submitted(
    database: Database, claims: Claims, details: Details = DEATH, chat: int = CHAT, who: UUID | None = RAHMAT
) -> Claim:
    async with database.work() as work:
        return await claims.submit(work, chat, Event.DEATH, details, who)


def at_bpjs(claim: Claim, *, complete: bool = True) -> Handover:
    day = claim.created_at.astimezone(Region.load().zone).date()
    return Handover(day, "Kantor Cabang Bontang", "BTG/2026/0312", complete)
