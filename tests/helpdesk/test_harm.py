"""What staff might try against the people they serve, each other, or the second person: found by attack, and held."""

import asyncio
from pathlib import Path
from uuid import NAMESPACE_OID, UUID, uuid5

import pytest

from services.helpdesk import Kind
from services.helpdesk.agents import Reply
from services.helpdesk.messages import InOtherHands, LineGone, MemberCannot
from services.helpdesk.rules import masked
from services.oversight.messages import LetInLately, TooManyMisses
from services.oversight.model import Asked, By, Order
from services.oversight.model import Kind as Exported
from services.oversight.rules import MOST_MISSES
from services.participants.sample import demo_person
from services.staff import Role
from services.staff.credentials import new_secret
from services.staff.model import Chosen
from services.staff.rules import Reason
from tests.helpdesk.office import CHAT, Office
from tests.staff.people import PASSWORD, code_at, proof, set_up

COVERED = (
    "6408041204799001", "6408,0412,0479,9001", "6408, 0412, 0479, 9001", "(6408)(0412)(0479)(9001)", "(0812)3456789",
    "+62 (812) 345-6789", "6408:0412:0479:9001", "6408*0412*0479*9001", "6408·0412·0479·9001",
    "6408\u00ad0412\u00ad0479\u00ad9001", "6408\u22120412\u22120479\u22129001", "６４０８０４１２０４７９９００１",
    "٦٤٠٨٠٤١٢٠٤٧٩٩٠٠١", "⁶⁴⁰⁸⁰⁴¹²⁰⁴⁷⁹⁹⁰⁰¹", "\u2062".join("6408041204799001"), "6408    0412    0479    9001",
    "6408 -- 0412 -- 0479 -- 9001", "rp 640.804.120.479.900", "6408\n0412\n0479\n9001",
)  # fmt: skip


@pytest.mark.parametrize("number", COVERED)
def test_the_group_reads_no_long_number_however_it_is_spelled(number: str) -> None:
    told = masked(f"nik saya {number} ya pak")
    assert sum(sign.isdigit() for sign in told) <= 2


def test_a_sum_and_our_own_number_stay_readable() -> None:
    told = "Santunan Rp42.000.000 untuk KT-B-2026-00042-7"
    assert masked(told) == told


async def test_a_reset_leaves_nobody_inside_who_was_signing_in(office: Office) -> None:
    staff = office.rooms.staff
    async with office.work() as work:
        secret = await set_up(work, Role.AGENT, "rina")

    async def reset() -> None:
        async with office.work() as work:
            await staff.reset(work, "rina", by="staff:eve")

    async with office.work() as work:
        _, ticket = await staff.entrance.sign_in(work, proof("rina", code=code_at(work, secret)), "", "")
        resetting = asyncio.create_task(reset())
        await asyncio.sleep(0.3)
    await resetting
    async with office.work() as work:
        assert await staff.sessions.admit(work, ticket.token) is None


async def test_nobody_is_both_persons_of_an_export_by_way_of_a_reset(office: Office) -> None:
    rooms, eve = office.rooms, await office.hires("eve", Role.ADMIN)
    await office.hires("sari", Role.SUPERVISOR)
    async with office.work() as work:
        link = await rooms.staff.reset(work, "sari", by=eve.actor)
        secret = new_secret()
        chosen = Chosen(PASSWORD, secret, code_at(work, secret))
        sari, _ = await rooms.staff.entrance.accept(work, link.token, chosen, "", "")
    async with office.work() as work:
        export = await rooms.oversight.exports.ask(work, sari, Order(Exported.CLAIMS, Reason.REPORT))
    with pytest.raises(LetInLately):
        async with office.work() as work:
            await rooms.oversight.exports.approve(work, eve, export.id)


async def test_nobody_serves_their_own_chat(office: Office) -> None:
    sari = await office.hires("sari", Role.SUPERVISOR, telegram=CHAT)
    asked = await office.asks()
    with pytest.raises(MemberCannot):
        async with office.work() as work:
            await office.desk.hands.take(work, sari, asked.conversation.id)


async def _about_rahmat(office: Office, folder: Path) -> UUID:
    await office.loads_the_sample(folder)
    async with office.work() as work:
        person = await office.rooms.participants.known(work, demo_person("rahmat").nik)
    asked = await office.asks()
    async with office.work() as work:
        await office.desk.callers.about(work, CHAT, person)
    return asked.conversation.id


async def test_a_person_shows_beside_a_conversation_only_to_whoever_has_it(office: Office, tmp_path: Path) -> None:
    ani, budi = await office.hires("ani"), await office.hires("budi")
    conversation = await _about_rahmat(office, tmp_path)
    async with office.work() as work:
        await office.desk.hands.take(work, ani, conversation)
    async with office.work() as work:
        found = await office.desk.store.one(work, conversation)
        assert found is not None
        assert (await office.desk.book.of(work, ani, found)).person is not None
        assert (await office.desk.book.of(work, budi, found)).person is None


async def test_a_page_that_only_asks_what_is_new_is_a_look_and_only_one(office: Office) -> None:
    budi, asked = await office.hires("budi"), await office.asks()
    for _ in range(3):
        async with office.work() as work:
            await office.desk.agents.newer(work, budi, asked.conversation.id, 0)
    async with office.work() as work:
        looks = "SELECT count(*) FROM looks WHERE actor = 'staff:budi' AND action = 'conversation.read'"
        assert await work.raw.fetchval(looks) == 1


async def test_a_note_does_not_swallow_the_answer_of_the_group(office: Office) -> None:
    ani, budi, asked = await office.hires("ani"), await office.hires("budi"), await office.asks()
    async with office.work() as work:
        await office.desk.hands.take(work, ani, asked.conversation.id)
    once = uuid5(NAMESPACE_OID, "-1001:77")
    async with office.work() as work:
        await office.desk.agents.note(work, budi, asked.conversation.id, Reply("x", once))
    with pytest.raises(LineGone):
        await office.answers(ani, asked.conversation.id, "Kartu Ibu aktif.", once=once, message=77)


async def test_who_lost_a_conversation_changes_nothing_in_it(office: Office) -> None:
    ani, budi, asked = await office.hires("ani"), await office.hires("budi"), await office.asks()
    line = await office.answers(ani, asked.conversation.id)
    async with office.work() as work:
        await office.desk.hands.take(work, budi, asked.conversation.id)
    with pytest.raises(InOtherHands):
        async with office.work() as work:
            await office.desk.agents.correct(work, ani, line.id, "Lain lagi, Bu.")
    lines = await office.lines(asked.conversation.id)
    assert [one.words for one in lines if one.kind is Kind.STAFF] == ["Baik, Bu."]


async def test_a_masked_number_is_not_guessed_by_trying(office: Office) -> None:
    ani, number = await office.hires("ani"), demo_person("rahmat").nik.number
    guesses = [f"{number[:6]}{day:02}{number[8:10]}{year}{number[12:]}" for year in (61, 62) for day in range(1, 28)]

    async def tried(guess: str) -> None:
        async with office.work() as work:
            await office.rooms.oversight.people.search(work, ani, Asked(By.NIK, guess))

    for guess in guesses[:MOST_MISSES]:
        await tried(guess)
    with pytest.raises(TooManyMisses):
        await tried(guesses[MOST_MISSES])
