"""The audit page: newest first, fifty at a time, and nobody's number at Telegram."""

from datetime import timedelta
from typing import Any

import pytest

from services.db import Database, Work
from services.oversight import Oversight
from services.oversight.model import Sieve
from services.privacy import Keys, Look, record_look
from services.privacy.audit import chain_looks, first_broken_link, record_verified
from services.staff import Role, StaffMember
from services.staff.messages import NotYourRole
from tests.oversight.looking import NOON
from tests.staff.people import hired
from tests.visitors.moving import move_clock

PERSON = "0198c0de-0000-7000-8000-000000000001"


@pytest.fixture
async def budi(database: Database) -> StaffMember:
    await move_clock(database, NOON)
    async with database.work() as work:
        return await hired(work, Role.ADMIN, "budi")


async def read(work: Work, oversight: Oversight, by: StaffMember, **sieve: Any) -> list[tuple[str, str]]:
    page = await oversight.trail.page(work, by, Sieve(**sieve))
    return [(row.actor, row.action) for row in page.rows]


async def test_the_newest_stand_first_and_pages_follow_without_a_gap(
    database: Database, oversight: Oversight, budi: StaffMember
) -> None:
    async with database.work() as work:
        for number in range(119):
            await record_look(work, Look("staff:rina", "search", None, str(number)))
        before, seen = None, list[str]()
        for length in (50, 50, 19):
            page = await oversight.trail.page(work, budi, Sieve(member="rina", before=before))
            assert len(page.rows) == length
            seen += [str(row.reason) for row in page.rows]
            before = page.older
    assert before is None
    assert seen == [str(number) for number in reversed(range(119))]


async def test_rows_are_found_by_member_day_action_and_subject(
    database: Database, oversight: Oversight, budi: StaffMember
) -> None:
    await move_clock(database, NOON - timedelta(days=1))
    async with database.work() as work:
        await record_look(work, Look("staff:rina", "participant", PERSON, "telepon"))
    await move_clock(database, NOON)
    async with database.work() as work:
        await record_look(work, Look("staff:rina", "claim.show", "claim:KT-2026-00042-4", "berkas"))
        await record_look(work, Look("chat:700001", "coverage", PERSON, "2026-03-03"))
        assert await read(work, oversight, budi, subject=PERSON) == [
            ("chat:…0001", "coverage"),
            ("staff:rina", "participant"),
        ]
        assert await read(work, oversight, budi, subject="KT-2026-00042-4") == [("staff:rina", "claim.show")]
        assert await read(work, oversight, budi, subject="700001") == []
        assert await read(work, oversight, budi, action="participant") == [("staff:rina", "participant")]
        assert await read(work, oversight, budi, member="rina", day=NOON.date()) == [("staff:rina", "claim.show")]
        assert await read(work, oversight, budi, member="' OR true --") == []


async def test_nobodys_number_at_telegram_is_shown(database: Database, oversight: Oversight, budi: StaffMember) -> None:
    async with database.work() as work:
        await record_look(work, Look("chat:123456789", "erase", "chat:123456789"))
        await record_look(work, Look("chat:123456789", "coverage", f"nik:{'0a' * 16}", found=False))
        page = await oversight.trail.page(work, budi, Sieve())
    assert [(row.actor, row.subject) for row in page.rows[:2]] == [
        ("chat:…6789", "nik:0a0a0a0a…"),
        ("chat:…6789", "chat:…6789"),
    ]
    assert "123456789" not in repr(page)


async def test_the_page_tells_how_far_the_chain_reaches_and_when_it_was_walked(
    database: Database, oversight: Oversight, budi: StaffMember, keys: Keys
) -> None:
    async with database.work() as work:
        chain = (await oversight.trail.page(work, budi, Sieve())).chain
        assert (chain.last, chain.chained_at, chain.waiting, chain.verified) == (0, None, 2, None)
        await chain_looks(work, keys.audit)
        await record_verified(work, "system:root", await first_broken_link(work, keys.audit))
        chain = (await oversight.trail.page(work, budi, Sieve())).chain
        assert (chain.last, chain.waiting, chain.is_whole) == (2, 2, True)
        assert chain.verified is not None
        await work.raw.execute("UPDATE looks SET actor = 'staff:lain' WHERE link = 1")
        await record_verified(work, "system:root", await first_broken_link(work, keys.audit))
        page = await oversight.trail.page(work, budi, Sieve())
        assert not page.chain.is_whole
        assert [row.reason for row in page.rows if row.action == "audit.verify"] == ["link:1", None]


async def test_who_reads_the_audit_stands_in_it(database: Database, oversight: Oversight, budi: StaffMember) -> None:
    async with database.work() as work:
        await read(work, oversight, budi, member="rina")
        assert (await read(work, oversight, budi))[0] == ("staff:budi", "audit.read")
        with pytest.raises(NotYourRole):
            await read(work, oversight, await hired(work, Role.AGENT))
