"""Free sentences: danger of life first, one subject answered at once, two or three as buttons, else the menu."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from handlers.chat import benefits, claims, coverage, helpdesk, privacy, reckoning, welcome
from handlers.chat.buttons import (
    AskForHelp,
    BeginSubmission,
    Button,
    CheckCoverage,
    FamilyDied,
    OpenMenu,
    ReckonNow,
    Resume,
    ShowInfo,
    ShowPrivacy,
    ShowStatus,
)
from handlers.chat.heard import holds_long_number, without_long_numbers
from handlers.chat.visit import Visit
from services.benefits.answers import Matter
from services.dialogues.messages import DidYouMean, Menu, NotUnderstood
from services.helpdesk import Said
from services.helpdesk.rules import CONFUSED_AFTER
from services.requests import Subject
from services.words.topics import CRISIS


@dataclass(frozen=True)
class Way:
    """A subject that leads elsewhere than to a general answer: its button, and who answers that."""

    button: Button
    take: Callable[[Visit, Any], Awaitable[None]]


async def show_privacy(visit: Visit, _: ShowPrivacy) -> None:
    """The button for /privasi."""
    await privacy.privacy(visit)


WAYS: dict[str, Way] = {
    "death": Way(FamilyDied(), coverage.family_died),
    "coverage": Way(CheckCoverage(), coverage.check_coverage),
    "start_claim": Way(BeginSubmission(looked_up=False), claims.begin),
    "status": Way(ShowStatus(), claims.show_status),
    "privacy": Way(ShowPrivacy(), show_privacy),
    "staff": Way(AskForHelp(Subject.TALK), helpdesk.ask_for_help),
    "calculator": Way(ReckonNow(), reckoning.begin),
}
FLOWS = {"start_claim": "submission"}
"""Subjects whose way begins a conversation that may have been put aside."""
AT_ONCE = frozenset({Matter.SUICIDE.value, Matter.ACCIDENT_NOW.value})
"""Nobody should have to press a button before they hear these, whatever else the sentence may be about."""
_INFOS = {info.value for info in Matter}
_FEW = 3
"""Words with which something that the bot does is called for; more tell a story."""


async def care(visit: Visit, text: str) -> bool:
    """Someone may be in danger: care, a number, a person. Tells whether it was so; works in any conversation."""
    if visit.rooms.topics.match(text) != (CRISIS,):
        return False
    await benefits.show(visit, ShowInfo(Matter.CRISIS))
    return True


async def at_once(visit: Visit, text: str) -> bool:
    """What nobody should wait for is answered, though the words are with staff already, or were taken away for a
    number in them: that number changes nothing about an accident. Tells whether there was such a thing."""
    keys = visit.rooms.topics.match(without_long_numbers(text))
    near = keys if holds_long_number(text) else keys[:1]
    urgent = next((key for key in near if key in AT_ONCE), None)
    if urgent is not None:
        await _take(visit, urgent)
    return urgent is not None


def is_called(visit: Visit, text: str) -> bool:
    """Whether a few words name a way, such as *cek kepesertaan*."""
    return len(text.split()) <= _FEW and any(key in WAYS for key in visit.rooms.topics.match(text))


async def suggest(visit: Visit, text: str) -> None:
    """A sentence outside any question: its one subject, a choice of two or three, a place, else the menu."""
    keys = visit.rooms.topics.match(text)
    if keys:
        await visit.rooms.dialogues.found_again(visit.work, visit.chat)
    if keys and (len(keys) == 1 or keys[0] in AT_ONCE):
        await _take(visit, keys[0])
    elif keys:
        await visit.say(DidYouMean("death" in keys), *(_way(key).button for key in keys), *welcome.WAYS_ON)
    elif not await benefits.clinics_at(visit, text):
        await _not_understood(visit, text)


async def _not_understood(visit: Visit, text: str) -> None:
    """To staff, if a person is waited for; the second time in a row a person is called; else the menu."""
    if await helpdesk.keep(visit, Said(text, message=visit.message, answers=visit.answers)):
        return
    if await visit.rooms.dialogues.lose(visit.work, visit.chat, text) >= CONFUSED_AFTER:
        await helpdesk.call(visit, Subject.CONFUSED)
    else:
        await visit.say(NotUnderstood(), *await welcome.choices(visit))


async def _take(visit: Visit, key: str) -> None:
    """Goes the way of a subject; what was begun there and put aside is offered first, not begun anew."""
    way = _way(key)
    flow = FLOWS.get(key)
    if flow and await visit.rooms.dialogues.parked(visit.work, visit.chat, flow):
        await visit.say(Menu(unfinished=True), Resume(flow), way.button, OpenMenu())
    else:
        await way.take(visit, way.button)


async def aside(visit: Visit, text: str) -> bool:
    """A question in the middle of another is answered, when it is one and we know the answer. Tells whether."""
    topics = visit.rooms.topics
    known = [key for key in topics.match(text) if key in _INFOS]
    if not known or not topics.asks(text):
        return False
    await benefits.show(visit, ShowInfo(Matter(known[0])))
    return True


def _way(key: str) -> Way:
    """Every subject of the word table has a way of its own or a general answer."""
    return WAYS.get(key) or Way(ShowInfo(Matter(key)), benefits.show)
