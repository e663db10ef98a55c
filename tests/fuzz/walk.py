"""Wanders through everything the bot can do, and says what must hold after each step."""

import random
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from handlers.chat.flow import END
from handlers.chat.routes import ROADS, TAPS
from services.dialogues import Dialogue
from tests.fuzz.doorstep import DEEDS, Doorstep, Said
from tests.fuzz.hostile import NIKS, TEXTS, a_text
from tests.fuzz.person import THINGS, Json, Person

COMMAND = re.compile(r"/[a-z]+")
PAUSES = (timedelta(hours=1), timedelta(days=1), timedelta(days=4), timedelta(days=100))
OBLIGING = {
    "nik": NIKS[0], "name": "Rahmat Hidayat", "about": "Rahmat Hidayat", "day": "kemarin", "phone": "081234567890",
    "village": "Swarga Bara", "year": "1980", "words": "cerita", "months": "12", "percent": "40", "loss": "40",
    "why": "berkasnya sudah lengkap",
}  # fmt: skip
"""What somebody answers who does what they are asked; anywhere else the first button leads on."""
ENOUGH = 40
"""No conversation asks more often than this."""


@dataclass
class Walker:
    """One person, and the buttons of everything they were sent."""

    step: Doorstep
    person: Person
    chance: random.Random
    buttons: list[str] = field(default_factory=list)
    last: list[Said] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    """What was done, for the one who reads why it failed."""

    async def does(self, what: str, update: Json) -> list[Said]:
        """One update, and what must hold after it."""
        self.told.append(what)
        heard = await self.step.brings(update)
        self.buttons += [data for message in heard for _, data in message.buttons]
        self.last = heard or self.last
        return heard

    async def wanders(self) -> None:
        """Any move, sensible or not."""
        before = await self.open()
        match self.chance.randrange(11):
            case 0 | 1 | 2 | 3 if self.buttons:
                await self.presses(self._a_button(), before)
            case 4 | 5:
                await self.answers_sensibly(before)
            case 6:
                await self.shares()
            case 7:
                await self.turns_back(before)
            case 8 if self.chance.randrange(3) == 0:
                await self.odd(before)
            case 9:
                await self.is_served()
            case _:
                await self.says(a_text(self.chance))

    async def says(self, text: str) -> list[Said]:
        return await self._is_not_lost(f"says {text[:60]!r}", self.person.writes(text))

    async def is_served(self) -> None:
        """Staff answer, pass on, give back or end it, if a person was called."""
        deed = self.chance.choice(DEEDS)
        self.told.append(f"staff: {deed}")
        said = await self.step.staff(self.person.id, deed)
        self.buttons += [data for message in said for _, data in message.buttons]

    async def presses(self, data: str, before: Dialogue | None) -> None:
        heard = await self.does(f"presses {data!r}", self.person.presses(data))
        if not heard:  # the second tap of an impatient finger
            assert data.startswith("c:"), f"no answer to {data!r}"
            assert before == await self.open()
        else:
            await self._has_a_way_on(heard)

    async def answers_sensibly(self, before: Dialogue | None) -> None:
        """Answers the open question; presses what leads there if none is open."""
        if before is None:
            chosen = self.chance.choice(("/pengajuan", "/petugas", "hitungkan", "/privasi", "/menu", "/status"))
            await self.says(chosen)
            return
        choices = self.choices(before)
        if choices and (before.step not in OBLIGING or self.chance.randrange(2)):
            await self.presses(self.chance.choice(choices), before)
        else:
            await self.says(OBLIGING.get(before.step, "ya"))

    async def shares(self) -> None:
        phone = self.chance.choice(
            ("6284400010002", "+6284400010002", "081234567890", "", "12", "١٢٣", "+1 (2)", "x" * 99)
        )
        user = self.chance.choice((self.person.id, self.person.id, None, 1, 2**52))
        card = self.person.shares(phone, user, forwarded=self.chance.randrange(4) == 0)
        await self._is_not_lost(f"shares {phone!r} of {user}", card)

    async def turns_back(self, before: Dialogue | None) -> None:
        """*Batal* puts aside what *lanjutkan* takes up again; *kembali* leads to the question before."""
        if before is None:
            await self.says(self.chance.choice(("kembali", "batal", "menu")))
            return
        if self.chance.randrange(2):
            await self.says("batal")
            assert await self.open() is None
            await self.presses(f"rs:{before.flow}", None)
            after = await self.open()
            assert after is not None
            assert (after.flow, after.step, after.draft) == (before.flow, before.step, before.draft)
            return
        await self.says("kembali")
        after = await self.open()
        if not before.trail:
            assert after is None
        else:
            assert after is not None
            assert (after.flow, after.step) == (before.flow, before.trail[-1])
            assert after.trail == before.trail[:-1]

    async def odd(self, before: Dialogue | None) -> None:
        """Photos, edits, forged buttons, silence of days: an open question stays what it was."""
        match self.chance.randrange(4):
            case 0:
                thing = self.chance.choice(THINGS)
                await self._is_not_lost(f"sends {list(thing)[:1]}", self.person.sends(thing))
            case 1:
                await self.does("edits", self.person.edits(self.chance.choice(TEXTS)[:4096]))
            case 2:
                data = forged(self.chance)
                assert await self.does(f"forges {data!r}", self.person.presses(data)) or data.startswith("c:")
                return  # it may be a button that there is
            case _:
                await self.step.passes(self.chance.choice(PAUSES))
        after = await self.open()
        assert (before is None) == (after is None)
        if before is not None and after is not None:
            assert (after.flow, after.step, after.draft) == (before.flow, before.step, before.draft)

    async def arrives(self) -> None:
        """From wherever they are, who answers what is asked comes to the end of the road."""
        for _ in range(ENOUGH):
            before = await self.open()
            if before is None:
                return
            choices = self.choices(before)
            if before.step in OBLIGING and before.step != "day":
                await self.says(OBLIGING[before.step])
            elif before.flow == "confirm_self":
                await self.does("shares", self.person.shares("+6284400010002", self.person.id))
            else:
                assert choices, f"{before.flow}.{before.step} has no button, and nothing to type is known"
                await self.presses(choices[0], before)
        raise AssertionError(f"the road does not end: {self.told[-ENOUGH:]}")

    async def open(self) -> Dialogue | None:
        return await self.step.open_question(self.person.id)

    def choices(self, dialogue: Dialogue) -> list[str]:
        """Buttons of the open question, in their order, as the latest message that had them showed them."""
        prefix = f"c:{dialogue.flow}:{dialogue.step}:"
        found = [data for message in self.last for _, data in message.buttons if data.startswith(prefix)]
        found = found or [data for data in self.buttons[-40:] if data.startswith(prefix)]
        return list(dict.fromkeys(found))

    def _a_button(self) -> str:
        """A new one mostly, an old one now and then."""
        new = [data for message in self.last for _, data in message.buttons]
        return self.chance.choice(new if new and self.chance.randrange(5) else self.buttons)

    async def _is_not_lost(self, what: str, update: Json) -> list[Said]:
        """It is answered with a way on, or it stands with staff, who will answer."""
        before = await self.step.to_staff(self.person.id)
        heard = await self.does(what, update)
        if await self.step.to_staff(self.person.id) == before:
            assert heard, f"nobody heard: {what}"
            await self._has_a_way_on(heard)
        return heard

    async def _has_a_way_on(self, heard: list[Said]) -> None:
        """A question is open, or a button or a command leads on."""
        if any(message.buttons or message.wants_contact or COMMAND.search(message.text) for message in heard):
            return
        assert await self.open() is not None, f"a dead end: {[message.text for message in heard]}"


def forged(chance: random.Random) -> str:
    """Callback data: a code of ours or none, with fields that may fit or not."""
    code = chance.choice((*TAPS, "", "zz")) if chance.randrange(3) else "c"
    fields = [_field(chance) for _ in range(3 if code == "c" else chance.choice((0, 1, 1, 2, 3)))]
    return ":".join((code, *fields)).encode()[:64].decode("utf-8", "ignore")


def _field(chance: random.Random) -> str:
    flow: Any = ROADS[chance.choice(tuple(ROADS))].flow
    pool = (
        flow.name, chance.choice(tuple(flow.steps)), END, "yes", "no", "right", "0001-01-01", "9999-12-31",
        "2026-02-30",
        "1e9", "64.08.04", "6408", "\x00", "True", "death", "talk", "deceased", "theirs", "death_pays", "-1",
        "²", "",
        "00000000-0000-0000-0000-000000000000", a_text(chance)[:20],
    )  # fmt: skip
    return chance.choice(pool)
