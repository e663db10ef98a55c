"""A person and a member of staff talk: from the first word to the end, and again."""

from bot.simulator import Chat
from services.helpdesk.messages import ConversationOver, ConversationTakenUp, InTheQueue, NotedForStaff, StaffCame
from tests.journeys.conftest import Santun
from tests.journeys.desk import conversation_of, ends, heard_by_staff, hired, it_is, lines_of, says, staff_hear
from tests.journeys.hearing import saying

STORY = "suami saya namanya ada dua ejaan di surat surat"


async def test_a_widow_calls_a_person_and_they_talk(santun: Santun, chat: Chat) -> None:
    await it_is(santun)
    ani = await hired(santun)
    await chat.says("/start")
    await chat.taps("Bicara dengan petugas")
    (queued,) = await chat.hears(saying(InTheQueue))
    assert "urutan ke-1" in queued.text
    conversation = await conversation_of(santun, chat)
    await chat.says(STORY)
    await chat.hears(saying(NotedForStaff))
    await says(santun, ani, conversation, "Selamat siang Bu, saya bantu.")
    await chat.hears(saying(StaffCame))
    await chat.hears("Selamat siang Bu, saya bantu.")
    await chat.says("berapa santunan kematian?")
    await chat.sends(photo=b"a photo")
    await staff_hear(santun, conversation, STORY, "berapa santunan kematian?", "photo")
    assert not await chat.settles(), "the bot is silent while a person answers"
    await ends(santun, ani, conversation)
    (over,) = await chat.hears(saying(ConversationOver))
    assert over.buttons == ("Lanjut dengan petugas", "Menu")
    await chat.says("berapa santunan kematian?")
    await chat.hears("Rp42.000.000")
    await chat.says("itu yang di map biru sudah ketemu")
    await chat.hears(saying(ConversationTakenUp))
    assert (await heard_by_staff(santun, conversation))[-1] == "itu yang di map biru sudah ketemu"
    happened = [line.what.value for line in await lines_of(santun, conversation) if line.what]
    assert happened == ["opened", "taken", "closed", "reopened"]
