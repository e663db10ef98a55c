"""What is done with a conversation at the console: taken, handed on, ended, opened again; callers without Telegram."""

import asyncio
from uuid import uuid4

from services.requests import Subject
from services.staff import Role
from tests.desk.conftest import Console
from tests.desk.scenes import answer_of, answered, asking, conversation_of, entered, member, seated, thread


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
    _, conversation = await asking(santun)
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
