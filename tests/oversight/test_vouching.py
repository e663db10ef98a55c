"""Staff vouch for a chat or a person: with the right, a reason, and a number that can be one."""

import pytest

from services.db import Database
from services.helpdesk.messages import ConversationUnknown
from services.oversight import Oversight
from services.oversight.vouching import Card
from services.participants.nik import Nik
from services.staff import Role
from services.staff.messages import NotYourRole
from services.staff.rules import Reason
from services.visitors.messages import ChatUnknown, NobodyToConfirm
from tests.oversight.looking import looks
from tests.participants.office import BUDI
from tests.staff.people import hired


async def test_an_agent_vouches_for_nobody(database: Database, oversight: Oversight) -> None:
    async with database.work() as work:
        agent = await hired(work, Role.AGENT)
        with pytest.raises(NotYourRole):
            await oversight.vouching.unlock(work, agent, "700001", Reason.CALL)
        with pytest.raises(NotYourRole):
            await oversight.vouching.confirm(work, agent, "700001", Card(BUDI, "Budi"), Reason.VISIT)


@pytest.mark.parametrize(
    ("chat", "no"),
    [
        ("700001", ChatUnknown),
        ("-700001", ChatUnknown),
        ("9" * 18, ChatUnknown),
        ("9" * 19, ConversationUnknown),
        ("٧٠٠٠٠١", ConversationUnknown),
        ("--1", ConversationUnknown),
        ("", ConversationUnknown),
        ("'; DROP TABLE visitors --", ConversationUnknown),
    ],
)
async def test_a_chat_that_is_none_is_politely_refused(
    database: Database, oversight: Oversight, chat: str, no: type[Exception]
) -> None:
    async with database.work() as work:
        with pytest.raises(no):
            await oversight.vouching.unlock(work, await hired(work), chat, Reason.CALL)


async def test_a_card_that_is_nobodys_confirms_nobody_and_is_told_apart_in_the_audit(
    database: Database, oversight: Oversight
) -> None:
    async with database.work() as work:
        with pytest.raises(NobodyToConfirm):
            await oversight.vouching.confirm(work, await hired(work), "700001", Card(BUDI, "Budi"), Reason.VISIT)
        assert [row[-1] for row in await looks(work, "coverage")] == [False]


def test_a_card_does_not_tell_itself() -> None:
    assert repr(Card(Nik.parse("6408041502800001"), "Rahmat")) == "Card(nik=Nik(6408…0001))"
