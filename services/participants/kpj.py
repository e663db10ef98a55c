"""The participant's number on the BPJS Ketenagakerjaan card (KPJ): 11 digits as far as we know."""

import re
import unicodedata
from dataclasses import dataclass, field

from services.refusals import Refusal

LENGTH = 11
"""Told by offices, not found in a regulation: another length is doubted, not refused."""
_FEWEST, _MOST = 8, 16
_SEPARATORS = re.compile(r"[\W_]+")
_PREFIX = re.compile(r"^(?:kpj|no|nomor|nopeserta)+", re.IGNORECASE)


@dataclass(eq=False)
class NotAKpj(Refusal):
    """What was written has no digits of a card number."""


@dataclass(frozen=True)
class Kpj:
    """A card number."""

    number: str = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> "Kpj":
        """Reads digits with any separators. Raises NotAKpj."""
        plain = text
        if not (plain.isascii() and plain.isdigit()):
            plain = _PREFIX.sub("", _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)))
        if not (plain.isascii() and plain.isdigit() and _FEWEST <= len(plain) <= _MOST):
            raise NotAKpj()
        return cls(plain)

    @property
    def is_doubtful(self) -> bool:
        """Whether it has another length than cards have."""
        return len(self.number) != LENGTH

    def __repr__(self) -> str:
        return f"Kpj(…{self.number[-3:]})"

    __str__ = __repr__
