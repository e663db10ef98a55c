"""The key file: 32 random bytes from which every other key is derived."""

import base64
import hashlib
import hmac
import os
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from services.privacy.cipher import Cipher, Fingerprint

_LENGTH = 32


class WrongKey(Exception):
    """The key file is missing, damaged, or not the one with which this database was sealed."""


@dataclass(frozen=True)
class Keys:
    """Everything derived from one key file. `repr` shows none of it."""

    cipher: Cipher = field(repr=False)
    fingerprint: Fingerprint = field(repr=False)
    audit: bytes = field(repr=False)
    doors: bytes = field(repr=False)
    """What the console signs with: form tokens and cookies."""
    check: bytes
    """16 bytes that tell whether a database was sealed with this key; harmless to store in the clear."""

    @classmethod
    def derive(cls, master: bytes) -> "Keys":
        """From the 32 bytes of a key file (HKDF-SHA256, one purpose each)."""
        check = hmac.digest(_derived(master, "check"), b"santun", hashlib.sha256)[:16]
        return cls(
            cipher=Cipher(_derived(master, "seal")),
            fingerprint=Fingerprint(_derived(master, "fingerprint")),
            audit=_derived(master, "audit"),
            doors=_derived(master, "doors"),
            check=check,
        )

    @classmethod
    def read(cls, file: Path) -> "Keys":
        """Raises `WrongKey` when the file is missing or damaged."""
        try:
            master = base64.b64decode(file.read_text(encoding="ascii").strip(), validate=True)
        except FileNotFoundError:
            raise WrongKey("missing") from None
        except (OSError, ValueError):
            raise WrongKey("unreadable") from None
        if len(master) != _LENGTH:
            raise WrongKey("damaged")
        return cls.derive(master)

    @classmethod
    def make(cls, file: Path) -> "Keys":
        """Writes a new key file (mode 0600), never over an existing one (FileExistsError)."""
        file.parent.mkdir(parents=True, exist_ok=True)
        master = os.urandom(_LENGTH)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(base64.b64encode(master) + b"\n")
            out.flush()
            os.fsync(out.fileno())
        return cls.derive(master)


def _derived(master: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=_LENGTH, salt=None, info=b"santun/" + purpose.encode()).derive(master)
