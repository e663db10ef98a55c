"""Kept answers: written with care, filled from the conversation, thrown away and brought back."""

import re
from uuid import uuid4

import pytest

from services.staff import Role
from services.words import Words
from tests.desk.conftest import Console
from tests.desk.scenes import asking, seated, thread

LIST = "/desk/jawaban"


def draft(**more: str) -> dict[str, str]:
    return {
        "id": str(uuid4()),
        "kode": "salam",
        "judul": "Salam",
        "kata": "Halo {nama}, saya {petugas}.",
        "antrean": "",
    } | more


async def test_an_answer_is_written_changed_and_filled_for_whoever_is_answered(console: Console) -> None:
    santun = console.santun
    boss, rina = await console.agent("boss", Role.SUPERVISOR), await console.agent("rina.dewi")
    one = draft()
    assert (await boss.posts(LIST, one)).status == 303
    assert "Jawaban /salam tersimpan" in (await boss.gets(LIST)).text
    assert (
        await boss.posts(LIST, one | {"kata": "Selamat siang {nama}, nomornya {nomor}, saya {petugas}."})
    ).status == 303
    _, conversation = await asking(santun, "Siti & Ani")
    offered = await rina.gets(f"{thread(conversation)}/jawaban")
    assert re.search(r'data-words="Selamat siang Siti &amp; Ani, nomornya KT-B-[\d-]+, saya Rina Dewi\."', offered.text)


async def test_an_answer_of_another_queue_is_not_offered(console: Console) -> None:
    boss, rina = await console.agent("boss", Role.SUPERVISOR), await console.agent("rina")
    await boss.posts(LIST, draft(kode="cabang", antrean="branch"))
    await boss.posts(LIST, draft(kode="dinas", antrean="agency"))
    await seated(console.santun, rina, "agency")
    _, conversation = await asking(console.santun)
    offered = (await rina.gets(f"{thread(conversation)}/jawaban")).text
    assert "/dinas" in offered
    assert "/cabang" not in offered


@pytest.mark.parametrize(
    "more",
    [
        {"kode": "SALAM SAYA"},
        {"kode": "1"},
        {"judul": "x"},
        {"kata": "pendek"},
        {"kata": "Nomor Anda {nik}, benar?"},
        {"antrean": "di-mana-mana"},
    ],
)
async def test_what_does_not_fit_stays_in_the_form_and_says_why(console: Console, more: dict[str, str]) -> None:
    boss = await console.agent("boss", Role.SUPERVISOR)
    answer = await boss.posts(LIST, draft() | more)
    assert answer.status == 422
    assert "said-no" in answer.text
    ((name, value),) = more.items()
    assert name == "antrean" or value in answer.text
    assert "/salam" not in (await boss.gets(LIST)).text.split('id="form"')[0]


async def test_a_code_belongs_to_one_answer(console: Console) -> None:
    boss = await console.agent("boss", Role.SUPERVISOR)
    await boss.posts(LIST, draft())
    assert (await boss.posts(LIST, draft())).status == 422


async def test_what_was_thrown_away_is_brought_back_with_one_press(console: Console) -> None:
    boss = await console.agent("boss", Role.SUPERVISOR)
    one = draft(kata="Terima kasih, {nama}, sudah menunggu.")
    await boss.posts(LIST, one)
    gone = await boss.posts(f"{LIST}/{one['id']}/hapus")
    assert gone.status == 200
    assert "sudah dihapus" in gone.text
    assert "Terima kasih, {nama}, sudah menunggu." in gone.text
    assert one["id"] not in (await boss.gets(LIST)).text
    assert (await boss.posts(LIST, one)).status == 303
    assert one["id"] in (await boss.gets(LIST)).text
    assert (await boss.posts(f"{LIST}/{uuid4()}/hapus")).status == 303


async def test_the_preview_reads_as_the_person_would(console: Console) -> None:
    boss = await console.agent("boss", Role.SUPERVISOR)
    seen = await boss.posts(f"{LIST}/pratinjau", draft(kata="<b>{nama}</b> dari {kantor}, telepon {pusat}"))
    assert "&lt;b&gt;Ibu Siti&lt;/b&gt; dari Disnakertrans Kutai Timur, telepon 175" in seen.text


async def test_the_examples_are_taken_once_and_leave_own_answers_alone(console: Console) -> None:
    boss = await console.agent("boss", Role.SUPERVISOR)
    own = draft(kata="Punya kami sendiri, {nama}.")
    await boss.posts(LIST, own)
    assert (await boss.posts(f"{LIST}/contoh")).status == 303
    page = await boss.gets(LIST)
    assert "11 contoh ditambahkan" in page.text
    assert "Pakai contoh" not in page.text
    assert "Punya kami sendiri" in (await boss.gets(f"{LIST}?pilih={own['id']}")).text
    await boss.posts(f"{LIST}/contoh")
    assert "0 contoh ditambahkan" in (await boss.gets(LIST)).text


def test_each_example_has_a_title_and_fits(words: Words) -> None:
    examples, titles = words.labels("desk_starter"), words.labels("desk_starter_title")
    assert examples.keys() == titles.keys()
    assert len(examples) == 12
    for text in examples.values():
        assert 10 <= len(text) <= 700
        assert "!" not in text
