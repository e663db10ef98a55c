"""Who is on the staff, and what each role may do."""

import pytest

from services.db import Database, Work
from services.staff import Act, Role
from services.staff.messages import NotYourRole, StaffNameTaken, StaffNameUnfit, StaffNotActive, StaffUnknown
from services.staff.model import plain_name
from services.staff.rules import RIGHTS, roles_for
from services.words import Words
from tests.staff.people import hired, the_staff


async def test_a_member_is_added_once_under_a_name_in_small_letters(database: Database) -> None:
    async with database.work() as work:
        member = await the_staff().add(work, " Rina ", Role.AGENT, by="system:test", village="Sepaso")
        assert (member.name, member.role, member.village) == ("rina", Role.AGENT, "Sepaso")
        with pytest.raises(StaffNameTaken):
            await the_staff().add(work, "RINA", Role.ADMIN, by="system:test")
        assert await the_staff().everybody(work) == [member]


async def test_a_disabled_member_may_nothing_and_comes_back(database: Database) -> None:
    async with database.work() as work:
        await hired(work, Role.ADMIN, "sari")
        await the_staff().disable(work, "sari", by="system:test")
        with pytest.raises(StaffNotActive):
            await the_staff().allowed(work, "sari", Act.READ_QUEUE)
        await the_staff().enable(work, "sari", by="system:test")
        assert (await the_staff().allowed(work, "Sari", Act.READ_QUEUE)).actor == "staff:sari"


@pytest.mark.parametrize("name", ["budi", "", "'; DROP TABLE staff --", "<b>"])
async def test_a_stranger_is_not_staff(database: Database, name: str) -> None:
    async with database.work() as work:
        with pytest.raises(StaffUnknown):
            await the_staff().allowed(work, name, Act.READ_QUEUE)


@pytest.mark.parametrize("role", Role)
async def test_each_role_may_what_the_table_says_and_nothing_more(database: Database, role: Role) -> None:
    async with database.work() as work:
        await hired(work, role)
        for act in Act:
            if act in RIGHTS[role]:
                assert (await the_staff().allowed(work, "rina", act)).may(act)
            else:
                with pytest.raises(NotYourRole) as no:
                    await the_staff().allowed(work, "rina", act)
                assert role.value not in no.value.roles


def test_the_desk_does_not_touch_the_roster_and_the_officer_does_not_sit_at_the_desk() -> None:
    assert Act.IMPORT_ROSTER not in RIGHTS[Role.AGENT] | RIGHTS[Role.SUPERVISOR]
    assert Act.EXPORT_CLAIMS not in RIGHTS[Role.AGENT]
    assert Act.READ_QUEUE not in RIGHTS[Role.OFFICER]
    assert roles_for(Act.KEEP_STAFF) == ("admin",)


@pytest.mark.parametrize("typed", ["r", "1rina", "rina budi", "rina@x", "r" * 33, "ríña", "rina\n2"])
async def test_what_is_no_name_is_refused_with_an_example(database: Database, words: Words, typed: str) -> None:
    assert plain_name(typed) is None
    async with database.work() as work:
        with pytest.raises(StaffNameUnfit) as no:
            await the_staff().add(work, typed, Role.AGENT, by="system:test")
    assert "budi.s" in words.render(no.value)


async def test_changes_of_the_staff_stand_in_the_audit(database: Database) -> None:
    async with database.work() as work:
        await hired(work)
        await the_staff().disable(work, "rina", by="staff:sari")
        assert await looks(work) == [("system:test", "staff.add"), ("staff:sari", "staff.disable")]


async def looks(work: Work) -> list[tuple[str, str]]:
    return [
        (row["actor"], row["action"]) for row in await work.raw.fetch("SELECT actor, action FROM looks ORDER BY id")
    ]


def test_every_role_and_act_has_a_name(words: Words) -> None:
    assert set(words.labels("role")) == {role.value for role in Role}
    assert set(words.labels("act")) == {act.value for act in Act}
