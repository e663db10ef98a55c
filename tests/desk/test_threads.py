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
from tests.desk.scenes import answered, asking, at_work, conversation_of, entered, member, noted, seated, taken, thread

WICKED = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{ 7 * 7 }}"


def answer_of(words: str, **more: str) -> dict[str, str]:
    return {"jenis": "jawaban", "kata": words, "sekali": str(uuid4()), "menjawab": ""} | more


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
    "pengajuan/KT-2026-00001-1/langkah": {"keadaan": "contacted"},
    "pengajuan/KT-2026-00001-1/berkas": {"lihat": "card"},
    "pengajuan/KT-2026-00001-1/serah": {"hari": "2026-01-01", "kantor": "x", "tanda": "y"},
}


async def test_the_quicker_of_two_has_it_and_the_other_is_told_who(console: Console) -> None:
    santun = console.santun
    rina, budi = await console.agent("rina"), await console.agent("budi")
    chat, conversation = await asking(santun)
    answers = await asyncio.gather(*(one.posts(f"{thread(conversation)}/ambil") for one in (rina, budi)))
    assert sorted(answer.status for answer in answers) == [303, 409]
    quick, slow = (rina, budi) if answers[0].status == 303 else (budi, rina)
    name = quick.name.capitalize()
    assert f"sedang ditangani {name}" in next(a.text for a in answers if a.status == 409)
    page = await slow.gets(thread(conversation))
    assert f"Ditangani {name}" in page.text
    assert 'data-hold="theirs"' in page.text
    refused = await slow.posts(f"{thread(conversation)}/tulis", answer_of("dua suara"))
    assert refused.status == 409
    assert (await slow.posts(f"{thread(conversation)}/tulis", answer_of("boleh", jenis="catatan"))).status == 303
    assert (await slow.posts(f"{thread(conversation)}/alih")).status == 303
    assert "Anda yang menangani" in (await slow.gets(thread(conversation))).text
    await chat.settles()
    assert not any("dua suara" in one.text for one in chat.messages)


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
    await chat.settles()
    page = await rina.gets(thread(conversation))
    assert longest in page.text
    assert "👩‍👧‍👦 terima kasih 🙏🏽" in page.text
    assert 'dir="auto">السلام عليكم' in page.text


async def test_own_words_are_changed_and_taken_back_and_those_of_others_are_not(console: Console) -> None:
    santun = console.santun
    rina, budi = await console.agent("rina"), await console.agent("budi", Role.SUPERVISOR)
    chat, conversation = await asking(santun)
    line = await answered(santun, await member(santun, "rina"), conversation, "Berkasnya lima lembar.")
    await chat.hears("Berkasnya lima lembar.")
    for path in ("ubah", "tarik"):
        assert (await budi.posts(f"/desk/pesan/{line}/{path}", {"kata": "palsu"})).status == 409
        assert (await rina.posts(f"/desk/pesan/{uuid4()}/{path}", {"kata": "palsu"})).status == 409
    assert (await rina.posts(f"/desk/pesan/{line}/ubah", {"kata": "Berkasnya enam lembar."})).status == 303
    await chat.until(lambda seen: any("enam lembar" in one.text for one in seen.messages))
    assert "diubah" in (await rina.gets(thread(conversation))).text
    assert (await rina.posts(f"/desk/pesan/{line}/tarik")).status == 303
    await chat.until(lambda seen: not any("lembar" in one.text for one in seen.messages))
    page = await rina.gets(thread(conversation))
    assert "Pesan ini ditarik kembali." in page.text
    assert "menarik kembali satu pesan" in page.text


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
    async with asyncio.timeout(10):
        while "warga memblokir bot" not in (await rina.gets(thread(conversation))).text:
            await asyncio.sleep(0.1)


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


async def test_it_is_handed_on_with_a_note_and_given_to_who_sits_there(console: Console) -> None:
    santun = console.santun
    rina, budi = await console.agent("rina"), await console.agent("budi")
    await seated(santun, rina, "agency")
    await seated(santun, budi, "branch")
    chat, conversation = await asking(santun)
    await rina.posts(f"{thread(conversation)}/ambil")
    without = await rina.posts(f"{thread(conversation)}/pindah", {"antrean": "branch", "catatan": " "})
    assert without.status == 409
    elsewhere = await rina.posts(f"{thread(conversation)}/beri", {"kepada": "budi"})
    assert elsewhere.status == 409
    moved = await rina.posts(f"{thread(conversation)}/pindah", {"antrean": "branch", "catatan": "tolong cek KPJ"})
    assert moved.headers["Location"] == "/desk/antrean"
    assert "dipindahkan ke BPJS Ketenagakerjaan" in (await rina.gets("/desk/antrean")).text
    assert (await rina.gets(thread(conversation))).status == 403
    page = await budi.gets(thread(conversation))
    assert "tolong cek KPJ" in page.text
    await chat.settles()
    assert not any("KPJ" in one.text for one in chat.messages)


async def test_who_is_disabled_gives_everything_back(console: Console) -> None:
    santun = console.santun
    admin, rina = await console.agent("admin", Role.ADMIN), await console.agent("rina")
    chat, conversation = await asking(santun)
    await rina.posts(f"{thread(conversation)}/ambil")
    one = await member(santun, "rina")
    await admin.posts(f"/desk/petugas/{one.id}/nonaktif")
    page = await admin.gets(thread(conversation))
    assert "Menunggu petugas" in page.text
    assert "mengembalikan percakapan ke antrean" in page.text
    assert (await rina.gets(thread(conversation), follow=False)).status == 303


async def test_a_closed_one_opens_again_from_either_side(console: Console) -> None:
    santun = console.santun
    rina = await console.agent()
    chat, conversation = await asking(santun)
    await rina.posts(f"{thread(conversation)}/ambil")
    await rina.posts(f"{thread(conversation)}/tutup", {"hasil": "referred", "catatan": "ke cabang"})
    await chat.settles()
    page = await rina.gets(thread(conversation))
    assert "Selesai: dirujuk" in page.text
    assert 'data-hold="closed"' in page.text
    assert "ke cabang" in page.text
    assert (await rina.posts(f"{thread(conversation)}/tulis", answer_of("masih di sana?"))).status == 409
    await rina.posts(f"{thread(conversation)}/buka")
    assert "Anda yang menangani" in (await rina.gets(thread(conversation))).text
    await rina.posts(f"{thread(conversation)}/tutup", {"hasil": "solved"})
    await chat.says("satu lagi bu, yang map biru")
    await chat.settles()
    page = await rina.gets(thread(await conversation_of(santun, chat)))
    assert "Menunggu petugas" in page.text
    assert "map biru" in page.text


async def test_tags_are_words_and_at_most_eight(console: Console) -> None:
    santun = console.santun
    rina = await console.agent()
    conversation = await entered(santun, await member(santun, "rina"), "Siti", Subject.TALK)
    path = f"{thread(conversation)}/tag"
    for wrong in ("6408040303900001", "<b>", "a", "x" * 60):
        assert (await rina.posts(path, {"tag": wrong})).status == 409
    for tag in ("mendesak", "beda nama", "akta", "kk", "desa", "waris", "surat", "bank"):
        assert (await rina.posts(path, {"tag": tag})).status == 303
    assert (await rina.posts(path, {"tag": "kesembilan"})).status == 409
    piece = await rina.posts(path, {"lepas": "akta"}, HX_Request="true")
    assert 'value="akta"' not in piece.text
    assert 'value="beda nama"' in piece.text


async def test_a_caller_without_telegram_has_notes_only(console: Console) -> None:
    santun = console.santun
    rina = await console.agent()
    fields = {
        "saluran": "phone",
        "antrean": "agency",
        "perihal": "find",
        "nama": "Ibu Martha",
        "telepon": "0812 3456 7890",
        "cerita": "Suaminya nelayan, kartunya hilang.",
    }
    wrong = await rina.posts("/desk/warga-baru", fields | {"telepon": "12"})
    assert wrong.status == 422
    assert 'value="Ibu Martha"' in wrong.text, "what was typed stays"
    answer = await rina.posts("/desk/warga-baru", fields)
    page = await rina.gets(answer.headers["Location"])
    assert "kartunya hilang" in page.text
    assert 'href="tel:+6281234567890"' in page.text
    assert 'data-hold="nobody"' in page.text
    refused = await rina.posts(f"{answer.headers['Location']}/tulis", answer_of("halo"))
    assert refused.status == 409
    result = answer_of("Sudah ditelepon, datang Senin.", jenis="catatan")
    assert (await rina.posts(f"{answer.headers['Location']}/tulis", result)).status == 303
    assert "datang Senin" in (await rina.gets(answer.headers["Location"])).text


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
