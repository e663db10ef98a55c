"""Dead letters at the console: what each is, in plain words, and never what it said."""

import pytest

from services.staff import Role
from tests.desk.conftest import Console
from tests.desk.rosters import audit


async def stuck(console: Console, method: str = "sendMessage", error: str | None = None) -> str:
    """A letter that could not be delivered."""
    query = (
        "INSERT INTO letters (uid, chat_id, lane, method, body, state, tries, written, due, error) VALUES"
        " (gen_random_uuid(), 700123456, 0, $1, 'x', 'dead', 3, santun_now(), santun_now(), $2) RETURNING id"
    )
    async with console.santun.house.database.work() as work:
        return f"L-{await work.raw.fetchval(query, method, error)}"


@pytest.mark.parametrize(
    ("method", "sentence"),
    [
        ("sendMessage", "Jawaban kepada warga"),
        ("deleteMessage", "mungkin berisi NIK"),
        ("answerWebAppQuery", "Tindakan lain di Telegram (answerWebAppQuery)"),
    ],
)
async def test_each_kind_is_told_in_plain_words(console: Console, method: str, sentence: str) -> None:
    sari, number = await console.agent("sari", Role.ADMIN), await stuck(console, method)
    page = await sari.gets("/desk/surat-macet")
    assert number in page.text
    assert sentence in page.text
    assert "700123456" not in page.text


async def test_what_telegram_said_is_a_text(console: Console) -> None:
    sari = await console.agent("sari", Role.ADMIN)
    await stuck(console, error="Bad Request: <b>can't parse</b> {entities}")
    page = await sari.gets("/desk/surat-macet")
    assert "Telegram menolak: Bad Request: &lt;b&gt;can&#39;t parse&lt;/b&gt; {entities}" in page.text


async def test_a_letter_is_dropped_and_gone(console: Console) -> None:
    sari, number = await console.agent("sari", Role.ADMIN), await stuck(console)
    assert (await sari.posts(f"/desk/surat-macet/{number}/hapus")).status == 303
    page = await sari.gets("/desk/surat-macet")
    assert f"Isi {number} dihapus." in page.text
    assert "Tidak ada surat macet" in page.text
    assert await audit(console.santun, "dead_letter.drop") == [("staff:sari", number, None, True)]


async def test_a_letter_is_tried_again(console: Console) -> None:
    sari, number = await console.agent("sari", Role.ADMIN), await stuck(console)
    assert (await sari.posts(f"/desk/surat-macet/{number}/ulang")).status == 303
    assert await audit(console.santun, "dead_letter.retry") == [("staff:sari", number, None, True)]


@pytest.mark.parametrize("number", ["L-0", "L-99999999999999999999", "L-x", "TIDAKADA", "%27%20OR%20true", "%00"])
async def test_a_forged_number_is_a_polite_no(console: Console, number: str) -> None:
    sari = await console.agent("sari", Role.ADMIN)
    await stuck(console)
    for step in ("ulang", "hapus"):
        assert (await sari.posts(f"/desk/surat-macet/{number}/{step}")).status == 409
