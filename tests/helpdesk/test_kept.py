"""Answers kept for use again: edited by those who may, and filled from the conversation."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from services.helpdesk.messages import CannedTaken, CannedUnfit, CannedUnknown, PlaceholderUnknown
from services.helpdesk.model import Canned
from services.helpdesk.rules import PLACEHOLDERS
from services.requests import Details
from services.staff import Role, StaffMember
from services.staff.messages import NotYourRole
from tests.helpdesk.office import MONDAY, Office

CARD = Canned(uuid4(), "kartu", "Kartu belum datang", "Ibu {nama}, kartunya ada di kantor desa.", None, MONDAY, "")


async def saved(office: Office, by: StaffMember, draft: Canned) -> Canned:
    async with office.work() as work:
        return await office.desk.kept.save(work, by, draft)


async def test_a_supervisor_keeps_answers_and_an_agent_uses_them(office: Office) -> None:
    budi, ani = await office.hires("budi", Role.SUPERVISOR), await office.hires(queue="agency")
    await saved(office, budi, CARD)
    await saved(office, budi, replace(CARD, id=uuid4(), code="cabang", queue="branch"))
    with pytest.raises(NotYourRole):
        await saved(office, ani, CARD)
    async with office.work() as work:
        assert [one.code for one in await office.desk.kept.all(work, ani.queue)] == ["kartu"]
        assert (await office.desk.kept.one(work, " KARTU ", ani.queue)).words == CARD.words
        with pytest.raises(CannedUnknown) as no:
            await office.desk.kept.one(work, "cabang", ani.queue)
    assert no.value.known == ("kartu",)


async def test_other_words_replace_the_old_ones_and_a_code_is_used_once(office: Office) -> None:
    budi = await office.hires("budi", Role.SUPERVISOR)
    await saved(office, budi, CARD)
    await saved(office, budi, replace(CARD, words="Kartu Anda ada di kantor desa."))
    with pytest.raises(CannedTaken):
        await saved(office, budi, replace(CARD, id=uuid4()))
    async with office.work() as work:
        (one,) = await office.desk.kept.all(work)
        await office.desk.kept.drop(work, budi, CARD.id)
        await office.desk.kept.drop(work, budi, CARD.id)
        assert await office.desk.kept.all(work) == []
    assert (one.words, one.changed_by) == ("Kartu Anda ada di kantor desa.", "budi")


@pytest.mark.parametrize(
    ("change", "no"),
    [
        ({"code": "K"}, CannedUnfit),
        ({"code": "kode dengan spasi"}, CannedUnfit),
        ({"title": "x"}, CannedUnfit),
        ({"words": "Pendek"}, CannedUnfit),
        ({"words": "x" * 2001}, CannedUnfit),
        ({"queue": "kantor-lain"}, CannedUnfit),
        ({"words": "Ibu {nama}, NIK Anda {nik}."}, PlaceholderUnknown),
        ({"words": "Kosong: {} dan seterusnya."}, PlaceholderUnknown),
        ({"words": "{nama.__class__} dan {0}"}, PlaceholderUnknown),
    ],
)
async def test_what_cannot_be_kept_says_why(office: Office, change: dict[str, str], no: type[Exception]) -> None:
    budi = await office.hires("budi", Role.SUPERVISOR)
    with pytest.raises(no):
        await saved(office, budi, replace(CARD, **change))  # type: ignore[arg-type]  # the fields are texts


async def test_every_placeholder_is_filled_from_the_conversation(office: Office) -> None:
    ani = await office.hires("ani.rahayu")
    asked = await office.asks(details=Details(name="Siti {nomor} Rahmah"))
    words = " | ".join(f"{{{name}}}" for name in PLACEHOLDERS) + " | { nama } | {lain}"
    friday_night = datetime(2026, 12, 4, 14, 0, tzinfo=UTC)
    filled = office.desk.kept.filled(replace(CARD, words=words), asked.conversation, ani, friday_night)
    assert filled == (
        f"Siti {{nomor}} Rahmah | {asked.conversation.number} | Ani Rahayu | Disnakertrans Kutai Timur"
        " | 07-12-2026 pukul 08.00 | 175 | Siti {nomor} Rahmah | {lain}"
    )


async def test_whose_name_is_not_known_is_spoken_to_politely(office: Office) -> None:
    ani, asked = await office.hires(), await office.asks(details=Details())
    assert office.desk.kept.filled(CARD, asked.conversation, ani, MONDAY).startswith("Ibu Bapak/Ibu")
