"""Looks at a file that a stranger sent, in a confined child: shows a page marked with who looks, examines what it is,
copies its pages for paper."""

import asyncio
from collections.abc import AsyncIterator
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
from services.pictures.model import (
    LARGEST_FILE,
    MOST_COPIED,
    MOST_COPIED_PAGES,
    MOST_PAGES,
    MOST_PIXELS,
    PAGE_SIDE,
    Examined,
    Fault,
    Kind,
    Shown,
    Unfit,
)
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
        told, picture = await self._asked({"verb": "shown", "kind": kind, "page": page, "mark": mark}, content)
        pages, width, height = _figures(told)
        return Shown(_jpeg(picture), "image/jpeg", kind, page, pages, width, height)

    async def examined(self, content: bytes) -> Examined:
        """What it is, and what makes its first page hard to read. Raises as `shown`, and is as slow."""
        kind = _readable(content)
        told, _ = await self._asked({"verb": "examined", "kind": kind, "page": 1}, content)
        return Examined(kind, *_figures(told), _faults(told.get("faults")))

    async def pages(self, content: bytes, long_side: int = PAGE_SIDE) -> AsyncIterator[bytes]:
        """Every page from the first on, upright, as a new JPEG of at most `long_side` pixels, unmarked: for the file
        that goes to the branch, and for no screen.

        Raises as `shown`, also in the middle; TooManyPages before the first page if there are more than
        `MOST_COPIED_PAGES`; PictureTooLarge when all together become more than `MOST_COPIED` bytes.
        """
        kind = _readable(content)
        page, pages, size = 1, 1, 0
        while page <= pages:
            order = {"verb": "copied", "kind": kind, "page": page, "long_side": long_side}
            told, picture = await self._asked(order, content)
            pages, _, _ = _figures(told)
            if pages > MOST_COPIED_PAGES:
                raise TooManyPages(MOST_COPIED_PAGES)
            size += len(picture)
            if size > MOST_COPIED:
                raise PictureTooLarge(MOST_COPIED >> 20)
            yield _jpeg(picture)
            page += 1

    async def _asked(self, order: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
        """The child's answer, which may be the file's: believe nothing of it. Raises what it could not do."""
        try:
            async with self._free:
                told, picture = await ask(CHILD, order, content, self._limits)
        except OutOfTime:
            raise PictureTakesTooLong() from None
        except OutOfMemory:
            raise TooManyPixels(MOST_PIXELS // 1_000_000) from None
        except Died:
            raise PictureBroken() from None
        if "unfit" in told:
            raise _refusal(told["unfit"], order["page"], told.get("pages"))
        return told, picture


def _readable(content: bytes) -> Kind:
    if not content:
        raise PictureEmpty()
    if len(content) > LARGEST_FILE:
        raise PictureTooLarge(LARGEST_FILE >> 20)
    kind = kind_of(content)
    if kind is None:
        raise NotAPicture()
    return kind


def _jpeg(picture: bytes) -> bytes:
    if not picture.startswith(_JPEG):
        raise PictureBroken()
    return picture


def _figures(told: dict[str, Any]) -> tuple[int, int, int]:
    """Pages, width and height."""
    return _count(told.get("pages")), _count(told.get("width")), _count(told.get("height"))


def _count(figure: object) -> int:
    if type(figure) is not int or not 0 < figure < 1_000_000:
        raise PictureBroken()
    return figure


def _faults(told: object) -> tuple[Fault, ...]:
    if not isinstance(told, list) or not all(fault in (*Fault,) for fault in told):
        raise PictureBroken()
    return tuple(fault for fault in Fault if fault in told)


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
