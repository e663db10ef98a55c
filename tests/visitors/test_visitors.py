"""Consent with its moment, the level *self*, and what a chat remembers of its last look-up."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from services.db import Database
from services.privacy import Keys
from services.visitors import CONSENT_VERSION, Around, Contact, How, LookedUp, Visitors
from services.visitors.messages import CannotBeConfirmed, ContactProvesNothing
from services.words.render import LOCALES
from tests.visitors.moving import move_clock

CHAT = 7001
MARCH = datetime(2026, 3, 3, 4, 0, tzinfo=UTC)
OWN = Contact(own=True, asked=True)
RAHMAT = uuid4()
LOOKED_UP = LookedUp(RAHMAT, "deceased", "6408040303909001", "Rahmat Hidayat", date(2026, 3, 1), False, "no")

CONSENT_TEXTS = {1: "4c3750"}
"""Consent version → beginning of the digest of the two texts a person says yes to."""


@pytest.fixture
def visitors(keys: Keys) -> Visitors:
    return Visitors(keys, ZoneInfo("Asia/Makassar"))


def test_a_changed_consent_text_gets_a_new_version() -> None:
    texts = b"".join(
        (LOCALES / "id" / "visitors" / name).read_bytes() for name in ("ask_consent.html", "consent_in_full.html")
    )
    assert hashlib.sha256(texts).hexdigest()[:6] == CONSENT_TEXTS[CONSENT_VERSION]


async def test_consent_keeps_the_moment_of_the_first_yes(database: Database, visitors: Visitors) -> None:
    await move_clock(database, MARCH)
    async with database.work() as work:
        assert await visitors.consent(work, CHAT) is None
        first = await visitors.agree(work, CHAT)
    await move_clock(database, MARCH + timedelta(days=3))
    async with database.work() as work:
        assert await visitors.agree(work, CHAT) == first
        assert await visitors.consent(work, CHAT) == first
    assert abs(first.given - MARCH) < timedelta(minutes=1)


async def test_withdrawing_is_recorded_and_a_new_yes_is_a_new_row(database: Database, visitors: Visitors) -> None:
    async with database.work() as work:
        await visitors.agree(work, CHAT)
        await visitors.remember(work, CHAT, LOOKED_UP)
        assert await visitors.withdraw(work, CHAT)
        assert await visitors.consent(work, CHAT) is None
        assert await visitors.last_looked_up(work, CHAT) is None
        assert not await visitors.withdraw(work, CHAT)
        await visitors.agree(work, CHAT)
        rows = await work.raw.fetch("SELECT withdrawn IS NULL AS stands FROM consents ORDER BY id")
    assert [row["stands"] for row in rows] == [False, True]


async def test_a_yes_to_an_older_text_is_asked_again(database: Database, visitors: Visitors) -> None:
    async with database.work() as work:
        await visitors.agree(work, CHAT, CONSENT_VERSION - 1)
        assert await visitors.consent(work, CHAT) is None
        await visitors.agree(work, CHAT)
        assert await visitors.consent(work, CHAT) is not None


async def test_self_lasts_ninety_days(database: Database, visitors: Visitors) -> None:
    await move_clock(database, MARCH)
    async with database.work() as work:
        own = await visitors.verify_self(work, CHAT, OWN, RAHMAT, RAHMAT)
        assert own.how is How.CONTACT
        assert await visitors.own(work, CHAT) == own
        assert await visitors.around(work, CHAT, RAHMAT) == Around(is_tied=True, is_own=True, others=())
        assert await visitors.around(work, CHAT, None) == Around(is_tied=False, is_own=True, others=())
        assert (await visitors.around(work, CHAT + 1, RAHMAT)).others == (CHAT,)
    await move_clock(database, MARCH + timedelta(days=89))
    async with database.work() as work:
        assert await visitors.own(work, CHAT) is not None
    await move_clock(database, MARCH + timedelta(days=90, minutes=1))
    async with database.work() as work:
        assert await visitors.own(work, CHAT) is None
        assert await visitors.tied(work, CHAT) == RAHMAT
        assert await visitors.around(work, CHAT, RAHMAT) == Around(is_tied=True, is_own=False, others=())
        assert (await visitors.around(work, CHAT + 1, RAHMAT)).others == ()


@pytest.mark.parametrize("contact", [replace(OWN, own=False), replace(OWN, asked=False)])
async def test_a_contact_telegram_does_not_vouch_for_proves_nothing(
    database: Database, visitors: Visitors, contact: Contact
) -> None:
    async with database.work() as work:
        with pytest.raises(ContactProvesNothing):
            await visitors.verify_self(work, CHAT, contact, RAHMAT, RAHMAT)
        assert await visitors.own(work, CHAT) is None


@pytest.mark.parametrize("standing", [None, uuid4()])
async def test_a_number_that_is_not_this_persons_alone_confirms_nobody(
    database: Database, visitors: Visitors, standing: object
) -> None:
    async with database.work() as work:
        with pytest.raises(CannotBeConfirmed):
            await visitors.verify_self(work, CHAT, OWN, RAHMAT, standing)  # type: ignore[arg-type]
        assert await visitors.own(work, CHAT) is None


async def test_leaving_ends_self_and_the_last_look_up(database: Database, visitors: Visitors) -> None:
    async with database.work() as work:
        await visitors.verify_self(work, CHAT, OWN, RAHMAT, RAHMAT)
        await visitors.remember(work, CHAT, LOOKED_UP)
        assert await visitors.leave(work, CHAT)
        assert await visitors.own(work, CHAT) is None
        assert await visitors.tied(work, CHAT) is None
        assert await visitors.last_looked_up(work, CHAT) is None
        assert not await visitors.leave(work, CHAT + 1)


async def test_the_phone_of_the_dead_goes_over_to_the_family_for_good(database: Database, visitors: Visitors) -> None:
    async with database.work() as work:
        await visitors.verify_self(work, CHAT, OWN, RAHMAT, RAHMAT)
        await visitors.take_over(work, CHAT, RAHMAT)
        assert await visitors.own(work, CHAT) is None
        assert (await visitors.around(work, CHAT + 1, RAHMAT)).others == ()
        assert await visitors.is_silenced(work, RAHMAT)
        with pytest.raises(CannotBeConfirmed):
            await visitors.verify_self(work, CHAT, OWN, RAHMAT, RAHMAT)


async def test_the_last_look_up_is_sealed_and_forgotten_after_three_days(
    database: Database, visitors: Visitors
) -> None:
    await move_clock(database, MARCH)
    async with database.work() as work:
        await visitors.remember(work, CHAT, LOOKED_UP)
        assert await visitors.last_looked_up(work, CHAT) == LOOKED_UP
        sealed = await work.raw.fetchval("SELECT looked_up FROM visitors")
    assert b"Rahmat" not in sealed
    assert "Rahmat" not in repr(LOOKED_UP)
    await move_clock(database, MARCH + timedelta(days=3, minutes=1))
    async with database.work() as work:
        assert await visitors.last_looked_up(work, CHAT) is None


async def test_a_report_pressed_again_on_the_same_day_is_the_same_alarm(database: Database, visitors: Visitors) -> None:
    for _ in range(3):
        async with database.work() as work:
            await visitors.report(work, CHAT, uuid4())
    async with database.work() as work:
        await visitors.report(work, CHAT + 1, uuid4())
        assert len(await visitors.alarms(work)) == 2
