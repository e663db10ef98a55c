"""The requests of the first release become conversations, and would become requests again: nothing of them is lost."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from alembic import command
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from bot.house import build_rooms
from bot.settings import read_settings
from services.db import Database
from services.db.migrate import alembic_config, migrate
from services.helpdesk import Kind, Outcome, State
from services.privacy import Keys
from services.region import Region
from services.requests import Details, Subject
from services.words import Words
from tests.conftest import Server, connect
from tests.helpdesk.office import Office

BEFORE, AFTER = "0014", "0016"
LONG_AGO = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
TELL = "UPDATE house SET clock_shift = $1 - statement_timestamp()"
STORY = Details("Siti Rahmah", "+6281234567890", "Sepaso", 1971, "Kartu suami saya belum datang.", "", "Rahmat")
OLD: dict[str, tuple[str, ...]] = {
    "open": (),
    "answered": ("Sudah kami cek, Bu.", "Kartunya di kantor desa."),
    "reopened": ("Sudah kami cek, Bu.",),
    "closed": ("Sudah diambil, ya?",),
}
"""State of the first release → answers of staff."""
_REQUEST = """
INSERT INTO requests (id, number, chat, key, subject, state, body, created_at, changed_at, answered_at, answered_by,
  closed_at, closed_by) VALUES ($1, $2, $3, $4, 'find', $5, $6, $7, $8, $9, $10, $11, $12)
"""
_ANSWER = "INSERT INTO request_answers (id, request, at, by, words) VALUES ($1, $2, $3, 'rina', $4)"


async def moved_to(url: str, revision: str, *, down: bool = False) -> None:
    """Brings the database to this revision."""

    def walk(connection: Connection) -> None:
        config = alembic_config()
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, revision)

    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(walk)
    await engine.dispose()


@pytest.fixture
async def old(server: Server, keys: Keys) -> AsyncIterator[str]:
    """A database of the first release with a request in each state, and one chat that has three."""
    name = f"old_{uuid4().hex[:10]}"
    url = await server.create(name)
    await moved_to(url, BEFORE)
    link = await connect(url)
    await link.execute(TELL, LONG_AGO + timedelta(days=1))
    for number, (state, answers) in enumerate(OLD.items()):
        await _asked(link, keys, number, state, answers)
    for number in (7, 8):
        await _asked(link, keys, number, "open", ())
    await link.close()
    yield url
    await server.drop(name)


async def _asked(link: Any, keys: Keys, number: int, state: str, answers: tuple[str, ...]) -> None:
    request, at = UUID(int=number + 1), LONG_AGO + timedelta(minutes=number)
    body = keys.cipher.seal_json("requests", "body", request, vars(STORY))
    answered = (at + timedelta(hours=1), "rina") if answers else (None, None)
    closed = (at + timedelta(hours=2), "rina") if state == "closed" else (None, None)
    changed = closed[0] or answered[0] or at
    key, chat = str(number).encode(), 700_000 + (number if number < len(OLD) else 0)
    shown = f"KT-B-2026-0000{number}-0"
    await link.execute(_REQUEST, request, shown, chat, key, state, body, at, changed, *answered, *closed)
    for turn, words in enumerate(answers):
        line = UUID(int=100 * (number + 1) + turn)
        sealed = keys.cipher.seal("request_answers", "words", line, words.encode())
        await link.execute(_ANSWER, line, request, at + timedelta(hours=1, minutes=turn), sealed)


def office_on(url: str, keys: Keys) -> Office:
    region = Region.load("kutai-timur")
    settings = read_settings(_env_file=None, operator="Dinas Contoh")
    rooms = build_rooms(settings, keys, Words(zone=region.zone), region, sample=True)
    return Office(Database(url), rooms)


async def test_every_request_is_a_conversation_and_what_was_sealed_still_opens(old: str, keys: Keys) -> None:
    await moved_to(old, AFTER)
    await migrate(old)
    office = office_on(old, keys)
    for number, (state, answers) in enumerate(OLD.items()):
        found = await office.one(UUID(int=number + 1))
        assert (found.details, found.subject, found.queue) == (STORY, Subject.FIND, "agency")
        lines = await office.lines(found.id)
        assert [(line.kind, line.by, line.words) for line in lines] == [(Kind.STAFF, "rina", said) for said in answers]
        assert found.turn == max((line.turn for line in lines), default=0)
        if state in ("open", "reopened"):
            assert (found.state, found.outcome) == (State.WAITING, None)
            assert found.due is not None
        else:
            assert (found.state, found.outcome, found.due) == (State.CLOSED, Outcome.SOLVED, None)
            assert found.closed_at == LONG_AGO + timedelta(minutes=number, hours=2 if state == "closed" else 1)
        assert (found.first_answer_at is not None) is bool(answers)
    await office.database.close()


async def test_who_waited_hears_a_time_and_is_served_one_after_the_other(old: str, keys: Keys) -> None:
    await migrate(old)
    office = office_on(old, keys)
    async with office.work() as work:
        assert await office.desk.watch.keep(work) == 4
    assert "Paling lambat kami jawab hari ini pukul 12.00 WITA" in (await office.heard(700_000))[0]
    ani = await office.hires()
    mine = (UUID(int=1), UUID(int=8), UUID(int=9))
    for conversation in mine:
        await office.answers(ani, conversation)
        assert (await office.ongoing(700_000)).state is State.ACTIVE
    await office.says("Terima kasih, yang kartu saja.", 700_000, message=3)
    assert (await office.lines((await office.ongoing(700_000)).id))[-1].words == "Terima kasih, yang kartu saja."
    await office.database.close()


async def test_who_had_an_answer_goes_on_where_it_ended(old: str, keys: Keys) -> None:
    await migrate(old)
    office = office_on(old, keys)
    asked = await office.asks(700_001, Subject.TALK, Details())
    assert (asked.conversation.id, asked.is_reopened) == (UUID(int=2), True)
    assert asked.conversation.details == STORY
    await office.database.close()


async def test_the_way_back_leaves_requests_with_their_answers(old: str, keys: Keys) -> None:
    await migrate(old)
    office = office_on(old, keys)
    ani = await office.hires()
    await office.answers(ani, UUID(int=1), "Baru dijawab.")
    await office.says("Terima kasih.", 700_000, message=3)
    await office.database.close()
    await moved_to(old, BEFORE, down=True)
    link = await connect(old)
    rows = await link.fetch("SELECT number, state, body, id, answered_at FROM requests ORDER BY id")
    assert [row["state"] for row in rows] == ["open", "closed", "open", "closed", "open", "open"]
    assert {keys.cipher.open_json("requests", "body", row["id"], row["body"])["name"] for row in rows} == {STORY.name}
    answers = await link.fetch("SELECT id, request, words FROM request_answers ORDER BY request, turn")
    said = [keys.cipher.open("request_answers", "words", row["id"], row["words"]).decode() for row in answers]
    assert said == ["Baru dijawab.", *OLD["answered"], *OLD["reopened"], *OLD["closed"]]
    await link.close()
    await moved_to(old, AFTER)
    link = await connect(old)
    assert await link.fetchval("SELECT count(*) FROM conversations WHERE state = 'waiting' AND due IS NOT NULL") == 4
    await link.close()
