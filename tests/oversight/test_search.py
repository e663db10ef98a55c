"""Staff look for people: at most ten masked hits, and an audit that never repeats what was typed."""

import pytest

from services.db import Database
from services.oversight import Oversight
from services.oversight.messages import NameTooShort, SearchVillageUnknown
from services.oversight.model import Asked, By, Hits
from services.oversight.rules import masked_name
from services.participants.nik import NikTooShort
from services.refusals import Refusal
from services.staff import Role
from services.staff.messages import NotYourRole
from tests.oversight.looking import looks
from tests.participants.office import ANI, BUDI, DAY, Office, row, several
from tests.staff.people import hired

HEADER = ("NIK", "Nama", "Desa", "Kecamatan", "Mulai", "Sampai", "Sumber Dana", "KPJ", "No HP")
RAHMAT = [*row(BUDI, "H. Rahmat Hidayat"), "99041000001", "081234567890"]
SITI = [*row(ANI, "Siti Rahmah", desa="Sepaso", kecamatan="Bengalon"), "99041000002", "081234567890"]


async def found(database: Database, oversight: Oversight, by: By, typed: str, village: str = "") -> Hits:
    async with database.work() as work:
        known = await work.raw.fetchval("SELECT count(*) FROM staff")
        agent = await hired(work, Role.AGENT, f"rina{known}")
        return await oversight.people.search(work, agent, Asked(by, typed, village))


@pytest.mark.parametrize(
    ("by", "typed", "village"),
    [
        (By.NIK, "6408 0415 0280 0001", ""),
        (By.KPJ, "9904-1000-001", ""),
        (By.NAME, "hidayat rahmat", ""),
        (By.NAME, "Rahmat", "Sangatta Utara"),
        (By.NAME, "Rahmat", "sangata utara"),
    ],
)
async def test_somebody_is_found_by_what_is_known_and_shown_masked(  # noqa: PLR0913, PLR0917 - fixtures and cases
    database: Database, office: Office, oversight: Oversight, by: By, typed: str, village: str
) -> None:
    await office.loads(office.text_file([RAHMAT, SITI], header=HEADER))
    hits = await found(database, oversight, by, typed, village)
    assert [(hit.name, hit.nik, hit.village, hit.is_living) for hit in hits.people] == [
        ("H• R••••• H••••••", "6408••••••••0001", "Sangatta Utara", True)
    ]


async def test_a_telephone_finds_everybody_who_shares_it_the_dead_too(
    database: Database, office: Office, oversight: Oversight
) -> None:
    await office.loads(office.text_file([RAHMAT, SITI], header=HEADER))
    await office.value("UPDATE participants SET died_on = $1 WHERE village = 'Sepaso' RETURNING 1", DAY)
    hits = await found(database, oversight, By.PHONE, "0812 3456 7890")
    assert sorted((hit.village, hit.is_living) for hit in hits.people) == [("Sangatta Utara", True), ("Sepaso", False)]


async def test_ten_are_shown_and_the_eleventh_is_told(database: Database, office: Office, oversight: Oversight) -> None:
    await office.loads(several(11))
    hits = await found(database, oversight, By.NAME, "warga", "Sangatta Utara")
    assert (len(hits.people), hits.more) == (10, True)
    await office.value("DELETE FROM participants WHERE id = $1 RETURNING 1", hits.people[0].id)
    hits = await found(database, oversight, By.NAME, "warga", "Sangatta Utara")
    assert (len(hits.people), hits.more) == (10, False)


@pytest.mark.parametrize(
    ("by", "typed", "village", "no"),
    [
        (By.NAME, "Rahmat", "", NameTooShort),
        (By.NAME, "rahmat Rahmat", "", NameTooShort),
        (By.NAME, "", "Sepaso", NameTooShort),
        (By.NAME, "Rahmat", "Xyzzy", SearchVillageUnknown),
        (By.NIK, "640804", "", NikTooShort),
    ],
)
async def test_what_would_find_too_much_or_nothing_is_not_looked_for(  # noqa: PLR0913, PLR0917 - fixtures and cases
    database: Database, oversight: Oversight, by: By, typed: str, village: str, no: type[Refusal]
) -> None:
    with pytest.raises(no):
        await found(database, oversight, by, typed, village)


async def test_the_audit_tells_the_kind_of_search_and_never_the_words(
    database: Database, office: Office, oversight: Oversight
) -> None:
    await office.loads([row(BUDI, "Rahmat Hidayat")])
    await found(database, oversight, By.NIK, BUDI.number)
    await found(database, oversight, By.NAME, "Rahmat Hidayat")
    await found(database, oversight, By.NAME, "Orang Lain")
    await found(database, oversight, By.KPJ, "99041000009")
    async with database.work() as work:
        assert [each[1:] for each in await looks(work, "search")] == [
            (None, "nik", True),
            (None, "name", True),
            (None, "name", False),
            (None, "kpj", False),
        ]


async def test_the_officer_does_not_look_people_up(database: Database, oversight: Oversight) -> None:
    async with database.work() as work:
        officer = await hired(work, Role.OFFICER)
        with pytest.raises(NotYourRole):
            await oversight.people.search(work, officer, Asked(By.NIK, BUDI.number))


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Rahmat Hidayat", "R••••• H••••••"),
        ("M Noor", "• N•••"),
        ("Siti  Aminah, S.Pd", "S••• A•••••• S•••"),
        ("<script>alert(1)</script>", "•" * 25),
        ("Ñandú", "Ñ••••"),
        ("", ""),
    ],
)
def test_a_masked_name_keeps_its_first_letters(name: str, masked: str) -> None:
    assert masked_name(name) == masked
