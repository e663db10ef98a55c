"""What a thief has: of the database without the key nobody, of the key alone nothing, of both everything."""

import base64
import hashlib
import hmac
from pathlib import Path
from typing import Any

import pytest

from services.db import Database
from services.participants.nik import Nik
from services.participants.roster.service import Roster
from services.privacy import Keys
from services.privacy.cipher import Unreadable
from services.region import Region
from tests.participants.office import ANI, BUDI, Office, row

NAME = "Wirabuana Lakeswara"


@pytest.fixture
async def house(database: Database, tmp_path: Path) -> tuple[Database, Path]:
    """A database with two people of one name on its list, and the key file."""
    file = tmp_path / "santun.key"
    keys, region = Keys.make(file), Region.load()
    office = Office(database, Roster(keys, region.places, region.zone), tmp_path)
    await office.loads([row(BUDI, NAME), row(ANI, NAME)])
    return database, file


async def stolen(database: Database) -> list[Any]:
    async with database.work() as work:
        return list(await work.raw.fetch("SELECT * FROM participants ORDER BY nik_print = $1", b""))


async def test_without_the_key_nothing_opens_and_no_number_can_be_tried(house: tuple[Database, Path]) -> None:
    database, _ = house
    async with database.work() as work:
        check = await work.raw.fetchval("SELECT key_check FROM house")
    people = await stolen(database)
    guesses = (b"", b"santun", b"\0" * 32, check or b"", hashlib.sha256(check or b"").digest())
    for guess in guesses:
        keys = Keys.derive(guess.ljust(32, b"\0"))
        for person in people:
            with pytest.raises(Unreadable):
                keys.cipher.open("participants", "sealed", person["id"], person["sealed"])
        # Whoever knows all numbers there are (some millions a regency) must not find one by trying them.
        tried = {digest for nik in (BUDI, ANI) for digest in _prints(nik, guess, keys)}
        assert not tried & {person["nik_print"] for person in people}


def _prints(nik: Nik, guess: bytes, keys: Keys) -> list[bytes]:
    plain = nik.number.encode()
    hashed = [hashlib.sha256(text).digest() for text in (plain, guess + plain, b"nik\0" + plain)]
    keyed = [hmac.digest(guess, text, hashlib.sha256) for text in (plain, b"nik\0" + plain)]
    return [one[:16] for one in hashed + keyed] + [keys.fingerprint.of("nik", nik.number)]


async def test_equal_values_are_sealed_differently_and_open_only_in_their_place(house: tuple[Database, Path]) -> None:
    database, file = house
    cipher = Keys.read(file).cipher
    first, second = await stolen(database)
    assert first["sealed"] != second["sealed"]
    with pytest.raises(Unreadable):
        cipher.open("participants", "sealed", first["id"], second["sealed"])


async def test_with_key_and_database_everything_opens(house: tuple[Database, Path]) -> None:
    database, file = house
    cipher = Keys.read(file).cipher
    for person in await stolen(database):
        assert cipher.open_json("participants", "sealed", person["id"], person["sealed"])["name"] == NAME


async def test_the_key_file_holds_a_number_by_chance_and_nothing_else(tmp_path: Path) -> None:
    made = []
    for name in ("one.key", "two.key"):
        Keys.make(tmp_path / name)
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
        made.append(base64.b64decode((tmp_path / name).read_bytes().strip(), validate=True))
    assert {len(one) for one in made} == {32}
    assert made[0] != made[1]


async def test_what_stands_in_the_clear_about_a_person_is_village_work_and_periods(
    house: tuple[Database, Path],
) -> None:
    database, _ = house
    (person, _) = await stolen(database)
    open_columns = {name for name in person.keys() if name != "sealed" and "_print" not in name}  # noqa: SIM118 - a row of asyncpg, which iterates values
    assert open_columns == {"id", "village_code", "village", "district", "occupation", "died_on", "batch"}
