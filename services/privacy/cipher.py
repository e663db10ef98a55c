"""Sealing (AES-GCM, bound to the place where the value lies) and fingerprints (HMAC) for looking up."""

import os
from typing import Any
from uuid import UUID

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hmac import HMAC

VERSION = 1
"""First byte of every sealed value: which generation of the key made it."""
_NONCE = 12
_FINGERPRINT = 16


class Unreadable(Exception):
    """A sealed value does not open: another key, another place, or changed bytes."""


class Cipher:
    """Seals bytes so that they open only in the same table, column and row."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._aes = AESGCM(key)

    def __reduce__(self) -> tuple[type["Cipher"], tuple[bytes]]:
        """Can be pickled, for one purpose only: to go through a pipe to a process that helps this one."""
        return Cipher, (self._key,)

    def seal(self, table: str, column: str, row: str | int | UUID, plain: bytes) -> bytes:
        """Version byte, 12 bytes of nonce, ciphertext with its 16-byte tag."""
        nonce = os.urandom(_NONCE)
        return bytes((VERSION,)) + nonce + self._aes.encrypt(nonce, plain, _place(table, column, row))

    def open(self, table: str, column: str, row: str | int | UUID, sealed: bytes) -> bytes:
        """The plain bytes. Raises `Unreadable`."""
        if not sealed or sealed[0] != VERSION:
            raise Unreadable(f"{table}.{column}: unknown key version")
        try:
            return self._aes.decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], _place(table, column, row))
        except (InvalidTag, ValueError):  # the latter of what was cut off within its nonce
            raise Unreadable(f"{table}.{column}: does not open with this key in this place") from None

    def seal_json(self, table: str, column: str, row: str | int | UUID, thing: object) -> bytes:
        """Seals anything that JSON can hold (dates as ISO text, UUIDs as text)."""
        return self.seal(table, column, row, orjson.dumps(thing, default=_text))

    def open_json(self, table: str, column: str, row: str | int | UUID, sealed: bytes) -> Any:
        """What `seal_json` sealed. Raises `Unreadable`."""
        return orjson.loads(self.open(table, column, row, sealed))


class Fingerprint:
    """Turns a value into 16 bytes that find it again but do not tell it without the key."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._keyed = HMAC(key, hashes.SHA256())

    def __reduce__(self) -> tuple[type["Fingerprint"], tuple[bytes]]:
        """As `Cipher`."""
        return Fingerprint, (self._key,)

    def of(self, kind: str, value: str) -> bytes:
        """The fingerprint of a normalised value; `kind` keeps equal digits of different things apart."""
        mac = self._keyed.copy()  # less than half of what `hmac.digest` takes
        mac.update(f"{kind}\0{value}".encode())
        return mac.finalize()[:_FINGERPRINT]


def _text(thing: object) -> str:
    if isinstance(thing, UUID):  # asyncpg's are of a class of their own, which orjson does not know
        return str(thing)
    raise TypeError


def _place(table: str, column: str, row: str | int | UUID) -> bytes:
    return f"{table}\0{column}\0{row}".encode()
