"""A group and its topics on the browser page, in a real Chromium: read, written, answered and closed."""

import pytest
from playwright.async_api import Locator, Page, expect
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.simulator import Chat, Simulator, Telegram
from tests.simulator.conftest import CHROMIUM, news

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium here, so the browser page is not tested"),
]
CARD = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Ambil", callback_data="t:1")],
        [InlineKeyboardButton("Lihat di konsol", url="https://contoh.id/desk/1")],
    ]
)
PICTURE = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de")


class GroupOnScreen:
    """The phone of a group: its list of topics, and the topic that is open."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self._address = page, address
        self.phone = page.get_by_role("region", name="HP Grup petugas", exact=True)
        self.header = self.phone.locator("header")

    async def begins(self) -> None:
        """The page, on which a person's phone is open."""
        await self.page.goto(self._address)

    async def opens(self) -> None:
        await self.page.locator("#people").get_by_role("button", name="Grup petugas").click()

    def topic(self, name: str) -> Locator:
        return self.phone.locator(".topics li").filter(has_text=name)

    def bubble(self, text: str) -> Locator:
        return self.phone.locator(".message").filter(has_text=text).last

    async def enters(self, name: str) -> None:
        await self.topic(name).get_by_role("button").click()
        await expect(self.header).to_contain_text(name)

    async def says(self, text: str) -> None:
        await self.phone.get_by_label("Tulis pesan").fill(text)
        await self.phone.get_by_label("Tulis pesan").press("Enter")

    async def writes_as(self, name: str) -> None:
        await self.phone.get_by_label("menulis sebagai").click()
        await self.page.get_by_role("menuitem").filter(has=self.page.get_by_text(name, exact=True)).click()

    async def chooses(self, what: str) -> None:
        """Of what can be done with the open topic."""
        await self.phone.get_by_label("Pilihan topik").click()
        await self.page.get_by_role("menuitem", name=what).click()


@pytest.fixture
def screen(page: Page, simulator: Simulator) -> GroupOnScreen:
    return GroupOnScreen(page, simulator.url)


@pytest.fixture
async def budi(telegram: Telegram) -> Chat:
    return await telegram.person("Budi", last_name="Santoso")


@pytest.fixture
async def group(telegram: Telegram, rina: Chat, budi: Chat) -> int:
    return await telegram.forum("Grup petugas", rina, budi)


@pytest.fixture
async def thread(bot: Bot, group: int) -> int:
    topic = await bot.create_forum_topic(group, "KT-B-2026-00042-7 Klaim", icon_color=16478047)
    await bot.send_message(group, "Percakapan baru", message_thread_id=topic.message_thread_id, reply_markup=CARD)
    return topic.message_thread_id


async def test_a_member_answers_in_a_topic(screen: GroupOnScreen, page: Page, bot: Bot, thread: int) -> None:
    await screen.begins()
    await screen.opens()
    await expect(screen.topic("Klaim")).to_contain_text("Santun: Percakapan baru")
    await screen.enters("KT-B-2026-00042-7 Klaim")
    await expect(screen.bubble("Percakapan baru").locator(".sender")).to_contain_text("Santun")
    await expect(screen.bubble("Percakapan baru").locator(".quoting")).to_have_count(0)
    await news(bot)

    await screen.phone.get_by_role("button", name="Ambil").click()
    await screen.bubble("Percakapan baru").locator(".bubble").dblclick()
    await page.get_by_role("menuitem", name="Balas").click()
    await expect(screen.phone.locator(".above")).to_contain_text("Membalas Santun")
    await screen.says("Saya ambil")
    own = screen.phone.locator(".own")
    await expect(own.locator(".quoting")).to_contain_text("Percakapan baru")
    await own.locator(".bubble").click(button="right")
    await page.get_by_role("menuitem", name="Sunting").click()
    await screen.says("Saya ambil sekarang")
    await expect(own.locator(".meta")).to_contain_text("diedit")
    pressed, said, edited = await news(bot)
    assert said.message
    await said.message.set_reaction("👌")
    await expect(own.get_by_label("Tanggapan bot")).to_have_text("👌")
    assert pressed.callback_query
    assert said.message.reply_to_message
    assert (said.message.message_thread_id, said.message.reply_to_message.text) == (thread, "Percakapan baru")
    assert edited.edited_message


async def test_another_member_writes_and_an_administrator_stays_unnamed(
    screen: GroupOnScreen, bot: Bot, budi: Chat, group: int, thread: int
) -> None:
    await screen.begins()
    await screen.opens()
    await screen.enters("Klaim")
    await screen.says("Dari Rina")
    await news(bot)
    await screen.writes_as("Budi Santoso")
    await expect(screen.bubble("Dari Rina").locator(".sender")).to_contain_text("Rina Wati")
    await expect(screen.bubble("Dari Rina").locator(".face")).to_have_text("RW")
    await screen.says("Dari Budi")
    await screen.writes_as("Anonim (Rina Wati)")
    await screen.says("Dari pimpinan")
    await expect(screen.phone.locator(".own")).to_have_count(1)
    await screen.writes_as("Budi Santoso")
    await expect(screen.bubble("Dari pimpinan").locator(".sender")).to_contain_text("Grup petugas")
    await expect(screen.bubble("Dari pimpinan").locator(".sender")).to_contain_text("admin anonim")
    by_budi, by_nobody = await news(bot)
    assert by_budi.message
    assert by_budi.message.from_user
    assert by_budi.message.from_user.id == budi.person
    assert by_nobody.message
    assert by_nobody.message.sender_chat
    assert by_nobody.message.sender_chat.id == group


async def test_a_link_opens_beside_the_page_and_learns_nothing_of_it(screen: GroupOnScreen, thread: int) -> None:
    await screen.begins()
    await screen.opens()
    await screen.enters("Klaim")
    link = screen.phone.get_by_role("link", name="Lihat di konsol")
    await expect(link).to_have_attribute("href", "https://contoh.id/desk/1")
    await expect(link).to_have_attribute("target", "_blank")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")


async def test_what_was_not_read_is_counted_for_each_topic(
    screen: GroupOnScreen, bot: Bot, rina: Chat, group: int, thread: int
) -> None:
    other = (await bot.create_forum_topic(group, "KT-B-2026-00043-5 Pertanyaan")).message_thread_id
    await screen.begins()
    await rina.inside(group).says("Selamat pagi")
    for text in ("satu", "dua"):
        await bot.send_message(group, text, message_thread_id=other)
    in_list = (
        screen.page.locator("#people").get_by_role("button", name="Grup petugas").get_by_label("3 pesan belum dibaca")
    )
    await expect(in_list).to_be_visible()
    await screen.opens()
    await expect(screen.topic("Pertanyaan").locator(".dot")).to_have_text("2")
    await expect(screen.topic("Umum").locator(".dot")).to_have_text("1")
    await screen.enters("Pertanyaan")
    await expect(screen.phone.locator(".theirs")).to_have_count(2)
    await bot.send_message(group, "tiga", message_thread_id=other)
    await expect(screen.bubble("tiga")).to_be_visible()
    await bot.send_message(group, "di tempat lain", message_thread_id=thread)
    await screen.phone.get_by_label("Kembali ke daftar topik").click()
    await expect(screen.topic("Pertanyaan").locator(".dot")).to_have_count(0)
    await expect(screen.topic("Klaim").locator(".dot")).to_have_text("1")
    await expect(screen.phone.locator(".topics li").first).to_contain_text("Klaim")


async def test_a_topic_is_opened_renamed_closed_and_deleted_by_hand(
    screen: GroupOnScreen, telegram: Telegram, page: Page, group: int
) -> None:
    await screen.begins()
    await screen.opens()
    await screen.phone.get_by_label("Topik baru").click()
    await page.get_by_label("Nama topik").fill("Jadwal")
    await page.get_by_role("dialog").get_by_role("button", name="Simpan").click()
    await expect(screen.header).to_contain_text("Jadwal")
    await screen.chooses("Ganti nama topik")
    await page.get_by_label("Nama topik").fill("Jadwal jaga")
    await page.get_by_role("dialog").get_by_role("button", name="Simpan").click()
    await expect(screen.header).to_contain_text("Jadwal jaga")
    await screen.chooses("Tutup topik")
    await expect(screen.phone.locator(".service").last).to_have_text("Rina Wati menutup topik")
    await screen.writes_as("Budi Santoso")
    await expect(screen.phone.get_by_label("Tulis pesan")).to_be_hidden()
    await expect(screen.phone).to_contain_text("Topik ini sudah ditutup")
    await screen.phone.get_by_label("Kembali ke daftar topik").click()
    await expect(screen.topic("Jadwal jaga").get_by_label("Sudah ditutup")).to_be_visible()
    await screen.writes_as("Rina Wati")
    await screen.enters("Jadwal jaga")
    await screen.chooses("Buka lagi topik")
    await expect(screen.phone.get_by_text("Topik ini sudah ditutup")).to_be_hidden()
    await screen.chooses("Hapus topik")
    await page.get_by_role("dialog").get_by_role("button", name="Hapus").click()
    await expect(screen.topic("Jadwal jaga")).to_have_count(0)
    await expect(screen.topic("Umum")).to_be_visible()
    (topic,) = await telegram.topics(group)
    assert (topic.name, topic.deleted) == ("Jadwal jaga", True)


async def test_on_a_small_screen_one_goes_from_the_list_to_the_topic_and_back(
    screen: GroupOnScreen, page: Page, budi: Chat, group: int, thread: int
) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})
    there = budi.inside(group, thread)
    await there.sends(photo=PICTURE, caption="KTP")
    await there.sends(voice=b"ogg")
    await there.sends(document=b"%PDF", name="surat-keterangan-ahli-waris-yang-namanya-panjang-sekali.pdf")
    await there.sends_location(0.5, 117.5)
    await there.says("kata" * 60)
    await screen.begins()
    await page.get_by_label("Kembali ke daftar orang").click()
    await screen.opens()
    await screen.enters("Klaim")
    for shown in ("KTP", "Pesan suara", "surat-keterangan", "Lokasi"):
        await expect(screen.bubble(shown)).to_be_attached()
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
    log = screen.phone.locator(".log")
    assert await log.evaluate("log => log.scrollWidth <= log.clientWidth")
    assert await log.evaluate("log => log.scrollHeight - log.scrollTop - log.clientHeight < 2"), (
        "the newest is in sight"
    )
    await screen.phone.get_by_label("Kembali ke daftar topik").click()
    await expect(screen.topic("Klaim")).to_be_visible()
    await screen.phone.get_by_label("Kembali ke daftar orang").click()
    await expect(page.locator("#people")).to_contain_text("Grup petugas")


async def test_a_script_in_a_title_a_topic_or_a_name_does_not_run(
    screen: GroupOnScreen, telegram: Telegram, page: Page, bot: Bot
) -> None:
    evil = "<img src=x onerror=alert(1)>"
    rina = await telegram.person(evil)
    group = await telegram.forum(evil, rina)
    thread = (await bot.create_forum_topic(group, evil)).message_thread_id
    await rina.inside(group, thread).says(evil)
    await bot.edit_forum_topic(group, thread, name=f"{evil}!")
    await screen.begins()
    await page.locator("#people").get_by_role("button", name=evil).last.click()
    await page.locator(f"[data-thread='{thread}']").click()
    await expect(page.locator(".group .own .text")).to_have_text(evil)
    await expect(page.locator(".group .service").last).to_contain_text(f"{evil}!")
    await expect(page.locator("img")).to_have_count(0)


async def test_a_group_that_moves_is_followed(
    screen: GroupOnScreen, telegram: Telegram, page: Page, rina: Chat
) -> None:
    old = await telegram.group("Grup petugas", rina)
    await rina.inside(old).says("Selamat pagi")
    await screen.begins()
    await screen.opens()
    await expect(screen.bubble("Selamat pagi")).to_be_visible()
    await telegram.upgrade(old, forum=True)
    await expect(screen.topic("Umum")).to_contain_text("Grup ini menjadi supergrup")
    await expect(page.locator("#people li").filter(has_text="Grup petugas")).to_have_count(1)
