"""Leads a person through a flow: asks, hears, keeps, goes back, puts aside and takes up again."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from handlers.chat.buttons import AskForHelp, Choose, Discard, GoBack, OpenMenu, Resume
from handlers.chat.flow import END, Ask, Flow
from handlers.chat.heard import Heard, Kind, holds_long_number
from handlers.chat.keyboards import Keyboard
from handlers.chat.visit import Visit
from services.dialogues import Dialogue
from services.dialogues.messages import AlreadyAnswered, ConversationPaused, ConversationThrownAway, NothingUnfinished
from services.refusals import Refusal
from services.requests import Subject

PATIENCE = 2
"""Unread answers to one question, after which a person is offered."""
_PERSON = AskForHelp(Subject.TALK)

Finish = Callable[[Visit, Any], Awaitable[None]]
"""What happens when a flow is walked to its end, with its draft."""


@dataclass(frozen=True)
class Road:
    """A flow and what happens at its end."""

    flow: Flow[Any]
    finish: Finish
    again: Callable[[Visit], Awaitable[None]] | None = None
    """What is said when a button of it is pressed after its end: where the matter stands."""
    leads_to_a_person: bool = False


class Talk:
    """All flows by name. Every method works in the unit of work of the visit."""

    def __init__(self, roads: Mapping[str, Road]) -> None:
        self._roads = roads

    async def begin(self, visit: Visit, name: str, draft: Any) -> None:
        """Starts a flow with what is known already; a begun one of the same flow is replaced, others are parked."""
        flow = self._roads[name].flow
        start = flow.open_question(draft)
        await self._go(visit, Dialogue(visit.chat, name, flow.version, start), draft, start)

    async def resume(self, visit: Visit, name: str) -> None:
        """Takes up an unfinished flow where it stopped, or says kindly that there is none."""
        dialogue = await visit.rooms.dialogues.parked(visit.work, visit.chat, name) if name in self._roads else None
        if dialogue is None:
            await visit.say(NothingUnfinished(), OpenMenu())
            return
        flow = self._roads[name].flow
        draft = flow.restored(dialogue.draft)
        known = dialogue.version == flow.version and dialogue.step in flow.steps
        await self._go(visit, dialogue, draft, dialogue.step if known else flow.open_question(draft))

    async def hear(self, visit: Visit, dialogue: Dialogue, heard: Heard) -> None:
        """Reads an answer to the open question and goes on. Raises the Refusal of a wrong one, keeping the question."""
        flow, draft, name = self._where(dialogue)
        step = flow.steps[name]
        if step.secret or holds_long_number(heard.text):
            await visit.forget()  # the picture of an identity card as well; a button is no message of theirs
        value = step.read(heard, draft, visit.scene)
        draft = step.kept(draft, value)
        if step.effect is not None:
            await step.effect(visit, draft)
        # In a draft of an older release questions may be open before this one that were not asked then.
        start = step.next(draft) if dialogue.version == flow.version else None
        trail = (*(before for before in dialogue.trail if before != name), name)
        await self._go(visit, replace(dialogue, trail=trail), draft, flow.open_question(draft, start))

    async def choose(self, visit: Visit, tap: Choose) -> None:
        """A button under a question. An old one is a question, not an order: the open question is asked again."""
        dialogue = await visit.rooms.dialogues.active(visit.work, visit.chat)
        if dialogue is not None and self._offers(visit, dialogue, tap):
            await self.hear(visit, dialogue, Heard(Kind.CHOICE, tap.value))
            return
        if dialogue is not None and self._is_kept(visit, dialogue, tap):
            return  # The second tap of an impatient finger: the answer is kept already and the next question stands.
        if dialogue is None:
            await self._over(visit, tap.flow)
            return
        await visit.say(AlreadyAnswered())
        await self.repeat(visit, dialogue)

    async def _over(self, visit: Visit, name: str) -> None:
        """A button of a conversation that is over or put aside, or of one that was made up."""
        road = self._roads.get(name)
        again = road.again if road else None
        if again is None or await visit.rooms.dialogues.parked(visit.work, visit.chat, name):
            await visit.say(AlreadyAnswered(), OpenMenu())
        else:
            await again(visit)

    async def repeat(self, visit: Visit, dialogue: Dialogue) -> None:
        """Asks the open question again."""
        flow, draft, name = self._where(dialogue)
        await self._ask(visit, flow, name, flow.steps[name].ask(draft, visit.scene))

    def is_answer(self, visit: Visit, dialogue: Dialogue, heard: Heard) -> bool:
        """Whether the words surely answer the open question: it takes a story, or all its answers hang below as
        buttons and one is meant. Where names or villages are typed, nearly any word could be one, so it tells nothing.
        """
        flow, draft, name = self._where(dialogue)
        step = flow.steps[name]
        if step.free:
            return True
        choices = step.ask(draft, visit.scene).choices
        if not choices or not all(isinstance(choice, str) for choice in choices):
            return False
        try:
            step.read(heard, draft, visit.scene)
        except Refusal:
            return False
        return True

    async def back(self, visit: Visit, dialogue: Dialogue) -> None:
        """To the question before; `dialogue.trail` must not be empty."""
        _, draft, _ = self._where(dialogue)
        await self._go(visit, replace(dialogue, trail=dialogue.trail[:-1]), draft, dialogue.trail[-1])

    async def pause(self, visit: Visit, dialogue: Dialogue) -> None:
        """*Batal*: nothing is lost; it may be taken up again or thrown away."""
        await visit.rooms.dialogues.park(visit.work, visit.chat)
        buttons = (Resume(dialogue.flow), Discard(dialogue.flow), OpenMenu())
        await visit.say(ConversationPaused(), *buttons)

    async def discard(self, visit: Visit, name: str) -> None:
        """Throws an unfinished flow away."""
        if name in self._roads:
            await visit.rooms.dialogues.end(visit.work, visit.chat, name)
        await visit.say(ConversationThrownAway(), OpenMenu())

    async def refuse(self, visit: Visit, dialogue: Dialogue, no: Refusal) -> None:
        """Says why an answer could not be read, with a way back and the choices of the question; then a person."""
        flow, draft, name = self._where(dialogue)
        ask = flow.steps[name].ask(draft, visit.scene)
        missed = await visit.rooms.dialogues.miss(visit.work, dialogue)
        is_lost = missed >= PATIENCE and not self._roads[flow.name].leads_to_a_person
        person = (_PERSON,) if is_lost and _PERSON not in ask.buttons else ()
        if ask.contact and not person:
            await visit.say(no, keyboard=Keyboard.CONTACT)
        elif ask.contact:
            await visit.say(no, *person)  # The contact button of the question still stands in place of the keyboard.
        else:
            back = (GoBack(),) if dialogue.trail else ()
            await visit.say(no, *_choices(flow, name, ask), *ask.buttons, *person, *back)

    async def _go(self, visit: Visit, dialogue: Dialogue, draft: Any, name: str) -> None:
        """Keeps the draft and asks the step `name`, or ends the flow."""
        road = self._roads[dialogue.flow]
        if name == END:
            await self._finish(visit, dialogue, draft)
            return
        kept = replace(dialogue, step=name, missed=0, version=road.flow.version, draft=road.flow.stored(draft))
        await visit.rooms.dialogues.keep(visit.work, kept)
        await self._ask(visit, road.flow, name, road.flow.steps[name].ask(draft, visit.scene))

    async def _finish(self, visit: Visit, dialogue: Dialogue, draft: Any) -> None:
        """The end of the road; if that is refused, what was answered stays for another day."""
        road = self._roads[dialogue.flow]
        await visit.rooms.dialogues.end(visit.work, visit.chat, dialogue.flow)
        try:
            await road.finish(visit, draft)
        except Refusal:
            await visit.rooms.dialogues.keep(visit.work, replace(dialogue, draft=road.flow.stored(draft)))
            raise

    async def _ask(self, visit: Visit, flow: Flow[Any], name: str, ask: Ask) -> None:
        buttons = (*_choices(flow, name, ask), *ask.buttons)
        await visit.say(ask.speech, *buttons, protect=ask.protect, keyboard=Keyboard.CONTACT if ask.contact else None)

    def _is_kept(self, visit: Visit, dialogue: Dialogue, tap: Choose) -> bool:
        """Whether this very answer was the last one given."""
        if dialogue.flow != tap.flow or dialogue.trail[-1:] != (tap.step,):
            return False
        flow, draft, _ = self._where(dialogue)
        step = flow.steps[tap.step]
        try:
            return bool(step.kept(draft, step.read(Heard(Kind.CHOICE, tap.value), draft, visit.scene)) == draft)
        except Refusal:
            return False

    def _offers(self, visit: Visit, dialogue: Dialogue, tap: Choose) -> bool:
        """Whether the open question has this button; whatever else comes back was not written by us, or long ago."""
        if (dialogue.flow, dialogue.step) != (tap.flow, tap.step):
            return False
        flow, draft, name = self._where(dialogue)
        offered = flow.steps[name].ask(draft, visit.scene).choices
        return tap.value in (choice if isinstance(choice, str) else choice[1] for choice in offered)

    def _where(self, dialogue: Dialogue) -> tuple[Flow[Any], Any, str]:
        flow = self._roads[dialogue.flow].flow
        draft = flow.restored(dialogue.draft)
        name = dialogue.step if dialogue.step in flow.steps else flow.open_question(draft)
        return flow, draft, name


def _choices(flow: Flow[Any], name: str, ask: Ask) -> list[Choose | tuple[str, Choose]]:
    made: list[Choose | tuple[str, Choose]] = []
    for choice in ask.choices:
        if isinstance(choice, tuple):
            made.append((choice[0], Choose(flow.name, name, choice[1])))
        else:
            made.append(Choose(flow.name, name, choice))
    return made
