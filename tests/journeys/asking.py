"""How people ask whether somebody is insured: the steps that several journeys share."""

from typing import Any

from bot.simulator import Chat
from services.coverage.questions import AskDay, AskName, AskNik, AskWhom, AskWorking, FamilyInGrief
from services.participants.sample.people import demo_person
from tests.journeys.hearing import saying

RAHMAT, SYAHRANI, AISAH = demo_person("rahmat"), demo_person("syahrani"), demo_person("aisah")


async def asks_about_the_dead(chat: Chat) -> None:
    """Up to the question for the NIK."""
    await chat.says("/start")
    await chat.taps("Keluarga meninggal")
    await chat.hears(saying(FamilyInGrief))
    await chat.taps("Periksa apakah terdaftar")
    if (await chat.hears())[-1].buttons[:1] == ("Ya, lanjutkan",):
        await chat.taps("Ya, lanjutkan")
    await chat.hears(saying(AskNik))


async def tells(chat: Chat, nik: str, name: str, day: str = "hari ini", working: str = "Tidak") -> None:
    """Everything from the NIK on."""
    number = await chat.says(nik)
    await chat.hears(saying(AskName))
    await chat.until(lambda seen: not seen.has(number))
    await chat.says(name)
    await chat.hears(saying(AskDay))
    await chat.says(day)
    await chat.hears(saying(AskWorking))
    await chat.taps(working)


async def checks_oneself(chat: Chat, person: Any) -> None:
    await chat.says("/menu")
    await chat.taps("Cek kepesertaan")
    await chat.hears(saying(AskWhom))
    await chat.taps("Saya sendiri")
    if (await chat.hears())[-1].buttons[:1] == ("Ya, lanjutkan",):
        await chat.taps("Ya, lanjutkan")
    await chat.hears(saying(AskNik))
    await chat.says(person.nik.number)
    await chat.hears(saying(AskName))
    await chat.says(person.name)
