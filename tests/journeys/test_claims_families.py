"""Families of every kind tell a death: who comes first by law, what is asked of whom, and what a person handles."""

from bot.simulator import Chat
from services.benefits.heirs import Relative
from services.benefits.model import Level
from services.benefits.papers import Paper
from services.claims import Kind
from services.claims.family import Spouse, Trouble, heirs_of
from services.claims.messages import ClaimSums, SumsLater
from services.claims.questions import AskRelation, CheckClaim, HeirsFound
from services.claims.rules import papers_of, papers_of_grant
from services.helpdesk.messages import InTheQueue
from services.participants.sample.people import demo_person
from tests.journeys.claiming import (
    Told,
    begins,
    claims_after_a_look_up,
    claims_from_the_menu,
    introduces_herself,
    sari,
    sends,
    tells_of_the_death,
    the_claim,
    told,
)
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying

RAHMAT = demo_person("rahmat")


async def test_a_widow_with_two_children_at_school(santun: Santun, chat: Chat) -> None:
    await claims_after_a_look_up(chat, RAHMAT)
    claim = await the_claim(santun, chat)
    assert claim.kind is Kind.DEATH
    assert claim.details.family.spouse is Spouse.REGISTERED
    assert claim.details.family.schooling == (Level.PRIMARY, Level.JUNIOR)
    assert Paper.MARRIAGE_BOOK in papers_of(claim.event, claim.details)
    assert Paper.SCHOOL_LETTER in papers_of_grant(claim.event, claim.details)
    heirs = told(chat, HeirsFound)
    assert "istri atau suami dan anak" in heirs.text
    assert "PP 44/2015 Pasal 37 ayat (5) dan Pasal 40 ayat (2)" in heirs.text
    assert heirs.buttons == ()
    check = told(chat, CheckClaim)
    assert "Karena terjadi bukan saat bekerja, ini Jaminan Kematian (JKM)" in check.text
    await chat.hears(saying(ClaimSums))
    sums = told(chat, ClaimSums)
    assert "Rp42.000.000" in sums.text
    assert "PP 82/2019 Pasal 34" in sums.text
    assert "Beasiswa anak" in sums.text


async def test_a_widow_hears_at_most_six_questions_more_than_before(chat: Chat) -> None:
    await begins(chat)
    await tells_of_the_death(chat)
    before = len(_questions(chat))
    await introduces_herself(chat)
    asked = len(_questions(chat)) - before
    assert asked <= 4 + 6, "name of the dead, her own, her number, the papers; and the family"


async def test_unmarried_with_parents(santun: Santun, chat: Chat) -> None:
    family = ("Tidak ada", "Tidak ada", "Orang tua")
    await claims_from_the_menu(chat, Told(relation="Saudara kandung", family=family))
    claim = await the_claim(santun, chat)
    heirs = heirs_of(claim.details.family)
    assert (heirs.entitled, heirs.rank) == (frozenset({Relative.PARENT}), 2)
    assert not heirs.takes_a_person
    assert any("yang berhak lebih dulu: orang tua." in message.text for message in chat.messages)
    await chat.hears(saying(SumsLater))


async def test_a_mother_of_an_unmarried_son_is_not_asked_whether_she_is_there(santun: Santun, chat: Chat) -> None:
    await claims_from_the_menu(chat, Told(relation="Orang tua", family=("Tidak ada", "Tidak ada")))
    claim = await the_claim(santun, chat)
    assert heirs_of(claim.details.family).entitled == {Relative.PARENT}


async def test_a_brother_is_asked_for_those_before_him_only(santun: Santun, chat: Chat) -> None:
    family = ("Sudah bercerai", "Tidak ada", "Tidak ada semuanya")
    await claims_from_the_menu(chat, Told(relation="Saudara kandung", family=family))
    heirs = heirs_of((await the_claim(santun, chat)).details.family)
    assert (heirs.entitled, heirs.rank) == (frozenset({Relative.SIBLING}), 3)
    assert heirs.troubles == (Trouble.DIVORCED,)


async def test_nobody_but_a_neighbour(santun: Santun, chat: Chat) -> None:
    family = ("Tidak ada", "Tidak ada", "Tidak ada semuanya", "Tidak ada", "Tidak ada", "Tidak ada")
    await claims_from_the_menu(chat, Told(relation="Bukan keluarga", family=family))
    heirs = heirs_of((await the_claim(santun, chat)).details.family)
    assert (heirs.rank, heirs.troubles) == (0, (Trouble.NOBODY,))
    assert any("belum kami ketahui" in message.text for message in chat.messages)
    assert any("biaya pemakaman untuk yang mengurus pemakaman" in message.text for message in chat.messages)


async def test_minor_heirs_only_need_a_guardian_and_a_person(santun: Santun, chat: Chat) -> None:
    family = ("Tidak ada", "2 anak", "TK atau SD", "Tidak ada lagi")
    await begins(chat)
    await tells_of_the_death(chat)
    await introduces_herself(chat, Told(relation="Keluarga lain", family=family))
    heirs = told(chat, HeirsFound)
    assert "wali dengan penetapan pengadilan" in heirs.text
    assert "Petugas yang mendampingi, dan catatan itu masuk ke berkas" in heirs.text
    assert heirs.buttons == ("Bicara dengan petugas",)
    await sends(chat)
    claim = await the_claim(santun, chat)
    assert heirs_of(claim.details.family).troubles == (Trouble.ONLY_MINORS,)
    assert Paper.GUARDIAN_ORDER in papers_of(claim.event, claim.details)
    await chat.presses_old(heirs.id, "Bicara dengan petugas")
    await chat.hears(saying(InTheQueue))


async def test_two_submitters_of_one_death_do_not_learn_of_each_other(santun: Santun, chat: Chat) -> None:
    await claims_after_a_look_up(chat, RAHMAT)
    brother = await santun.person("Budi")
    await claims_after_a_look_up(brother, RAHMAT)
    hers, his = await the_claim(santun, chat), await the_claim(santun, brother)
    assert hers.number != his.number
    for one, other in ((chat, his), (brother, hers)):
        await one.says("/status")
        await one.hears("belum sampai di BPJS")
        assert not any(other.number in message.text for message in one.messages)
        assert not any("pengajuan lain" in message.text for message in one.messages)
    async with santun.house.database.work() as work:
        by = await sari(santun)
        (paired,) = await santun.house.rooms.claims.desk.pair_of(work, by, hers)
    assert paired.number == his.number


async def test_family_told_in_ones_own_words(santun: Santun, chat: Chat) -> None:
    await begins(chat)
    await tells_of_the_death(chat)
    await chat.hears(saying(AskRelation))
    for words in ("saya istrinya", "nikah sirri pak", "anak dua", "sd", "cuma satu", "tidak ada"):
        await chat.says(words)
        await chat.hears()
    heirs = told(chat, HeirsFound)
    assert "nikah siri" in heirs.text


def _questions(chat: Chat) -> list[object]:
    return [message for message in chat.messages if message.from_bot and "?" in message.text]
