"""Free sentences: danger of life first, then at most three subjects as buttons, else the menu."""

from handlers.chat import benefits, privacy, welcome
from handlers.chat.buttons import (
    AskForHelp,
    BeginSubmission,
    Button,
    CheckCoverage,
    FamilyDied,
    ReckonNow,
    ShowInfo,
    ShowPrivacy,
    ShowStatus,
)
from handlers.chat.visit import Visit
from services.benefits.answers import Matter
from services.dialogues.messages import DidYouMean, NotUnderstood
from services.requests import Subject
from services.words.topics import CRISIS

WAYS: dict[str, Button] = {
    "death": FamilyDied(),
    "coverage": CheckCoverage(),
    "start_claim": BeginSubmission(looked_up=False),
    "status": ShowStatus(),
    "privacy": ShowPrivacy(),
    "staff": AskForHelp(Subject.TALK),
    "calculator": ReckonNow(),
}
"""Subjects that lead elsewhere than to a general answer. A subject without a way has no button."""
AT_ONCE = frozenset({Matter.SUICIDE.value, Matter.ACCIDENT_NOW.value})
"""Nobody should have to press a button before they hear these."""
_INFOS = {info.value for info in Matter}


async def care(visit: Visit, text: str) -> bool:
    """Someone may be in danger: care, a number, a person. Tells whether it was so; works in any conversation."""
    if visit.rooms.topics.match(text) != (CRISIS,):
        return False
    await benefits.show(visit, ShowInfo(Matter.CRISIS))
    return True


async def suggest(visit: Visit, text: str) -> None:
    """A sentence outside any question: the subjects it may be about, else the menu."""
    keys = visit.rooms.topics.match(text)
    if keys and keys[0] in AT_ONCE:
        await benefits.show(visit, ShowInfo(Matter(keys[0])))
    elif buttons := _buttons(keys):
        await visit.say(DidYouMean(), *buttons)
    else:
        await visit.say(NotUnderstood(), *await welcome.choices(visit))


async def aside(visit: Visit, text: str) -> bool:
    """A question in the middle of another is answered, when it is one and we know the answer. Tells whether."""
    topics = visit.rooms.topics
    known = [key for key in topics.match(text) if key in _INFOS]
    if not known or not topics.asks(text):
        return False
    await benefits.show(visit, ShowInfo(Matter(known[0])))
    return True


async def show_privacy(visit: Visit, _: ShowPrivacy) -> None:
    """The button for /privasi."""
    await privacy.privacy(visit)


def _buttons(keys: tuple[str, ...]) -> tuple[Button, ...]:
    return tuple(WAYS.get(key) or ShowInfo(Matter(key)) for key in keys if key in WAYS or key in _INFOS)
