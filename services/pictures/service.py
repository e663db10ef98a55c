"""Shows a page of a file that a stranger sent: as a new picture, made by a confined child, marked with who looks."""

import asyncio
from typing import Any

from services.confined.asking import Died, OutOfMemory, OutOfTime, ask
from services.confined.wire import Limits
from services.pictures.messages import (
    NoSuchPage,
    NotAPicture,
    PictureBroken,
    PictureEmpty,
    PictureLocked,
    PictureTakesTooLong,
    PictureTooLarge,
    TooManyPages,
    TooManyPixels,
)
from services.pictures.model import LARGEST_FILE, MOST_PAGES, MOST_PIXELS, Kind, Shown, Unfit
from services.pictures.rules import kind_of
from services.refusals import Refusal

CHILD = "services.pictures.child"
LIMITS = Limits(memory=768, cpu=10, patience=20, answer=8)
AT_ONCE = 2
"""Children; the others wait."""
_JPEG = b"\xff\xd8\xff"


class Pictures:
    """Looks at files. Keeps nothing."""

    def __init__(self, limits: Limits = LIMITS, at_once: int = AT_ONCE) -> None:
        self._limits = limits
        self._free = asyncio.Semaphore(at_once)

    async def shown(self, content: bytes, mark: str, page: int = 1) -> Shown:
        """Page `page` (from 1) with `mark` across it. Raises the refusals of `messages`; ValueError without a mark.

        Give it outside any transaction: it takes a second, and may wait for others.
        """
        if not mark.strip():
            raise ValueError("nothing is shown without a mark")
        kind = _readable(content)
        order = {"kind": kind, "page": page, "mark": mark}
        try:
            async with self._free:
                told, picture = await ask(CHILD, order, content, self._limits)
        except OutOfTime:
            raise PictureTakesTooLong() from None
        except OutOfMemory:
            raise TooManyPixels(MOST_PIXELS // 1_000_000) from None
        except Died:
            raise PictureBroken() from None
        return _shown(told, picture, kind, page)


def _readable(content: bytes) -> Kind:
    if not content:
        raise PictureEmpty()
    if len(content) > LARGEST_FILE:
        raise PictureTooLarge(LARGEST_FILE >> 20)
    kind = kind_of(content)
    if kind is None:
        raise NotAPicture()
    return kind


def _shown(told: dict[str, Any], picture: bytes, kind: Kind, page: int) -> Shown:
    """The child's answer, which may be the file's: it must be a picture, and its figures numbers."""
    if "unfit" in told:
        raise _refusal(told["unfit"], page, told.get("pages"))
    pages, width, height = (_count(told.get(name)) for name in ("pages", "width", "height"))
    if not picture.startswith(_JPEG):
        raise PictureBroken()
    return Shown(picture, "image/jpeg", kind, page, pages, width, height)


def _count(figure: object) -> int:
    if type(figure) is not int or not 0 < figure < 1_000_000:
        raise PictureBroken()
    return figure


def _refusal(why: object, page: int, pages: object) -> Refusal:
    match why:
        case Unfit.LOCKED:
            return PictureLocked()
        case Unfit.TOO_MANY_PIXELS:
            return TooManyPixels(MOST_PIXELS // 1_000_000)
        case Unfit.TOO_MANY_PAGES:
            return TooManyPages(MOST_PAGES)
        case Unfit.NO_SUCH_PAGE if type(pages) is int:
            return NoSuchPage(page, pages)
    return PictureBroken()
