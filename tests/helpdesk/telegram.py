"""Telegram in the tests of the relay: a named stand-in that takes what lies in the outbox for the staff's group."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.house import build_rooms
from bot.settings import read_settings
from services.db import Work
from services.helpdesk.forum.model import Pace
from services.privacy import Keys
from services.region import Region
from services.staff import StaffMember
from services.words import Words
from tests.helpdesk.office import Office

GROUP = -1_000_000_000_042
FAST = Pace(timedelta(), 4)


@dataclass
class StandIn:
    """Marks letters as sent, or as refused in Telegram's words, and remembers what stands in the group."""

    office: Office
    said: list[Mapping[str, Any]] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    number: int = 100

    async def round(self) -> int:
        """The relay looks once, and Telegram takes what it wrote; gives how many acts that were."""
        async with self.office.work() as work:
            await self.office.desk.relay.carry(work)
        return await self.takes()

    async def rounds(self, most: int = 60) -> None:
        """Until there is nothing more to do."""
        for _ in range(most):
            if not await self.round():
                return
        raise AssertionError("the relay finds no end")

    async def takes(self, group: int = GROUP) -> int:
        """Everything that waits for the group."""
        cipher = self.office.rooms.post.outbox._cipher
        async with self.office.work() as work:
            rows = await work.raw.fetch(
                "SELECT id, uid, method, body FROM letters WHERE chat_id = $1 AND state = 'waiting' ORDER BY id", group
            )
            for row in rows:
                params, _ = cipher.open_json("letters", "body", row["uid"], row["body"])
                await self._take(work, row["id"], {"method": row["method"], **params})
        return len(rows)

    async def _take(self, work: Work, letter: int, act: Mapping[str, Any]) -> None:
        refusal = self.refusals.get(act["method"])
        if refusal:
            await work.raw.execute("UPDATE letters SET state = 'dead', error = $2 WHERE id = $1", letter, refusal)
            return
        self.number += 1
        self.said.append({**act, "number": self.number})
        mark = "UPDATE letters SET state = 'sent', sent_at = santun_now(), message_id = $2 WHERE id = $1"
        await work.raw.execute(mark, letter, self.number)

    @property
    def texts(self) -> list[str]:
        """The messages, without their first words and without mark-up of ours."""
        plain = [act["text"].replace("<b>", "").replace("</b>", "") for act in self.said if "text" in act]
        return [text.partition("perintah lain.\n")[2] or text for text in plain]

    @property
    def methods(self) -> list[str]:
        return [act["method"] for act in self.said]


def rooms_of(office: Office, keys: Keys, group: int | None = GROUP) -> Office:
    """The same office with this group."""
    settings = read_settings(
        _env_file=None, operator="Dinas Contoh", desk_group_id=group, public_url="https://desk.contoh.id"
    )
    region = Region.load("kutai-timur")
    made = Office(office.database, build_rooms(settings, keys, Words(zone=region.zone), region, sample=True))
    made.desk.relay.keep(FAST)
    return made


async def told_in_topic(telegram: StandIn, by: StaffMember, words: str, message: int) -> None:
    """The member wrote this in the topic."""
    conversation = (await telegram.office.ongoing()).id
    await telegram.office.answers(by, conversation, words, message=message)
