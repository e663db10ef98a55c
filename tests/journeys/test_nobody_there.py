"""Nobody answers in time, or whoever did has gone: the person hears so, keeps the place, and staff are called."""

from datetime import timedelta

from bot.simulator import Chat
from services.helpdesk.messages import BackInTheQueue, SomebodyWaits
from services.staff import Role
from tests.journeys.conftest import Santun
from tests.journeys.desk import (
    at_work,
    calls_a_person,
    desk_of,
    hired,
    is_answered,
    it_is,
    says,
    seen,
    staff_hear,
)
from tests.journeys.hearing import saying

WATCHED = 25.0
"""Seconds within which the job that keeps the promises has come round, on a busy machine."""


async def with_a_telephone(santun: Santun, name: str, role: Role = Role.AGENT) -> Chat:
    """A member of staff who can be called."""
    telephone = await santun.person(name.capitalize())
    await telephone.starts()
    member = await hired(santun, name, role)
    async with at_work(santun) as work:
        await work.raw.execute("UPDATE staff SET telegram_id = $2 WHERE id = $1", member.id, telephone.id)
    return telephone


async def test_who_is_not_answered_hears_so_and_staff_then_a_supervisor_are_called(santun: Santun, chat: Chat) -> None:
    await it_is(santun)
    agent, boss = await with_a_telephone(santun, "ani"), await with_a_telephone(santun, "budi", Role.SUPERVISOR)
    await calls_a_person(santun, chat)
    (*_, called) = await agent.hears(saying(SomebodyWaits))
    assert (await seen(santun, chat)).number in called.text
    assert "Siti" not in called.text
    await santun.passes(timedelta(minutes=31))
    (*_, told) = await chat.hears("padahal sudah kami janjikan", within=WATCHED)
    assert "Urutan Anda tetap, ke-1" in told.text
    await agent.hears("Janji terlewat 1 kali", within=WATCHED)
    assert not any(saying(SomebodyWaits)(message) for message in boss.messages)
    await santun.passes(timedelta(minutes=61))
    await boss.hears("Janji terlewat 2 kali", within=WATCHED)


async def test_a_member_who_vanished_is_replaced_and_nothing_is_told_twice(santun: Santun, chat: Chat) -> None:
    await it_is(santun)
    ani, budi = await hired(santun), await hired(santun, "budi")
    conversation = await is_answered(santun, chat, ani)
    await chat.says("lalu bagaimana, bu?")
    await staff_hear(santun, conversation, "lalu bagaimana, bu?")
    await santun.passes(timedelta(minutes=61))
    (*_, back) = await chat.hears(saying(BackInTheQueue), within=WATCHED)
    assert "urutan ke-1" in back.text
    await chat.says("saya tunggu ya")
    await staff_hear(santun, conversation, "lalu bagaimana, bu?", "saya tunggu ya")
    await says(santun, budi, conversation, "Saya lanjutkan, Bu.")
    await chat.hears("Budi sekarang bersama Anda")
    await chat.hears("Saya lanjutkan, Bu.")


async def test_who_leaves_the_office_gives_everybody_back(santun: Santun) -> None:
    await it_is(santun)
    ani = await hired(santun)
    people = [await santun.person(name) for name in ("Siti", "Nur")]
    for person in people:
        await is_answered(santun, person, ani)
    async with at_work(santun) as work:
        assert await desk_of(santun).hands.release_all(work, ani, "system:test") == 2
    for place, person in enumerate(people, 1):
        (*_, back) = await person.hears(saying(BackInTheQueue))
        assert f"urutan ke-{place}" in back.text
