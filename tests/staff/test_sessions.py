"""Sessions: what ends them, what locks them, what keeps them open; by the clock of the database."""

from datetime import timedelta

import pytest

from services.db import Database, Work
from services.staff import Role
from services.staff.messages import LinkCodeUnknown, SignInPaused, TelegramTaken
from services.staff.model import Admitted, Ticket
from tests.staff.people import code_at, hired, passes, proof, set_up, the_staff


async def signed_in(work: Work, name: str = "rina") -> tuple[str, Ticket]:
    secret = await set_up(work, name=name)
    _, ticket = await the_staff().entrance.sign_in(work, proof(name, code=code_at(work, secret)), "Firefox", "")
    return secret, ticket


async def admitted(work: Work, ticket: Ticket) -> Admitted | None:
    return await the_staff().sessions.admit(work, ticket.token)


async def test_a_session_locks_after_ten_minutes_without_a_deed(database: Database) -> None:
    async with database.work() as work:
        _, ticket = await signed_in(work)
        await passes(work, timedelta(minutes=9, seconds=40))
        before = await admitted(work, ticket)
        assert before is not None
        assert not before.lapsed
        await passes(work, timedelta(seconds=20))
        after = await admitted(work, ticket)
        assert after is not None
        assert after.lapsed


async def test_only_deeds_keep_it_open_and_are_written_twice_a_minute(database: Database) -> None:
    sessions = the_staff().sessions
    async with database.work() as work:
        _, ticket = await signed_in(work)
        for seconds, seen in ((20, 0), (10, 30), (15, 30), (15, 60)):
            await passes(work, timedelta(seconds=seconds))
            now = await admitted(work, ticket)
            assert now is not None
            await sessions.touch(work, now.session)
            again = await admitted(work, ticket)
            assert again is not None
            assert seen <= (again.session.seen - again.session.began).total_seconds() < seen + 10


async def test_a_session_ends_after_ten_hours_however_busy(database: Database) -> None:
    sessions = the_staff().sessions
    async with database.work() as work:
        _, ticket = await signed_in(work)
        for _ in range(10 * 12 - 1):
            await passes(work, timedelta(minutes=5))
            now = await admitted(work, ticket)
            assert now is not None
            await sessions.touch(work, now.session)
        await passes(work, timedelta(minutes=5))
        assert await admitted(work, ticket) is None


async def test_unlocking_gives_the_same_session_a_new_token(database: Database) -> None:
    staff = the_staff()
    async with database.work() as work:
        secret, ticket = await signed_in(work)
        await passes(work, timedelta(minutes=11))
        locked = await admitted(work, ticket)
        assert locked is not None
        unlocked = await staff.entrance.unlock(work, locked, proof(code=code_at(work, secret)))
        assert await admitted(work, ticket) is None, "the token before is void"
        now = await admitted(work, unlocked)
        assert now is not None
        assert (now.session.id, now.lapsed) == (locked.session.id, False)


async def test_signing_in_ends_the_session_that_the_browser_came_with(database: Database) -> None:
    async with database.work() as work:
        secret, former = await signed_in(work)
        await passes(work, timedelta(minutes=1))
        again = proof(code=code_at(work, secret))
        _, ticket = await the_staff().entrance.sign_in(work, again, "", former.token)
        assert await admitted(work, former) is None
        assert ticket.token != former.token


async def test_who_is_disabled_is_out_at_once(database: Database) -> None:
    async with database.work() as work:
        _, ticket = await signed_in(work)
        await the_staff().disable(work, "rina", by="system:test")
        assert await admitted(work, ticket) is None
        await the_staff().enable(work, "rina", by="system:test")
        assert await admitted(work, ticket) is None


async def test_a_session_that_was_left_over_lets_nobody_in_who_is_disabled(database: Database) -> None:
    async with database.work() as work:
        _, ticket = await signed_in(work)
        await work.raw.execute("UPDATE staff SET active = false")
        assert await admitted(work, ticket) is None


async def test_another_role_counts_from_the_next_request_on(database: Database) -> None:
    async with database.work() as work:
        _, ticket = await signed_in(work)
        await the_staff().change(work, "rina", by="staff:sari", role=Role.OFFICER, queue="branch")
        now = await admitted(work, ticket)
        assert now is not None
        assert (now.member.role, now.member.queue) == (Role.OFFICER, "branch")


async def test_nobody_ends_anothers_session(database: Database) -> None:
    sessions = the_staff().sessions
    async with database.work() as work:
        _, hers = await signed_in(work)
        _, his = await signed_in(work, "budi")
        him = await admitted(work, his)
        assert him is not None
        await sessions.end(work, him.member.id, hers.session)
        assert await admitted(work, hers) is not None
        assert [one.id for one in await sessions.of(work, him.member.id)] == [his.session]


async def test_who_is_there_is_told_by_open_screens(database: Database) -> None:
    sessions = the_staff().sessions
    async with database.work() as work:
        _, ticket = await signed_in(work)
        rina = (await the_staff().by_name(work, "rina")).id
        assert rina in await sessions.present(work)
        now = await admitted(work, ticket)
        assert now is not None
        await sessions.lock(work, now.session)
        assert rina not in await sessions.present(work)


RINAS = 770_077_000_777


async def test_a_code_ties_a_telegram_account_once_and_for_a_quarter_of_an_hour(database: Database) -> None:
    staff = the_staff()
    async with database.work() as work:
        await hired(work)
        await hired(work, Role.AGENT, "budi")
        code = await staff.link_code(work, "rina", by="staff:rina")
        assert (await staff.link(work, f" {code[:5].lower()}-{code[5:]} ", RINAS)).name == "rina"
        found = await staff.by_telegram(work, RINAS)
        assert found is not None
        assert (found.name, found.telegram) == ("rina", RINAS)
        assert str(RINAS) not in repr(found)
        with pytest.raises(LinkCodeUnknown):
            await staff.link(work, code, 78)
        with pytest.raises(TelegramTaken):
            await staff.link(work, await staff.link_code(work, "budi", by="x"), RINAS)
        late = await staff.link_code(work, "budi", by="x")
        await passes(work, timedelta(minutes=15))
        with pytest.raises(LinkCodeUnknown):
            await staff.link(work, late, 79)


async def test_guessing_codes_is_paused_by_chat(database: Database) -> None:
    staff = the_staff()
    async with database.work() as work:
        await hired(work)
        code = await staff.link_code(work, "rina", by="x")
        for _ in range(3):
            with pytest.raises(LinkCodeUnknown):
                await staff.link(work, "AAAAAAAAAA", 77)
        with pytest.raises(SignInPaused):
            await staff.link(work, code, 77)
        await staff.link(work, code, 78)


async def test_a_telegram_account_is_nobodys_after_unlinking_or_disabling(database: Database) -> None:
    staff = the_staff()
    async with database.work() as work:
        await hired(work)
        for shut in (staff.unlink, staff.disable):
            await staff.link(work, await staff.link_code(work, "rina", by="x"), 77)
            await shut(work, "rina", by="staff:sari")
            assert await staff.by_telegram(work, 77) is None
            assert (await staff.by_name(work, "rina")).telegram is None


async def test_the_word_for_the_next_page_lies_sealed(database: Database) -> None:
    sessions = the_staff().sessions
    async with database.work() as work:
        _, ticket = await signed_in(work)
        await sessions.leave_word(work, ticket.session, "Ibu <b>Halimah</b>")
        assert b"Halimah" not in await work.raw.fetchval("SELECT said FROM staff_sessions")
        now = await admitted(work, ticket)
        assert now is not None
        assert sessions.read_word(now.session) == "Ibu <b>Halimah</b>"
