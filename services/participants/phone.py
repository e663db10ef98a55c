"""Indonesian mobile numbers, brought to one spelling (`+62812…`) so that they can be compared."""

import re
import unicodedata
from dataclasses import dataclass, field

from services.refusals import Refusal

_SEPARATORS = re.compile(r"[\s.\-–()/'’`]+")
_MOBILE = re.compile(r"(?:00|\+)?(?:62)?0?(8\d{8,11})")
"""Mobile numbers begin with 8 after the country code and have 9 to 12 digits (numbering plan, PM 14/2018)."""


@dataclass(eq=False)
class NotAMobileNumber(Refusal):
    """What was written is no Indonesian mobile number."""


@dataclass(frozen=True)
class Phone:
    """A mobile number, in international spelling."""

    number: str = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> "Phone":
        """Reads `0812-3456-789`, `62812…`, `+62 812…`, `812…`. Raises NotAMobileNumber."""
        plain = text
        if not (plain.isascii() and plain.isdigit()):
            plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
        found = _MOBILE.fullmatch(plain)
        if not found or not plain.isascii():
            raise NotAMobileNumber()
        return cls("+62" + found.group(1))

    @property
    def masked(self) -> str:
        """`+62812••••789`"""
        return f"{self.number[:6]}••••{self.number[-3:]}"

    def __repr__(self) -> str:
        return f"Phone({self.number[:5]}…{self.number[-3:]})"

    __str__ = __repr__
