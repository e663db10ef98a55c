"""Partner clinics near where somebody is, by a location they share. It is looked at once, and kept nowhere."""

from handlers.chat.benefits import AFTER_CLINICS, is_with_staff, show
from handlers.chat.buttons import NearMe, OpenMenu, ShowInfo
from handlers.chat.keyboards import Keyboard
from handlers.chat.visit import Visit
from services.benefits.answers import Matter
from services.benefits.messages import AskLocation, FarFromHere, NearestClinics
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
    await visit.say(AskLocation(), keyboard=Keyboard.LOCATION)


async def found(visit: Visit, thing: Thing | None) -> bool:
    """Names the clinics near a shared location. Tells whether it was one that can be read."""
    if thing is None or thing.kind != "location" or thing.latitude is None or thing.longitude is None:
        return False
    if abs(thing.latitude) > 90:
        return False
    await visit.rooms.dialogues.found_again(visit.work, visit.chat)
    region = visit.rooms.region
    sorted_by_distance = region.clinics_near(thing.latitude, thing.longitude)
    nearest = few(sorted_by_distance)
    if nearest and (nearest[0].about_km or 0) > FAR_AWAY:
        far = FarFromHere(region.name, region.crisis, region.contacts.call_centre)
        await visit.say(far, *AFTER_CLINICS, OpenMenu())
        return True
    unknown = tuple(near.clinic for near in sorted_by_distance if near.about_km is None)
    said = NearestClinics(nearest, unknown, region.crisis, region.contacts.call_centre)
    await visit.say(said, *AFTER_CLINICS, OpenMenu())
    return True
