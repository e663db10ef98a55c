"""The doors without the process around them: an update goes in, letters come out, checked as Telegram would."""

import json
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson

from bot.house import House
from bot.simulator import markup
from bot.simulator.parameters import MethodTable
from bot.simulator.sending import text_of
from handlers.chat.accept import read_arrival
from handlers.chat.doors import Doors
from handlers.chat.incoming import Deed, read_update
from handlers.chat.reading import read_json
from handlers.chat.routes import Routes, routes
from handlers.rooms import Rooms
from services.db import Work
from services.dialogues import Dialogue
from services.helpdesk import Outcome
from services.helpdesk.agents import Reply
from services.participants.roster.service import LoadOrder
from services.participants.sample import SampleOrder, write_sample
from services.participants.sample.people import FUNDER
from services.post import Letter, Received
from services.post.rules import presence_of
from services.refusals import Refusal
from services.staff import Role, StaffMember

TOKEN = "1000000001:made-up"
_TO_STAFF = """
SELECT count(*) FROM conversation_lines n JOIN conversations c ON c.id = n.conversation
WHERE c.chat = $1 AND n.kind = 'theirs'
"""
PEOPLE = 60


@dataclass(frozen=True)
class Said:
    """One letter as Telegram would show it: text and callback data of its buttons."""

    method: str
    text: str = ""
    buttons: tuple[tuple[str, str], ...] = ()
    wants_contact: bool = False
    params: dict[str, Any] = field(default_factory=dict, repr=False)


class Doorstep:
    """Serves one update after another, each in a transaction of its own, as the inbox worker does."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.routes: Routes = routes()
        self._doors = Doors(house.rooms, self.routes, lambda _: None)
        self._number = 0

    async def brings(self, update: dict[str, Any]) -> list[Said]:
        """What is said to an update. Raises whatever the door raises, and ApiError for what Telegram would refuse."""
        self._number += 1
        return await self.brings_body(json.dumps({"update_id": self._number} | update).encode())

    async def brings_body(self, body: bytes) -> list[Said]:
        """The same for the bytes of the whole update; nothing for what is acknowledged and dropped."""
        arrival = read_arrival(body)
        if arrival is None:
            return []
        presence_of(read_json(arrival.body))
        incoming = read_update(read_json(arrival.body))
        assert incoming.deed is Deed.NOTHING or incoming.chat == arrival.chat, "served in another chat than it waits in"
        async with self._house.database.work() as work:
            arrived = work.now - timedelta(seconds=1)
            received = Received(self._number, 1, arrival.update, arrival.chat, arrived, 1)
            await self._doors.prepare(work, [arrival.chat])
            await self._doors.serve(work, incoming, received)
            return [said(letter) for _, letter in self._house.rooms.post._tray(work).letters]

    async def to_staff(self, chat: int) -> int:
        """How much of what the person said or sent stands in conversations with staff."""
        async with self._house.database.work() as work:
            return int(await work.raw.fetchval(_TO_STAFF, chat))

    async def staff(self, chat: int, deed: str) -> list[Said]:
        """A member of staff does something in the chat's conversation, if it can be done; what is said by it."""
        rooms = self._house.rooms
        async with self._house.database.work() as work:
            member = await _member(rooms, work)
            ongoing = await rooms.helpdesk.callers.ongoing(work, chat)
            if ongoing is not None:
                with suppress(Refusal):
                    await _DEEDS[deed](rooms, work, member, ongoing.id)
            return [said(letter) for _, letter in rooms.post._tray(work).letters]

    async def open_question(self, chat: int) -> Dialogue | None:
        """The conversation that waits for an answer."""
        async with self._house.database.work() as work:
            return await self._house.rooms.dialogues.active(work, chat)

    async def passes(self, time: timedelta) -> None:
        """Moves the database's clock on."""
        async with self._house.database.work() as work:
            await work.raw.execute("UPDATE house SET clock_shift = clock_shift + $1", time)

    async def sweeps(self) -> None:
        """Sets the clock right, and throws away everything that was said and asked."""
        async with self._house.database.work() as work:
            await work.raw.execute("UPDATE house SET clock_shift = '0'")
            await work.raw.execute("TRUNCATE letters, dialogues, visitors, conversations, claims CASCADE")


async def _member(rooms: Rooms, work: Work) -> StaffMember:
    known = await rooms.staff.everybody(work)
    return known[0] if known else await rooms.staff.add(work, "ani", Role.AGENT, by="system:test")


async def _answers(rooms: Rooms, work: Work, by: StaffMember, conversation: UUID) -> None:
    await rooms.helpdesk.agents.answer(work, by, conversation, Reply("Baik, Bu."))


async def _gives_back(rooms: Rooms, work: Work, by: StaffMember, conversation: UUID) -> None:
    await rooms.helpdesk.hands.release(work, by, conversation)


async def _passes_on(rooms: Rooms, work: Work, by: StaffMember, conversation: UUID) -> None:
    await rooms.helpdesk.hands.transfer(work, by, conversation, "branch", "Untuk cabang.")


async def _ends(rooms: Rooms, work: Work, by: StaffMember, conversation: UUID) -> None:
    await rooms.helpdesk.cases.close(work, by, conversation, Outcome.NO_REPLY, "")


_DEEDS = {"answers": _answers, "gives back": _gives_back, "passes on": _passes_on, "ends": _ends}
DEEDS = ("answers", "answers", *_DEEDS)
"""What staff do, the likeliest more often."""


async def load_sample(house: House, folder: Path) -> None:
    """The people of the sample, into a house without a roster."""
    sheet, region = folder / "contoh.xlsx", house.rooms.region
    async with house.database.work() as work:
        write_sample(SampleOrder(sheet, PEOPLE, region.today(work.now)), region.places.villages)
        await house.rooms.roster.load(work, LoadOrder(sheet, by="tests", funder=FUNDER))


def said(letter: Letter) -> Said:
    """Checks a letter with the simulator's own rules. Raises ApiError."""
    raw = orjson.loads(orjson.dumps(dict(letter.params) | {"chat_id": letter.chat}))
    if letter.refers is not None:
        raw["message_id"] = 1
    params = _table().checked(letter.method, raw)
    if letter.method not in ("sendMessage", "editMessageText"):
        return Said(letter.method, params=params)
    inline, keyboard = markup.split(params.get("reply_markup"), private=True)
    rows = inline["inline_keyboard"] if inline else []
    buttons = tuple((button["text"], button["callback_data"]) for row in rows for button in row)
    return Said(letter.method, text_of(params)["text"], buttons, bool(keyboard and "keyboard" in keyboard), params)


@cache
def _table() -> MethodTable:
    return MethodTable()
