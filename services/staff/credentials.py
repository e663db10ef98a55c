"""Passwords and codes of the authenticator: what is good enough, what fits, and at what cost."""

import asyncio
import base64
import hmac
import re
import unicodedata
from datetime import datetime

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from services.staff.messages import PasswordTooPlain, PasswordUnfit
from services.staff.rules import COMMON_PASSWORDS, LONGEST_PASSWORD, SHORTEST_PASSWORD

AT_ONCE = 2
"""Hashes at the same time: each takes 64 MiB and a core for a twentieth of a second."""
STEP_SECONDS = 30
_DRIFT = (-1, 0, 1)
"""Steps that a phone's clock may be off."""
_LONGEST_TYPED = 1024
_FEWEST_SIGNS = 5
_SHORT_NAME = 3


def plain_password(typed: str) -> str:
    """As it is hashed: NFKC, so that the same keys give the same password on every keyboard and system."""
    return unicodedata.normalize("NFKC", typed[:_LONGEST_TYPED])


def check_password(typed: str, name: str) -> None:
    """Raises PasswordUnfit, PasswordTooPlain."""
    password = plain_password(typed)
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise PasswordUnfit(SHORTEST_PASSWORD, LONGEST_PASSWORD)
    low = password.casefold()
    if len(set(low)) < _FEWEST_SIGNS or _is_common(low) or _holds(low, name):
        raise PasswordTooPlain


def _is_common(low: str) -> bool:
    """Whether it is a number, or little is left when digits, signs and common words are dropped."""
    letters = rest = "".join(sign for sign in low if sign.isalpha())
    for word in sorted(COMMON_PASSWORDS, key=len, reverse=True):
        rest = rest.replace(word, "")
    return not letters or (rest != letters and len(rest) < _FEWEST_SIGNS)


def _holds(low: str, name: str) -> bool:
    """Whether the name stands in it; a short one as a word of its own, for it is part of many others."""
    return name in (low if len(name) > _SHORT_NAME else re.split(r"[^a-z0-9]+", low))


class Passwords:
    """argon2id (RFC 9106, the profile for little memory), in a thread, few at once so that a flood eats no memory."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._nobodys = _never_fits(self._hasher)

    async def hash(self, typed: str) -> str:
        """What the database keeps."""
        async with self._turn:
            return await asyncio.to_thread(self._hasher.hash, _bytes(typed))

    async def fits(self, kept: str | None, typed: str) -> bool:
        """Whether this is the password. Takes as long when there is none."""
        async with self._turn:
            fits = await asyncio.to_thread(self._verify, kept or self._nobodys, _bytes(typed))
        return fits and kept is not None

    def _verify(self, kept: str, typed: bytes) -> bool:
        try:
            return self._hasher.verify(kept, typed)
        except (Argon2Error, InvalidHashError):
            return False


def _bytes(typed: str) -> bytes:
    return plain_password(typed).encode("utf-8", "replace")


def _never_fits(hasher: PasswordHasher) -> str:
    """A hash of the same cost as everybody's, of which nobody knows the password."""
    salt, digest = (base64.b64encode(bytes(size)).rstrip(b"=").decode() for size in (hasher.salt_len, hasher.hash_len))
    cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${cost}${salt}${digest}"


def new_secret() -> str:
    """160 bits in base 32, for an authenticator."""
    return pyotp.random_base32()


def address_of(secret: str, name: str, issuer: str) -> str:
    """What the square code holds: otpauth://…"""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)


def step_of(secret: str, typed: str, now: datetime, used: int | None) -> int | None:
    """The step (half minute since 1970) whose code this is, if it is later than the last one used."""
    code = "".join(typed[:32].split())
    step, found = int(now.timestamp()) // STEP_SECONDS, None
    for near in (step + drift for drift in _DRIFT):
        expected = pyotp.TOTP(secret).generate_otp(near)
        if hmac.compare_digest(expected.encode(), code.encode("utf-8", "replace")) and near > (used or 0):
            found = near
    return found
