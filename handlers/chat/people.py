"""Readers of what people tell about themselves: name, number to call, village, own words."""

import re
from dataclasses import dataclass, field
from typing import Any

from handlers.chat.days import tells_when
from handlers.chat.heard import Heard, Kind, Scene
from handlers.chat.keyboards import Keyboard
from handlers.chat.readers import typed
from handlers.chat.visit import Visit
from services.dialogues.messages import PressAButton, TypeAnAnswer
from services.region import Region, Village
from services.requests.messages import NameUnfit, NotAName, PhoneNoted, PhoneUnfit
from services.requests.reading import read_name, read_phone, read_village, read_words, read_year

FIRST_NAME = "first_name"
"""The choice that stands for the name Telegram gave us; the name itself never goes into a button's data."""
SKIP = "skip"
STAFF = "petugas"
"""The group of the word table whose words call for a person."""
AS_TYPED = "as_typed"
_LONG = 4096
_DISTRICT = re.compile(r",|\bkec(?:amatan)?\b\.?", re.IGNORECASE)
_OF_NAMES = re.compile(r"\bnama", re.IGNORECASE)
_BUTTON = 28
_I_AM = re.compile(r"^(?:nama )?(?:saya|sy|aku) (?=\S)", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """A village as it was understood: one name, or candidates (code, text) to choose from."""

    typed: str = field(repr=False)
    village: str | None = field(repr=False)
    candidates: tuple[tuple[str, str], ...] = field(default=(), repr=False)


def own_name(heard: Heard, _draft: Any, scene: Scene) -> str:
    """The person's own name, typed or taken from Telegram by the button."""
    if heard.choice == FIRST_NAME and first_name(scene):
        return first_name(scene)
    return _I_AM.sub("", a_name(heard, _draft, scene))


def a_name(heard: Heard, _draft: Any, scene: Scene) -> str:
    """A person's name."""
    return the_name(typed(heard, _LONG), scene)


def the_name(text: str, scene: Scene) -> str:
    """The name that was typed. Raises NotAName for a question, a day or a call, which have the letters of one."""
    name = read_name(text)
    if scene.topics.says(name, STAFF) or scene.spoken.points(name):
        raise NotAName()
    if _is_question(text, name, scene) or tells_when(name, scene.spoken):
        raise NotAName()
    return name


def _is_question(text: str, name: str, scene: Scene) -> bool:
    """A word that asks is not enough, for *Bener*, *Ora* and *Pira* are names: the question has a subject as well."""
    if " " not in name or not scene.topics.asks(text):
        return False
    return "?" in text or bool(_OF_NAMES.search(name)) or bool(scene.topics.match(name))


def first_name(scene: Scene) -> str:
    """The name in Telegram, if it is one and fits on a button; else nothing."""
    try:
        name = read_name(scene.first_name)
    except NameUnfit:
        return ""
    return name if len(name) <= _BUTTON else ""


def name_choices(scene: Scene) -> tuple[tuple[str, str], ...]:
    """The button with the name in Telegram, where there is one."""
    return ((first_name(scene), FIRST_NAME),) if first_name(scene) else ()


def a_phone(heard: Heard, _draft: Any, _scene: Scene) -> str:
    """A number to call, typed or shared as a contact (anybody's: it proves nothing here)."""
    if heard.kind is Kind.CONTACT and heard.contact is not None:
        number = heard.contact.phone
        return read_phone(number if number.startswith(("+", "0")) else f"+{number}")
    if heard.kind is not Kind.TEXT:
        raise TypeAnAnswer(heard.thing)
    if not heard.text.strip():
        raise PhoneUnfit(digits=0)
    return read_phone(heard.text)


async def note_phone(visit: Visit, draft: Any) -> None:
    """Repeats the number, and takes away the contact button, which would stay under a typed answer."""
    await visit.say(PhoneNoted(draft.phone), keyboard=Keyboard.GONE, protect=True)


def a_year(heard: Heard, _draft: Any, scene: Scene) -> int:
    """A year of birth; 0 when it is not known."""
    if heard.choice == SKIP or (heard.kind is Kind.TEXT and scene.spoken.meant(heard.text, (SKIP,), "help.year")):
        return 0
    return read_year(typed(heard, _LONG), scene.today)


def a_story(heard: Heard, _draft: Any, scene: Scene) -> str:
    """Free words; empty when skipped."""
    if heard.choice == SKIP or (heard.kind is Kind.TEXT and scene.spoken.meant(heard.text, (SKIP,), "words")):
        return ""
    return read_words(typed(heard, 2 * _LONG))


def a_village(heard: Heard, draft: Any, scene: Scene) -> Place:
    """A village of the region in any usual spelling, whatever was typed, or one of the candidates just offered."""
    if heard.kind is Kind.TEXT and draft.candidates and scene.spoken.meant(heard.text, (AS_TYPED,), "help.village"):
        return Place(draft.village_typed, draft.village_typed)
    if heard.kind is not Kind.CHOICE:
        return understood(read_village(typed(heard, _LONG)), scene.region)
    if heard.choice == AS_TYPED and draft.village_typed:
        return Place(draft.village_typed, draft.village_typed)
    meant = dict(draft.candidates or ()).get(heard.text)
    if meant is None:
        raise PressAButton()
    return Place(draft.village_typed, meant)


def understood(text: str, region: Region) -> Place:
    """What the region knows under this name. Another spelling than the list's is confirmed first."""
    name, *district = (part.strip() for part in _DISTRICT.split(text, maxsplit=1))
    found = region.places.villages_like(name, district[0] if district else "")
    if len(found) == 1 and found[0].name.casefold() in (name.casefold(), name.casefold().removeprefix("desa ")):
        return Place(text, shown(found[0]))
    if not found:
        return Place(text, text)
    return Place(text, None, tuple((village.code, shown(village)) for village in found[:5]))


def shown(village: Village) -> str:
    """`Sepaso, Bengalon`"""
    return f"{village.name}, {village.district.used_name}"
