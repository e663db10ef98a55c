"""The office of the tests: the rooms on a database whose clock stands where a test wants it, and who works there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from handlers.rooms import Rooms
from services.db import Database, Work
from services.helpdesk import Conversation, Helpdesk, Kind, Message, Said
from services.helpdesk.agents import Reply
from services.helpdesk.model import Asked, Ongoing
from services.participants.roster.service import LoadOrder
from services.participants.sample import SampleOrder, write_sample
from services.participants.sample.people import FUNDER
from services.refusals import Refusal
from services.requests import Details, Subject
from services.staff import Role, StaffMember
from services.words import Words
from tests.visitors.moving import move_clock

CHAT = 700_001
MONDAY = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
"""Ten in the morning in Sangatta: the desk is open until four, and again from eight the next day."""
SITI = Details(name="Siti")


@dataclass(frozen=True)
class Office:
    """What is done there is done in a unit of work of its own, as at its doors."""

    database: Database
    rooms: Rooms

    @property
    def desk(self) -> Helpdesk:
        return self.rooms.helpdesk

    @property
    def words(self) -> Words:
        return self.rooms.words

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """As staff's doors open it: committed on a polite no as well."""
        no: Refusal | None = None
        async with self.database.work() as work:
            try:
                yield work
            except Refusal as raised:
                no = raised
        if no is not None:
            raise no

    async def at(self, moment: datetime) -> None:
        """From now on it is this moment."""
        await move_clock(self.database, moment)

    async def passes(self, time: timedelta) -> None:
        async with self.database.work() as work:
            await work.raw.execute("UPDATE house SET clock_shift = clock_shift + $1", time)

    async def hires(
        self, name: str = "ani", role: Role = Role.AGENT, queue: str | None = None, telegram: int | None = None
    ) -> StaffMember:
        """A member of staff, perhaps of one queue, perhaps with a Telegram account."""
        async with self.work() as work:
            member = await self.rooms.staff.add(work, name, role, by="system:test")
            set_up = "UPDATE staff SET queue = $2, telegram_id = $3 WHERE id = $1"
            await work.raw.execute(set_up, member.id, queue, telegram)
            found = await self.rooms.staff.by_id(work, member.id)
        assert found is not None
        return found

    async def loads_the_sample(self, folder: Path) -> None:
        """The invented people, through the front door."""
        sheet = folder / "contoh.csv"
        async with self.work() as work:
            today = self.rooms.region.today(work.now)
            write_sample(SampleOrder(sheet, 12, today), self.rooms.region.places.villages)
            await self.rooms.roster.load(work, LoadOrder(sheet, by="tests", funder=FUNDER))

    async def gives_a_sign(self, member: StaffMember) -> None:
        """The member did something in the group just now."""
        async with self.work() as work:
            await work.raw.execute("UPDATE staff SET seen_in_group = santun_now() WHERE id = $1", member.id)

    async def asks(self, chat: int = CHAT, subject: Subject = Subject.TALK, details: Details = SITI) -> Asked:
        """Somebody calls a person."""
        async with self.work() as work:
            return await self.desk.callers.ask(work, chat, subject, details)

    async def says(self, words: str, chat: int = CHAT, **more: Any) -> None:
        """Somebody writes for staff."""
        async with self.work() as work:
            await self.desk.callers.hear(work, await self._ongoing(work, chat), Said(words, **more))

    async def ongoing(self, chat: int = CHAT) -> Ongoing:
        async with self.work() as work:
            return await self._ongoing(work, chat)

    async def answers(self, by: StaffMember, conversation: UUID, words: str = "Baik, Bu.", **more: Any) -> Message:
        async with self.work() as work:
            return await self.desk.agents.answer(work, by, conversation, Reply(words, **more))

    async def one(self, conversation: UUID) -> Conversation:
        """As it is now."""
        async with self.work() as work:
            found = await self.desk.store.one(work, conversation)
        assert found is not None
        return found

    async def lines(self, conversation: UUID) -> list[Message]:
        async with self.work() as work:
            return await self.desk.lines.read(work, conversation)

    async def events(self, conversation: UUID) -> list[str]:
        """What happened, in order."""
        return [line.what.value for line in await self.lines(conversation) if line.kind is Kind.EVENT and line.what]

    async def heard(self, chat: int) -> list[str]:
        """The words of all letters to this chat, in order; those of the future as well."""
        async with self.work() as work:
            rows = await work.raw.fetch("SELECT uid, body FROM letters WHERE chat_id = $1 ORDER BY id", chat)
            cipher = self.rooms.post.outbox._cipher
            letters = [cipher.open_json("letters", "body", row["uid"], row["body"]) for row in rows if row["body"]]
        return [params.get("text", "") for params, _ in letters]

    async def value(self, query: str, *values: object) -> Any:
        async with self.work() as work:
            return await work.raw.fetchval(query, *values)

    async def is_sound(self) -> None:
        """What must hold of every conversation, whatever was done."""
        async with self.work() as work:
            for what, query in UNSOUND.items():
                assert await work.raw.fetchval(query) == 0, what

    async def _ongoing(self, work: Work, chat: int) -> Ongoing:
        found = await self.desk.callers.ongoing(work, chat)
        assert found is not None
        return found


UNSOUND = {
    "a chat has two open conversations": """
        SELECT count(*) FROM (SELECT FROM conversations WHERE state <> 'closed' AND chat IS NOT NULL
          GROUP BY chat HAVING count(*) > 1) twice""",
    "in hand and with a member are not the same": (
        "SELECT count(*) FROM conversations WHERE (state = 'active') <> (assignee IS NOT NULL)"
    ),
    "what has ended has no outcome, or a promise": """
        SELECT count(*) FROM conversations
        WHERE (state = 'closed') AND (outcome IS NULL OR closed_at IS NULL OR due IS NOT NULL)""",
    "what is open has an outcome or an end": """
        SELECT count(*) FROM conversations WHERE state <> 'closed' AND (outcome IS NOT NULL OR closed_at IS NOT NULL
          OR closed_by IS NOT NULL)""",
    "what waits has no promise": "SELECT count(*) FROM conversations WHERE state = 'waiting' AND due IS NULL",
    "the turn is not that of the newest line": """
        SELECT count(*) FROM conversations c
        WHERE c.turn <> coalesce((SELECT max(turn) FROM conversation_lines n WHERE n.conversation = c.id), 0)""",
    "two have one place": """
        SELECT count(*) FROM (SELECT FROM conversations WHERE state = 'waiting'
          GROUP BY queue, waiting_since, number HAVING count(*) > 1) same""",
}
"""Sentence → query that counts the cases."""


def is_at(moment: datetime | None, wanted: datetime) -> bool:
    """Within the minute after: the clock of the tests goes on."""
    return moment is not None and timedelta(0) <= moment - wanted < timedelta(minutes=1)
