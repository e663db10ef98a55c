"""What members of staff do in a topic of their group: write to the person, take, hand on, note, close, use drafts."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from handlers.chat.group_visit import GroupVisit
from handlers.chat.taps import Tap
from services.helpdesk.agents import Reply
from services.helpdesk.forum.messages import (
    CannedDraft,
    CannedDropped,
    CannedSent,
    CannedWhich,
    CannotBePassedOn,
    GroupHelp,
    GroupStatus,
    OutcomeUnknown,
    PersonIsGone,
    TopicStatus,
    TransferWhere,
    WaitingConversation,
)
from services.helpdesk.model import Conversation, Kind, Outcome
from services.helpdesk.teller import can_be_sent, spoken_name
from services.helpdesk.views import Tab
from services.post import Lane
from services.staff import Act
from services.staff.messages import StaffUnknown
from services.staff.reach import name_of

PASSED_ON, NOTED = "passed_on", "noted"
SEND = "kirim"
"""After the code of a kept answer: it is sent at once."""
_MOST_SHOWN = 10


@dataclass(frozen=True)
class SendCanned(Tap):
    """The kept answer above is sent."""

    code: str


@dataclass(frozen=True)
class DropCanned(Tap):
    """The kept answer above is not sent."""

    code: str


async def pass_on(visit: GroupVisit, words: str) -> None:
    """To the person, as this member; what it answers is quoted there."""
    heard = visit.heard
    if heard.carried is not None and not can_be_sent(heard.carried):
        raise CannotBePassedOn()
    answers = None
    if heard.answers is not None and visit.topic is not None:
        answers = await visit.rooms.helpdesk.forum.answered(visit.work, visit.topic, heard.answers, heard.quote)
    reply = Reply(words, visit.once, answers.id if answers else None, thing=heard.carried, message=heard.message)
    await visit.rooms.helpdesk.agents.answer(visit.work, visit.member, visit.conversation, reply)
    await _arrives(visit)


async def note(visit: GroupVisit, words: str) -> None:
    """Among staff."""
    reply = Reply(words, visit.once, thing=visit.heard.carried, message=visit.heard.message)
    await visit.rooms.helpdesk.agents.note(visit.work, visit.member, visit.conversation, reply)
    await visit.sign(NOTED)


async def rewrite(visit: GroupVisit, text: str) -> None:
    """The member changed a message: it changes where it went. One that becomes internal is taken back."""
    agents, forum = visit.rooms.helpdesk.agents, visit.rooms.helpdesk.forum
    assert visit.topic is not None
    line = await forum.written(visit.work, visit.topic, visit.heard.message or 0)
    if line is None:
        return
    words = text.removeprefix("//").removeprefix("/catat").strip()
    if line.kind is Kind.NOTE:
        await agents.renote(visit.work, visit.member, line.id, words)
    elif text.startswith("//"):
        await agents.take_back(visit.work, visit.member, line.id)
    else:
        await agents.correct(visit.work, visit.member, line.id, text)
    await forum.is_known_there(visit.work, line)


async def take(visit: GroupVisit, _: str) -> None:
    """Takes the conversation in hand, also out of another's; opens one again that has ended."""
    helpdesk = visit.rooms.helpdesk
    found = await _opened(visit)
    if found.is_open:
        await helpdesk.hands.take(visit.work, visit.member, found.id)
    else:
        await helpdesk.cases.open_again(visit.work, visit.member, found.id)
    await visit.sign(PASSED_ON)


async def hand_on(visit: GroupVisit, rest: str) -> None:
    """To another office with a note, or to another member."""
    where, _, words = rest.partition(" ")
    hands, queues = visit.rooms.helpdesk.hands, visit.rooms.region.queues
    queue = _queue(visit, where)
    if queue is not None:
        await hands.transfer(visit.work, visit.member, visit.conversation, queue, words)
    elif not where:
        raise TransferWhere(queues)
    else:
        try:
            await hands.assign(visit.work, visit.member, visit.conversation, where)
        except StaffUnknown:
            raise TransferWhere(queues) from None
    await visit.sign(PASSED_ON)


async def close(visit: GroupVisit, rest: str) -> None:
    """The end, with how it came out; without a word about that it was answered."""
    outcomes = {name: Outcome(key) for key, name in visit.rooms.words.labels("desk_forum_outcome").items()}
    said, _, words = rest.partition(" ")
    outcome = outcomes.get(said.lower()) if said else Outcome.SOLVED
    if outcome is None:
        raise OutcomeUnknown(tuple(outcomes))
    await visit.rooms.helpdesk.cases.close(visit.work, visit.member, visit.conversation, outcome, words)
    await visit.sign(PASSED_ON)


async def status(visit: GroupVisit, _: str) -> None:
    """In a topic how the conversation stands, elsewhere who waits. A newer answer replaces one that still waits."""
    speech = await (_everybody(visit) if visit.topic is None else _this_one(visit))
    await visit.say(speech, lane=Lane.STATUS, subject=f"status:{visit.heard.thread}")


async def assist(visit: GroupVisit, _: str) -> None:
    """What can be typed here."""
    await visit.say(GroupHelp(), lane=Lane.STATUS, subject=f"help:{visit.heard.thread}")


async def template(visit: GroupVisit, rest: str) -> None:
    """A kept answer: shown with a button to send it, or sent at once."""
    code, _, more = rest.partition(" ")
    words = await _filled(visit, code)
    if more.strip().lower() != SEND:
        canned = code.strip().lower()
        await visit.say(CannedDraft(canned, words), SendCanned(canned), DropCanned(canned))
        return
    reply = Reply(words, visit.once, message=visit.heard.message)
    await visit.rooms.helpdesk.agents.answer(visit.work, visit.member, visit.conversation, reply)
    await visit.say(CannedSent(spoken_name(visit.member.name), words))


async def send_template(visit: GroupVisit, tap: SendCanned) -> None:
    """The button under a draft; pressed twice it sends once."""
    draft = visit.heard.message or 0
    words = await _filled(visit, tap.code)
    reply = Reply(words, uuid5(NAMESPACE_OID, f"{visit.heard.chat}:{draft}"), message=draft)
    await visit.rooms.helpdesk.agents.answer(visit.work, visit.member, visit.conversation, reply)
    await visit.rooms.helpdesk.forum.writer.edit(visit.work, draft, CannedSent(spoken_name(visit.member.name), words))


async def drop_template(visit: GroupVisit, tap: DropCanned) -> None:
    """Not sent after all; what was sent already stays as it is."""
    assert visit.topic is not None
    draft = visit.heard.message or 0
    if await visit.rooms.helpdesk.forum.written(visit.work, visit.topic, draft) is None:
        await visit.rooms.helpdesk.forum.writer.edit(visit.work, draft, CannedDropped(tap.code))


COMMANDS: Mapping[str, Callable[[GroupVisit, str], Awaitable[None]]] = {
    "ambil": take,
    "alih": hand_on,
    "catat": note,
    "tutup": close,
    "status": status,
    "t": template,
    "bantuan": assist,
}
TAPS: Mapping[str, type[Tap]] = {"fs": SendCanned, "fx": DropCanned}
"""Codes of buttons; they are never given to another button, here or in a private chat."""
PRESSES: Mapping[type[Tap], Callable[[GroupVisit, Any], Awaitable[None]]] = {
    SendCanned: send_template,
    DropCanned: drop_template,
}


async def _opened(visit: GroupVisit) -> Conversation:
    return await visit.rooms.helpdesk.hands.open(
        visit.work, visit.member, visit.conversation, Act.READ_QUEUE, lock=False
    )


async def _arrives(visit: GroupVisit) -> None:
    """A sign that it went on its way; words, where the person has blocked us."""
    if visit.topic is not None and await visit.rooms.helpdesk.forum.is_gone(visit.work, visit.topic):
        await visit.say(PersonIsGone())
    else:
        await visit.sign(PASSED_ON)


async def _this_one(visit: GroupVisit) -> TopicStatus:
    found = await _opened(visit)
    by = spoken_name(await name_of(visit.work, found.assignee)) if found.assignee else ""
    office = visit.rooms.helpdesk.teller.office(found.queue)
    return TopicStatus(found.number, found.state, by, office, found.due, found.outcome)


async def _everybody(visit: GroupVisit) -> GroupStatus:
    views, teller = visit.rooms.helpdesk.views, visit.rooms.helpdesk.teller
    counts = await views.counts(visit.work, visit.member)
    rows = await views.tab(visit.work, visit.member, Tab.WAITING)
    shown = tuple(
        WaitingConversation(row.number, row.subject, teller.office(row.queue), row.due) for row in rows[:_MOST_SHOWN]
    )
    return GroupStatus(counts.mine, counts.waiting, counts.missed, shown)


async def _filled(visit: GroupVisit, code: str) -> str:
    """A kept answer with everything put in but the person's name, which the group does not see."""
    kept = visit.rooms.helpdesk.kept
    found = await _opened(visit)
    if not code:
        raise CannedWhich(tuple(one.code for one in (await kept.all(visit.work, found.queue))[:20]))
    canned = await kept.one(visit.work, code, found.queue)
    nameless = replace(found, details=replace(found.details, name=""))
    return kept.filled(canned, nameless, visit.member, visit.work.now)


def _queue(visit: GroupVisit, typed: str) -> str | None:
    """The queue that is meant: by its key, or as people call it."""
    plain = typed.lower()
    called = visit.rooms.words.labels("desk_forum_queue")
    return next((key for key in visit.rooms.region.queues if plain in (key, *called.get(key, "").split())), None)
