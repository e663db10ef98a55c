"""The staff's group: unknown, moved, without topics, without the bot, without its rights; and the staff who may speak
in it."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.doctor import Level
from bot.doctor.staff import Entrances, judge_entrances
from bot.simulator import Chat
from tests.doctor.test_well import ASKS_ONLY
from tests.doctor.ward import Ward

LINK = """
INSERT INTO staff_links (member, hash, by, until)
SELECT id, decode('00', 'hex'), 'tests', santun_now() + interval '1 day' FROM staff
"""
RIGHTS = ("can_manage_topics", "can_delete_messages", "can_pin_messages")


@pytest_asyncio.fixture
async def ani(ward: Ward) -> AsyncIterator[Chat]:
    """The creator of the groups."""
    yield await ward.telegram.person("Ani")


async def test_a_forum_in_which_the_bot_may_do_what_it_must_is_well(ward: Ward, ani: Chat) -> None:
    forum = await ward.telegram.forum("Petugas Kutim", ani)
    seen = len(await ward.telegram.calls())
    visit = await ward.visit("rights", desk_group_id=forum)
    assert (visit.of("group"), visit.of("rights")) == ({"group"}, {"group_rights"})
    assert "“Petugas Kutim”" in visit.said("group")
    assert {call["method"] for call in (await ward.telegram.calls())[seen:]} <= ASKS_ONLY


async def test_a_number_that_telegram_does_not_know_is_told(ward: Ward) -> None:
    visit = await ward.visit("rights", desk_group_id=-1001)
    assert visit.of("group") == {"group_unknown"}
    assert visit.put_off == {"rights"}


@pytest.mark.parametrize(
    ("kind", "found"),
    [("supergroup", "without_topics"), ("group", "without_topics"), ("channel", "is_none")],
)
async def test_a_group_without_topics_is_told(kind: str, found: str, ward: Ward, ani: Chat) -> None:
    group = await ward.telegram.group("Petugas", ani, kind=kind)
    assert (await ward.visit("group", desk_group_id=group)).of("group") == {f"group_{found}"}


async def test_of_a_group_that_has_moved_the_new_number_is_told(ward: Ward, ani: Chat) -> None:
    old = await ward.telegram.group("Petugas", ani)
    new = await ward.telegram.upgrade(old, forum=True)
    visit = await ward.visit("rights", desk_group_id=old)
    assert visit.troubles["group_moved"] is Level.WRONG
    assert visit.said("group_moved").endswith(f"SANTUN_DESK_GROUP_ID={new}")
    assert not [one for one in await ward.telegram.calls() if one["method"].startswith("sendMessage")]


@pytest.mark.parametrize("kind", ["group", "forum"])
async def test_a_bot_that_was_thrown_out_is_told(kind: str, ward: Ward, ani: Chat) -> None:
    make = ward.telegram.forum if kind == "forum" else ward.telegram.group
    group = await make("Petugas", ani)
    await ward.telegram.remove_bot(group, ani)
    visit = await ward.visit("rights", desk_group_id=group)
    assert visit.of("group") == {"group_shut"}
    assert "Tambah Anggota → @santun_demo_bot" in visit.said("group_shut")


async def test_a_bot_without_rights_is_told_which_it_lacks(ward: Ward, ani: Chat) -> None:
    forum = await ward.telegram.forum("Petugas", ani, bot_rights=None)
    assert (await ward.visit("rights", desk_group_id=forum)).of("rights") == {"group_member_only"}
    await ward.telegram.promote(forum)
    lacking = {"group_no_topics_right", "group_can_delete_messages", "group_can_pin_messages"}
    assert (await ward.visit("rights", desk_group_id=forum)).of("rights") == lacking
    await ward.telegram.promote(forum, "can_manage_topics", "can_pin_messages")
    visit = await ward.visit("rights", desk_group_id=forum)
    assert visit.of("rights") == {"group_can_delete_messages"}
    assert visit.troubles["group_can_delete_messages"] is Level.WARNING
    await ward.telegram.promote(forum, *RIGHTS)
    assert (await ward.visit("rights", desk_group_id=forum)).of("rights") == {"group_rights"}


async def test_a_group_in_which_nobody_of_the_staff_is_known_is_told(ward: Ward, ani: Chat) -> None:
    forum = await ward.telegram.forum("Petugas", ani)
    assert (await ward.visit("entrances", desk_group_id=forum)).of("entrances") == {"staff_unlinked"}
    assert (await ward.visit("entrances")).of("entrances") == {"staff_doors"}
    await ward.do("UPDATE staff SET telegram_id = $1", ani.id)
    assert (await ward.visit("entrances", desk_group_id=forum)).of("entrances") == {"staff_linked"}


async def test_staff_who_cannot_come_in_are_counted(ward: Ward) -> None:
    await ward.do("UPDATE staff SET password = NULL")
    visit = await ward.visit("entrances")
    assert visit.troubles["staff_shut_out"] is Level.WARNING
    assert visit.said("staff_shut_out").startswith("1 petugas aktif belum punya kata sandi")
    link = (
        "INSERT INTO staff_links (member, hash, by, until) SELECT id, '\\x00', 'tests', santun_now() + interval '1 day'"
    )
    await ward.do(f"{link} FROM staff")
    assert (await ward.visit("entrances")).of("entrances") == {"staff_doors"}, "the invitation waits"
    await ward.do("UPDATE staff SET queue = 'nowhere'")
    assert (await ward.visit("entrances")).of("entrances") == {"staff_queue_unknown"}


def test_everything_about_entrances_is_told_at_once() -> None:
    found = judge_entrances(Entrances(2, 0, ("agency", "office")), {"agency", "branch"}, has_group=True)
    assert [one.key for one in found] == ["staff_shut_out", "staff_unlinked", "staff_queue_unknown"]
