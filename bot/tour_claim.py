"""The part of the tour in which a claim gets its papers, goes to BPJS and is paid: what staff do meanwhile."""

from dataclasses import dataclass

from bot.demo_desk import STAFF
from bot.house import House
from bot.simulator import Chat
from services.claims import Claim, Decision, Handover, State, Step
from services.helpdesk import Thing
from services.speech import Rupiah
from services.staff import Role, StaffMember

LETTER = "Permohonan surat keterangan ahli waris, untuk"


@dataclass(frozen=True)
class Office:
    """The member of staff who may bring a file to BPJS."""

    house: House

    async def brings(self, chat: Chat) -> None:
        """Looked at, and handed over today, complete."""
        rooms = self.house.rooms
        async with self.house.database.work() as work:
            today = rooms.region.today(work.now)
        over = Handover(today, rooms.region.office_name("branch"), "BTG/2026/0312", is_complete=True)
        await self._moves(chat, Step(State.IN_REVIEW))
        await self._moves(chat, Step(State.HANDED_OVER, handover=over))

    async def hears_of_the_money(self, chat: Chat, amount: int) -> None:
        """The branch has paid."""
        async with self.house.database.work() as work:
            today = self.house.rooms.region.today(work.now)
        await self._moves(chat, Step(State.PAID, decision=Decision(today, Rupiah(amount))))

    async def _moves(self, chat: Chat, step: Step) -> None:
        async with self.house.database.work() as work:
            claim = await self._claim(chat)
            await self.house.rooms.claims.desk.move(work, await self._member(), claim.number, step)

    async def _claim(self, chat: Chat) -> Claim:
        async with self.house.database.work() as work:
            return (await self.house.rooms.claims.of_chat(work, chat.id))[0]

    async def _member(self) -> StaffMember:
        name = next(one.name for one in STAFF if one.role is Role.SUPERVISOR)
        async with self.house.database.work() as work:
            return await self.house.rooms.staff.by_name(work, name)


async def the_letter(house: House, chat: Chat) -> bytes:
    """What was made for the family, as it arrived in the chat."""
    await chat.hears(LETTER, within=20)
    message = next(one for one in reversed(chat.messages) if one.text.startswith(LETTER))
    return await house.rooms.helpdesk.files.fetch(Thing("document", file_id=message.raw["document"]["file_id"]))
