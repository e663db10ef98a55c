"""The other side of a journey: staff who read, answer, and end conversations, on a Monday morning."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from uuid import UUID

from bot.simulator import Chat
from services.db import Work
from services.helpdesk import Conversation, Helpdesk, Kind, Message, Outcome, State
from services.helpdesk.agents import Reply
from services.helpdesk.messages import ConversationOver, InTheQueue, StaffCame
from services.staff import Role, StaffMember
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying
from tests.post.station import until

MONDAY = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
"""Ten in the morning in Sangatta, when the desk is open."""


def desk_of(santun: Santun) -> Helpdesk:
    return santun.house.rooms.helpdesk


@asynccontextmanager
async def at_work(santun: Santun) -> AsyncIterator[Work]:
    """A unit of work of staff."""
    async with santun.house.database.work() as work:
        yield work


async def it_is(santun: Santun, moment: datetime = MONDAY) -> None:
    """From now on."""
    async with at_work(santun) as work:
        await work.raw.execute("UPDATE house SET clock_shift = $1 - statement_timestamp()", moment)


async def hired(santun: Santun, name: str = "ani", role: Role = Role.AGENT, queue: str | None = None) -> StaffMember:
    """A member of staff, perhaps of one office."""
    async with at_work(santun) as work:
        staff = santun.house.rooms.staff
        await staff.add(work, name, role, by="system:test")
        return await staff.change(work, name, by="system:test", role=role, queue=queue)


async def conversation_of(santun: Santun, chat: Chat) -> UUID:
    """The chat's conversation."""
    async with at_work(santun) as work:
        ongoing = await desk_of(santun).callers.ongoing(work, chat.id)
        assert ongoing is not None
        return ongoing.id


async def seen(santun: Santun, chat: Chat) -> Conversation:
    """The chat's conversation as it is now."""
    conversation = await conversation_of(santun, chat)
    async with at_work(santun) as work:
        found = await desk_of(santun).store.one(work, conversation)
    assert found is not None
    return found


async def calls_a_person(santun: Santun, chat: Chat) -> UUID:
    """From nothing to a place in the queue."""
    await chat.says("/petugas")
    await chat.hears(saying(InTheQueue))
    return await conversation_of(santun, chat)


async def is_answered(santun: Santun, chat: Chat, by: StaffMember) -> UUID:
    """Calls, and staff is there."""
    conversation = await calls_a_person(santun, chat)
    await says(santun, by, conversation, "Selamat pagi, Bu.")
    await chat.hears(saying(StaffCame))
    await chat.hears("Selamat pagi, Bu.")
    return conversation


async def was_answered(santun: Santun, chat: Chat, by: StaffMember) -> UUID:
    """Calls, is answered, and it has ended."""
    conversation = await is_answered(santun, chat, by)
    await ends(santun, by, conversation)
    await chat.hears(saying(ConversationOver))
    return conversation


async def says(santun: Santun, by: StaffMember, conversation: UUID, words: str, answers: UUID | None = None) -> Message:
    """Staff writes."""
    async with at_work(santun) as work:
        return await desk_of(santun).agents.answer(work, by, conversation, Reply(words, answers=answers))


async def ends(santun: Santun, by: StaffMember, conversation: UUID, outcome: Outcome = Outcome.SOLVED) -> None:
    """Staff closes it."""
    async with at_work(santun) as work:
        await desk_of(santun).cases.close(work, by, conversation, outcome, "")


async def lines_of(santun: Santun, conversation: UUID) -> list[Message]:
    """All lines, as staff read them."""
    async with at_work(santun) as work:
        return await desk_of(santun).lines.read(work, conversation)


async def heard_by_staff(santun: Santun, conversation: UUID) -> list[str]:
    """What the person wrote or sent, in order."""
    lines = await lines_of(santun, conversation)
    return [line.words or (line.thing.kind if line.thing else "") for line in lines if line.kind is Kind.THEIRS]


async def staff_hear(santun: Santun, conversation: UUID, *wanted: str, within: float = 10) -> None:
    """Waits until this, and nothing else, is what the person said: where the bot is silent nobody tells when."""

    async def is_heard() -> bool:
        return await heard_by_staff(santun, conversation) == list(wanted)

    with suppress(AssertionError):
        await until(is_heard, within=within)
    assert await heard_by_staff(santun, conversation) == list(wanted)


async def is_open(santun: Santun, chat: Chat) -> bool:
    """Whether somebody is there or waited for."""
    return (await seen(santun, chat)).state is not State.CLOSED
