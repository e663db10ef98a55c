"""Ordinary sentences: danger of life, the controls of every conversation, numbers a chat should not hold, subjects."""

import re

from handlers.chat import requests, topics, welcome
from handlers.chat.buttons import Button
from handlers.chat.visit import Visit
from services.dialogues.messages import NumberTakenAway

WAYS_ON: tuple[Button, ...] = ()
"""What hangs under a sentence of ours that says: this we cannot read."""

_WORDS = re.compile(r"[^\w\s]+")
_LONG_NUMBER = re.compile(r"(?:\d[\s.\-]?){15}\d")


async def control(visit: Visit, text: str) -> bool:
    """Danger of life, then *batal*, *kembali*, *menu*, *petugas*: they work at every step. Tells whether it was one."""
    if await topics.care(visit, text):
        return True
    said = " ".join(_WORDS.sub(" ", text).lower().split())
    for name, answer in CONTROLS.items():
        spoken = visit.rooms.words.label("controls", name).split(",")
        if said in (word.strip() for word in spoken):
            await answer(visit, "")
            return True
    return False


CONTROLS = {"cancel": welcome.cancel, "back": welcome.back, "menu": welcome.menu, "person": requests.person}


async def open_words(visit: Visit, text: str) -> None:
    """A sentence outside any question."""
    if _LONG_NUMBER.search(text):
        await visit.forget()
        await visit.say(NumberTakenAway(), *await welcome.choices(visit))
    else:
        await topics.suggest(visit, text)


async def aside(visit: Visit, text: str) -> bool:
    """A question in the middle of another: answered from the word table. Tells whether there was an answer."""
    return await topics.aside(visit, text)
