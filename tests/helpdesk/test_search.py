"""What staff find: by number, by a person's number, by subject and tag, and by words in their own queue only."""

import time
from datetime import timedelta
from pathlib import Path
from textwrap import wrap

import pytest

from services.helpdesk.messages import SearchTooShort
from services.helpdesk.rules import MOST_HITS, MOST_OPENED
from services.helpdesk.views import Tab
from services.participants.sample.people import demo_person
from services.requests import Subject
from services.staff import Role, StaffMember
from services.staff.messages import NotYourRole
from tests.helpdesk.office import CHAT, Office


async def found(office: Office, by: StaffMember, typed: str) -> list[str]:
    async with office.work() as work:
        return [row.number for row in await office.desk.views.search(work, by, typed)]


async def test_a_number_is_found_in_any_spelling_but_only_by_whom_it_concerns(office: Office) -> None:
    ani, dewi = await office.hires(queue="agency"), await office.hires("dewi", queue="branch")
    budi = await office.hires("budi", Role.SUPERVISOR, "branch")
    number = (await office.asks()).conversation.number
    assert await found(office, ani, f" {number.lower()} ") == [number]
    assert await found(office, dewi, number) == []
    assert await found(office, budi, number.replace("-", " ")) == [number]


async def test_subjects_and_tags_are_found_by_their_words(office: Office) -> None:
    ani = await office.hires()
    heirs = await office.asks(subject=Subject.HEIRS)
    tagged = await office.asks(CHAT + 1)
    async with office.work() as work:
        await office.desk.cases.tag(work, ani, tagged.conversation.id, "akta kematian", on=True)
    assert await found(office, ani, "Ahli waris") == [heirs.conversation.number]
    assert await found(office, ani, "AKTA  kematian") == [tagged.conversation.number]


async def test_words_are_found_in_the_own_queue_only(office: Office) -> None:
    ani, dewi = await office.hires(queue="agency"), await office.hires("dewi", queue="branch")
    budi, sari = await office.hires("budi", Role.SUPERVISOR, "branch"), await office.hires("sari", Role.ADMIN)
    number = (await office.asks()).conversation.number
    await office.says("perahunya terbalik dekat keramba", message=3)
    assert await found(office, ani, "dekat KERAMBA") == [number]
    assert await found(office, dewi, "keramba") == []
    assert await found(office, budi, "keramba") == [], "a supervisor's own queue is the branch's"
    assert await found(office, sari, "keramba") == [number]
    assert await found(office, ani, "layang-layang") == []


async def test_at_most_ten_are_shown(office: Office) -> None:
    ani = await office.hires()
    for number in range(MOST_HITS + 3):
        await office.asks(CHAT + number, Subject.HEIRS)
        await office.says("perahunya terbalik", CHAT + number, message=1)
    assert len(await found(office, ani, "ahli waris")) == MOST_HITS
    assert len(await found(office, ani, "terbalik")) == MOST_HITS


async def test_no_more_than_five_hundred_are_opened_and_that_takes_seconds_not_minutes(office: Office) -> None:
    ani, asked = await office.hires(), await office.asks()
    await office.says("jarum dalam jerami", message=1)
    many = """INSERT INTO conversations (id, number, chat, queue, subject, state, body, created_at, changed_at,
        waiting_since, due) SELECT gen_random_uuid(), 'X-' || $2 * 1000 + n, $2 + n, 'agency', 'talk', 'waiting', body,
        created_at, changed_at + n * interval '1 second', waiting_since, due
        FROM conversations, generate_series(1, $1) AS n WHERE chat = $2"""
    await office.value(many, MOST_OPENED - 1, CHAT)
    began = time.monotonic()
    assert await found(office, ani, "jarum") == [asked.conversation.number]
    assert time.monotonic() - began < 5
    await office.value(many, 1, CHAT + 1)
    assert await found(office, ani, "jarum") == [], "it is the five hundred and first"


async def test_a_nik_finds_the_conversations_about_that_person(office: Office, tmp_path: Path) -> None:
    ani, asked, rahmat = await office.hires(), await office.asks(), demo_person("rahmat")
    await office.loads_the_sample(tmp_path)
    async with office.work() as work:
        person = await office.rooms.participants.known(work, rahmat.nik)
        assert person is not None
        await office.desk.callers.about(work, CHAT, person)
    await office.asks(CHAT + 1)
    assert await found(office, ani, " ".join(wrap(rahmat.nik.number, 4))) == [asked.conversation.number]
    assert await found(office, ani, demo_person("aisah").nik.number) == []
    looks = await office.value("SELECT array_agg(l::text) FROM looks l WHERE action = 'conversations.search'")
    assert len(looks) == 2
    assert rahmat.nik.number not in str(looks), "what was searched for is not kept"
    async with office.work() as work:
        (row,) = await office.desk.views.of_participant(work, ani, person)
        assert await office.desk.views.open_case(work, ani, person) is None
        await office.desk.hands.take(work, ani, asked.conversation.id)
        assert await office.desk.views.open_case(work, ani, person) == row.number


@pytest.mark.parametrize("typed", ["", "  ", "ab", " a  "])
async def test_too_little_is_not_searched_for(office: Office, typed: str) -> None:
    with pytest.raises(SearchTooShort):
        await found(office, await office.hires(), typed)


@pytest.mark.parametrize("typed", ["'; DROP TABLE conversations --", "%%%", "\\x00\\", "{where}", "💔💔💔", "a" * 5000])
async def test_what_is_typed_is_only_ever_looked_for(office: Office, typed: str) -> None:
    await office.asks()
    assert await found(office, await office.hires(), typed) == []
    await office.is_sound()


async def test_the_officer_searches_nothing(office: Office) -> None:
    with pytest.raises(NotYourRole):
        await found(office, await office.hires("olga", Role.OFFICER), "kartu")


async def test_lists_are_by_the_promise_and_counted_alike(office: Office) -> None:
    ani, dewi = await office.hires(queue="agency"), await office.hires("dewi", queue="branch")
    first, second = await office.asks(), await office.asks(CHAT + 1)
    await office.passes(timedelta(minutes=5))
    third = await office.asks(CHAT + 2)
    await office.answers(ani, second.conversation.id)
    async with office.work() as work:
        await office.desk.hands.transfer(work, ani, first.conversation.id, "branch", "Untuk cabang.")
        views = office.desk.views
        tabs = {tab: [row.number for row in await views.tab(work, ani, tab)] for tab in Tab}
        counts, theirs = await views.counts(work, ani), await views.counts(work, dewi)
    mine, waiting = [second.conversation.number], [third.conversation.number]
    assert tabs == {Tab.MINE: mine, Tab.WAITING: waiting, Tab.ALL: [*waiting, *mine], Tab.CLOSED: []}
    assert (counts.mine, counts.waiting, counts.every, counts.missed) == (1, 1, 2, 0)
    assert (theirs.mine, theirs.waiting, theirs.every) == (0, 1, 1)
    await office.passes(timedelta(hours=2))
    async with office.work() as work:
        assert (await office.desk.views.counts(work, ani)).missed == 1
