"""What staff vouch for: a chat that may look up again, and a person they have seen with their card."""

from dataclasses import dataclass, field

from services.db import Work
from services.helpdesk import Helpdesk
from services.helpdesk.messages import NobodyToWriteTo
from services.participants.model import Found
from services.participants.nik import Nik
from services.participants.service import Participants
from services.post import Lane, Letter, Post
from services.region import Region
from services.staff import Act, StaffMember
from services.staff.rules import Reason
from services.visitors import Own, Visitors
from services.visitors.messages import ConfirmedByStaff
from services.words import Words

_LONGEST_CHAT = 18
"""Digits; longer ones are no number of a chat, nor fit into the column."""


@dataclass(frozen=True)
class Reach:
    """The rooms that are reached into."""

    helpdesk: Helpdesk
    visitors: Visitors
    participants: Participants
    post: Post
    region: Region
    words: Words


@dataclass(frozen=True)
class Card:
    """What staff read on somebody's card."""

    nik: Nik
    name: str = field(repr=False)


class Vouching:
    """Chats are named by their number, or by the number of a request that came from them."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    async def unlock(self, work: Work, by: StaffMember, chat: str, reason: Reason) -> int:
        """Lifts the lock on a chat's look-ups; gives the chat. Raises NotYourRole, ConversationUnknown, ChatUnknown."""
        by.must(Act.UNLOCK_LOOKUPS)
        number = await self._chat(work, by, chat, reason)
        await self._reach.visitors.unlock(work, number, by.actor, reason.value)
        return number

    async def confirm(self, work: Work, by: StaffMember, chat: str, card: Card, reason: Reason) -> tuple[int, Own]:
        """Makes the chat the living participant of this card, and tells it so; gives the chat and until when.

        Raises NotYourRole, ConversationUnknown, NobodyToConfirm, ChatUnknown.
        """
        by.must(Act.CONFIRM_PEOPLE)
        reach = self._reach
        number = await self._chat(work, by, chat, reason)
        today = reach.region.today(work.now)
        found = await reach.participants.coverage(work, card.nik, card.name, today, by.actor)
        person = found.participant.id if isinstance(found, Found) and found.participant.is_living else None
        own = await reach.visitors.confirm_by_staff(work, number, person, by.actor, reason.value)
        params = {"chat_id": number, "text": reach.words.render(ConfirmedByStaff(own.until)), "parse_mode": "HTML"}
        await reach.post.write(work, Letter(number, "sendMessage", params, lane=Lane.STAFF))
        return number, own

    async def _chat(self, work: Work, by: StaffMember, typed: str, reason: Reason) -> int:
        plain = typed.strip()
        digits = plain.removeprefix("-")
        if digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_CHAT:
            return int(plain)
        hands = self._reach.helpdesk.hands
        conversation = await hands.numbered(work, by, plain)
        found = await hands.open(work, by, conversation, Act.READ_QUEUE, lock=False)
        await hands.record(work, by, found, "read", reason.value)
        if found.chat is None:
            raise NobodyToWriteTo(found.number)
        return found.chat
