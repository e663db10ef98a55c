"""Whatever people and members do, in whatever order: what must hold of a conversation holds after every step."""

import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.db import Work
from services.helpdesk import Conversation, Outcome, Said, State
from services.helpdesk.agents import Reply
from services.helpdesk.messages import InOtherHands, NotOpen, NotYourQueue
from services.helpdesk.model import MOVES
from services.refusals import Refusal
from services.requests import Details, Subject
from services.staff import Role, StaffMember
from tests.helpdesk.office import Office

CHATS = 2
_numbers = itertools.count(1)
Do = Callable[["Round"], Callable[[Work], Awaitable[object]]]


@dataclass
class Round:
    """One example: three chats of its own, a crew, and who does the next thing to which chat."""

    office: Office
    crew: tuple[StaffMember, ...]
    first: int
    by: StaffMember = field(init=False)
    chat: int = 0
    choice: int = 0

    async def newest(self, work: Work) -> Conversation | None:
        rows = await self.office.desk.store.of_chat(work, self.first + self.chat, 1)
        return await self.office.desk.store.one(work, rows[0].id) if rows else None


async def asks(here: Round, work: Work) -> None:
    subject = (Subject.TALK, Subject.CALL, Subject.HEIRS)[here.choice % 3]
    details = (Details(), Details(name="Siti"), Details(name="Siti", phone="+62812"))[here.choice % 3]
    await here.office.desk.callers.ask(work, here.first + here.chat, subject, details)


async def writes(here: Round, work: Work) -> None:
    ongoing = await here.office.desk.callers.ongoing(work, here.first + here.chat)
    if ongoing is not None and ongoing.is_open:
        await here.office.desk.callers.hear(work, ongoing, Said("Halo", message=here.choice))


async def leaves(here: Round, work: Work) -> None:
    await here.office.desk.callers.leave(work, here.first + here.chat)


async def comes_back(here: Round, work: Work) -> None:
    """With the button of any conversation, one's own or not."""
    rows = await here.office.desk.store.rows(work, "c.chat >= $1", here.first, order="c.number", most=20)
    if rows:
        button = rows[here.choice % len(rows)].id
        await here.office.desk.callers.take_up(work, here.first + here.chat, button)


async def forgets(here: Round, work: Work) -> None:
    await here.office.desk.callers.forget(work, here.first + here.chat)


def staff(verb: Callable[[Round, Work, Conversation], Awaitable[object]]) -> Callable[[Round, Work], Awaitable[object]]:
    """A verb of a member on the newest conversation of a chat."""

    async def does(here: Round, work: Work) -> None:
        found = await here.newest(work)
        if found is not None:
            await verb(here, work, found)

    does.__name__ = verb.__name__
    return does


async def answers(here: Round, work: Work, found: Conversation) -> object:
    return await here.office.desk.agents.answer(work, here.by, found.id, Reply("Baik."))


async def takes(here: Round, work: Work, found: Conversation) -> object:
    return await here.office.desk.hands.take(work, here.by, found.id)


async def gives(here: Round, work: Work, found: Conversation) -> object:
    to = here.crew[here.choice % len(here.crew)]
    return await here.office.desk.hands.assign(work, here.by, found.id, to.name)


async def gives_back(here: Round, work: Work, found: Conversation) -> object:
    return await here.office.desk.hands.release(work, here.by, found.id)


async def goes_home(here: Round, work: Work, _: Conversation) -> object:
    return await here.office.desk.hands.release_all(work, here.by, here.by.name)


async def transfers(here: Round, work: Work, found: Conversation) -> object:
    queue = ("agency", "branch")[here.choice % 2]
    return await here.office.desk.hands.transfer(work, here.by, found.id, queue, "Untuk Anda.")


async def notes(here: Round, work: Work, found: Conversation) -> object:
    return await here.office.desk.agents.note(work, here.by, found.id, Reply("Catatan."))


async def closes(here: Round, work: Work, found: Conversation) -> object:
    outcome = list(Outcome)[here.choice % len(Outcome)]
    return await here.office.desk.cases.close(work, here.by, found.id, outcome, "")


async def opens_again(here: Round, work: Work, found: Conversation) -> object:
    return await here.office.desk.cases.open_again(work, here.by, found.id)


async def watches(here: Round, work: Work) -> None:
    await here.office.desk.watch.keep(work)


async def waits(here: Round, work: Work) -> None:
    hours = (1, 5, 20, 80)[here.choice % 4]
    await work.raw.execute("UPDATE house SET clock_shift = clock_shift + $1", timedelta(hours=hours))


VERBS: tuple[Callable[[Round, Work], Awaitable[object]], ...] = (
    asks, asks, writes, leaves, comes_back, forgets, watches, waits,
    *map(staff, (answers, answers, takes, gives, gives_back, goes_home, transfers, notes, closes, opens_again)),
)  # fmt: skip
STEPS = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 3), st.integers(0, CHATS - 1), st.integers(0, 11)),
    min_size=10,
    max_size=30,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
async def test_no_order_of_deeds_breaks_a_conversation(
    office: Office, steps: list[tuple[Callable[[Round, Work], Awaitable[object]], int, int, int]]
) -> None:
    here = Round(office, await crew_of(office), 10_000 * next(_numbers))
    for verb, member, here.chat, here.choice in steps:
        here.by = here.crew[member]
        before = await state_of(here)
        no = await done(here, verb)
        after = await state_of(here)
        await office.is_sound()
        if no is not None:
            assert before == after, f"{verb.__name__} was refused and changed something"
        if before is not None and after is not None and before[0] == after[0] and before[1] is not after[1]:
            assert after[1] in MOVES[before[1]], f"{verb.__name__} made {after[1]} of {before[1]}"


async def done(here: Round, verb: Callable[[Round, Work], Awaitable[object]]) -> Refusal | None:
    """As at a door: what was done before a polite no stays."""
    try:
        async with here.office.work() as work:
            await verb(here, work)
    except Refusal as no:
        return no
    return None


async def state_of(here: Round) -> tuple[object, State, object] | None:
    async with here.office.work() as work:
        found = await here.newest(work)
    return (found.id, found.state, found.assignee) if found else None


async def crew_of(office: Office) -> tuple[StaffMember, ...]:
    """Two of one queue, one of the other, one who oversees both."""
    async with office.work() as work:
        known = await office.rooms.staff.everybody(work)
    if known:
        return tuple(known)
    return (
        await office.hires("ani", queue="agency"),
        await office.hires("budi", queue="agency"),
        await office.hires("citra", queue="branch"),
        await office.hires("dewi", Role.SUPERVISOR),
    )


async def test_every_move_of_the_table_is_made_by_a_verb_and_no_other(office: Office) -> None:
    """The table is what the verbs do, neither more nor less."""
    made: set[tuple[State, State]] = set()
    for before, verb in itertools.product(State, VERBS):
        here = Round(office, await crew_of(office), 10_000 * next(_numbers))
        here.by = here.crew[0]
        await brought_to(here, before)
        old = await state_of(here)
        no = await done(here, verb)
        assert no is None or isinstance(no, NotOpen | InOtherHands | NotYourQueue) or verb.__name__ == "transfers"
        new = await state_of(here)
        if old is not None and new is not None and old != new and old[0] == new[0]:
            made.add((old[1], new[1]))
    made |= await taken_over(Round(office, await crew_of(office), 10_000 * next(_numbers)))
    assert made == {(before, after) for before, allowed in MOVES.items() for after in allowed}


async def taken_over(here: Round) -> set[tuple[State, State]]:
    here.by, other = here.crew[:2]
    await brought_to(here, State.ACTIVE)
    here.by = other
    await done(here, staff(takes))
    found = await state_of(here)
    assert found is not None
    assert found[2] == other.id
    return {(State.ACTIVE, found[1])}


async def brought_to(here: Round, state: State) -> None:
    await done(here, asks)
    if state is State.ACTIVE:
        await done(here, staff(takes))
    if state is State.CLOSED:
        await done(here, staff(closes))
