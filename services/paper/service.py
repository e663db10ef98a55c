"""Makes a PDF or PNG: cleans what goes into it of signs that cannot be drawn, and lets a confined child set it."""

import asyncio
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from services.confined.asking import Died, OutOfMemory, OutOfTime, ask
from services.confined.wire import Limits
from services.paper.glyphs import Glyphs
from services.paper.messages import PaperTooLong
from services.paper.model import Transcript
from services.paper.printing import MOST_PICTURES, SHEETS, Document, Form, Sheet, written
from services.paper.transcript import given
from services.words import Words

CHILD = "services.paper.child"
AT_ONCE = 1
"""Children; the others wait."""
_TEMPLATE = re.compile(r"[a-z_]+/[a-z_]+")
_BEGINS = {Form.PDF: b"%PDF-", Form.PNG: b"\x89PNG\r\n"}


class Paper:
    """Sets papers in one language. Keeps nothing."""

    def __init__(self, words: Words, limits: Limits | None = None, at_once: int = AT_ONCE) -> None:
        self._words = words
        self._limits = limits
        self._glyphs: tuple[Glyphs, ...] = (Glyphs(words), Glyphs(words, simple=True))
        self._free = asyncio.Semaphore(at_once)

    async def transcript(self, transcript: Transcript) -> bytes:
        """A conversation as PDF. Raises PaperTooLong."""
        return await self.pdf("helpdesk/transcript", given(transcript, self._words.zone))

    async def document(self, document: Document) -> bytes:
        """A letter, receipt or file of a claim as PDF, the picture of its way as PNG (1080 pixels wide).

        The same data gives the same bytes. Give it outside any transaction. Raises PaperTooLong.
        """
        data, pictures = written(document, self._words.zone)
        if sum(map(len, pictures)) > MOST_PICTURES:
            raise PaperTooLong()
        return await self._made(SHEETS[type(document)], data, pictures)

    async def pdf(self, template: str, data: Mapping[str, Any]) -> bytes:
        """`<room>/<name>` of a template in `locales/<language>`, and what it finds in `json(bytes(sys.inputs.given))`.

        The same data gives the same bytes. Give it outside any transaction: it takes a second. Raises PaperTooLong.
        """
        if not _TEMPLATE.fullmatch(template):
            raise ValueError(template)
        return await self._made(Sheet(template), data, ())

    async def _made(self, sheet: Sheet, data: Mapping[str, Any], pictures: Sequence[bytes]) -> bytes:
        if self._limits:
            sheet = replace(sheet, limits=self._limits)
        async with self._free:
            for glyphs in self._glyphs:
                with suppress(Died):  # typst has lines it panics on; a paper with fewer signs is better than none
                    return await self._set(sheet, glyphs.drawable(data), pictures)
        raise PaperTooLong()

    async def _set(self, sheet: Sheet, data: Any, pictures: Sequence[bytes]) -> bytes:
        content = (json.dumps(data).encode(), *pictures)
        order = {
            "template": f"/{self._words.language}/{sheet.template}.typ",
            "form": sheet.form.value,
            "sizes": [*map(len, content)],
        }
        try:
            _, made = await ask(CHILD, order, b"".join(content), sheet.limits)
        except (OutOfTime, OutOfMemory):
            raise PaperTooLong() from None
        if not made.startswith(_BEGINS[sheet.form]):
            raise Died()
        return made
