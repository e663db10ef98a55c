"""Partner clinics near where somebody is, by a location they share. It is looked at once, and kept nowhere but in
the record of an accident, where the chat has one of these days."""

from handlers.chat.accident_buttons import AccidentReported, CompleteAccident, TellPlace
from handlers.chat.accidents import evidence
from handlers.chat.benefits import AFTER_CLINICS, is_with_staff, show
from handlers.chat.buttons import Button, NearMe, OpenMenu, ShowInfo
from handlers.chat.keyboards import Keyboard
from handlers.chat.visit import Visit
from services.benefits.answers import Matter
from services.benefits.messages import AskLocation, FarFromHere, NearestClinics
from services.claims import Claim
from services.helpdesk import Thing
from services.region import FAR_AWAY
from services.region.distance import few


async def ask(visit: Visit, _: NearMe) -> None:
    """Offers the button that shares a location. Whoever waits for a person or talks to one gets the districts: what
    they send goes to staff then, and we promise here that nobody keeps it."""
    if await is_with_staff(visit):
        await show(visit, ShowInfo(Matter.CLINICS))
        return
    await visit.rooms.dialogues.park(visit.work, visit.chat)
    is_kept = await visit.rooms.claims.accidents.locates(visit.work, visit.chat)
    await visit.say(AskLocation(is_kept), keyboard=Keyboard.LOCATION)


async def found(visit: Visit, thing: Thing | None) -> bool:
    """Names the clinics near a shared location. Tells whether it was one that can be read."""
    if thing is None or thing.kind != "location" or thing.latitude is None or thing.longitude is None:
        return False
    if abs(thing.latitude) > 90:
        return False
    await visit.rooms.dialogues.found_again(visit.work, visit.chat)
    region = visit.rooms.region
    record = await visit.rooms.claims.accidents.located(visit.work, visit.chat, thing.latitude, thing.longitude)
    ways = _after(visit, record)
    kept_in = record.number if record else ""
    sorted_by_distance = region.clinics_near(thing.latitude, thing.longitude)
    nearest = few(sorted_by_distance)
    if nearest and (nearest[0].about_km or 0) > FAR_AWAY:
        far = FarFromHere(region.name, region.crisis, region.contacts.call_centre, kept_in)
        await visit.say(far, *ways)
        return True
    unknown = tuple(near.clinic for near in sorted_by_distance if near.about_km is None)
    said = NearestClinics(nearest, unknown, region.crisis, region.contacts.call_centre, kept_in)
    await visit.say(said, *ways)
    return True


def _after(visit: Visit, record: Claim | None) -> tuple[Button, ...]:
    if record is None:
        return (*AFTER_CLINICS, OpenMenu())
    ways = (evidence(visit.rooms.words, record), TellPlace(record.id), AccidentReported(record.id))
    return (ShowInfo(Matter.CLINIC_MONEY), *ways, CompleteAccident(record.id), OpenMenu())
