"""Links that let somebody in for the first time, or anew: once, in time, and for one person."""

from datetime import timedelta

import pytest

from services.db import Database
from services.privacy.cipher import Unreadable
from services.staff import Role
from services.staff.credentials import new_secret
from services.staff.messages import (
    AlreadySetUp,
    CodeUnfit,
    LinkOver,
    NotYourself,
    PasswordTooPlain,
    PasswordUnfit,
    StaffNotActive,
)
from services.staff.model import Chosen
from tests.staff.people import PASSWORD, code_at, hired, passes, proof, set_up, the_staff

LONG = timedelta(hours=48)


async def test_a_link_is_good_once(database: Database) -> None:
    staff, secret = the_staff(), new_secret()
    async with database.work() as work:
        await hired(work)
        link = await staff.invite(work, "rina", by="staff:sari")
        invitation = await staff.entrance.invitation(work, link.token)
        assert (invitation.member.name, invitation.by) == ("rina", "staff:sari")
        chosen = Chosen(PASSWORD, secret, code_at(work, secret))
        member, _ = await staff.entrance.accept(work, link.token, chosen, "", "")
        assert member.id in await staff.who_can_sign_in(work)
        with pytest.raises(LinkOver):
            await staff.entrance.accept(work, link.token, chosen, "", "")


async def test_a_link_ends_after_two_days_and_when_a_new_one_is_made(database: Database) -> None:
    staff = the_staff()
    async with database.work() as work:
        await hired(work)
        older = await staff.invite(work, "rina", by="system:test")
        newer = await staff.invite(work, "rina", by="system:test")
        with pytest.raises(LinkOver):
            await staff.entrance.invitation(work, older.token)
        await passes(work, LONG - timedelta(seconds=1))
        await staff.entrance.invitation(work, newer.token)
        await passes(work, timedelta(seconds=1))
        with pytest.raises(LinkOver):
            await staff.entrance.invitation(work, newer.token)


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "ü" * 43, "\ud800", "' OR 1=1 --"])
async def test_a_made_up_link_opens_nothing(database: Database, token: str) -> None:
    async with database.work() as work:
        await hired(work)
        await the_staff().invite(work, "rina", by="system:test")
        with pytest.raises(LinkOver):
            await the_staff().entrance.invitation(work, token)


async def test_neither_links_nor_codes_nor_sessions_can_be_read_from_the_database(database: Database) -> None:
    staff = the_staff()
    async with database.work() as work:
        secret = await set_up(work)
        link = await staff.reset(work, "rina", by="system:test")
        code = await staff.link_code(work, "rina", by="system:test")
        chosen = Chosen(PASSWORD, secret, code_at(work, secret))
        member, ticket = await staff.entrance.accept(work, link.token, chosen, "", "")
        await staff.reset(work, member.name, by="system:test")
        tables = ("staff", "staff_links", "staff_codes", "staff_sessions", "staff_pauses", "looks")
        rows = [str(tuple(row)) for table in tables for row in await work.raw.fetch(f"SELECT * FROM {table}")]
    held = " ".join(rows)
    assert "rina" in held
    for secret_thing in (link.token, ticket.token, code, secret, PASSWORD):
        assert secret_thing not in held


@pytest.mark.parametrize(
    ("password", "no"),
    [
        ("sebelas 11!", PasswordUnfit),
        ("x" * 5 + "abcdefg y" * 14, PasswordUnfit),
        ("ﬀﬀﬀ", PasswordUnfit),
        ("saya Rina-dari-Sangatta", PasswordTooPlain),
        ("bismillah 2026", PasswordTooPlain),
        ("Password12345!", PasswordTooPlain),
        ("kutaitimurkutaitimur", PasswordTooPlain),
        ("aaaaaaaaaaaaaa", PasswordTooPlain),
        ("6408040303900001", PasswordTooPlain),
        ("081234567890", PasswordTooPlain),
    ],
)
async def test_a_password_that_is_guessed_first_is_not_taken_and_the_link_stays_good(
    database: Database, password: str, no: type[Exception]
) -> None:
    staff, secret = the_staff(), new_secret()
    async with database.work() as work:
        await hired(work)
        link = await staff.invite(work, "rina", by="system:test")
        with pytest.raises(no):
            await staff.entrance.accept(work, link.token, Chosen(password, secret, code_at(work, secret)), "", "")
        with pytest.raises(CodeUnfit):
            await staff.entrance.accept(work, link.token, Chosen(PASSWORD, secret, "000000"), "", "")
        await staff.entrance.accept(work, link.token, Chosen(PASSWORD, secret, code_at(work, secret)), "", "")


@pytest.mark.parametrize(
    "password", ["empat benda di meja", "x9#K2$7!q4Zp1", "santun itu pilihan hati", "kopi pahit 2 gelas"]
)
async def test_a_good_password_is_taken(database: Database, password: str) -> None:
    staff, secret = the_staff(), new_secret()
    async with database.work() as work:
        await staff.add(work, "an", Role.AGENT, by="system:test")
        link = await staff.invite(work, "an", by="system:test")
        await staff.entrance.accept(work, link.token, Chosen(password, secret, code_at(work, secret)), "", "")


async def test_the_same_keys_are_the_same_password_on_every_keyboard(database: Database) -> None:
    staff, secret = the_staff(), new_secret()
    async with database.work() as work:
        await hired(work)
        link = await staff.invite(work, "rina", by="system:test")
        chosen = Chosen("cafe\u0301 di pojok jalan", secret, code_at(work, secret))
        await staff.entrance.accept(work, link.token, chosen, "", "")
        await passes(work, timedelta(minutes=1))
        typed = proof(password="caf\u00e9 di pojok jalan", code=code_at(work, secret))
        await staff.entrance.sign_in(work, typed, "", "")


async def test_a_reset_takes_everything_that_a_lost_phone_opens(database: Database) -> None:
    staff = the_staff()
    async with database.work() as work:
        secret = await set_up(work)
        _, ticket = await staff.entrance.sign_in(work, proof(code=code_at(work, secret)), "", "")
        await staff.link(work, await staff.link_code(work, "rina", by="x"), 77)
        await staff.reset(work, "rina", by="staff:sari")
        assert await staff.sessions.admit(work, ticket.token) is None
        assert await staff.by_telegram(work, 77) is None
        assert await staff.who_can_sign_in(work) == frozenset()


async def test_who_has_a_password_is_not_invited_but_reset_and_who_is_disabled_neither(database: Database) -> None:
    staff = the_staff()
    async with database.work() as work:
        await set_up(work)
        with pytest.raises(AlreadySetUp):
            await staff.invite(work, "rina", by="staff:sari")
        link = await staff.reset(work, "rina", by="staff:sari")
        await staff.disable(work, "rina", by="staff:sari")
        with pytest.raises(LinkOver):
            await staff.entrance.invitation(work, link.token)
        with pytest.raises(StaffNotActive):
            await staff.reset(work, "rina", by="staff:sari")


async def test_nobody_changes_resets_or_disables_themselves(database: Database) -> None:
    staff = the_staff()
    async with database.work() as work:
        await hired(work, Role.ADMIN, "sari")
        for verb in (staff.disable, staff.reset):
            with pytest.raises(NotYourself):
                await verb(work, "Sari", by="staff:sari")
        with pytest.raises(NotYourself):
            await staff.change(work, "sari", by="staff:sari", role=Role.AGENT, queue=None)


async def test_the_secret_in_the_form_is_good_for_its_own_link_only(database: Database) -> None:
    staff = the_staff()
    sealed = staff.entrance.seal_secret("one", "SECRET")
    assert "SECRET" not in sealed
    assert staff.entrance.open_secret("one", sealed) == "SECRET"
    for token, given in (("two", sealed), ("one", sealed[:-2] + "00"), ("one", ""), ("one", "zz")):
        with pytest.raises((Unreadable, ValueError)):
            staff.entrance.open_secret(token, given)
