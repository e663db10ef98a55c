"""What is sealed opens again in its own place, whatever the database's driver made of it."""

from datetime import date
from uuid import UUID

from asyncpg.pgproto import pgproto

from services.privacy import Keys

NUMBER = "6408f0a1-1111-4222-8333-944455556666"


def test_a_uuid_of_the_database_driver_can_be_sealed(keys: Keys) -> None:
    thing = {"participant": pgproto.UUID(NUMBER), "same": UUID(NUMBER), "day": date(2026, 3, 1)}
    sealed = keys.cipher.seal_json("visitors", "looked_up", 7, thing)
    assert keys.cipher.open_json("visitors", "looked_up", 7, sealed) == {
        "participant": NUMBER,
        "same": NUMBER,
        "day": "2026-03-01",
    }
