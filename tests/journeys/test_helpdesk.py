"""A person and a member of staff talk: from the first word to the end, and again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from bot.simulator import Chat
from services.db import Work
from services.helpdesk import Outcome, State
from services.helpdesk.agents import Reply
from services.helpdesk.messages import (
    ConversationOver,
    ConversationTakenUp,
    InTheQueue,
    NikKeptForStaff,
    NotedForStaff,
    QueueLeft,
    StaffCame,
    WithStaff,
)
from services.staff import Role, StaffMember
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying


async def hired(santun: Santun, name: str = "ani", role: Role = Role.AGENT) -> StaffMember:
    """A member of staff."""
    async with santun.house.database.work() as work:
        return await santun.house.rooms.staff.add(work, name, role, by="system:test")


@asynccontextmanager
async def at_work(santun: Santun) -> AsyncIterator[Work]:
    """A unit of work of staff."""
    async with santun.house.database.work() as work:
        yield work


async def conversation_of(santun: Santun, chat: Chat) -> UUID:
    """The chat's conversation."""
    async with santun.house.database.work() as work:
        ongoing = await santun.house.rooms.helpdesk.callers.ongoing(work, chat.id)
        assert ongoing is not None
        return ongoing.id


async def says(santun: Santun, by: StaffMember, conversation: UUID, words: str) -> None:
    """Staff writes."""
    async with at_work(santun) as work:
        await santun.house.rooms.helpdesk.agents.answer(work, by, conversation, Reply(words))


async def heard_by_staff(santun: Santun, by: StaffMember, conversation: UUID) -> list[str]:
    """What the person wrote, as staff read it."""
    async with at_work(santun) as work:
        _, lines = await santun.house.rooms.helpdesk.agents.read(work, by, conversation)
        return [line.words or (line.thing.kind if line.thing else "") for line in lines if line.kind == "theirs"]


async def test_a_widow_calls_a_person_and_they_talk(santun: Santun, chat: Chat) -> None:
    ani = await hired(santun)
    await chat.says("/start")
    await chat.taps("Bicara dengan petugas")
    (queued,) = await chat.hears(saying(InTheQueue))
    assert "urutan ke-1" in queued.text
    conversation = await conversation_of(santun, chat)
    await chat.says("suami saya namanya ada dua ejaan di surat surat")
    await chat.hears(saying(NotedForStaff))
    await says(santun, ani, conversation, "Selamat siang Bu, saya bantu.")
    await chat.hears(saying(StaffCame))
    await chat.hears("Selamat siang Bu, saya bantu.")
    await chat.says("berapa santunan kematian?")
    await chat.sends(photo=b"a photo")
    assert not await chat.settles(), "the bot is silent while a person answers"
    heard = await heard_by_staff(santun, ani, conversation)
    assert heard == ["suami saya namanya ada dua ejaan di surat surat", "berapa santunan kematian?", "photo"]
    async with at_work(santun) as work:
        await santun.house.rooms.helpdesk.cases.close(work, ani, conversation, Outcome.SOLVED, "")
    (over,) = await chat.hears(saying(ConversationOver))
    assert "Lanjut dengan petugas" in over.buttons
    await chat.says("berapa santunan kematian?")
    await chat.hears("Rp42.000.000")
    await chat.says("itu yang di map biru sudah ketemu")
    await chat.hears(saying(ConversationTakenUp))
    assert (await heard_by_staff(santun, ani, conversation))[-1] == "itu yang di map biru sudah ketemu"


async def test_what_is_begun_by_button_goes_on_while_a_person_answers(santun: Santun, chat: Chat) -> None:
    ani = await hired(santun)
    await chat.says("/petugas")
    await chat.hears(saying(InTheQueue))
    conversation = await conversation_of(santun, chat)
    await says(santun, ani, conversation, "Ya?")
    await chat.hears(saying(StaffCame))
    await chat.taps("Menu", older=True)
    await chat.hears()
    await chat.says("6408040303900001 ini nomornya bu")
    await chat.hears(saying(NikKeptForStaff))
    await chat.says("/petugas")
    await chat.hears(saying(WithStaff))


async def test_two_sentences_in_a_row_that_nobody_understands_call_a_person(santun: Santun, chat: Chat) -> None:
    await chat.says("zzz qqq xxx")
    await chat.hears()
    await chat.says("wkwk prrt brrr")
    (queued,) = await chat.hears(saying(InTheQueue))
    async with at_work(santun) as work:
        trace = await santun.house.rooms.helpdesk.store.trace(work, await conversation_of(santun, chat))
    assert trace is not None
    assert trace.words == ("zzz qqq xxx", "wkwk prrt brrr")
    await chat.taps("Batalkan antrean")
    await chat.hears(saying(QueueLeft))
    async with at_work(santun) as work:
        ongoing = await santun.house.rooms.helpdesk.callers.ongoing(work, chat.id)
    assert ongoing is not None
    assert ongoing.state is State.CLOSED
