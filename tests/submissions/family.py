"""A made-up family and its submission, for the tests of this room."""

from datetime import date
from uuid import UUID, uuid4

from services.db import Database
from services.region import Region
from services.submissions import Details, Doing, Event, Handover, Relation, Submission, Submissions

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
    database: Database, submissions: Submissions, details: Details = DEATH, chat: int = CHAT, who: UUID | None = RAHMAT
) -> Submission:
    async with database.work() as work:
        return await submissions.submit(work, chat, Event.DEATH, details, who)


def at_bpjs(submission: Submission, *, complete: bool = True) -> Handover:
    day = submission.created_at.astimezone(Region.load().zone).date()
    return Handover(day, "Kantor Cabang Bontang", "BTG/2026/0312", complete)
