"""Addresses of claims that nobody of ours wrote, and papers that are too many for one file."""

import pytest

from services.benefits.papers import Paper
from services.staff import Role
from tests.desk.conftest import Console
from tests.desk.dossiers import BOARD, filed, opened, path_to, photo, sent


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
