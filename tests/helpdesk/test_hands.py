"""Who has a conversation in hand: taken, handed on, given back; one voice at a time, and each in its queue."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from services.db import Work
from services.helpdesk import Outcome, State
from services.helpdesk.agents import Reply
from services.helpdesk.messages import (
    AnotherOpen,
    ConversationUnknown,
    InOtherHands,
    MemberCannot,
    NoteNeeded,
    NotOpen,
    NotYourQueue,
    QueueUnknown,
    SameQueue,
    TagUnfit,
)
from services.helpdesk.model import MOVES
from services.helpdesk.rules import MOST_TAGS
from services.refusals import Refusal
from services.staff import Role, StaffMember
from services.staff.messages import NotYourRole, StaffNotActive
from tests.helpdesk.office import CHAT, MONDAY, Office, is_at

Verb = Callable[[Work], Awaitable[object]]


async def test_a_conversation_is_taken_in_hand_and_the_person_hears_who_is_there(office: Office) -> None:
    ani, asked = await office.hires("ani.rahayu", queue="agency"), await office.asks()
    async with office.work() as work:
        taken = await office.desk.hands.take(work, ani, asked.conversation.id)
        again = await office.desk.hands.take(work, ani, asked.conversation.id)
    assert (taken.state, taken.assignee) == (again.state, again.assignee) == (State.ACTIVE, ani.id)
    assert await office.events(taken.id) == ["opened", "taken"]
    heard = await office.heard(CHAT)
    assert len(heard) == 1
    assert "<b>Ani Rahayu</b> dari Disnakertrans Kutai Timur" in heard[0]
    assert is_at((await office.one(taken.id)).due, MONDAY + timedelta(minutes=30)), "nobody has answered yet"
    await office.is_sound()


async def test_a_second_voice_is_refused_and_may_take_over(office: Office) -> None:
    ani, budi, asked = await office.hires(), await office.hires("budi"), await office.asks()
    await office.answers(ani, asked.conversation.id)
    acts: tuple[Verb, ...] = (
        lambda work: office.desk.agents.answer(work, budi, asked.conversation.id, Reply("Saya juga.")),
        lambda work: office.desk.hands.release(work, budi, asked.conversation.id),
        lambda work: office.desk.hands.transfer(work, budi, asked.conversation.id, "branch", "Untuk cabang."),
        lambda work: office.desk.cases.close(work, budi, asked.conversation.id, Outcome.SOLVED, ""),
    )
    for act in acts:
        await refused(office, act, InOtherHands)
    async with office.work() as work:
        await office.desk.agents.note(work, budi, asked.conversation.id, Reply("Suaminya nelayan."))
        taken = await office.desk.hands.take(work, budi, asked.conversation.id)
    assert taken.assignee == budi.id
    assert (await office.events(asked.conversation.id))[-1] == "taken_over"
    await refused(office, lambda work: office.desk.agents.answer(work, ani, taken.id, Reply("Saya?")), InOtherHands)
    assert not any("Saya juga." in text or "nelayan" in text for text in await office.heard(CHAT))


async def test_a_conversation_is_given_to_somebody_who_can_have_it(office: Office) -> None:
    ani, dewi = await office.hires(queue="agency"), await office.hires("dewi", queue="branch")
    await office.hires("budi", queue="agency")
    await office.hires("olga", Role.OFFICER)
    asked = await office.asks()
    async with office.work() as work:
        given = await office.desk.hands.assign(work, ani, asked.conversation.id, "budi")
    assert given.assignee != ani.id
    assert (await office.events(given.id))[-1] == "assigned"
    await refused(office, lambda work: office.desk.hands.assign(work, ani, given.id, dewi.name), MemberCannot)
    await refused(office, lambda work: office.desk.hands.assign(work, ani, given.id, "olga"), NotYourRole)
    async with office.work() as work:
        await office.rooms.staff.disable(work, "budi", by="system:test")
    await refused(office, lambda work: office.desk.hands.assign(work, ani, given.id, "budi"), StaffNotActive)


async def test_another_office_gets_it_with_a_note_and_a_place_of_its_own(office: Office) -> None:
    ani, asked = await office.hires(queue="agency"), await office.asks()
    await office.answers(ani, asked.conversation.id)
    conversation = asked.conversation.id
    for queue, note, no in (
        ("branch", "  ", NoteNeeded),
        ("agency", "Untuk kita.", SameQueue),
        ("kantor-lain", "Untuk mereka.", QueueUnknown),
    ):
        await refused(office, transferring(office, ani, conversation, queue, note), no)
    await office.passes(timedelta(minutes=10))
    async with office.work() as work:
        moved = await office.desk.hands.transfer(work, ani, conversation, "branch", "Berkas lengkap, 6408041911738841.")
    assert (moved.queue, moved.state, moved.assignee, moved.missed) == ("branch", State.WAITING, None, 0)
    assert is_at(moved.due, MONDAY + timedelta(minutes=40))
    told = (await office.heard(CHAT))[-1]
    assert "Cabang Bontang yang lebih tahu" in told
    assert "6408" not in told, "the note is among staff"
    assert (await office.lines(conversation))[-1].words == "branch\nBerkas lengkap, 6408041911738841."
    await refused(office, lambda work: office.desk.hands.take(work, ani, conversation), NotYourQueue)
    dewi = await office.hires("dewi", queue="branch")
    await office.answers(dewi, conversation)
    await office.is_sound()


async def test_who_must_go_gives_everything_back_at_the_old_places(office: Office) -> None:
    ani, budi = await office.hires(), await office.hires("budi")
    asked = [await office.asks(CHAT - number) for number in range(4)]
    for one in asked[:3]:
        await office.answers(ani, one.conversation.id)
    await office.answers(budi, asked[3].conversation.id)
    async with office.work() as work:
        assert await office.desk.hands.release_all(work, ani, "system:test") == 3
        assert await office.desk.hands.release_all(work, ani, "system:test") == 0
    states = [(await office.one(one.conversation.id)).state for one in asked]
    assert states == [State.WAITING] * 3 + [State.ACTIVE]
    for number, one in enumerate(asked[:3]):
        assert f"urutan ke-<b>{number + 1}</b>" in (await office.heard(CHAT - number))[-1]
        assert (await office.events(one.conversation.id))[-1] == "released"
    await office.is_sound()


async def test_each_member_sees_the_own_queue_and_a_supervisor_all(office: Office) -> None:
    ani, dewi = await office.hires(queue="agency"), await office.hires("dewi", queue="branch")
    budi, asked = await office.hires("budi", Role.SUPERVISOR, "branch"), await office.asks()
    conversation = asked.conversation.id
    await refused(office, lambda work: office.desk.agents.read(work, dewi, conversation), NotYourQueue)
    await refused(office, lambda work: office.desk.agents.note(work, dewi, conversation, Reply("Halo")), NotYourQueue)
    async with office.work() as work:
        await office.desk.agents.read(work, ani, conversation)
        await office.desk.agents.read(work, budi, conversation)
    misses = "SELECT array_agg(actor || ' ' || action ORDER BY id) FROM looks WHERE NOT found"
    assert await office.value(misses) == [
        "staff:dewi conversation.read_queue",
        "staff:dewi conversation.note_conversation",
    ]
    reads = "SELECT array_agg(actor ORDER BY id) FROM looks WHERE action = 'conversation.read'"
    assert await office.value(reads) == ["staff:ani", "staff:budi"]


async def test_the_officer_reads_no_conversation(office: Office) -> None:
    olga, asked = await office.hires("olga", Role.OFFICER), await office.asks()
    await refused(office, lambda work: office.desk.agents.read(work, olga, asked.conversation.id), NotYourRole)
    await refused(office, lambda work: office.desk.hands.take(work, olga, asked.conversation.id), NotYourRole)


async def test_what_is_not_there_is_unknown_and_the_look_is_kept(office: Office) -> None:
    ani, asked = await office.hires(), await office.asks()
    await refused(office, lambda work: office.desk.agents.read(work, ani, uuid4()), ConversationUnknown)
    number = asked.conversation.number
    for typed in (number, number.lower(), number.replace("-", " ")):
        async with office.work() as work:
            assert await office.desk.hands.numbered(work, ani, typed) == asked.conversation.id
    for typed in ("KT-B-2026-99999-9", number[:-1], "Siti Rahmah"):
        await refused(office, numbering(office, ani, typed), ConversationUnknown)
    assert await office.value("SELECT count(*) FROM looks WHERE NOT found") == 4
    assert await office.value("SELECT count(*) FROM looks l WHERE l::text ~ 'Rahmah'") == 0, (
        "what was typed is not kept"
    )


async def test_what_has_ended_is_opened_again_by_staff_unless_another_is_open(office: Office) -> None:
    ani, asked = await office.hires(), await office.asks()
    async with office.work() as work:
        await office.desk.cases.close(work, ani, asked.conversation.id, Outcome.NO_REPLY, "Tidak membalas.")
    await refused(office, lambda work: office.desk.hands.take(work, ani, asked.conversation.id), NotOpen)
    await refused(
        office, lambda work: office.desk.agents.answer(work, ani, asked.conversation.id, Reply("Halo?")), NotOpen
    )
    async with office.work() as work:
        opened = await office.desk.cases.open_again(work, ani, asked.conversation.id)
    assert (opened.state, opened.assignee, opened.outcome) == (State.ACTIVE, ani.id, None)
    await office.is_sound()
    async with office.work() as work:
        await office.desk.cases.close(work, ani, asked.conversation.id, Outcome.SOLVED, "")
    await office.passes(timedelta(hours=73))
    newer = await office.asks()
    async with office.work() as work:
        with pytest.raises(AnotherOpen) as no:
            await office.desk.cases.open_again(work, ani, asked.conversation.id)
    assert no.value.number == newer.conversation.number
    await office.is_sound()


async def test_the_end_has_an_outcome_of_staff_and_tells_that_the_bot_is_back(office: Office) -> None:
    ani, asked = await office.hires(), await office.asks()
    async with office.work() as work:
        ended = await office.desk.cases.close(work, ani, asked.conversation.id, Outcome.CANCELLED, "Sudah dijelaskan.")
    assert (ended.outcome, ended.closed_by, ended.due) == (Outcome.SOLVED, "ani", None), "only the person cancels"
    assert (await office.lines(ended.id))[-1].words == "solved\nSudah dijelaskan."
    told = (await office.heard(CHAT))[-1]
    assert "Sekarang yang menjawab Santun lagi" in told
    assert "dijelaskan" not in told
    await refused(
        office, lambda work: office.desk.cases.close(work, ani, asked.conversation.id, Outcome.SOLVED, ""), NotOpen
    )
    await office.is_sound()


async def test_tags_are_small_words_without_numbers(office: Office) -> None:
    ani, asked = await office.hires(), await office.asks()

    async def tags(tag: str, *, on: bool = True) -> tuple[str, ...]:
        async with office.work() as work:
            return (await office.desk.cases.tag(work, ani, asked.conversation.id, tag, on=on)).tags

    assert await tags("  Akta   Kematian ") == ("akta kematian",)
    assert await tags("akta kematian") == ("akta kematian",)
    assert await tags("kartu") == ("akta kematian", "kartu")
    assert await tags("akta kematian", on=False) == ("kartu",)
    for unfit in ("6408041911738841", "a", "x" * 25, "<b>", "akta; DROP TABLE", ""):
        await refused(office, tagging(office, ani, asked.conversation.id, unfit), TagUnfit)
    for number in range(MOST_TAGS - 1):
        await tags("tanda " + "abcdefgh"[number])
    await refused(office, tagging(office, ani, asked.conversation.id, "satu lagi"), TagUnfit)


def test_the_table_of_moves_has_every_state_and_none_is_a_dead_end() -> None:
    assert set(MOVES) == set(State)
    assert all(MOVES.values())
    assert set().union(*MOVES.values()) == set(State)


async def refused(office: Office, act: Verb, kind: type[Refusal]) -> None:
    """As at a door: what was done until then is committed."""
    with pytest.raises(kind):
        async with office.work() as work:
            await act(work)


def transferring(office: Office, by: StaffMember, conversation: UUID, queue: str, note: str) -> Verb:
    return lambda work: office.desk.hands.transfer(work, by, conversation, queue, note)


def numbering(office: Office, by: StaffMember, typed: str) -> Verb:
    return lambda work: office.desk.hands.numbered(work, by, typed)


def tagging(office: Office, by: StaffMember, conversation: UUID, tag: str) -> Verb:
    return lambda work: office.desk.cases.tag(work, by, conversation, tag, on=True)


async def test_whoever_sits_at_no_office_is_not_said_to_come_from_one(office: Office) -> None:
    rina, asked = await office.hires("rina"), await office.asks()
    async with office.work() as work:
        await office.desk.hands.transfer(work, rina, asked.conversation.id, "branch", "Untuk cabang.")
    async with office.work() as work:
        await office.desk.hands.take(work, rina, asked.conversation.id)
    assert "<b>Rina</b> sekarang bersama Anda" in (await office.heard(CHAT))[-1]
