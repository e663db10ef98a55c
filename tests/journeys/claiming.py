"""How families tell a claim in the chat: the steps that several journeys share."""

import re
from dataclasses import dataclass

from bot.simulator import Chat, Message
from services.claims import Claim, Step
from services.claims.messages import AskToSubmit, ClaimReceived, PapersToBring
from services.claims.questions import (
    AskDoing,
    AskEvent,
    AskEventDay,
    AskPersonName,
    AskRelation,
    AskSpecial,
    AskSpouse,
    AskSubmitterName,
    AskSubmitterPhone,
    AskWhatHappened,
    CheckClaim,
    HeirsFound,
    WhatToChange,
)
from services.participants.sample.people import DemoPerson
from services.speech import Speech
from services.staff import Role, StaffMember
from tests.journeys.asking import asks_about_the_dead, tells
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying

MARRIED = ("Ada (buku nikah)", "2 anak", "TK atau SD", "SMP")
"""What a widow with two children at school answers."""


async def begins(chat: Chat) -> None:
    """From the menu, with nothing known."""
    await chat.says("/pengajuan")
    await chat.hears(saying(AskEvent))


async def tells_of_the_death(chat: Chat, doing: str = "Tidak keduanya", day: str = "3 Maret") -> None:
    """What happened, up to the question for words."""
    await chat.taps("Meninggal dunia")
    await chat.hears(saying(AskEventDay))
    await chat.says(day)
    await chat.hears(saying(AskDoing))
    await chat.taps(doing)
    await chat.hears(saying(AskWhatHappened))
    await chat.taps("Lewati")


async def tells_of_the_family(chat: Chat, *answers: str) -> None:
    """Her marriage and their children, up to who comes first by law."""
    await chat.hears(saying(AskSpouse))
    for answer in answers or MARRIED:
        await chat.taps(answer)
    await chat.hears(saying(AskSpecial))
    await chat.taps("Tidak ada")
    await chat.hears(saying(HeirsFound))


@dataclass(frozen=True)
class Told:
    """Whom somebody tells of, and as whom; `about` empty where the name is known already."""

    about: str = "Rahmat Hidayat"
    relation: str = "Suami atau istri"
    family: tuple[str, ...] = MARRIED


WIDOW = Told()


async def introduces_herself(chat: Chat, told: Told = WIDOW) -> None:
    """Who she is and of which family, up to the papers."""
    await chat.hears(saying(AskRelation))
    await chat.taps(told.relation)
    await tells_of_the_family(chat, *told.family)
    if told.about:
        await chat.hears(saying(AskPersonName))
        await chat.says(told.about)
    await chat.hears(saying(AskSubmitterName))
    await chat.says("Siti Rahmah")
    await chat.hears(saying(AskSubmitterPhone))
    await chat.says("081234567890")
    await chat.hears(saying(PapersToBring))


async def claims_after_a_look_up(chat: Chat, person: DemoPerson, day: str = "kemarin") -> None:
    """A widow, from the question whether he was insured to the number of her claim."""
    await asks_about_the_dead(chat)
    await tells(chat, person.nik.number, person.name, day)
    await chat.taps("Mulai pengajuan")
    await chat.hears(saying(AskWhatHappened))
    await chat.taps("Lewati")
    await introduces_herself(chat, Told(about=""))
    await sends(chat)


async def claims_from_the_menu(chat: Chat, told: Told = WIDOW) -> str:
    """With nothing known before; gives the number."""
    await begins(chat)
    await tells_of_the_death(chat)
    await introduces_herself(chat, told)
    return await sends(chat)


async def sends(chat: Chat) -> str:
    """From the papers to the number."""
    await chat.taps("Lanjut")
    await chat.hears(saying(CheckClaim))
    await chat.taps("Sudah benar")
    await chat.hears(saying(AskToSubmit))
    await chat.taps("Ya, kirim")
    (received, *_) = await chat.hears(saying(ClaimReceived))
    await chat.hears(re.compile("Daftar berkas"))
    assert "belum sampai di BPJS" in received.text
    return received.text.split("Nomor Santun: ")[1].split(" ")[0]


async def the_claim(santun: Santun, chat: Chat) -> Claim:
    async with santun.house.database.work() as work:
        (claim,) = await santun.house.rooms.claims.of_chat(work, chat.id)
        return claim


async def staff_moves(santun: Santun, chat: Chat, *steps: Step) -> None:
    """Staff move the chat's claim on, as the console does."""
    staff, number = await sari(santun), (await the_claim(santun, chat)).number
    for step in steps:
        async with santun.house.database.work() as work:
            await santun.house.rooms.claims.desk.move(work, staff, number, step)


async def sari(santun: Santun) -> StaffMember:
    async with santun.house.database.work() as work:
        return await santun.house.rooms.staff.add(work, "sari", Role.ADMIN, by="system:test")


async def changes(chat: Chat, part: str, button: str) -> None:
    """From the summary to the question that is asked anew."""
    await chat.hears(saying(CheckClaim))
    await chat.taps(part)
    await chat.hears(saying(WhatToChange))
    await chat.taps(button)


def told(chat: Chat, kind: type[Speech]) -> Message:
    """The last message of this kind in the chat."""
    return [message for message in chat.messages if message.from_bot and saying(kind)(message)][-1]
