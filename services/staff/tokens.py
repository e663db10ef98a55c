"""What is drawn by lot and what is signed: tokens of links and sessions, codes to type, tokens of forms."""

import base64
import hashlib
import hmac
import secrets

CODE_LENGTH = 10
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_BYTES = 32


def new_token() -> str:
    """256 bits, 43 signs that need no quoting in an address or a cookie."""
    return secrets.token_urlsafe(_BYTES)


def hash_of(token: str) -> bytes:
    """What the database keeps of a token. The token is drawn from 2²⁵⁶, so a quick hash hides it well."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def new_code() -> str:
    """Ten letters and digits (50 bits) that cannot be taken for one another."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(CODE_LENGTH))


def plain_code(typed: str) -> str:
    """A typed code without the spaces and dashes that people add, in capitals."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


class Signer:
    """Signs short values for one purpose each, so that a browser can keep them and cannot make them."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def sign(self, purpose: str, value: str) -> str:
        """43 signs."""
        mac = hmac.digest(self._key, f"{purpose}\0{value}".encode("utf-8", "replace"), hashlib.sha256)
        return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()

    def holds(self, purpose: str, value: str, signed: str) -> bool:
        """Compared in constant time."""
        return hmac.compare_digest(self.sign(purpose, value).encode(), signed.encode("utf-8", "replace"))
