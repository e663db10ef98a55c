"""Ordinary sentences: danger of life, the controls of every conversation, numbers a chat should not hold, subjects."""

from handlers.chat import benefits, helpdesk, topics, welcome
from handlers.chat.heard import holds_long_number
from handlers.chat.visit import Visit
from services.dialogues.messages import Greeted, NumberTakenAway, TakeYourTime, Thanked
from services.words.courtesies import Courtesy


async def control(visit: Visit, text: str) -> bool:
    """*Batal*, *kembali*, *menu*, *petugas*: they work at every step. Tells whether it was one."""
    name = visit.rooms.spoken.control(text)
    if name is None:
        return False
    await CONTROLS[name](visit, "")
    await visit.rooms.dialogues.found_again(visit.work, visit.chat)
    return True


async def care(visit: Visit, text: str) -> bool:
    """Danger of life: this comes before anything else, at every step. Tells whether it was so."""
    if not await topics.care(visit, text):
        return False
    if holds_long_number(text):
        await visit.forget()
    return True


CONTROLS = {"cancel": welcome.cancel, "back": welcome.back, "menu": welcome.menu, "person": helpdesk.person}


async def open_words(visit: Visit, text: str) -> None:
    """A sentence outside any question."""
    if await taken_away(visit, text):
        await topics.at_once(visit, text)
    elif not await civil(visit, text):
        await topics.suggest(visit, text)


async def emergency(visit: Visit, text: str) -> None:
    """Words that went to staff, who may come in an hour: an accident is not left alone till then."""
    await topics.at_once(visit, text)


async def civil(visit: Visit, text: str, *, is_asking: bool = False) -> bool:
    """Thanks, a greeting or a sigh is answered in kind. Tells whether it was one. `is_asking`: a question waits."""
    courtesy = visit.rooms.courtesies.of(text)
    if courtesy is None:
        return False
    await visit.rooms.dialogues.found_again(visit.work, visit.chat)
    match courtesy:
        case Courtesy.WEARY:
            ambulance = visit.rooms.region.crisis.ambulance
            rest = () if is_asking else tuple(way for way in await welcome.choices(visit) if way not in benefits.PERSON)
            await visit.say(TakeYourTime(ambulance, is_asking), *benefits.PERSON, *rest)
        case Courtesy.THANKS:
            await visit.say(Thanked(is_asking), *(() if is_asking else welcome.WAYS_ON))
        case greeting:
            ways = () if is_asking else await welcome.choices(visit)
            await visit.say(Greeted(greeting is Courtesy.SALAM, is_asking), *ways)
    return True


def is_for_the_bot(visit: Visit, text: str) -> bool:
    """Whether the bot is meant, though staff may be waited for or were there just now: a question, or a few words that
    name something it does (*cek kepesertaan*, *status*)."""
    return visit.rooms.topics.asks(text) or topics.is_called(visit, text)


async def taken_away(visit: Visit, text: str) -> bool:
    """A number that nobody asked for is deleted from the chat, and a check offered. Tells whether there was one."""
    if not holds_long_number(text):
        return False
    await visit.forget()
    await visit.say(NumberTakenAway(), *await welcome.choices(visit))
    return True


async def aside(visit: Visit, text: str) -> bool:
    """A question in the middle of another: answered from the word table. Tells whether there was an answer."""
    return await topics.aside(visit, text)
