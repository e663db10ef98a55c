"""Makes a PDF: cleans what goes into it of signs that cannot be drawn, and lets a confined child set it."""

import asyncio
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from services.confined.asking import Died, OutOfMemory, OutOfTime, ask
from services.confined.wire import Limits
from services.paper.glyphs import Glyphs
from services.paper.messages import PaperTooLong
from services.paper.model import Transcript
from services.paper.transcript import given
from services.words import Words

CHILD = "services.paper.child"
LIMITS = Limits(memory=1536, cpu=30, patience=60, answer=32)
AT_ONCE = 1
"""Children; the others wait."""
_TEMPLATE = re.compile(r"[a-z_]+/[a-z_]+")
_PDF = b"%PDF-"


class Paper:
    """Sets papers in one language. Keeps nothing."""

    def __init__(self, words: Words, limits: Limits = LIMITS, at_once: int = AT_ONCE) -> None:
        self._words = words
        self._limits = limits
        self._glyphs: tuple[Glyphs, ...] = (Glyphs(words), Glyphs(words, simple=True))
        self._free = asyncio.Semaphore(at_once)

    async def transcript(self, transcript: Transcript) -> bytes:
        """A conversation as PDF. Raises PaperTooLong."""
        return await self.pdf("helpdesk/transcript", given(transcript, self._words.zone))

    async def pdf(self, template: str, data: Mapping[str, Any]) -> bytes:
        """`<room>/<name>` of a template in `locales/<language>`, and what it finds in `json(bytes(sys.inputs.given))`.

        The same data gives the same bytes. Give it outside any transaction: it takes a second. Raises PaperTooLong.
        """
        if not _TEMPLATE.fullmatch(template):
            raise ValueError(template)
        order = {"template": f"/{self._words.language}/{template}.typ"}
        async with self._free:
            for glyphs in self._glyphs:
                with suppress(Died):  # typst has lines it panics on; a paper with fewer signs is better than none
                    return await self._set(order, glyphs.drawable(data))
        raise PaperTooLong()

    async def _set(self, order: Mapping[str, Any], data: Any) -> bytes:
        try:
            _, pdf = await ask(CHILD, order, json.dumps(data).encode(), self._limits)
        except (OutOfTime, OutOfMemory):
            raise PaperTooLong() from None
        if not pdf.startswith(_PDF):
            raise Died()
        return pdf
