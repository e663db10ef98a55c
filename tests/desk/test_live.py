"""The conversation in Chromium: two members and the person at once; nothing typed is lost or goes astray."""

import asyncio
import re
import time
from functools import partial

import pytest
from playwright.async_api import expect

from services.staff import Role
from tests.desk.agents import PASSWORD, Chromium
from tests.desk.conftest import Console
from tests.desk.onscreen import is_same, listening, locked, marked, opens, slow_door, stays, words, writes
from tests.desk.scenes import answered, asking, at_work, member, taken, thread
from tests.journeys.onscreen import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium here, so the pages are not tried in one"),
]


async def test_two_members_and_the_person_are_at_it_at_once(console: Console, windows: Chromium) -> None:
    rina, budi = await console.agent("rina"), await console.agent("budi")
    chat, conversation = await asking(console.santun, "Siti")
    hers, his = await windows.page(rina, thread(conversation)), await windows.page(budi, thread(conversation))
    await listening(console, 2)
    for page in (hers, his):
        await marked(page)
    began = time.monotonic()
    await chat.says("kartunya tidak pernah sampai")
    for page in (hers, his):
        await expect(page.locator(".bubble.theirs").last).to_contain_text("kartunya tidak pernah sampai")
    assert time.monotonic() - began < 3, "a second, and a busy machine"
    await writes(hers, "Selamat pagi, saya bantu.")
    await chat.hears("Selamat pagi, saya bantu.")
    await expect(hers.locator(".bubble.ours").last).to_contain_text("✓ terkirim")
    await expect(hers.locator("#head")).to_contain_text("Anda yang menangani")
    await expect(his.locator("#head")).to_contain_text("Ditangani Rina")
    await expect(his.locator(".bubble.ours").last).to_contain_text("Selamat pagi, saya bantu.")
    await expect(his.locator("#send")).to_be_disabled()
    await his.locator("#hold-alih").click()
    await expect(his.locator("#head")).to_contain_text("Anda yang menangani")
    await expect(hers.locator("#head")).to_contain_text("Ditangani Budi")
    await expect(hers.locator("#send")).to_be_disabled()
    await writes(his, "Saya lanjutkan ya.")
    await chat.hears("Saya lanjutkan ya.")
    assert sum("Selamat pagi" in one.text for one in chat.messages) == 1
    for page in (hers, his):
        await expect(page.locator(".bubble.ours")).to_have_count(2)
        assert await is_same(page)


async def test_what_the_person_mends_changes_in_its_place(console: Console, windows: Chromium) -> None:
    rina = await console.agent()
    chat, conversation = await asking(console.santun)
    await taken(console.santun, await member(console.santun, "rina"), conversation)
    page = await windows.page(rina, thread(conversation))
    await listening(console)
    said = await chat.says("suami saya Rahmad")
    bubble = page.locator(".bubble.theirs").filter(has_text="suami saya")
    await expect(bubble).to_have_count(1)
    await chat.edits(said, "suami saya Rahmat")
    await expect(bubble).to_contain_text("Rahmat")
    await expect(bubble).to_contain_text("diubah")
    await expect(bubble).to_have_count(1)


async def test_a_draft_stays_while_the_page_changes_around_it(console: Console, windows: Chromium) -> None:
    santun = console.santun
    rina = await console.agent("rina")
    await console.agent("budi")
    chat, conversation = await asking(santun)
    page = await windows.page(rina, thread(conversation))
    await listening(console)
    await words(page).fill("Saya sedang menulis")
    await words(page).evaluate("field => field.setSelectionRange(4, 4)")
    for number in range(3):
        await chat.says(f"pesan ke-{number}")
        await expect(page.locator(".bubble.theirs").last).to_contain_text(f"pesan ke-{number}")
    await taken(santun, await member(santun, "budi"), conversation)
    await expect(page.locator("#head")).to_contain_text("Ditangani Budi")
    await expect(words(page)).to_have_value("Saya sedang menulis")
    assert await words(page).evaluate("field => [document.activeElement === field, field.selectionStart]") == [True, 4]


async def test_a_note_looks_different_and_never_reaches_the_person(console: Console, windows: Chromium) -> None:
    rina = await console.agent()
    chat, conversation = await asking(console.santun)
    await taken(console.santun, await member(console.santun, "rina"), conversation)
    await chat.settles()
    page = await windows.page(rina, thread(conversation))
    composer = page.locator("#composer")
    before = await composer.evaluate("form => getComputedStyle(form).backgroundColor")
    await page.get_by_text("Catatan internal", exact=True).click()
    assert await composer.evaluate("form => getComputedStyle(form).backgroundColor") != before
    await expect(page.locator("#send")).to_have_text("Simpan catatan")
    await writes(page, "jangan sampai keluarga baca ini")
    await expect(page.locator(".bubble.note")).to_contain_text("jangan sampai")
    await expect(page.locator("#send")).to_have_text("Simpan catatan")
    await page.get_by_text("Jawaban ke warga", exact=True).click()
    await writes(page, "penutup")
    await chat.hears("penutup")
    assert not any("keluarga baca" in one.text for one in chat.messages)


async def test_an_impatient_finger_sends_once(console: Console, windows: Chromium) -> None:
    rina = await console.agent()
    chat, conversation = await asking(console.santun)
    page = await windows.page(rina, thread(conversation))
    await words(page).fill("Satu kali saja")
    await page.locator("#send").dblclick()
    await chat.hears("Satu kali saja")
    await writes(page, "dan yang ini")
    await words(page).press("Control+Enter")
    await chat.hears("dan yang ini")
    await chat.settles()
    assert [sum(text in one.text for one in chat.messages) for text in ("Satu kali", "dan yang")] == [1, 1]


async def test_what_could_not_be_sent_stays_and_says_so(console: Console, windows: Chromium) -> None:
    rina = await console.agent()
    chat, conversation = await asking(console.santun)
    page = await windows.page(rina, thread(conversation))
    await page.context.set_offline(True)
    await writes(page, "Tulisan yang berharga")
    await expect(page.locator("#composer-said")).to_contain_text("Tulisan Anda masih ada")
    await expect(words(page)).to_have_value("Tulisan yang berharga")
    await page.context.set_offline(False)
    await words(page).press("Control+Enter")
    await chat.hears("Tulisan yang berharga")
    await expect(words(page)).to_have_value("")
    await expect(page.locator("#composer-said")).to_be_hidden()
    windows.errors.clear()  # htmx tells of the line that was cut


async def test_a_lock_in_the_middle_of_a_sentence_hides_all_sends_nothing_and_keeps_the_sentence(
    console: Console, windows: Chromium
) -> None:
    rina = await console.agent()
    chat, conversation = await asking(console.santun, "Nurhayati", "cerita yang pribadi")
    await taken(console.santun, await member(console.santun, "rina"), conversation)
    await chat.settles()
    page = await windows.page(rina, thread(conversation))
    await listening(console)
    await words(page).fill("Bu Nurhayati, uangnya akan")
    async with slow_door(page):
        await locked(rina)
        await expect(page.locator("body")).to_be_empty()
    await expect(page.get_by_role("heading", name="Layar terkunci")).to_be_visible()
    seen = await page.evaluate("document.documentElement.outerHTML + document.body.innerText + document.title")
    for secret in ("Nurhayati", "cerita", "uangnya"):
        assert secret not in seen
    for store in ("localStorage", "sessionStorage"):
        assert "uangnya" not in await page.evaluate(f"JSON.stringify({store})")
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # back from the authenticator
    await opens(page, "bukan yang ini sama sekali", "123456")
    await expect(page.get_by_role("alert").first).to_be_visible()
    await opens(page, PASSWORD, await rina.code())
    await expect(words(page)).to_have_value("Bu Nurhayati, uangnya akan")
    await expect(page.locator("#talk")).to_contain_text("cerita yang pribadi")
    await chat.settles()
    assert not any("uangnya" in one.text for one in chat.messages)
    await chat.says("masih di sana?")
    await expect(page.locator(".bubble.theirs").last).to_contain_text("masih di sana?")
    await writes(page, "Bu Nurhayati, uangnya akan masuk.")
    await chat.hears("uangnya akan masuk")


async def test_a_draft_is_not_left_behind_by_mistake_but_holds_up_nobody_who_must_leave(
    console: Console, windows: Chromium
) -> None:
    rina = await console.agent()
    _, conversation = await asking(console.santun)
    page = await windows.page(rina, thread(conversation))
    asked: list[str] = []
    page.on("dialog", partial(stays, asked))
    await words(page).press_sequentially("setengah")
    await page.locator(".top a.brand").click(no_wait_after=True)
    await expect(words(page)).to_have_value("setengah")
    assert asked == ["beforeunload"]
    await page.locator("form[action='/desk/keluar'] button").click()
    await page.wait_for_url(re.compile("/desk/keluar"))
    assert asked == ["beforeunload"]


async def test_without_a_draft_the_lock_is_the_page_itself(console: Console, windows: Chromium) -> None:
    rina = await console.agent()
    _, conversation = await asking(console.santun, "Nurhayati")
    page = await windows.page(rina, thread(conversation))
    await listening(console)
    await locked(rina)
    await page.wait_for_url(re.compile("/desk/kunci"))
    await expect(page.get_by_role("heading", name="Layar terkunci")).to_be_visible()


async def test_no_script_of_a_stranger_runs(console: Console, windows: Chromium) -> None:
    santun = console.santun
    rina = await console.agent("rina", Role.SUPERVISOR)
    wicked = "<script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>"
    chat, conversation = await asking(santun, wicked[:60], wicked)
    me = await member(santun, "rina")
    await taken(santun, me, conversation)
    page = await windows.page(rina, thread(conversation))
    fired: list[str] = []
    page.on("dialog", lambda dialog: fired.append(dialog.message))
    await listening(console)
    await chat.sends(document=b"x", name=f"{wicked}.pdf")
    await chat.says(f"{wicked} sudah")
    theirs = page.locator(".bubble.theirs")
    await expect(theirs.last).to_contain_text("onload=alert(3)> sudah")
    await answered(santun, me, conversation, wicked)
    await expect(page.locator(".bubble.ours").last).to_contain_text("<svg onload")
    document = theirs.filter(has=page.locator(".file-name"))
    for which, quoted in ((theirs.last, f"{wicked} sudah"), (document, re.compile(r"^Dokumen .+\.pdf$"))):
        await which.hover()
        await which.get_by_role("button", name="Balas").click()
        await expect(page.locator("#quoted")).to_contain_text(quoted)
    assert fired == []


async def test_what_was_moved_away_is_not_asked_for_again(console: Console, windows: Chromium) -> None:
    santun = console.santun
    rina = await console.agent()
    one = await member(santun, "rina")
    async with at_work(santun) as work:
        await santun.house.rooms.staff.change(work, "rina", by="system:test", role=Role.AGENT, queue="agency")
    boss = await console.agent("boss", Role.SUPERVISOR)
    chat, conversation = await asking(santun)
    page = await windows.page(rina, thread(conversation))
    await listening(console)
    await words(page).fill("setengah kalimat")
    moved = await boss.posts(f"{thread(conversation)}/pindah", {"antrean": "branch", "catatan": "ke cabang"})
    assert moved.status == 303
    await expect(page.locator("#said")).to_contain_text("bukan antrean Anda")
    await expect(page.locator("#send")).to_be_disabled()
    await expect(words(page)).to_have_value("setengah kalimat")
    asked = len(await _refused(console, one.actor))
    await chat.says("masih ada?")
    await asyncio.sleep(1)
    assert len(await _refused(console, one.actor)) == asked
    windows.errors.clear()  # htmx tells of the refusal


async def _refused(console: Console, actor: str) -> list[object]:
    async with at_work(console.santun) as work:
        return list(await work.raw.fetch("SELECT 1 FROM looks WHERE actor = $1 AND NOT found", actor))
