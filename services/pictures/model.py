"""What can be looked at, what comes out, and how much of it we take."""

from dataclasses import dataclass, field
from enum import StrEnum

LARGEST_FILE = 20 << 20
"""Bytes; the largest file that Telegram lets a bot fetch."""
MOST_PIXELS = 40_000_000
"""Phones make photos of 12 to 16 million; what is larger becomes smaller when it is sent as a photo, not as a file."""
MOST_PAGES = 200
LONG_SIDE = 1600
"""Pixels of what comes out: a KTP that fills the photo can be read."""

PAGE_SIDE = 1800
"""Pixels of a page in the file for the branch: a little more, because it is printed."""
MOST_COPIED_PAGES = 30
MOST_COPIED = 64 << 20
"""Bytes of all pages of one file."""
LEAST_SIDE = 480
"""Pixels of the short side of a photo; on less than that a KTP cannot be read."""


class Kind(StrEnum):
    """Told by the first bytes; the name of a file and what its sender says of it count for nothing."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    GIF = "gif"
    HEIF = "heif"
    PDF = "pdf"


class Unfit(StrEnum):
    """Why there is nothing to show."""

    BROKEN = "broken"
    LOCKED = "locked"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_PAGES = "too_many_pages"
    NO_SUCH_PAGE = "no_such_page"


class Fault(StrEnum):
    """What makes a photo hard to read. Advice for whoever sent it, no reason to refuse it."""

    TOO_DARK = "too_dark"
    TOO_BLURRED = "too_blurred"
    TOO_SMALL = "too_small"


@dataclass(frozen=True)
class Examined:
    """What a file is, and how well its first page can be read.

    `width` and `height` are the pixels of a photo as it is held; a page of a PDF has none, so they are those of the
    page as we draw it.
    """

    kind: Kind
    pages: int
    width: int
    height: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Shown:
    """One page as a JPEG or PNG (`media` tells which), at most `LONG_SIDE` pixels long."""

    content: bytes = field(repr=False)
    media: str
    kind: Kind
    page: int
    pages: int
    width: int
    height: int
