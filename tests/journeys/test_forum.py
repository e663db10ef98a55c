"""A person and staff talk through a topic of the staff's group, both ways."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest_asyncio

from bot.simulator import Chat
from services.helpdesk.agents import Reply
from services.helpdesk.forum.messages import CannedDropped, CannotBePassedOn, GroupHelp, NotACommand, PersonIsGone
from services.helpdesk.messages import AnotherOffice, ConversationOver, ConversationTakenUp, InOtherHands, StaffCame
from services.helpdesk.model import Kind, State
from services.staff.reach import is_there
from tests.conftest import Server
from tests.journeys.hearing import saying
from tests.journeys.office import Office, kept_answer, office

DOT = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde"


@pytest_asyncio.fixture
async def desk(server: Server, roster_template: str, key_file: Path) -> AsyncIterator[Office]:
    name = f"f_{secrets.token_hex(6)}"
    url = await server.create(name, roster_template)
    async with office(url, key_file) as running:
        yield running
    await server.drop(name)


@pytest_asyncio.fixture
async def siti(desk: Office) -> Chat:
    return await desk.santun.person("Siti")


async def test_words_go_both_ways(desk: Office, siti: Chat) -> None:
    number = await desk.asks(siti, "suami saya <b>ada dua</b> ejaan")
    topic = await desk.topic_of(number)
    await topic.hears("Warga: suami saya <b>ada dua</b> ejaan")
    (first,) = [one for one in topic.messages if number in one.text]
    assert first.buttons == ("Buka di konsol",)
    assert "Siti" not in first.text
    (named,) = await desk.santun.telegram.topics(desk.group)
    assert named.name == f"{number} · Bicara dengan petugas"
    said = await topic.says("Selamat siang Bu, saya bantu.")
    await siti.hears(saying(StaffCame))
    await siti.hears("Ani (petugas):\nSelamat siang Bu, saya bantu.")
    await topic.hears("Ani menangani percakapan ini")
    await siti.says("terima kasih pak")
    await topic.hears("Warga: terima kasih pak")
    assert desk.signs(said) == ["👌"]
    async with desk.work() as work:
        assert await is_there(work, desk.members["ani"].id, timedelta(minutes=1)), "who writes in the group is there"
        assert not await is_there(work, desk.members["budi"].id, timedelta(minutes=1))
    assert [one.text for one in topic.messages if "Selamat siang" in one.text] == ["Selamat siang Bu, saya bantu."]


async def test_voices_and_places_go_both_ways_but_pictures_stay_in_the_console(desk: Office, siti: Chat) -> None:
    topic = await desk.topic_of(await desk.asks(siti, "ini ceritanya"))
    await siti.sends(voice=b"suara", caption="NIK saya 6408040303900001")
    (voice,) = [one for one in await topic.hears("Warga: NIK saya") if "voice" in one.raw]
    assert "6408" not in str(voice.raw)
    await siti.sends_location(0.5, 117.5)
    await topic.hears(lambda one: one.raw.get("location", {}).get("latitude") == 0.5)
    await siti.sends(photo=DOT, caption="KTP 6408 0403 0390 0001")
    notice = (await topic.hears("Warga: [foto, lihat di konsol] KTP ••••••••••••••01"))[-1]
    assert notice.buttons == ("Buka di konsol",)
    assert not any("photo" in one.raw for one in topic.messages)
    await topic.sends(voice=b"jawaban")
    await siti.hears(lambda one: "voice" in one.raw)
    await topic.sends_location(0.1, 117.1)
    await siti.hears(lambda one: one.raw.get("location", {}).get("latitude") == 0.1)
    await topic.sends(document=b"formulir", name="formulir.pdf", caption="Isi ini ya Bu")
    await siti.hears(lambda one: "document" in one.raw and "Isi ini ya Bu" in one.text)
    await topic.sends(photo=DOT)
    await siti.hears(lambda one: "photo" in one.raw)
    await topic.writes({"dice": {"emoji": "🎲", "value": 3}})
    await topic.hears(saying(CannotBePassedOn))


async def test_long_captions_of_staff_arrive_whole(desk: Office, siti: Chat) -> None:
    topic = await desk.topic_of(await desk.asks(siti, "ini ceritanya"))
    await topic.sends(document=b"formulir", name="formulir.pdf", caption="panjang " * 126 + "selesai")
    await siti.hears("selesai")
    await siti.hears(lambda one: "document" in one.raw)


async def test_edits_and_replies_go_both_ways(desk: Office, siti: Chat) -> None:
    topic = await desk.topic_of(await desk.asks(siti))
    asked = await siti.says("pertanyaan pertama")
    await topic.hears("pertanyaan pertama")
    carried = topic.last
    await asyncio.sleep(0.3)  # nobody answers before what they answer is marked as sent
    said = await topic.replies(carried.id, "Jawaban untuk yang pertama")
    answers = await siti.hears("Jawaban untuk yang pertama")
    answer = next(one for one in answers if "Jawaban untuk" in one.text)
    assert answer.answers == asked
    await topic.hears("Ani menangani percakapan ini")
    await topic.edits(said, "Jawaban yang sudah benar")
    await siti.until(lambda chat: any("Jawaban yang sudah benar" in one.text for one in chat.messages))
    assert not any("Jawaban untuk yang pertama" in one.text for one in siti.messages)
    await siti.replies(answer.id, "maksudnya bagaimana?")
    reply = (await topic.hears("Warga: maksudnya bagaimana?"))[-1]
    assert reply.answers == said
    await siti.edits(asked, "pertanyaan pertama, diperbaiki, NIK 6408040303900001")
    retold = (await topic.hears("Warga (diubah): pertanyaan pertama, diperbaiki, NIK ••••••••••••••01"))[-1]
    await topic.replies(retold.id, "Baik, diperbaiki")
    assert (await siti.hears("Baik, diperbaiki"))[-1].answers is None, "a NIK is deleted, and cannot be quoted"


async def test_two_agents_do_not_talk_at_once(desk: Office, siti: Chat) -> None:
    number = await desk.asks(siti, "tolong ya")
    topic = await desk.topic_of(number)
    conversation = await desk.conversation(number)
    agents = desk.santun.house.rooms.helpdesk.agents
    async with desk.work() as work:
        await agents.answer(work, desk.members["budi"], conversation, Reply("Saya Budi, dari konsol."))
        await agents.note(work, desk.members["budi"], conversation, Reply("sudah saya telepon"))
    await topic.hears("Budi (konsol): Saya Budi, dari konsol.")
    await topic.hears("catatan Budi: sudah saya telepon")
    await topic.says("Saya Ani, dari topik.")
    (refused,) = [one for one in await topic.hears(saying(InOtherHands)) if "/ambil" in one.text]
    assert "Belum diteruskan ke warga." in refused.text
    await siti.settles()
    assert not any("dari topik" in one.text for one in siti.messages)
    await topic.says("/ambil@santun_demo_bot")
    await topic.hears("Ani mengambil alih percakapan ini")
    await topic.says("Sekarang saya, Ani.")
    await siti.hears("Sekarang saya, Ani.")
    with_budi = desk.people["budi"].inside(desk.group, topic.topic)
    await with_budi.says("dan saya lagi")
    await with_budi.hears(saying(InOtherHands))


async def test_a_conversation_is_handed_on_from_its_topic(desk: Office, siti: Chat) -> None:
    number = await desk.asks(siti, "tolong ya")
    topic = await desk.topic_of(number)
    await topic.says("/alih")
    await topic.hears("Sebut tujuannya: agency, branch")
    await topic.says("/alih cabang")
    await topic.hears("Tulis catatan singkat")
    await topic.says("/alih cabang berkas lengkap, tinggal diperiksa")
    await topic.hears("Ani meneruskan percakapan ini ke")
    await siti.hears(saying(AnotherOffice))
    await topic.says("/alih budi")
    await topic.hears("Ani memberikan percakapan ini kepada Budi")
    await topic.says("/alih siapa-saja")
    await topic.hears("atau nama petugas")
    async with desk.work() as work:
        found = await desk.santun.house.rooms.helpdesk.store.by_number(work, number)
    assert found is not None
    assert (found.queue, found.assignee) == ("branch", desk.members["budi"].id)


async def test_the_end_and_the_beginning_again(desk: Office, siti: Chat) -> None:
    number = await desk.asks(siti, "tolong ya")
    topic = await desk.topic_of(number)
    await topic.says("Sudah ya Bu")
    await siti.hears("Sudah ya Bu")
    await topic.says("/tutup entah")
    await topic.hears("Tulis hasilnya dulu: terjawab, dirujuk, belum-balas, bukan-urusan")
    await topic.says("/tutup dirujuk ke Disdukcapil")
    await siti.hears(saying(ConversationOver))
    await topic.hears("Ani menutup percakapan ini (dirujuk ke kantor atau BPJS): ke Disdukcapil")
    await topic.until(lambda chat: any(one.service == "forum_topic_closed" for one in chat.messages))
    await siti.says("yang di map biru sudah ketemu")
    await siti.hears(saying(ConversationTakenUp))
    await topic.until(lambda chat: any(one.service == "forum_topic_reopened" for one in chat.messages))
    await topic.hears("Warga: yang di map biru sudah ketemu")
    await topic.says("/tutup")
    await topic.until(lambda chat: sum(one.service == "forum_topic_closed" for one in chat.messages) == 2)
    await topic.says("satu lagi ya Bu")
    await topic.hears("Ketik /ambil untuk membukanya lagi.")
    await topic.says("/ambil")
    await topic.hears("Ani membuka lagi percakapan ini")
    await topic.says("satu lagi ya Bu, sungguh")
    await siti.hears("satu lagi ya Bu, sungguh")


async def test_talk_among_staff_never_reaches_the_person(desk: Office, siti: Chat) -> None:
    number = await desk.asks(siti, "tolong ya")
    topic = await desk.topic_of(number)
    internal = await topic.says("// orang ini tetangga saya")
    await topic.says("/catat sudah ditelepon RAHASIA")
    await topic.says("/catatan RAHASIA juga")
    await topic.hears(saying(NotACommand))
    await topic.says("// diubah nanti")
    said = await topic.says("ini untuk Ibu")
    await siti.hears("ini untuk Ibu")
    await topic.edits(internal, "orang ini RAHASIA")
    await topic.edits(said, "// RAHASIA, salah kirim")
    await siti.until(lambda chat: any("ditarik kembali" in one.text for one in chat.messages))
    await siti.settles()
    assert not any("RAHASIA" in one.text or "tetangga" in one.text for one in siti.messages)
    async with desk.work() as work:
        agents = desk.santun.house.rooms.helpdesk.agents
        _, lines = await agents.read(work, desk.members["ani"], await desk.conversation(number))
    notes = [line.words for line in lines if line.kind is Kind.NOTE]
    assert notes == ["orang ini RAHASIA", "sudah ditelepon RAHASIA", "diubah nanti"]
    assert desk.signs(internal) == ["✍"]


async def test_kept_answers_are_shown_before_they_are_sent(desk: Office, siti: Chat) -> None:
    await kept_answer(desk, "akta", "Selamat siang {nama}, akta dibuat di Disdukcapil. {petugas}")
    topic = await desk.topic_of(await desk.asks(siti, "tolong ya"))
    await topic.says("/t")
    await topic.hears("Yang ada: akta.")
    await topic.says("/t akta")
    (draft,) = await topic.hears("belum dikirim")
    assert draft.buttons == ("Kirim", "Batal")
    assert "Selamat siang Bapak/Ibu" in draft.text, "the group does not see the person's name"
    await topic.taps("Kirim")
    await siti.hears("Selamat siang Bapak/Ibu, akta dibuat di Disdukcapil. Ani")
    await topic.until(lambda chat: any("Ani mengirim jawaban siap" in one.text for one in chat.messages))
    await topic.presses_old(draft.id, "Kirim")
    await topic.settles()
    assert sum("akta dibuat" in one.text for one in siti.messages) == 1
    await topic.says("/t akta")
    await topic.taps("Batal")
    await topic.until(lambda chat: any(saying(CannedDropped)(one) for one in chat.messages))
    await topic.says("/t akta kirim")
    await topic.hears("Ani mengirim jawaban siap")
    await siti.until(lambda chat: sum("akta dibuat" in one.text for one in chat.messages) == 2)


async def test_how_it_stands_can_be_asked(desk: Office, siti: Chat) -> None:
    number = await desk.asks(siti, "tolong ya")
    topic, general = await desk.topic_of(number), await desk.general()
    await topic.says("/status")
    await topic.hears(f"{number} · menunggu")
    await general.says("/status")
    await general.hears("Menunggu: 1")
    await general.says("/bantuan")
    await general.hears(saying(GroupHelp))
    await general.says("/ambil")
    await general.hears("ketik di dalam topiknya")
    await general.says("selamat pagi semua")
    assert not await general.settles()


async def test_who_blocked_the_bot_gets_it_later_and_staff_are_told(desk: Office, siti: Chat) -> None:
    topic = await desk.topic_of(await desk.asks(siti, "tolong ya"))
    await siti.blocks()
    await topic.says("Bu, masih di sana?")
    await topic.settles()
    await topic.says("Saya tunggu ya")
    await topic.hears(saying(PersonIsGone))
    await siti.unblocks()
    await siti.says("/start")
    await siti.hears("Saya tunggu ya")


async def test_a_member_of_another_queue_is_told_so(desk: Office, siti: Chat) -> None:
    topic = await desk.topic_of(await desk.asks(siti, "tolong ya"), "budi")
    async with desk.work() as work:
        staff = desk.santun.house.rooms.staff
        await staff.change(work, "budi", by="system:test", role=desk.members["budi"].role, queue="branch")
    await topic.says("saya bantu")
    await topic.hears("bukan antrean Anda")
    async with desk.work() as work:
        ongoing = await desk.santun.house.rooms.helpdesk.callers.ongoing(work, siti.id)
    assert ongoing is not None
    assert ongoing.state is State.WAITING
