"""Keeps what is personal unreadable: sealing, fingerprints, and the record of who looked."""

from services.privacy.audit import Look, record_look
from services.privacy.cipher import Cipher, Fingerprint
from services.privacy.keys import Keys, WrongKey

__all__ = ["Cipher", "Fingerprint", "Keys", "Look", "WrongKey", "record_look"]
