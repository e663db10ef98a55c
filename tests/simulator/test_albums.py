"""An album: several messages sent at once, each told to the bot by itself, in whatever order."""

import asyncio
from collections.abc import Sequence

import pytest
from playwright.async_api import FilePayload, Page, expect
from telegram import Bot

from bot.simulator import Chat, Simulator, Telegram
from bot.simulator.client import ImpossibleError
from tests.claims.photos import photo
from tests.simulator.conftest import CHROMIUM, news

in_a_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium here, so the browser page is not tested"),
]
PDF = b"%PDF-1.4 a letter"


@pytest.fixture
async def siti(telegram: Telegram) -> Chat:
    return await telegram.person("Siti")


def photos(count: int) -> list[bytes]:
    return [photo(f"halaman {number}") for number in range(1, count + 1)]


async def test_every_part_of_an_album_is_a_message_and_an_update_of_its_own(siti: Chat, bot: Bot) -> None:
    sent = await siti.sends_album(photo=photos(3), caption="Kartu Keluarga")
    heard = [update.message for update in await news(bot)]
    assert [message.message_id for message in heard if message] == sent == sorted(sent)
    assert [message.caption for message in heard if message] == ["Kartu Keluarga", None, None]
    (number,) = {message.media_group_id for message in heard if message}
    assert number
    again = await siti.sends_album(photo=photos(2))
    assert len(again) == 2
    assert {update.message.media_group_id for update in await news(bot) if update.message} != {number}


async def test_the_bot_is_told_of_the_parts_in_any_order_and_of_some_later(siti: Chat, bot: Bot) -> None:
    first, second, third = await siti.sends_album(photo=photos(3), order=[2, 0])
    assert [update.message.message_id for update in await news(bot) if update.message] == [third, first]
    await siti.tells(second)
    assert [update.message.message_id for update in await news(bot) if update.message] == [second]
    await siti.settles()
    assert [message.id for message in siti.messages] == [first, second, third]


async def test_a_webhook_gets_each_part_by_itself(siti: Chat, bot: Bot, telegram: Telegram) -> None:
    async def answered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answered, "127.0.0.1", 0)
    async with server:
        await bot.set_webhook(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/telegram")
        await siti.sends_album(photo=photos(3))
        await siti.settles()
        delivered = await telegram.deliveries()
    assert [one["status"] for one in delivered] == [200] * 3
    assert len({one["update_id"] for one in delivered}) == 3


async def test_photos_go_with_videos_and_files_only_with_files(siti: Chat, bot: Bot) -> None:
    await siti.sends_album(photo=photos(1), video=[b"a film"])
    await siti.sends_album(document=[("surat.pdf", PDF), ("kk.jpg", photo())])
    kinds = [update.message.effective_attachment for update in await news(bot) if update.message]
    assert [type(kind).__name__ for kind in kinds] == ["tuple", "Video", "Document", "Document"]
    with pytest.raises(ImpossibleError, match="not sent in one album"):
        await siti.sends_album(photo=photos(1), document=[PDF])
    with pytest.raises(ImpossibleError, match="not sent in one album"):
        await siti.sends_album(audio=[b"a song"], document=[PDF])


@pytest.mark.parametrize("count", [1, 11])
async def test_an_album_has_two_to_ten_parts(siti: Chat, count: int) -> None:
    with pytest.raises(ImpossibleError, match="2 to 10"):
        await siti.sends_album(photo=photos(1) * count)


async def test_what_is_passed_on_alone_is_no_album(siti: Chat, bot: Bot) -> None:
    first, _ = await siti.sends_album(photo=photos(2))
    await siti.forwards_message(first)
    assert (await bot.copy_message(siti.id, siti.id, first)).message_id
    *_, passed_on = await news(bot)
    assert passed_on.message
    assert passed_on.message.media_group_id is None


async def chooses(page: Page, what: str, files: Sequence[tuple[str, str, bytes]]) -> None:
    await page.get_by_label("Lampirkan").click()
    async with page.expect_file_chooser() as choosing:
        await page.get_by_role("menuitem", name=what).click()
    chooser = await choosing.value
    assert chooser.is_multiple()
    payloads: list[FilePayload] = [{"name": name, "mimeType": mime, "buffer": content} for name, mime, content in files]
    await chooser.set_files(payloads)


@pytest.mark.parametrize("width", [390, 1280])
class TestOnThePage:
    pytestmark = in_a_browser

    async def test_photos_chosen_together_are_one_bubble(
        self, simulator: Simulator, siti: Chat, page: Page, bot: Bot, width: int
    ) -> None:
        await page.set_viewport_size({"width": width, "height": 844})
        await siti.says("halo")
        await page.goto(simulator.url)
        files = [(f"{at}.jpg", "image/jpeg", one) for at, one in enumerate(photos(3))]
        await chooses(page, "Foto", files)
        await expect(page.get_by_role("dialog").locator(".tile img")).to_have_count(3)
        await page.get_by_label("Keterangan").fill("Kartu Keluarga")
        await page.get_by_role("dialog").get_by_role("button", name="Kirim").click()
        album = page.get_by_role("group", name="Album, 3 kiriman")
        await expect(album.locator("img")).to_have_count(3)
        await expect(page.locator(".message.own")).to_have_count(2)
        await expect(page.locator(".message", has=album)).to_contain_text("Kartu Keluarga")
        assert await page.evaluate("document.documentElement.scrollWidth") == width
        parts = [update.message for update in (await news(bot))[1:] if update.message]
        assert [part.caption for part in parts] == ["Kartu Keluarga", None, None]
        await bot.delete_message(siti.id, parts[0].message_id)
        await expect(page.get_by_role("group", name="Album, 2 kiriman")).to_be_visible()
        await page.reload()
        await expect(page.locator(".album img")).to_have_count(2)
        for part in parts[1:]:
            await bot.delete_message(siti.id, part.message_id)
        await expect(page.locator(".message.own")).to_have_count(1)

    async def test_files_chosen_together_stand_below_one_another(
        self, simulator: Simulator, siti: Chat, page: Page, bot: Bot, width: int
    ) -> None:
        await page.set_viewport_size({"width": width, "height": 844})
        await siti.says("halo")
        await page.goto(simulator.url)
        await chooses(page, "Berkas", [("kk.pdf", "application/pdf", PDF), ("ktp.jpg", "image/jpeg", photo())])
        await expect(page.get_by_role("dialog")).to_contain_text("ktp.jpg")
        await page.get_by_role("dialog").get_by_role("button", name="Kirim").click()
        album = page.get_by_role("group", name="Album, 2 kiriman")
        await expect(album.get_by_role("link")).to_have_text([r"kk.pdf17 B", "ktp.jpg" + _weight(photo())])
        (one,) = {update.message.media_group_id for update in (await news(bot))[1:] if update.message}
        assert one


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium here, so the browser page is not tested")
async def test_more_than_ten_go_out_as_two_albums(simulator: Simulator, siti: Chat, page: Page, bot: Bot) -> None:
    await siti.says("halo")
    await page.goto(simulator.url)
    await chooses(page, "Foto", [(f"{at}.jpg", "image/jpeg", one) for at, one in enumerate(photos(12))])
    await page.get_by_role("dialog").get_by_role("button", name="Kirim").click()
    await expect(page.get_by_role("group", name="Album, 10 kiriman")).to_be_visible()
    await expect(page.get_by_role("group", name="Album, 2 kiriman")).to_be_visible()


def _weight(content: bytes) -> str:
    return f"{round(len(content) / 1024)} KB"
