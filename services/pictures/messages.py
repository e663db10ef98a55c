"""Why a file cannot be shown, to whoever wants to see it or has sent it."""

from dataclasses import dataclass

from services.refusals import Refusal


@dataclass(eq=False)
class NotAPicture(Refusal):
    """Neither a photo nor a PDF, whatever its name says."""


@dataclass(eq=False)
class PictureEmpty(Refusal):
    """Not one byte."""


@dataclass(eq=False)
class PictureTooLarge(Refusal):
    """More bytes than we take."""

    megabytes: int


@dataclass(eq=False)
class PictureBroken(Refusal):
    """It ends in the middle, or holds nonsense."""


@dataclass(eq=False)
class PictureLocked(Refusal):
    """A password is needed to open it."""


@dataclass(eq=False)
class TooManyPixels(Refusal):
    """Opened, it would be larger than what a camera makes."""

    megapixels: int


@dataclass(eq=False)
class TooManyPages(Refusal):
    """A PDF longer than we open."""

    most: int


@dataclass(eq=False)
class NoSuchPage(Refusal):
    """The PDF ends before that page."""

    page: int
    pages: int


@dataclass(eq=False)
class PictureTakesTooLong(Refusal):
    """Opening it took longer than anything honest takes."""
