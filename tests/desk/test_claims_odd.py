"""Addresses of claims that nobody of ours wrote, and papers that are too many for one file."""

import pytest

from services.benefits.papers import Paper
from services.privacy import Look, record_look
from services.staff import Role
from tests.desk.conftest import Console
from tests.desk.dossiers import BOARD, filed, opened, path_to, photo, sent
from tests.desk.rosters import audit
from tests.desk.scenes import at_work


async def test_an_address_that_was_made_up_leads_nowhere_else(console: Console) -> None:
    boss = await console.agent("boss", Role.SUPERVISOR)
    page = "12345678-1234-4234-8234-123456789012"
    for odd in ("%0d%0aSet-Cookie:%20a=b", "%2F%2Fjahat.example", "..%2F..%2Fkeluar", "%22%3E%3Cscript%3Ealert(1)"):
        for rest in ("berkas.pdf", f"berkas/{page}", ""):
            answer = await boss.gets(f"{BOARD}/{odd}/{rest}".rstrip("/"), follow=False)
            assert answer.status in (200, 303, 404), (odd, rest)
            assert "<script>alert" not in answer.text
            assert "a=b" not in answer.headers.get("Set-Cookie", "")
            where = answer.headers.get("Location", BOARD)
            assert where.startswith(f"{BOARD}/") or where == BOARD, where
            assert where.count("/") == BOARD.count("/") + (where != BOARD), where


async def test_too_many_sides_are_no_file_before_one_of_them_is_opened(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    boss = await console.agent("boss", Role.SUPERVISOR)
    one = await filed(console.santun)
    for number in (1, 2):
        await sent(console.santun, one, Paper.HEIR_ID, photo(("white", "grey")[number - 1]), message=number)
    await opened(boss, one)
    for limit, most in (("MOST_SIDES", 1), ("MOST_PICTURES", 100)):
        with monkeypatch.context() as tight:
            tight.setattr(f"services.claims.documents.making.{limit}", most)
            answer = await boss.gets(f"{path_to(one)}/berkas.pdf")
            assert (answer.status, "terlalu panjang" in answer.text) == (409, True)


async def test_after_a_days_worth_of_claims_the_page_says_whom_to_ask_and_ones_own_still_open(console: Console) -> None:
    rina, boss = await console.agent("rina"), await console.agent("boss", Role.SUPERVISOR)
    one, mine = await filed(console.santun, 1), await filed(console.santun, 2)
    async with at_work(console.santun) as work:
        for number in range(20):
            await record_look(work, Look("staff:rina", "claim.show", f"claim:KT-2026-{number:05}-0", "berkas"))
    shut = await rina.posts(f"{path_to(one)}/buka", {"alasan": "berkas"})
    assert (shut.status, "20 orang dan pengajuan" in shut.text, "Nurhayati" in shut.text) == (409, True, False)
    assert "Nurhayati" not in (await rina.gets(path_to(one))).text
    assert await audit(console.santun, "claim.refused") == [("staff:rina", f"claim:{one.number}", "berkas", False)]
    await rina.posts(f"{path_to(mine)}/petugas", {"kepada": "rina"})
    await opened(rina, mine)
    assert (await boss.posts("/desk/izin/rina", {"alasan": "berkas"})).status == 303
    await opened(rina, one)
    assert "Pengajuan dibuka di luar percakapan" in (await boss.gets("/desk/pengawasan/mingguan")).text
