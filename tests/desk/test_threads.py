"""A conversation at the console: who may open it, what is written in it, and that two members do not collide."""

import asyncio
import re
from uuid import UUID, uuid4

from yarl import URL

from services.helpdesk.agents import Reply
from services.requests import Subject
from services.staff import Role
from tests.desk.conftest import Console
from tests.desk.rosters import audit
from tests.desk.scenes import (
    answer_of,
    answered,
    asking,
    at_work,
    entered,
    member,
    noted,
    seated,
    taken,
    thread,
    until_shown,
)

WICKED = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{ 7 * 7 }}"


async def lines_of(console: Console, conversation: UUID) -> list[tuple[str, str]]:
    """Kind and words of everything that was said or noted."""
    async with at_work(console.santun) as work:
        lines = await console.santun.house.rooms.helpdesk.lines.read(work, conversation)
    return [(line.kind.value, line.words) for line in lines if line.kind.value != "event"]


async def test_an_agent_answers_and_the_person_hears_it_once(console: Console) -> None:
    rina = await console.agent()
    chat, conversation = await asking(console.santun, "Siti", "kartunya tidak pernah sampai")
    page = await rina.gets(thread(conversation))
    assert "kartunya tidak pernah sampai" in page.text
    assert "Menunggu petugas" in page.text
    sent = answer_of("Selamat pagi, saya bantu.")
    answers = await asyncio.gather(*(rina.posts(f"{thread(conversation)}/tulis", sent) for _ in range(3)))
    assert {answer.status for answer in answers} == {303}
    await chat.hears("Selamat pagi, saya bantu.")
    await chat.settles()
    assert sum("Selamat pagi" in one.text for one in chat.messages) == 1
    page = await rina.gets(thread(conversation))
    assert "Anda yang menangani" in page.text
    assert "✓ terkirim" in page.text


async def test_a_note_never_reaches_the_person(console: Console) -> None:
    rina = await console.agent()
    chat, conversation = await asking(console.santun)
    await chat.settles()
    noted_ = await rina.posts(f"{thread(conversation)}/tulis", answer_of("ini hanya untuk kita", jenis="catatan"))
    assert noted_.status == 303
    for kind in ("", "note", "jawaban,catatan"):
        unclear = await rina.posts(f"{thread(conversation)}/tulis", answer_of("ini juga bukan", jenis=kind))
        assert unclear.status == 403, "what does not say for whom it is goes nowhere"
    await chat.settles()
    assert not any("untuk kita" in one.text or "bukan" in one.text for one in chat.messages)
    assert await lines_of(console, conversation) == [("note", "ini hanya untuk kita")]


async def test_another_queues_conversation_is_refused_and_the_attempt_recorded(console: Console) -> None:
    santun = console.santun
    rina = await console.agent("rina")
    await seated(santun, rina, "branch")
    chat, conversation = await asking(santun, "Siti", "rahasia keluarga kami")
    for answer in (
        await rina.gets(thread(conversation)),
        await rina.gets(f"{thread(conversation)}/baru?setelah=0"),
        await rina.gets(f"{thread(conversation)}/salinan.pdf"),
        await rina.posts(f"{thread(conversation)}/tulis", answer_of("halo")),
        await rina.posts(f"{thread(conversation)}/ambil"),
        await rina.posts(f"{thread(conversation)}/tag", {"tag": "mendesak"}),
    ):
        assert answer.status == 403
        assert "rahasia" not in answer.text
        assert "antrean Disnakertrans" in answer.text
    refused = await audit(santun, "conversation.read_queue", "conversation.answer_conversation")
    assert len(refused) == 4
    assert {(actor, found) for actor, _, _, found in refused} == {("staff:rina", False)}
    await chat.settles()
    assert not any("halo" in one.text for one in chat.messages)


async def test_ids_that_nobody_has_are_not_there_and_recorded(console: Console) -> None:
    rina = await console.agent("rina", Role.SUPERVISOR)
    nobody = thread(uuid4())
    for path in (nobody, f"{nobody}/baru", f"{nobody}/jawaban", f"{nobody}/salinan.pdf", thread_like("'or 1=1")):
        assert (await rina.gets(path)).status == 404
    for deed, fields in DEEDS.items():
        answer = await rina.posts(f"{nobody}/{deed}", fields)
        assert (deed, answer.status) == (deed, 404)
    misses = await audit(console.santun, "conversation.read_queue", "conversation.answer_conversation")
    assert misses
    assert all(not found for *_, found in misses)


def thread_like(text: str) -> str:
    return f"/desk/percakapan/{text}"


DEEDS: dict[str, dict[str, str]] = {
    "tulis": answer_of("halo"),
    "ambil": {},
    "alih": {},
    "lepas": {},
    "beri": {"kepada": "rina"},
    "pindah": {"antrean": "branch", "catatan": "tolong"},
    "tutup": {"hasil": "solved"},
    "buka": {},
    "tag": {"tag": "mendesak"},
    "pengajuan/KT-2026-00001-1/langkah": {"keadaan": "in_review"},
    "pengajuan/KT-2026-00001-1/berkas": {"lihat": "card"},
    "pengajuan/KT-2026-00001-6/langkah": {"keadaan": "handed_over", "hari": "2026-01-01", "kantor": "x", "tanda": "y"},
}


async def test_scripts_in_names_words_and_files_are_only_text(console: Console) -> None:
    santun = console.santun
    rina = await console.agent("rina", Role.SUPERVISOR)
    chat, conversation = await asking(santun, WICKED[:60], WICKED)
    me = await member(santun, "rina")
    await taken(santun, me, conversation)
    await noted(santun, me, conversation, WICKED)
    await answered(santun, me, conversation, WICKED)
    await chat.sends(document=b"x", name=f"{WICKED}.docx")
    await chat.shares_contact(phone_number="+62<b>1", first_name=WICKED)
    await chat.settles()
    for page in (await rina.gets(thread(conversation)), await rina.gets(f"{thread(conversation)}/baru?setelah=0")):
        assert page.status == 200
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert "{{ 7 * 7 }}" in page.text, "what people type is no template"
        assert page.text.count("&lt;script&gt;alert(1)") >= 3


async def test_long_words_emoji_and_other_directions_are_shown_whole(console: Console) -> None:
    rina = await console.agent()
    chat, conversation = await asking(console.santun)
    longest = "panjang " * 511 + "tamat.."
    assert len(longest) > 4090
    for words in (longest, "👩‍👧‍👦 terima kasih 🙏🏽", "السلام عليكم, Bu \u202eterbalik"):
        await chat.says(words)
    page = await rina.gets(thread(conversation))
    for _ in range(100):  # the last of them may still be on its way
        if "terbalik" in page.text:
            break
        await asyncio.sleep(0.1)
        page = await rina.gets(thread(conversation))
    assert longest in page.text
    assert "👩‍👧‍👦 terima kasih 🙏🏽" in page.text
    assert 'dir="auto">السلام عليكم' in page.text


async def test_an_open_page_gets_only_what_is_new_or_different(console: Console) -> None:
    santun = console.santun
    rina = await console.agent()
    me = await member(santun, "rina")
    chat, conversation = await asking(santun, "Siti", "yang pertama")
    line = await answered(santun, me, conversation, "yang kedua")
    await chat.hears("yang kedua")
    page = await rina.gets(thread(conversation))
    newest = max(int(turn) for turn in re.findall(r'data-turn="(\d+)"', page.text))
    asked = re.search(r'data-at="([^"]+)" data-head="(\w+)"', page.text)
    assert asked is not None
    news = f"{thread(conversation)}/baru"
    known = {"setelah": str(newest), "sejak": asked[1], "kepala": asked[2]}
    quiet = await rina.gets(str(URL(news).with_query(known)))
    assert "data-turn" not in quiet.text
    assert 'id="head"' not in quiet.text
    await chat.says("yang ketiga")
    await chat.settles()
    await rina.posts(f"/desk/pesan/{line}/ubah", {"kata": "yang kedua, diperbaiki"})
    loud = await rina.gets(str(URL(news).with_query(known)))
    assert "yang ketiga" in loud.text
    assert "yang pertama" not in loud.text
    assert re.search(rf'id="l-{line}"[^>]*hx-swap-oob="true"', loud.text)
    odd = {"setelah": "-1;x", "sejak": "0001-01-01T00:00:00", "diawasi": "x:y,,:", "hari": "?"}
    assert (await rina.gets(str(URL(news).with_query(odd)))).status == 200


async def test_whoever_has_blocked_the_bot_is_shown_as_not_reached(console: Console) -> None:
    santun = console.santun
    rina = await console.agent()
    chat, conversation = await asking(santun)
    await chat.settles()
    await chat.blocks()
    await answered(santun, await member(santun, "rina"), conversation, "Halo?")
    await until_shown(rina, thread(conversation), "warga memblokir bot")


async def test_an_answer_quotes_only_a_line_of_its_own_conversation(console: Console) -> None:
    santun = console.santun
    rina = await console.agent()
    chat, conversation = await asking(santun, "Siti", "bolehkah saya datang besok")
    _, other = await asking(santun, "Ani", "rahasia orang lain")
    async with at_work(santun) as work:
        mine = (await santun.house.rooms.helpdesk.lines.read(work, conversation))[-1].id
        foreign = (await santun.house.rooms.helpdesk.lines.read(work, other))[-1].id
    await rina.posts(f"{thread(conversation)}/tulis", answer_of("Boleh.", menjawab=str(mine)))
    await rina.posts(f"{thread(conversation)}/tulis", answer_of("Silakan.", menjawab=str(foreign)))
    await chat.hears("Silakan.")
    page = await rina.gets(thread(conversation))
    assert re.search(r"<blockquote[^>]*>bolehkah saya datang besok</blockquote>", page.text)
    assert "rahasia" not in page.text
    (boleh,) = [one for one in chat.messages if "Boleh." in one.text]
    assert boleh.raw["reply_to_message"]["text"] == "bolehkah saya datang besok"


async def test_old_lines_come_on_request(console: Console) -> None:
    santun = console.santun
    rina = await console.agent()
    me = await member(santun, "rina")
    conversation = await entered(santun, me, "Siti", Subject.TALK)
    async with at_work(santun) as work:
        for number in range(160):
            words = f"catatan ke-{number:03}"
            await santun.house.rooms.helpdesk.agents.note(work, me, conversation, Reply(words))
    page = await rina.gets(thread(conversation))
    assert "catatan ke-000" not in page.text
    assert "catatan ke-159" in page.text
    assert "Lihat pesan sebelumnya" in page.text
    assert "catatan ke-000" in (await rina.gets(f"{thread(conversation)}?semua=ya")).text
