"""Signing in: what fits, what does not, and how long a guesser waits."""

import asyncio
import threading
import time
from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from services.db import Database, Work
from services.refusals import Refusal
from services.staff.credentials import AT_ONCE, Passwords, step_of
from services.staff.messages import NotSignedIn, SignInPaused
from services.staff.model import Proof
from services.staff.pauses import pause_after
from services.staff.rules import FREE_FAILURES, LONGEST_PAUSE, Guess
from services.words import Words
from tests.staff.people import PASSWORD, code_at, passes, proof, set_up, the_staff


async def refused(work: Work, typed: Proof) -> Refusal:
    with pytest.raises(Refusal) as no:
        await the_staff().entrance.sign_in(work, typed, "", "")
    return no.value


async def test_name_password_and_code_let_in(database: Database) -> None:
    async with database.work() as work:
        secret = await set_up(work)
        member, ticket = await the_staff().entrance.sign_in(work, proof(" Rina ", code=code_at(work, secret)), "", "")
        admitted = await the_staff().sessions.admit(work, ticket.token)
    assert member.name == "rina"
    assert admitted is not None
    assert (admitted.member.name, admitted.lapsed) == ("rina", False)


async def test_every_no_is_the_same_sentence(database: Database, words: Words) -> None:
    async with database.work() as work:
        secret = await set_up(work)
        await set_up(work, name="budi")
        await the_staff().disable(work, "budi", by="system:test")
        await the_staff().add(work, "baru", (await the_staff().by_name(work, "rina")).role, by="system:test")
        code = code_at(work, secret)
        nos = [
            await refused(work, proof("siapa", code=code)),
            await refused(work, proof("rina", "salah sekali ini", code)),
            await refused(work, proof("rina", code="123456")),
            await refused(work, proof("budi", code=code)),
            await refused(work, proof("baru", code=code)),
        ]
    assert {type(no) for no in nos} == {NotSignedIn}
    assert len({words.render(no) for no in nos}) == 1


async def test_a_code_lets_in_once(database: Database) -> None:
    async with database.work() as work:
        secret = await set_up(work)
        code = code_at(work, secret)
        await the_staff().entrance.sign_in(work, proof(code=code), "", "")
        assert isinstance(await refused(work, proof(code=code)), NotSignedIn)
        before = code_at(work, secret, -timedelta(seconds=30))
        assert isinstance(await refused(work, proof(code=before)), NotSignedIn), "an older one is void with it"
        await passes(work, timedelta(seconds=90))
        await the_staff().entrance.sign_in(work, proof(code=code_at(work, secret)), "", "")


async def test_two_at_the_same_moment_cannot_use_the_same_code(database: Database) -> None:
    """One from a browser that is known: they do not wait for the same counter."""
    async with database.work() as work:
        secret = await set_up(work)
        code = code_at(work, secret)

    async def one(known: str) -> bool:
        async with database.work() as work:
            try:
                await the_staff().entrance.sign_in(work, proof(code=code, known=known), "", "")
            except NotSignedIn:
                return False
            await asyncio.sleep(0.5)
        return True

    known = the_staff().entrance.remember("rina")
    assert sorted(await asyncio.gather(one(known), one(""))) == [False, True]


def test_a_step_that_was_used_and_those_before_it_do_not_fit() -> None:
    secret, now = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", datetime(2026, 3, 3, 6, 0, 15, tzinfo=UTC)
    step = int(now.timestamp()) // 30
    code = pyotp.TOTP(secret).at(now)
    assert [step_of(secret, code, now, used) for used in (None, step - 1, step, step + 1)] == [step, step, None, None]


@pytest.mark.parametrize(
    ("seconds", "fits"), [(-31, True), (-29, True), (0, True), (30, True), (-90, False), (90, False)]
)
def test_a_phone_may_be_half_a_minute_off(seconds: int, fits: bool) -> None:
    secret, now = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", datetime(2026, 3, 3, 6, 0, 15, tzinfo=UTC)
    code = pyotp.TOTP(secret).at(now + timedelta(seconds=seconds))
    assert (step_of(secret, f" {code[:3]} {code[3:]} ", now, None) is not None) == fits


@pytest.mark.parametrize("code", ["", "12345", "1234567", "１２３４５６", "abcdef", "\ud800", "0" * 5000])
def test_what_is_no_code_does_not_fit(code: str) -> None:
    assert step_of("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", code, datetime(2026, 3, 3, tzinfo=UTC), None) is None


async def test_after_three_failures_even_the_right_words_wait(database: Database, words: Words) -> None:
    async with database.work() as work:
        secret = await set_up(work)
        for _ in range(3):
            assert isinstance(await refused(work, proof(password="bukan yang ini")), NotSignedIn)
        no = await refused(work, proof(code=code_at(work, secret)))
        assert isinstance(no, SignInPaused)
        assert no.until == work.now + timedelta(seconds=15)
        assert "WITA" in words.render(no)
        await passes(work, timedelta(seconds=15))
        await the_staff().entrance.sign_in(work, proof(code=code_at(work, secret)), "", "")


async def test_the_pauses_are_the_same_for_a_name_that_nobody_has(database: Database) -> None:
    async with database.work() as work:
        await set_up(work)
        seen = [[type(await refused(work, proof(name, "bukan ini"))) for _ in range(5)] for name in ("rina", "tiada")]
    assert seen[0] == seen[1] == [NotSignedIn] * 3 + [SignInPaused] * 2


async def test_pauses_double_and_never_last_longer_than_a_quarter_of_an_hour(database: Database) -> None:
    seconds = []
    async with database.work() as work:
        secret = await set_up(work)
        for _ in range(12):
            assert isinstance(await refused(work, proof(password="bukan yang ini")), NotSignedIn)
            no = await refused(work, proof(password="bukan yang ini"))
            if isinstance(no, SignInPaused):
                seconds.append((no.until - work.now).total_seconds())
                await passes(work, no.until - work.now)
        await the_staff().entrance.sign_in(work, proof(code=code_at(work, secret)), "", "")
    assert seconds[:8] == [15, 30, 60, 120, 240, 480, 900, 900]


@pytest.mark.parametrize("kind", Guess)
def test_the_pause_of_each_kind_begins_late_and_has_an_end(kind: Guess) -> None:
    assert not pause_after(kind, FREE_FAILURES[kind])
    assert pause_after(kind, FREE_FAILURES[kind] + 1)
    assert pause_after(kind, 10**6) == LONGEST_PAUSE


async def test_a_guesser_of_many_names_is_known_by_the_address(database: Database) -> None:
    async with database.work() as work:
        nos = [type(await refused(work, proof(f"nama{number}"))) for number in range(12)]
    assert nos == [NotSignedIn] * 10 + [SignInPaused] * 2


async def test_who_has_an_account_wins_no_free_guesses_at_others(database: Database) -> None:
    async with database.work() as work:
        secret = await set_up(work)
        for number in range(9):
            await refused(work, proof(f"nama{number}"))
        await the_staff().entrance.sign_in(work, proof(code=code_at(work, secret)), "", "")
        await refused(work, proof("nama9"))
        assert isinstance(await refused(work, proof("nama10")), SignInPaused)


async def test_a_strangers_guesses_do_not_shut_out_who_works_here(database: Database) -> None:
    staff = the_staff()
    async with database.work() as work:
        secret = await set_up(work)
        for _ in range(3):
            await refused(work, proof(password="bukan yang ini"))
        known = staff.entrance.remember("rina")
        await staff.entrance.sign_in(work, proof(code=code_at(work, secret), known=known), "", "")
        for forged in ("x.y", known + "x", staff.entrance.remember("budi")):
            assert isinstance(await refused(work, proof(known=forged)), SignInPaused)
        for _ in range(3):
            await refused(work, proof(password="bukan yang ini", known=known))
        assert isinstance(await refused(work, proof(known=known)), SignInPaused), "it has a pause of its own"


async def test_attempts_at_the_same_moment_are_all_counted(database: Database) -> None:
    async with database.work() as work:
        await set_up(work)

    async def one() -> type[Refusal]:
        async with database.work() as work:
            try:
                return type(await refused(work, proof(password="bukan yang ini")))
            except Refusal as no:
                return type(no)

    nos = await asyncio.gather(*(one() for _ in range(6)))
    assert sorted(no.__name__ for no in nos) == ["NotSignedIn"] * 3 + ["SignInPaused"] * 3


async def test_old_failures_are_forgotten_and_the_table_stays_small(database: Database) -> None:
    async with database.work() as work:
        for number in range(3):
            await refused(work, proof(f"nama{number}"))
        await passes(work, timedelta(days=1, seconds=1))
        await refused(work, proof("lain"))
        assert await work.raw.fetchval("SELECT count(*) FROM staff_pauses") == 2
        assert await work.raw.fetchval("SELECT max(failures) FROM staff_pauses") == 1


class Counted(Passwords):
    """Tells how many hashes were made at once."""

    def __init__(self) -> None:
        super().__init__()
        self.lock, self.inside, self.most = threading.Lock(), 0, 0

    def _verify(self, kept: str, typed: bytes) -> bool:
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        try:
            return super()._verify(kept, typed)
        finally:
            with self.lock:
                self.inside -= 1


async def test_a_flood_makes_two_hashes_at_a_time_and_the_loop_goes_on() -> None:
    passwords, ticks = Counted(), 0
    flood = asyncio.gather(*(passwords.fits(None, "x") for _ in range(12)))
    while not flood.done():
        ticks += 1
        await asyncio.sleep(0.01)
    assert passwords.most == AT_ONCE
    assert ticks > 5


async def test_a_name_that_nobody_has_takes_as_long() -> None:
    passwords = Passwords()
    kept = await passwords.hash(PASSWORD)

    async def takes(kept: str | None) -> float:
        began = time.process_time()  # others may be busy on this machine
        assert not await passwords.fits(kept, "bukan yang ini")
        return time.process_time() - began

    nobody, somebody = [min([await takes(one) for _ in range(5)]) for one in (None, kept)]
    assert 0.5 < nobody / somebody < 2
