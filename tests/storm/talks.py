"""What people come for, as scripts: each waits for what the bot asks, does its part, and notes what it has done."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handlers.chat.buttons import (
    AskErasure,
    AskForHelp,
    BeginCheck,
    BeginSubmission,
    CheckAgain,
    CheckCoverage,
    Choose,
    ConfirmSelf,
    EraseData,
    FamilyDied,
    KeepData,
)
from services.benefits.questions import AskDayOfEvent
from services.claims.messages import ClaimReceived
from services.claims.questions import AskEventDay, AskPersonName, AskSubmitterName, AskSubmitterPhone
from services.coverage import About
from services.coverage.questions import AskDay, AskName, AskNik
from services.erasure.messages import Erased
from services.helpdesk.messages import InTheQueue
from services.participants.sample.making import SamplePerson
from services.requests import Subject
from services.requests.messages import AskCallerName, AskCallerPhone, AskVillage
from services.visitors.messages import OfferToConfirm
from tests.storm.people import Person, anything, asking, offering

UNKNOWN_NIK = "6408041503700123"
"""Of the form of a NIK, but in no sample: serials of samples are 9000 and above."""
DAYS = ("3 Maret 2026", "dua hari lalu", "bulan lalu", "1 Februari 2026")
"""None that hangs below the question as a button: pressing that button afterwards would be the same answer again."""
OWN_NAMES = ("Siti Rahmah", "Nurhayati", "Budi Santoso", "Maria Lencau", "Abdul Hamid")
GARBLE = ("asdf qwer zxcv", "???", "lorem ipsum", "kantornya di mana", "<b>tebal", "1234")
"""What nobody understands; twice in a row it would call a person."""
PLAIN = (
    "terima kasih", "halo", "berapa uang duka", "pak tolong", "🙏", "/apaini", "kartu saya hilang",
    "bagaimana cara daftar",
)  # fmt: skip
STORIES = (
    "rumah kami dekat masjid", "suami saya melaut malam itu", "anak kami dua orang", "yang di map biru",
    "sudah tiga hari", "belum ada yang datang ke rumah",
)  # fmt: skip
"""No question and no thanks: for staff, whether they are there, are waited for, or were there just now."""
THINGS = (
    {"dice": {"emoji": "🎲", "value": 3}},
    {"location": {"latitude": 0.5, "longitude": 117.5}},
    {"venue": {"location": {"latitude": 0.5, "longitude": 117.5}, "title": "Pasar", "address": "Sangatta"}},
)


FAMILIES = {
    "spouse": (
        ("spouse", "registered"), ("children", "2"), ("first", "primary"), ("second", "senior"), ("special", "none"),
    ),
    "child": (
        ("spouse", "siri"), ("children", "1"), ("first", "none"), ("minors", "no"), ("special", "quarrel"),
    ),
    "sibling": (("spouse", "none"), ("children", "0"), ("elders", "parent"), ("special", "none")),
}  # fmt: skip
"""Who submits → what is answered about the family."""


@dataclass(frozen=True)
class Talker:
    """A person with somebody of the roster to ask about."""

    person: Person
    about: SamplePerson


Script = Callable[[Talker], Awaitable[None]]


async def submits(talker: Talker) -> None:
    """From the menu, with nothing known."""
    person, chance = talker.person, talker.person.chance
    await person.says("/pengajuan")
    person.account.opens("submission")
    await person.taps(Choose("submission", "event", "death"))
    await person.answers(AskEventDay, chance.choice(DAYS))
    doing = chance.choice(("neither", "unknown", "work"))
    await person.taps(Choose("submission", "doing", doing))
    if doing == "work":
        await person.taps(Choose("submission", "where", chance.choice(("workplace", "road", "sea"))))
    await _tells_the_rest(talker, knows_the_name=False)


async def _tells_the_rest(talker: Talker, *, knows_the_name: bool) -> None:
    person = talker.person
    await person.taps(Choose("submission", "words", "skip"))
    relation = person.chance.choice(tuple(FAMILIES))
    await person.taps(Choose("submission", "relation", relation))
    for step, value in FAMILIES[relation]:
        await person.taps(Choose("submission", step, value))
    if not knows_the_name:
        await person.answers(AskPersonName, talker.about.name)
    await person.answers(AskSubmitterName, person.chance.choice(OWN_NAMES))
    await person.answers(AskSubmitterPhone, f"0812 3456 {person.chance.randint(1000, 9999)}")
    await person.taps(Choose("submission", "papers", "read"))
    await person.taps(Choose("submission", "check", "right"))
    await person.taps(Choose("submission", "consent", "yes"))
    del person.account.flows["submission"]
    person.account.done["submission"] += 1
    await person.hears(asking(ClaimReceived), "the number")


async def _agrees(talker: Talker) -> None:
    await talker.person.taps(Choose("coverage", "consent", "yes"))
    talker.person.account.done["consent"] += 1


async def checks_oneself(talker: Talker) -> None:
    person = talker.person
    await person.says("/start")
    await person.taps(CheckCoverage())
    await person.taps(BeginCheck(About.SELF))
    person.account.opens("coverage")
    await _agrees(talker)
    await person.answers(AskNik, talker.about.nik.number)
    await person.answers(AskName, talker.about.name.lower())
    del person.account.flows["coverage"]
    person.account.done["look-up"] += 1
    await person.hears(offering(AskForHelp(Subject.TALK)), "the answer")


async def shows_who_one_is(talker: Talker) -> None:
    """With the phone whose number stands on the roster; from then on the chat hears of others who look."""
    person = talker.person
    await checks_oneself(talker)
    await person.taps(ConfirmSelf())
    person.account.opens("confirm_self")
    await person.hears(asking(OfferToConfirm), "the question for the contact")
    await person.shares_contact()
    del person.account.flows["confirm_self"]
    await person.hears(anything)


async def checks_the_dead(talker: Talker) -> None:
    """With the whole road to a claim."""
    person = talker.person
    await _asks_about_the_dead(talker)
    await _names(talker, talker.about.nik.number, talker.about.name)
    await person.taps(BeginSubmission())
    person.account.opens("submission")
    await _tells_the_rest(talker, knows_the_name=True)


async def finds_nobody(talker: Talker) -> None:
    """A number that is on no roster; then the same with another name."""
    person = talker.person
    await _asks_about_the_dead(talker)
    await _names(talker, UNKNOWN_NIK, "Abdul Hamid")
    await person.taps(CheckAgain())
    person.account.opens("coverage")
    await person.answers(AskNik, UNKNOWN_NIK)
    await person.answers(AskName, "Abdul Hamit")
    del person.account.flows["coverage"]
    person.account.done["look-up"] += 1
    await person.hears(offering(CheckAgain()), "the answer")


async def _asks_about_the_dead(talker: Talker) -> None:
    person = talker.person
    await person.says("/start")
    await person.taps(FamilyDied())
    await person.taps(BeginCheck(About.DECEASED))
    person.account.opens("coverage")
    await _agrees(talker)


async def _names(talker: Talker, nik: str, name: str) -> None:
    person = talker.person
    await person.answers(AskNik, nik)
    await person.answers(AskName, name)
    await person.answers(AskDay, person.chance.choice(DAYS))
    await person.taps(Choose("coverage", "working", "no"))
    del person.account.flows["coverage"]
    person.account.done["look-up"] += 1


async def calls_a_person(talker: Talker) -> None:
    person = talker.person
    await person.says("/start")
    await person.taps(AskForHelp(Subject.TALK))
    person.account.flows = dict.fromkeys(person.account.flows, False)
    person.account.done["conversation"] += 1
    await person.hears(asking(InTheQueue), "the place in the queue")


async def talks_with_staff(talker: Talker) -> None:
    """Says what there is to say, whether somebody answers or not."""
    await calls_a_person(talker)
    for _ in range(talker.person.chance.randint(2, 6)):
        await talker.person.tells_staff(talker.person.chance.choice(STORIES))
        await asyncio.sleep(talker.person.chance.uniform(0, 1.5))


async def wants_to_be_called(talker: Talker) -> None:
    """Waits for a person, and would rather be called."""
    person = talker.person
    await calls_a_person(talker)
    await person.taps(AskForHelp(Subject.CALL))
    person.account.opens("help")
    await person.answers(AskCallerName, person.chance.choice(OWN_NAMES))
    await person.answers(AskCallerPhone, f"0813 9999 {person.chance.randint(1000, 9999)}")
    await person.answers(AskVillage, "Sepaso")
    await person.taps(Choose("help", "words", "skip"))
    await person.taps(Choose("help", "check", "send"))
    del person.account.flows["help"]
    await person.hears(offering(AskForHelp(Subject.CALL)), "the place in the queue")


async def reckons(talker: Talker) -> None:
    """The calculator, for a death."""
    person = talker.person
    await person.says("hitung")
    person.account.opens("calculator")
    await person.taps(Choose("calculator", "what", "died"))
    await person.answers(AskDayOfEvent, person.chance.choice(DAYS))
    await person.taps(Choose("calculator", "cause", "not_work"))
    await person.taps(Choose("calculator", "months", "12"))
    await person.taps(Choose("calculator", "children", "0"))
    del person.account.flows["calculator"]
    await person.hears(offering(BeginSubmission(looked_up=False)), "the sum")


async def talks_nonsense(talker: Talker) -> None:
    """Words, things and corrections that mean nothing; each is answered."""
    person, chance = talker.person, talker.person.chance
    await person.says("/start")
    await person.hears(anything)
    for _ in range(chance.randint(3, 6)):
        if chance.random() < 0.2:
            await person.sends(chance.choice(THINGS))
        elif chance.random() < 0.4:
            await person.says_at_once(*chance.sample(PLAIN, 2), chance.choice(GARBLE), chance.choice(PLAIN))
        else:
            await person.says(chance.choice((*GARBLE, *PLAIN)))
        await person.hears(anything)
        await person.says("/menu")
        await person.hears(anything)
        if chance.random() < 0.2:
            await person.says("ralat")
            await person.hears(anything)
            await person.edits("ralat lagi")
            await person.hears(anything)


async def asks_what_we_hold(talker: Talker) -> None:
    """/privasi after a talk with staff; nothing is deleted."""
    person = talker.person
    await talks_with_staff(talker)
    await person.says("/privasi")
    await person.taps(AskErasure())
    await person.taps(KeepData())
    await person.hears(anything)


async def wants_to_be_forgotten(talker: Talker) -> None:
    """After a talk with staff everything is deleted, and the letters with it."""
    person = talker.person
    await talks_with_staff(talker)
    await person.says("/privasi")
    await person.taps(AskErasure())
    await person.taps(EraseData())
    person.account.is_forgotten()
    await person.hears(asking(Erased), "that it is done")


ASKED = "call me"
"""Who is asked by the bot while a person is waited for."""
SCRIPTS: dict[str, Script] = {
    "submission": submits,
    "check oneself": checks_oneself,
    "show who one is": shows_who_one_is,
    "check the dead": checks_the_dead,
    "unknown number": finds_nobody,
    "talk with staff": talks_with_staff,
    ASKED: wants_to_be_called,
    "calculator": reckons,
    "nonsense": talks_nonsense,
    "privacy": asks_what_we_hold,
    "be forgotten": wants_to_be_forgotten,
}
