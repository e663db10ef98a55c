"""Attacks on the sign-in, as they come over HTTP."""

import re
from datetime import timedelta

import pytest

from services.staff import Role
from tests.desk.agents import PASSWORD, Answer, invited, now_at
from tests.desk.conftest import Console

SAME = "Nama, kata sandi, atau kode belum cocok"


def said(answer: Answer) -> str:
    """The page without what changes each time."""
    return re.sub(r'value="[^"]*"|X-CSRF-Token": "[^"]*"', "", answer.text)


async def test_an_invitation_leads_to_the_desk(console: Console) -> None:
    agent = console.browser("rina")
    path = await invited(console.santun, "rina", Role.AGENT)
    page = await agent.gets(path)
    assert "Selamat datang, rina" in page.text
    assert "Dinas Contoh mengundang Anda sebagai petugas" in page.text
    assert page.text.count("<svg") == 1
    answer = await agent.accepts(path)
    assert (answer.status, answer.headers["Location"]) == (303, "/desk")
    home = await agent.gets("/desk")
    assert home.status == 200
    assert "<strong>rina</strong>" in home.text


async def test_a_link_that_is_used_forged_or_late_says_so_and_shows_nobody(console: Console) -> None:
    path = await invited(console.santun, "rina", Role.AGENT)
    stranger = console.browser()
    forged = await stranger.gets("/desk/undangan/" + "A" * 43)
    assert (forged.status, "rina" in forged.text) == (410, False)
    assert (await console.browser("rina").accepts(path)).status == 303
    assert (await stranger.gets(path)).text.replace(path, "") == forged.text.replace("/desk/undangan/" + "A" * 43, "")
    late = await invited(console.santun, "budi", Role.AGENT)
    await console.santun.passes(timedelta(hours=48, seconds=1))
    assert (await stranger.gets(late)).status == 410


async def test_looking_at_a_link_shows_another_secret_each_time(console: Console) -> None:
    """Whoever saw the link before its owner must not know the owner's authenticator."""
    path = await invited(console.santun, "rina", Role.AGENT)
    thief, owner = console.browser(), console.browser("rina")
    stolen = await thief.gets(path)
    await owner.accepts(path)
    assert owner.secret not in "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", stolen.text))
    late = await thief.sends(path, stolen.fields | {"password": PASSWORD, "again": PASSWORD, "code": "123456"})
    assert late.status == 410


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ({"password": "pendek", "again": "pendek"}, "perlu 12 sampai 128"),
        ({"password": "bismillah123456", "again": "bismillah123456"}, "mudah ditebak"),
        ({"again": "yang lain sama sekali"}, "kedua berbeda"),
        ({"code": "000000"}, "Kode itu belum cocok"),
    ],
)
async def test_what_does_not_fit_is_said_and_the_same_secret_stays(
    console: Console, typed: dict[str, str], heard: str
) -> None:
    path = await invited(console.santun, "rina", Role.AGENT)
    agent = console.browser("rina")
    page = await agent.gets(path)
    agent.secret = "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page.text))
    given = page.fields | {"password": PASSWORD, "again": PASSWORD, "code": await agent.code()}
    again = await agent.sends(path, given | typed)
    assert (again.status, heard in again.text) == (422, True)
    assert re.findall(r"<span>([A-Z2-7]{4})</span>", again.text) == re.findall(r"<span>([A-Z2-7]{4})</span>", page.text)


async def test_a_secret_of_ones_own_making_is_not_taken(console: Console) -> None:
    path = await invited(console.santun, "rina", Role.AGENT)
    other = await invited(console.santun, "budi", Role.AGENT)
    agent = console.browser("rina")
    theirs = (await agent.gets(other)).fields["secret"]
    page = await agent.gets(path)
    for secret in (theirs, "", "JBSWY3DPEHPK3PXP", "00" * 60):
        given = page.fields | {"password": PASSWORD, "again": PASSWORD, "code": "123456", "secret": secret}
        assert (await agent.sends(path, given)).status == 403


async def test_no_words_and_no_status_tell_who_works_here(console: Console) -> None:
    rina = await console.agent("rina")
    await console.agent("budi")
    await invited(console.santun, "baru", Role.AGENT)
    async with console.santun.house.database.work() as work:
        await console.santun.house.rooms.staff.disable(work, "budi", by="system:test")
    stranger = console.browser()
    stranger.secret = rina.secret
    answers = [
        await stranger.signs_in(name="siapa", code="123456"),
        await stranger.signs_in(name="rina", password="bukan yang ini", code=await rina.code()),
        await stranger.signs_in(name="rina", code="123456"),
        await stranger.signs_in(name="budi", code="123456"),
        await stranger.signs_in(name="baru", code="123456"),
        await stranger.signs_in(name="<b>", code=""),
    ]
    assert {answer.status for answer in answers} == {401}
    assert len({said(answer) for answer in answers}) == 1
    assert SAME in answers[0].text


async def test_a_code_that_was_used_is_refused(console: Console) -> None:
    rina = await console.agent("rina")
    code = await rina.code()
    await console.santun.passes(timedelta(seconds=30))
    first, second = console.browser("rina"), console.browser("rina")
    assert (await first.signs_in(code=code)).status == 303
    again = await second.signs_in(code=code)
    assert (again.status, SAME in again.text) == (401, True)


async def test_pauses_grow_are_told_with_their_end_and_pass(console: Console) -> None:
    rina, stranger = await console.agent("rina"), console.browser("rina")
    for _ in range(3):
        assert (await stranger.signs_in(password="bukan yang ini", code="123456")).status == 401
    stranger.secret, stranger.used = rina.secret, rina.used
    paused = await stranger.signs_in()
    assert paused.status == 429
    assert re.search(r"coba lagi \d+ \w+ \d{4} pukul \d\d\.\d\d WITA", paused.text)
    await console.santun.passes(timedelta(seconds=31))
    assert (await stranger.signs_in()).status == 303


async def test_who_works_here_gets_in_while_a_stranger_guesses(console: Console) -> None:
    rina, stranger = await console.agent("rina"), console.browser("rina")
    for _ in range(4):
        await stranger.signs_in(password="bukan yang ini", code="123456")
    await rina.posts("/desk/keluar")
    assert rina.cookie("santun_known")
    await console.santun.passes(timedelta(seconds=31))
    assert (await rina.signs_in()).status == 303


async def test_a_cookie_from_before_is_worth_nothing_after_signing_in(console: Console) -> None:
    """Session fixation: the attacker plants a session and waits for somebody to sign in with it."""
    await console.agent("rina")
    victim = console.browser("rina")
    victim.secret, victim.used = console.agents[0].secret, console.agents[0].used
    for planted in ("planted", console.agents[0].cookie()):
        victim.http.cookie_jar.update_cookies({"santun": planted}, response_url=victim.url("/"))
        await console.santun.passes(timedelta(seconds=31))
        assert (await victim.signs_in()).status in (303, 403)
        attacker = console.browser()
        attacker.http.cookie_jar.update_cookies({"santun": planted}, response_url=attacker.url("/"))
        if victim.cookie() != planted:
            assert "/desk/masuk" in str((await attacker.gets("/desk/saya")).url)
    assert victim.cookie() not in ("planted", "")


async def test_signing_in_again_gives_another_cookie_and_ends_the_one_before(console: Console) -> None:
    rina = await console.agent("rina")
    before = rina.cookie()
    thief = console.browser()
    thief.http.cookie_jar.update_cookies({"santun": before}, response_url=thief.url("/"))
    assert (await thief.gets("/desk/saya", follow=False)).status == 200
    form = {"csrf": rina.csrf, "name": "rina", "password": PASSWORD, "code": await rina.code(), "ke": ""}
    await console.santun.passes(timedelta(seconds=30))
    assert (await rina.sends("/desk/masuk", form)).status == 303
    assert rina.cookie() != before
    assert (await thief.gets("/desk/saya", follow=False)).status == 303


async def test_cookies_are_closed_to_scripts_and_to_other_sites(console: Console) -> None:
    agent = console.browser("rina")
    page = await agent.gets("/desk/masuk")
    set_cookies = page.headers.getall("Set-Cookie")
    answer = await agent.accepts(await invited(console.santun, "rina", Role.AGENT))
    set_cookies += answer.headers.getall("Set-Cookie")
    assert len(set_cookies) >= 4
    for cookie in set_cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie
    session = next(cookie for cookie in set_cookies if cookie.startswith("santun="))
    assert "Max-Age" not in session
    assert "expires" not in session.lower()


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example/",
        "//evil.example",
        "/desk//evil.example",
        "/desk/\\evil",
        "javascript:alert(1)",
        "/",
        "/desk/masuk",
        "/desk/keluar",
        "/desk/a\r\nSet-Cookie: x=y",
    ],
)
async def test_signing_in_leads_to_pages_of_the_console_and_nowhere_else(console: Console, back: str) -> None:
    await console.agent("rina")
    agent = console.browser("rina")
    agent.secret, agent.used = console.agents[0].secret, console.agents[0].used
    await console.santun.passes(timedelta(seconds=30))
    answer = await agent.signs_in(ke=back)
    assert (answer.status, answer.headers["Location"]) == (303, "/desk")


async def test_after_signing_in_the_wanted_page_opens(console: Console) -> None:
    await console.agent("rina")
    agent = console.browser("rina")
    agent.secret, agent.used = console.agents[0].secret, console.agents[0].used
    asked = await agent.gets("/desk/saya?x=1")
    assert asked.fields["ke"] == "/desk/saya?x=1"
    await console.santun.passes(timedelta(seconds=30))
    answer = await agent.signs_in(ke=asked.fields["ke"])
    assert answer.headers["Location"] == "/desk/saya?x=1"


async def test_nothing_of_an_attempt_is_kept_in_the_clear(console: Console) -> None:
    stranger = console.browser()
    await stranger.signs_in(name="halimah", password="rahasia sekali ini", code="987654")
    async with console.santun.house.database.work() as work:
        rows = [
            str(tuple(row))
            for table in ("staff_pauses", "looks")
            for row in await work.raw.fetch(f"SELECT * FROM {table}")
        ]
    assert rows
    for typed in ("halimah", "rahasia sekali ini", "987654", "127.0.0.1"):
        assert typed not in " ".join(rows)


async def test_signing_in_stands_in_the_audit(console: Console) -> None:
    rina = await console.agent("rina")
    await console.santun.passes(timedelta(seconds=30))
    await rina.posts("/desk/keluar")
    await rina.signs_in()
    assert await now_at(console.santun)
    async with console.santun.house.database.work() as work:
        rows = await work.raw.fetch("SELECT actor, action FROM looks WHERE action LIKE 'staff.%' ORDER BY id")
    assert ("staff:rina", "staff.accept") in [tuple(row) for row in rows]
    assert ("staff:rina", "staff.sign_in") in [tuple(row) for row in rows]
