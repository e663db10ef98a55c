"""What is sealed opens again in its own place, whatever the database's driver made of it."""

import hashlib
import hmac
from datetime import date
from uuid import UUID

import pytest
from asyncpg.pgproto import pgproto
from hypothesis import given
from hypothesis import strategies as st

from services.privacy import Fingerprint, Keys
from services.privacy.cipher import Unreadable

NUMBER = "6408f0a1-1111-4222-8333-944455556666"


def test_a_uuid_of_the_database_driver_can_be_sealed(keys: Keys) -> None:
    thing = {"participant": pgproto.UUID(NUMBER), "same": UUID(NUMBER), "day": date(2026, 3, 1)}
    sealed = keys.cipher.seal_json("visitors", "looked_up", 7, thing)
    assert keys.cipher.open_json("visitors", "looked_up", 7, sealed) == {
        "participant": NUMBER,
        "same": NUMBER,
        "day": "2026-03-01",
    }


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_a_fingerprint_is_the_first_half_of_an_hmac(value: str) -> None:
    whole = hmac.digest(b"k" * 32, f"nik\0{value}".encode(), hashlib.sha256)
    assert Fingerprint(b"k" * 32).of("nik", value) == whole[:16]


@given(st.integers(0, 60))
def test_what_was_cut_off_anywhere_is_unreadable_and_no_other_trouble(length: int) -> None:
    cipher = Keys.derive(b"k" * 32).cipher
    sealed = cipher.seal("claims", "body", 1, b"something of 32 bytes, or so much")
    with pytest.raises(Unreadable):
        cipher.open("claims", "body", 1, sealed[:length])
