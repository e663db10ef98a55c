"""`/privasi`: what we hold, what goes at once, what stays and why, and what time itself deletes."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from services.claims import Claims
from services.claims import Neighbours as ClaimNeighbours
from services.claims.model import Details as File
from services.claims.model import Doing, Event, Relation
from services.db import Database, Work
from services.db.bell import Bell
from services.dialogues import Dialogue, Dialogues
from services.erasure import Erasure, Held, Holding, Reach, Right
from services.erasure.messages import ConsentWithdrawn, NoConsentToWithdraw
from services.erasure.rules import FATES
from services.helpdesk import Helpdesk, Said
from services.helpdesk.agents import Reply
from services.helpdesk.case import Sources
from services.helpdesk.messages import ConversationUnknown
from services.helpdesk.service import Neighbours
from services.participants.service import Participants
from services.post import Letter, Post
from services.privacy import Keys, Look, record_look
from services.region import Region
from services.requests import Details, Subject
from services.staff import Role, Staff
from services.visitors import Contact, LookedUp, Visitors
from services.words import Words
from tests.staff.people import hired
from tests.visitors.moving import move_clock

CHAT = 7001
MARCH = datetime(2026, 3, 3, 4, 0, tzinfo=UTC)
RAHMAT = uuid4()


@pytest.fixture
def visitors(keys: Keys) -> Visitors:
    return Visitors(keys, ZoneInfo("Asia/Makassar"))


@pytest.fixture
def region() -> Region:
    return Region.load("kutai-timur")


@pytest.fixture
def helpdesk(keys: Keys, words: Words, region: Region, visitors: Visitors, claims: Claims) -> Helpdesk:
    post, staff, dialogues = Post(keys.cipher), Staff(keys), Dialogues(keys.cipher)
    sources = Sources(visitors, Participants(keys), claims, region)
    return Helpdesk(keys.cipher, Neighbours(post, words, Bell(), staff, dialogues, sources))


@pytest.fixture
def claims(keys: Keys, words: Words, region: Region, visitors: Visitors) -> Claims:
    return Claims(keys, ClaimNeighbours(Post(keys.cipher), words, region, Participants(keys), visitors))


@pytest.fixture
def erasure(keys: Keys, visitors: Visitors, helpdesk: Helpdesk, claims: Claims) -> Erasure:
    return Erasure(keys, Reach(visitors, Dialogues(keys.cipher), Post(keys.cipher), helpdesk, claims))


@pytest.fixture
async def family(database: Database, keys: Keys, visitors: Visitors, helpdesk: Helpdesk, claims: Claims) -> None:
    """A chat that did everything one can do, and a neighbour who did the same."""
    for chat in (CHAT, CHAT + 1):
        async with database.work() as work:
            await _lives(work, chat, visitors)
            await Dialogues(keys.cipher).keep(work, Dialogue(chat, "coverage", 1, "nik"))
            await helpdesk.callers.ask(work, chat, Subject.TALK, Details("Siti", "+6281200000001", "Sangatta Utara"))
            ongoing = await helpdesk.callers.ongoing(work, chat)
            assert ongoing is not None
            await helpdesk.callers.hear(work, ongoing, Said("Rahmat suami saya", message=1))
            file = File(date(2026, 3, 1), Doing.NEITHER, Relation.SPOUSE, "Siti", "+6281200000001", about="Rahmat")
            await claims.submit(work, chat, Event.DEATH, file)
            await claims.accidents.begin(work, chat)
            handed = await claims.submit(work, chat, Event.INJURY, file)
            await work.raw.execute("UPDATE claims SET state = 'handed_over', handover = '' WHERE id = $1", handed.id)
            await Post(keys.cipher).write(work, Letter(chat, "sendMessage", {"chat_id": chat, "text": "Rahmat"}))


async def _lives(work: Work, chat: int, visitors: Visitors) -> None:
    await visitors.agree(work, chat)
    await visitors.verify_self(work, chat, Contact(own=True, asked=True), RAHMAT, RAHMAT)
    await visitors.spend(work, chat, b"a")
    await visitors.remember(work, chat, LookedUp(RAHMAT, "deceased", "6408040303909001", "Rahmat", date(2026, 3, 1)))
    await record_look(work, Look(f"chat:{chat}", "coverage", str(RAHMAT)))


def test_every_kind_has_its_fate_and_what_stays_has_its_reason(words: Words) -> None:
    assert set(FATES) == set(Holding)
    stays = {holding.value for holding, fate in FATES.items() if fate.value == "stays"}
    assert stays == set(words.labels("holding_why"))


@pytest.mark.usefixtures("family")
async def test_a_person_sees_every_kind_that_we_hold(database: Database, erasure: Erasure) -> None:
    async with database.work() as work:
        seen = await erasure.what_we_hold(work, CHAT, "contoh")
        assert {one.holding for one in seen.held} == set(Holding)
        assert seen.consent_given is not None
        assert (await erasure.what_we_hold(work, CHAT + 9, "contoh")).held == ()


@pytest.mark.usefixtures("family")
async def test_deleting_takes_what_may_go_and_only_from_this_chat(database: Database, erasure: Erasure) -> None:
    async with database.work() as work:
        announced = await erasure.would_erase(work, CHAT)
        erased = await erasure.erase(work, CHAT)
    assert erased.gone == announced.going
    assert Held(Holding.CLAIMS, 1) in erased.gone
    async with database.work() as work:
        left = {one.holding: one.count for one in (await erasure.what_we_hold(work, CHAT, "contoh")).held}
        neighbour = (await erasure.what_we_hold(work, CHAT + 1, "contoh")).held
    assert set(left) == {Holding.CLAIMS_AT_BPJS, Holding.CONSENTS, Holding.ALLOWANCE, Holding.LOOKS}
    assert {one.holding for one in neighbour} == set(Holding)


@pytest.mark.usefixtures("family")
async def test_what_was_said_to_staff_goes_with_it_even_while_they_answer(
    database: Database, erasure: Erasure, helpdesk: Helpdesk
) -> None:
    async with database.work() as work:
        ani = await hired(work, Role.AGENT, "ani")
        mine, theirs = [await helpdesk.callers.ongoing(work, chat) for chat in (CHAT, CHAT + 1)]
        assert mine is not None
        assert theirs is not None
        await helpdesk.agents.answer(work, ani, mine.id, Reply("Baik, Bu."))
    async with database.work() as work:
        await erasure.erase(work, CHAT)
    async with database.work() as work:
        left = await work.raw.fetch("SELECT DISTINCT conversation FROM conversation_lines")
        assert [row["conversation"] for row in left] == [theirs.id]
        with pytest.raises(ConversationUnknown):
            await helpdesk.agents.answer(work, ani, mine.id, Reply("Masih ada, Bu?"))


@pytest.mark.usefixtures("family")
async def test_deleting_does_not_give_back_the_allowance(
    database: Database, erasure: Erasure, visitors: Visitors
) -> None:
    async with database.work() as work:
        for person in (b"b", b"c"):
            await visitors.spend(work, CHAT, person)
        before = await visitors.may_spend(work, CHAT)
        await erasure.erase(work, CHAT)
        assert await visitors.may_spend(work, CHAT) == before
        assert await visitors.consent(work, CHAT) is None


@pytest.mark.usefixtures("family")
async def test_withdrawing_leaves_what_was_handed_in(database: Database, erasure: Erasure) -> None:
    async with database.work() as work:
        assert isinstance(await erasure.withdraw(work, CHAT), ConsentWithdrawn)
        assert isinstance(await erasure.withdraw(work, CHAT), NoConsentToWithdraw)
        held = {one.holding for one in (await erasure.what_we_hold(work, CHAT, "contoh")).held}
    assert {Holding.REQUESTS, Holding.CLAIMS} <= held
    assert not {Holding.SELF, Holding.LAST_LOOK_UP, Holding.DRAFTS} & held


async def test_a_correction_is_due_in_three_days_and_asked_once(database: Database, erasure: Erasure) -> None:
    await move_clock(database, MARCH)
    async with database.work() as work:
        first = await erasure.ask_correction(work, CHAT)
    await move_clock(database, MARCH + timedelta(days=1))
    async with database.work() as work:
        assert (await erasure.ask_correction(work, CHAT)).id == first.id
        [waiting] = await erasure.open_rights(work)
        assert (waiting.right, waiting.due - waiting.asked) == (Right.CORRECT, timedelta(hours=72))
        assert await erasure.mark_done(work, first.id, "staff:ani", "nama diperbaiki")
        assert await erasure.open_rights(work) == []
        assert not await erasure.mark_done(work, first.id, "staff:ani", "lagi")


@pytest.mark.usefixtures("family")
async def test_time_itself_deletes(
    database: Database, erasure: Erasure, visitors: Visitors, helpdesk: Helpdesk
) -> None:
    async with database.work() as work:
        await visitors.withdraw(work, CHAT)
        before = await erasure.forget_old(work)
    assert not any(before.values())
    await move_clock(database, datetime.now(UTC) + timedelta(days=32))
    async with database.work() as work:
        month = await erasure.forget_old(work)
    assert (month["lookups"], month["visitors"], month["dialogues"], month["claims"]) == (2, 1, 0, 0)
    await move_clock(database, datetime.now(UTC) + timedelta(days=91))
    async with database.work() as work:
        quarter = await erasure.forget_old(work)
    assert (quarter["claims"], quarter["dialogues"]) == (2, 2), "records of accidents and half-told conversations"
    async with database.work() as work:
        await helpdesk.callers.leave(work, CHAT)
    await move_clock(database, datetime.now(UTC) + timedelta(days=731))
    async with database.work() as work:
        years = await erasure.forget_old(work)
    assert (years["dialogues"], years["consents"]) == (0, 1)
    assert years["conversations"] == 1, "one still waits, and nobody forgets it"
