"""What the family hears of the sums: line by line, with the law and the day it hangs on, and never as a promise."""

import pytest

from bot.simulator import Chat
from services.claims import Event, Kind
from services.claims.messages import ClaimSums
from services.claims.questions import AskDoing, AskWhere, CheckClaim
from services.participants.sample.people import demo_person
from tests.journeys.asking import asks_about_the_dead, tells
from tests.journeys.claiming import Told, claims_after_a_look_up, introduces_herself, sends, the_claim, told
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying

RAHMAT, AISAH = demo_person("rahmat"), demo_person("aisah")


async def test_a_death_at_sea_while_working_is_a_work_accident(santun: Santun, chat: Chat) -> None:
    await asks_about_the_dead(chat)
    await tells(chat, RAHMAT.nik.number, RAHMAT.name, "kemarin", working="Ya")
    await chat.taps("Mulai pengajuan")
    await chat.hears(saying(AskDoing))
    await chat.says("lagi kerja")
    await chat.hears(saying(AskWhere))
    await chat.says("di laut")
    await chat.taps("Lewati")
    await introduces_herself(chat, Told(about=""))
    await sends(chat)
    claim = await the_claim(santun, chat)
    assert (claim.event, claim.kind) == (Event.DEATH, Kind.DEATH_BY_WORK)
    check = told(chat, CheckClaim)
    assert "Karena terjadi saat bekerja, ini Jaminan Kecelakaan Kerja (JKK)" in check.text
    assert "Sedang bekerja, di laut" in check.text
    await chat.hears(saying(ClaimSums))
    sums = told(chat, ClaimSums)
    for part in ("Rp70.000.000", "60% × 80 × Rp1.000.000", "PP 82/2019 Lampiran III", "yang memutuskan"):
        assert part in sums.text
    assert "Rp130.500.000" not in sums.text
    assert "beasiswa SMA: Rp3.000.000, paling lama 3 tahun" in sums.text
    assert "Seluruhnya paling banyak Rp162.000.000, diajukan setiap tahun." in sums.text


@pytest.mark.parametrize(
    ("day", "heard", "unheard"),
    [
        ("20 Februari 2025", ("Rp42.000.000", "penuh sejak hari pertama", "petugas yang memastikan"), "sekitar"),
        ("10 Maret 2025", ("sekitar Rp10.000.000", "menurut beberapa kepala", "Permenaker 1/2025"), "Rp42.000.000"),
    ],
    ids=["before", "after"],
)
async def test_a_member_of_less_than_three_months_before_and_after_the_rule(
    chat: Chat, day: str, heard: tuple[str, ...], unheard: str
) -> None:
    await claims_after_a_look_up(chat, AISAH, day)
    await chat.hears(saying(ClaimSums))
    sums = told(chat, ClaimSums)
    for part in heard:
        assert part in sums.text
    assert unheard not in sums.text


async def test_in_the_month_of_the_new_rule_the_day_decides(chat: Chat) -> None:
    await claims_after_a_look_up(chat, AISAH, "Februari 2025")
    await chat.hears(saying(ClaimSums))
    sums = told(chat, ClaimSums)
    assert "bergantung pada tanggal pastinya" in sums.text
    assert "Rp" not in sums.text
