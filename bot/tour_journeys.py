"""Who goes on the tour, what they do and what they must hear; buttons by their keys, answers by what they prove."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.demo_desk import STAFF
from bot.house import House
from bot.simulator import Chat
from bot.tour_claim import Office, the_letter
from services.helpdesk import Outcome
from services.helpdesk.agents import Reply
from services.helpdesk.views import Tab
from services.participants.sample import DemoPerson, demo_person
from services.words import Words


class NotAsItShouldBe(Exception):
    """Somebody on the tour heard what they should not."""


@dataclass(frozen=True)
class Guide:
    """One person on the tour, what the words of the buttons are, and the house in which staff sit."""

    chat: Chat
    words: Words
    house: House

    async def taps(self, label: str) -> None:
        """Presses the button with this key in [taps] or [choices], as soon as it is there."""
        taps, choices = self.words.labels("taps"), self.words.labels("choices")
        await self.chat.taps(taps.get(label) or choices[label])

    async def says(self, text: str) -> None:
        await self.chat.says(text)

    async def hears(self, key: str) -> None:
        """Waits for each phrase under this key of [tour_hears]; the chat's error tells what was said instead."""
        for text in self.words.label("tour_hears", key).split(" | "):
            await self.chat.hears(text)

    async def is_answered(self, key: str) -> None:
        """A member of staff answers whoever waits, with what stands in [tour_says]."""
        desk, text = self.house.rooms.helpdesk, self.words.label("tour_says", key)
        async with self.house.database.work() as work:
            member = await self.house.rooms.staff.by_name(work, STAFF[0].name)
            for waiting in await desk.views.tab(work, member, Tab.ALL):
                await desk.agents.answer(work, member, waiting.id, Reply(text))

    async def is_let_go(self) -> None:
        """The member ends it."""
        desk = self.house.rooms.helpdesk
        async with self.house.database.work() as work:
            member = await self.house.rooms.staff.by_name(work, STAFF[0].name)
            for mine in await desk.views.tab(work, member, Tab.MINE):
                await desk.cases.close(work, member, mine.id, Outcome.SOLVED, "")

    def never_heard(self, text: str) -> None:
        """Raises `NotAsItShouldBe`."""
        if any(text in message.text for message in self.chat.messages if message.from_bot):
            raise NotAsItShouldBe(text)


Play = Callable[[Guide], Awaitable[None]]

UNKNOWN_NIK = "6408041503700123"
"""Of the form of a NIK, but in no sample: serials of samples are 9000 and above."""


async def worker(guide: Guide) -> None:
    """A worker checks himself, and confirms with his phone who he is."""
    me = demo_person("syahrani")
    await guide.says("/start")
    await guide.taps("CheckCoverage")
    await guide.taps("BeginCheck.self")
    await guide.taps("coverage.consent.yes")
    await guide.hears("ask_nik")
    await guide.says(me.nik.number)
    await guide.hears("taken_away")
    await guide.says(me.name.lower())
    await guide.hears("own_cover")


async def widow(guide: Guide) -> None:
    """A widow learns that her husband was insured, makes a claim, and is paid."""
    husband = demo_person("rahmat")
    await _asks_about_the_dead(guide)
    await guide.says(_spaced(husband))
    await guide.hears("taken_away")
    await guide.says("alm. rahmat hidayat")
    await guide.says("kemarin")
    await guide.taps("coverage.working.no")
    await guide.hears("husband_cover")
    await guide.taps("BeginSubmission")
    await guide.says("sakit, meninggal di rumah")
    await guide.taps("submission.relation.spouse")
    await guide.taps("submission.spouse.registered")
    await guide.taps("submission.children.2")
    await guide.taps("primary")
    await guide.taps("junior")
    await guide.taps("submission.special.none")
    await guide.hears("heirs")
    await guide.says("Nurhayati")
    await guide.says("0812 3456 7890")
    await guide.hears("papers")
    await guide.taps("submission.papers.read")
    await guide.taps("submission.check.right")
    await guide.taps("submission.consent.yes")
    await guide.hears("received")
    await guide.hears("sums")
    await guide.says("/status")
    await guide.hears("status")
    await _until_it_is_paid(guide)


async def _until_it_is_paid(guide: Guide) -> None:
    """A letter is made for her and comes back as a paper; staff bring the file to BPJS, which pays."""
    office = Office(guide.house)
    await guide.taps("PickPaper")
    await guide.chat.taps(guide.words.label("paper_short", "heir_letter"))
    await guide.taps("MakeDocument")
    letter = await the_letter(guide.house, guide.chat)
    await guide.chat.sends(document=letter, name="surat.pdf")
    await guide.hears("kept")
    await office.brings(guide.chat)
    await guide.hears("at_bpjs")
    await office.hears_of_the_money(guide.chat, 42_000_000)
    await guide.hears("paid")


async def unknown(guide: Guide) -> None:
    """A number that is not on the roster: no dead end."""
    await _asks_about_the_dead(guide)
    await guide.says(UNKNOWN_NIK)
    await guide.says("Abdul Hamid")
    await guide.says("3 maret 2026")
    await guide.taps("coverage.working.unknown")
    await guide.hears("not_found")


async def stranger(guide: Guide) -> None:
    """A neighbour who knows the number, and the birth date in it, but not the name: hears what a stranger hears."""
    target = demo_person("rahmat")
    await _asks_about_the_dead(guide)
    await guide.says(target.nik.number)
    await guide.says("Rahmat")
    await guide.says("3 maret 2026")
    await guide.taps("coverage.working.no")
    await guide.hears("not_found")
    await guide.taps("CheckAgain")
    await guide.says(target.nik.number)
    await guide.hears("ask_name")
    await guide.says("Budi Santoso")
    await guide.hears("not_found")
    guide.never_heard("Hidayat")
    guide.never_heard("Rp42.000.000")


async def helped(guide: Guide) -> None:
    """A sister for whom a bot is not enough: a person comes, the bot is silent, and is back at the end."""
    await guide.says("petugas")
    await guide.hears("in_the_queue")
    await guide.says(guide.words.label("tour_says", "story"))
    await guide.hears("noted")
    await guide.is_answered("welcome")
    await guide.hears("staff_came")
    await guide.says("di mana bu?")
    await guide.is_answered("place")
    await guide.hears("bukit_pelangi")
    await guide.is_let_go()
    await guide.hears("over")
    await guide.says("terima kasih banyak")
    await guide.hears("thanked")


async def _asks_about_the_dead(guide: Guide) -> None:
    await guide.says("/start")
    await guide.taps("FamilyDied")
    await guide.hears("condolence")
    await guide.taps("BeginCheck.deceased")
    await guide.taps("coverage.consent.yes")
    await guide.hears("ask_nik")


def _spaced(person: DemoPerson) -> str:
    """The number as people type it."""
    number = person.nik.number
    return " ".join(number[start : start + 4] for start in range(0, 16, 4))


PHONES = {"worker": demo_person("syahrani").phone}
JOURNEYS: dict[str, Play] = {
    "worker": worker,
    "widow": widow,
    "unknown": unknown,
    "stranger": stranger,
    "helped": helped,
}
"""Key in [tour] → who goes."""
