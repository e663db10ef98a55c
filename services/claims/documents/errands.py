"""Documents that were asked for and are made after the commit: by any process, and again if one dies over it."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import insert

from services.claims.documents.case import Wish
from services.db import Work, metadata

claim_errands = Table(
    "claim_errands",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("claim", Uuid, ForeignKey("claims.id", ondelete="CASCADE"), nullable=False),
    Column("wish", Text, nullable=False),
    Column("due", DateTime(timezone=True), nullable=False, index=True),
    Column("tries", Integer, nullable=False, server_default=text("0")),
    Index("one_errand_per_claim_and_wish", "claim", "wish", unique=True),
)
"""A wish that is asked for twice before it was fulfilled is one."""

LEASE = timedelta(seconds=180)
MOST_TRIES = 5
ASKED = "documents"
"""Topic of the bell: a document is to be made."""
_DUE = """
UPDATE claim_errands SET due = santun_now() + $2::interval, tries = tries + 1
WHERE id IN (
  SELECT id FROM claim_errands WHERE due <= santun_now() ORDER BY due LIMIT $1 FOR UPDATE SKIP LOCKED
) RETURNING id, claim, wish, tries
"""


@dataclass(frozen=True)
class Errand:
    """One document to make, leased to this process."""

    id: UUID
    claim: UUID
    wish: Wish
    tries: int


class Errands:
    """The list of what is to be made."""

    async def ask(self, work: Work, claim: UUID, wish: Wish) -> None:
        """Puts it on the list. What is just being made is made anew, because the claim may have changed since it was
        read; the older one is `done` no more."""
        anew = {"id": uuid4(), "due": work.now, "tries": 0}
        row = insert(claim_errands).values(claim=claim, wish=wish, **anew)
        await work.sql.execute(row.on_conflict_do_update(index_elements=["claim", "wish"], set_=anew))

    async def lease(self, work: Work, most: int) -> list[Errand]:
        """What is to be made now, for this process alone until the lease ends."""
        rows = await work.raw.fetch(_DUE, most, LEASE)
        return [Errand(row["id"], row["claim"], Wish(row["wish"]), row["tries"]) for row in rows]

    async def chat_of(self, work: Work, errand: Errand) -> int | None:
        """Whose claim it is, also where the claim itself does not open."""
        return await work.raw.fetchval("SELECT chat FROM claims WHERE id = $1", errand.claim)  # type: ignore[no-any-return]

    async def done(self, work: Work, errand: Errand) -> bool:
        """Off the list; False when another process was faster, whose document the family has."""
        return await work.raw.fetchval("DELETE FROM claim_errands WHERE id = $1 RETURNING 1", errand.id) is not None
