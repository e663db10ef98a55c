"""Claims in a browser: on a telephone and on a desk, with a reader's rules, and fresh while others work."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import expect

from services.benefits.papers import Paper
from services.claims import Event, State, Step
from services.claims.model import Doing
from services.staff import Role
from tests.desk.agents import Chromium
from tests.desk.conftest import Console
from tests.desk.dossiers import BOARD, brought, decided, filed, opened, path_to, photo, sent, state_of, stepped
from tests.desk.eyes import faults_at_both
from tests.desk.onscreen import is_same, listening, marked
from tests.desk.scenes import asking, in_opening_hours, member, thread
from tests.journeys.onscreen import DESK, PHONE

pytestmark = pytest.mark.browser
PICTURES: Path | None = None
"""Where pictures go when somebody wants to look at them."""


def picture(name: str) -> Path | None:
    return PICTURES / name if PICTURES else None


async def a_busy_board(console: Console) -> str:
    """Claims in every column; the number of one with papers. Boss is the supervisor."""
    santun = console.santun
    await in_opening_hours(santun)
    boss = await console.agent("boss", Role.SUPERVISOR)
    me = await member(santun, "boss")
    await brought(santun, boss, await filed(santun, 11))
    await santun.passes(timedelta(days=6))
    await boss.signs_in_again()
    await brought(santun, boss, await filed(santun, 12, Event.INJURY, doing=Doing.WORK, about="Syahrani"))
    await brought(santun, boss, await filed(santun, 13, about="Ani Lestari"), complete=False)
    await decided(santun, boss, await brought(santun, boss, await filed(santun, 14)), State.APPROVED)
    await decided(santun, boss, await brought(santun, boss, await filed(santun, 15)), State.REJECTED)
    await stepped(santun, me, await filed(santun, 16), Step(State.PAPERS_NEEDED, "Akta kematiannya belum ada."))
    await filed(santun, 17, Event.ILLNESS, doing=Doing.UNKNOWN, about="Bambang")
    one = await stepped(santun, me, await filed(santun, 18), Step(State.IN_REVIEW, "Ibu Nurhayati sudah ditelepon."))
    await boss.posts(f"{path_to(one)}/petugas", {"kepada": "boss"})
    await sent(santun, one, Paper.FAMILY_CARDS, photo(), message=1)
    await sent(santun, one, Paper.FAMILY_CARDS, photo("grey"), "too_dark", message=2)
    await sent(santun, one, None, photo("black"), message=3)
    return one.number


async def test_the_board_and_a_claim_are_readable_at_both_sizes(console: Console, windows: Chromium) -> None:
    number = await a_busy_board(console)
    boss = console.agents[0]
    page = await windows.page(boss, BOARD)
    assert await faults_at_both(page, picture("board")) == []
    await page.goto(f"{boss.site}{BOARD}?kolom=bpjs")
    assert await faults_at_both(page, picture("column")) == []
    await page.goto(f"{boss.site}{BOARD}?milik=belum&jenis=illness_unclear&kolom=bpjs")
    assert await faults_at_both(page, picture("empty")) == []
    await page.goto(f"{boss.site}{path_to(number)}")
    assert await faults_at_both(page, picture("closed")) == []
    await opened(boss, number)
    await page.goto(f"{boss.site}{path_to(number)}")
    assert await faults_at_both(page, picture("claim")) == []
    for step in await page.locator("details.step > summary").all():
        await step.click()
    assert await faults_at_both(page, picture("claim-open")) == []


async def test_on_a_desk_there_are_columns_and_on_a_telephone_a_list(console: Console, windows: Chromium) -> None:
    await a_busy_board(console)
    page = await windows.page(console.agents[0], BOARD)
    columns = page.locator(".board-column")

    async def lefts() -> int:
        boxes = [await columns.nth(at).bounding_box() for at in range(await columns.count())]
        return len({round(box["x"]) for box in boxes if box})

    await page.set_viewport_size(DESK)
    assert await lefts() == 5
    await page.set_viewport_size(PHONE)
    assert await lefts() == 1


async def test_a_claim_is_taken_and_moved_on_and_the_board_of_others_tells(console: Console, windows: Chromium) -> None:
    rina, budi = await console.agent("rina"), await console.agent("budi")
    one = await filed(console.santun)
    board = await windows.page(budi, BOARD)
    await marked(board)
    await listening(console)
    page = await windows.page(rina, BOARD)
    await page.get_by_role("link", name=one.number).click()
    await page.get_by_role("button", name="Buka").click()
    await page.get_by_role("button", name="Ambil").click()
    await expect(page.get_by_text(f"{one.number} di tangan Anda")).to_be_visible()
    await page.get_by_text("Minta berkas", exact=True).click()
    form = page.locator("[data-way=papers_needed] form")
    await form.get_by_label("Catatan untuk keluarga").fill("Akta kematian, dari Disdukcapil.")
    await form.get_by_role("button").click()
    await expect(page.get_by_text("menunggu berkas. Keluarga dikabari.")).to_be_visible()
    await expect(page.locator(".history")).to_contain_text("Akta kematian, dari Disdukcapil.")
    await expect(board.locator("section", has_text="Menunggu berkas").get_by_text("Rina")).to_be_visible()
    assert await is_same(board)
    assert (await state_of(console.santun, one.number))[0] == "papers_needed"


async def test_what_is_refused_is_said_in_sight_and_what_was_typed_stays(console: Console, windows: Chromium) -> None:
    santun = console.santun
    boss, rina = await console.agent("boss", Role.SUPERVISOR), await console.agent("rina")
    one = await brought(santun, boss, await filed(santun))
    await opened(boss, one)
    page = await windows.page(boss, path_to(one), viewport=PHONE)
    await page.get_by_text("Catat: belum disetujui BPJS").click()
    form = page.locator("[data-way=rejected] form")
    await form.get_by_label("Alasan tertulis").fill("Belum ada surat ahli waris.")
    await rina.posts(f"{path_to(one)}/langkah", {"keadaan": "papers_needed", "catatan": "Satu lagi."})
    await form.get_by_role("button").click()
    await expect(page.get_by_role("alert").filter(has_text="sementara ini sudah menunggu berkas")).to_be_in_viewport()
    assert await form.get_by_label("Alasan tertulis").input_value() == "Belum ada surat ahli waris."
    windows.errors.clear()  # htmx tells of the refusal


async def test_a_paper_is_looked_at_accepted_and_another_sent_back(console: Console, windows: Chromium) -> None:
    santun = console.santun
    rina = await console.agent()
    chat, _ = await asking(santun)
    one = await filed(santun, chat.id)
    await sent(santun, one, Paper.FAMILY_CARDS, photo(), message=1)
    await sent(santun, one, Paper.HEIR_ID, photo("grey"), message=2)
    await opened(rina, one)
    page = await windows.page(rina, path_to(one))
    cards, heir = page.locator("#paper-family_cards"), page.locator("#paper-heir_id")
    await cards.get_by_role("link").click()
    await expect(page.get_by_role("dialog").get_by_role("img")).to_be_visible()
    if PICTURES:
        await page.screenshot(path=PICTURES / "viewer.png")
    await page.get_by_role("button", name="Tutup").click()
    await cards.get_by_role("button", name="Sudah baik").click()
    await expect(cards.locator(".checklist-what").get_by_text("sudah baik")).to_be_visible()
    await heir.get_by_text("Minta dikirim lagi").click()
    await heir.get_by_label("Apa yang perlu diperbaiki").fill("Fotonya terpotong.")
    await heir.get_by_role("button", name="Kirim kepada keluarga").click()
    await chat.hears("Fotonya terpotong.")
    await expect(heir.locator(".checklist-what").get_by_text("diminta lagi")).to_be_visible()


async def test_beside_the_conversation_the_claim_stands_in_short(console: Console, windows: Chromium) -> None:
    santun = console.santun
    boss = await console.agent("boss", Role.SUPERVISOR)
    chat, conversation = await asking(santun)
    one = await brought(santun, boss, await filed(santun, chat.id))
    page = await windows.page(boss, thread(conversation))
    assert await faults_at_both(page, picture("beside")) == []
    await page.set_viewport_size(DESK)
    assert not await page.evaluate("document.documentElement.scrollHeight > innerHeight"), "only the panel scrolls"
    await page.get_by_text("Catat: sudah dibayar").click()
    form = page.locator("[data-way=paid] form")
    await form.get_by_label("Jumlah yang dibayar").fill("42.000.000")
    await form.get_by_role("button").click()
    await expect(page.locator("#files summary").first).to_contain_text("sudah dibayar")
    await page.get_by_role("link", name="Buka halaman pengajuan").click()
    await expect(page.get_by_role("heading", name=one.number)).to_be_visible()
