"""python-telegram-bot's own Bot talks to people through the simulator."""

from io import BytesIO

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.simulator import Telegram
from bot.simulator.client import ImpossibleError, NotHeardError
from tests.simulator.conftest import news

BUTTONS = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Ya", callback_data="y")], [InlineKeyboardButton("Belum", callback_data="n")]]
)


async def test_a_bot_hears_a_command_with_its_payload(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person("Siti", last_name="Aisah", username="siti")
    await siti.starts("abc-1")
    (update,) = await news(bot)
    assert update.message is not None
    assert update.message.text == "/start abc-1"
    assert [entity.type for entity in update.message.entities] == ["bot_command"]
    assert update.effective_user is not None
    assert update.effective_user.full_name == "Siti Aisah"


async def test_a_person_hears_taps_and_sees_the_edit(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person()
    await siti.says("halo")
    await news(bot)
    sent = await bot.send_message(siti.id, "<b>Lanjut</b> &amp; selesai?", "HTML", reply_markup=BUTTONS)
    await siti.hears("Lanjut & selesai?")
    assert siti.last.buttons == ("Ya", "Belum")
    await siti.taps("Ya")
    (update,) = await news(bot)
    assert update.callback_query is not None
    assert (update.callback_query.data, update.callback_query.message) == ("y", sent)
    await update.callback_query.answer("Baik")
    await bot.edit_message_text("Selesai.", siti.id, sent.message_id)
    await siti.hears("Selesai.")
    assert siti.toasts == ["Baik"]
    assert not siti.last.buttons


async def test_a_wrong_label_names_the_buttons_that_are_there(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person()
    await siti.says("halo")
    await bot.send_message(siti.id, "Lanjut?", reply_markup=BUTTONS)
    with pytest.raises(ImpossibleError, match="'Ya', 'Belum'"):
        await siti.taps("Tidak", within=0.1)
    with pytest.raises(NotHeardError, match="Lanjut"):
        await siti.hears("Selamat", within=0.1)


async def test_buttons_of_deleted_and_edited_messages_can_still_be_pressed(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person()
    number = await siti.says("halo")
    sent = await bot.send_message(siti.id, "Lanjut?", reply_markup=BUTTONS)
    await bot.edit_message_text("Sudah.", siti.id, sent.message_id)
    await bot.delete_messages(siti.id, [number, sent.message_id])
    await siti.until(lambda chat: not chat.messages)
    await siti.presses_old(sent.message_id, "Belum")
    await siti.forges("x:1")
    queries = [update.callback_query for update in await news(bot) if update.callback_query]
    assert [query.data for query in queries] == ["n", "x:1"]
    assert queries[0].message is not None
    assert not queries[0].message.is_accessible


async def test_a_contact_key_shares_the_own_number(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person(phone="+6281200000001")
    await siti.says("halo")
    keys = ReplyKeyboardMarkup([[KeyboardButton("Kirim nomor saya", request_contact=True)]])
    await bot.send_message(siti.id, "Nomor?", reply_markup=keys)
    await siti.presses("Kirim nomor saya")
    await siti.shares_contact(phone_number="+62999", first_name="Lain", user_id=5)
    await siti.shares_contact(forwarded=True)
    _, own, other, forwarded = [update.message for update in await news(bot)]
    assert own
    assert own.contact
    assert other
    assert other.contact
    assert forwarded
    assert (own.contact.user_id, own.contact.phone_number) == (siti.id, "+6281200000001")
    assert other.contact.user_id == 5
    assert forwarded.forward_origin is not None
    await bot.send_message(siti.id, "Terima kasih", reply_markup=ReplyKeyboardRemove())
    await siti.hears("Terima kasih")
    assert siti.keyboard == []


async def test_files_go_both_ways(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person()
    await siti.sends(document=b"%PDF-1.7 akta", name="akta.pdf", caption="ini aktanya")
    (update,) = await news(bot)
    assert update.message
    assert update.message.document
    assert (update.message.document.file_name, update.message.document.mime_type) == ("akta.pdf", "application/pdf")
    fetched = await (await update.message.document.get_file()).download_as_bytearray()
    assert bytes(fetched) == b"%PDF-1.7 akta"
    await bot.send_document(siti.id, BytesIO(b"daftar"), "berkas", filename="daftar.pdf", protect_content=True)
    await siti.hears("berkas")
    assert siti.last.raw["document"]["file_name"] == "daftar.pdf"
    with pytest.raises(ImpossibleError, match="protected"):
        await siti.forwards_message(siti.last.id)


async def test_every_kind_of_message_is_read_by_the_library(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person()
    await siti.sends(photo=b"not really a picture")
    await siti.sends(voice=b"ogg")
    await siti.sends(sticker=b"webp")
    await siti.sends(video=b"mp4")
    await siti.sends_location(0.5, 117.5)
    await siti.forwards("dari grup keluarga")
    number = await siti.says("salah ketik")
    await siti.edits(number, "betul")
    await siti.blocks()
    await siti.unblocks()
    updates = await news(bot)
    messages = [update.message for update in updates if update.message]
    assert messages[0].photo
    assert messages[1].voice
    assert messages[2].sticker
    assert messages[3].video
    assert messages[4].location
    assert messages[5].forward_origin
    assert updates[7].edited_message
    assert updates[7].edited_message.text == "betul"
    assert updates[8].my_chat_member
    assert updates[8].my_chat_member.new_chat_member.status == "kicked"


async def test_groups_and_channels_reach_the_bot(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person()
    group = await telegram.group("Warga", siti)
    channel = await telegram.group("Kabar", siti, kind="channel")
    await siti.inside(group).says("/start@santun_demo_bot")
    await siti.inside(channel).says("Pengumuman")
    joined, added, message, post = await news(bot)
    assert joined.my_chat_member
    assert added.my_chat_member
    assert message.message
    assert message.message.chat.type == "group"
    assert post.channel_post
    assert post.channel_post.from_user is None


async def test_typing_and_pins_are_seen(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person()
    await siti.says("halo")
    await bot.send_chat_action(siti.id, "typing")
    sent = await bot.send_message(siti.id, "Penting")
    await bot.pin_chat_message(siti.id, sent.message_id)
    await siti.until(lambda chat: chat.pinned == [sent.message_id])
    assert siti.actions == ["typing"]
