"""Claims of many families with their papers, sealed as the rooms seal them; what the papers show lies nowhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import cycle, islice, pairwise
from typing import Any
from uuid import uuid4

from sqlalchemy import insert

from bench.talks import REGION, first_chat
from bot.house import House
from services.benefits.papers import Paper
from services.claims import Claim, Details, Doing, Event, Handover, Kind, Move, Relation, State
from services.claims.papers.tables import claim_expecting, claim_papers
from services.claims.sealing import PLAIN, Sealer
from services.claims.tables import claim_moves, claims
from services.participants.sample.making import SamplePerson, people
from services.region import Region

PAGES = 8
"""Of each claim, two of each of these papers."""
SENT = (Paper.FAMILY_CARDS, Paper.CARD, Paper.DEATH_CERTIFICATE, Paper.BANK_BOOK)
EXPECTED = Paper.HEIR_ID
_AT_A_TIME = 250
_WAYS = (
    (State.DRAFT, State.SUBMITTED),
    (State.DRAFT, State.SUBMITTED, State.IN_REVIEW),
    (State.DRAFT, State.SUBMITTED, State.IN_REVIEW, State.PAPERS_NEEDED),
    (State.DRAFT, State.SUBMITTED, State.IN_REVIEW, State.PAPERS_NEEDED, State.IN_REVIEW, State.HANDED_OVER),
)
"""How far they have come, one as often as the other."""


@dataclass(frozen=True)
class Filled:
    """The rows of one claim."""

    claim: dict[str, Any]
    moves: list[dict[str, Any]]
    pages: list[dict[str, Any]]
    expecting: list[dict[str, Any]]


class ClaimFilling:
    """Writes claims into a house."""

    def __init__(self, house: House, as_of: date) -> None:
        self._house, self._as_of = house, as_of
        self._sealer = Sealer(house.keys.cipher)

    async def fill(self, number: int, photos: int) -> None:
        """So many claims that are asked about, and so many whose families are about to send a photo."""
        some = tuple(people(500, Region.load(REGION).places.villages, 1, self._as_of))
        chats = [*_chats("status", number), *_chats("photo", photos)]
        told = zip(chats, cycle(some), cycle(_WAYS), strict=False)
        while batch := list(islice(told, _AT_A_TIME)):
            async with self._house.database.work() as work:
                filled = [self._one(work.now, *one) for one in batch]
                for table, rows in (
                    (claims, [one.claim for one in filled]),
                    (claim_moves, [move for one in filled for move in one.moves]),
                    (claim_papers, [page for one in filled for page in one.pages]),
                    (claim_expecting, [row for one in filled for row in one.expecting]),
                ):
                    if rows:
                        await work.sql.execute(insert(table), rows)
        async with self._house.database.work() as work:
            for table in (claims, claim_moves, claim_papers):
                await work.raw.execute(f"ANALYZE {table.name}")

    def _one(self, now: datetime, chat: int, person: SamplePerson, way: Sequence[State]) -> Filled:
        """Of whoever sends a photo the file lies with us."""
        is_photo = chat >= first_chat("photo")
        way = _WAYS[1] if is_photo else way
        since = now - timedelta(days=chat % 20 + 1)
        claim = self._claim(chat, person, way[-1], since)
        values = {name: getattr(claim, name) for name in PLAIN} | self._sealer.changing(claim)
        moves = [self._move(claim, before, after) for before, after in pairwise(way)]
        pages = [self._page(claim, SENT[place % len(SENT)], place, since) for place in range(PAGES)]
        expecting = [{"chat": chat, "claim": claim.id, "paper": EXPECTED.value, "since": now}] if is_photo else []
        return Filled(values | {"key": claim.id.bytes, "person": claim.id.bytes}, moves, pages, expecting)

    def _claim(self, chat: int, person: SamplePerson, state: State, since: datetime) -> Claim:
        day = since.date()
        details = Details(
            day - timedelta(days=3),
            Doing.NEITHER,
            Relation.SPOUSE,
            person.name,
            "+6281234567890",
            about=person.name,
            words="Sakit di rumah sejak bulan lalu, lalu dibawa ke rumah sakit.",
        )
        is_there = state is State.HANDED_OVER
        return Claim(
            id=uuid4(),
            number=f"KT-{day.year}-{chat:08d}-0",
            chat=chat,
            participant=None,
            event=Event.DEATH,
            kind=Kind.DEATH,
            state=state,
            details=details,
            consent_version=1,
            created_at=since,
            changed_at=since,
            arrived=frozenset(SENT),
            handover=Handover(day, "Kantor Cabang Bontang", f"BTG/{chat}", is_complete=True) if is_there else None,
            pay_by=day + timedelta(days=60) if is_there else None,
        )

    def _move(self, claim: Claim, before: State, after: State) -> dict[str, Any]:
        note = "KTP ahli waris belum terbaca." if after is State.PAPERS_NEEDED else ""
        handover = claim.handover if after is State.HANDED_OVER else None
        move = Move(claim.created_at, "staff:bench", before, after, note, handover)
        return {"claim": claim.id} | self._sealer.move(uuid4(), move)

    def _page(self, claim: Claim, paper: Paper, place: int, at: datetime) -> dict[str, Any]:
        row, file = uuid4(), uuid4().hex
        content = {"file": file, "digest": file * 2, "kind": "jpeg", "size": 300_000, "pages": 1, "faults": []}
        body = {"content": content, "reason": ""}
        return {
            "id": row,
            "claim": claim.id,
            "paper": paper.value,
            "state": "arrived",
            "received_at": at,
            "message": 1_000_000 + place,
            "album": "",
            "file": file,
            "body": self._house.keys.cipher.seal_json("claim_papers", "body", row, body),
            "is_told": True,
        }


def _chats(talk: str, number: int) -> Iterator[int]:
    return iter(range(first_chat(talk), first_chat(talk) + number))
