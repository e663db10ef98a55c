"""The confined child: sets a template of ours with data of anybody's, and answers with a PDF."""

from collections.abc import Mapping
from typing import Any

import typst

from services.confined.serving import Verb, serve
from services.confined.wire import Told
from services.words.render import LOCALES

_ENTRY = "main"
"""The name under which typst looks for the file it begins with."""


def prepare() -> Verb:
    """Reads every template, and sets a word, whereby typst loads what it needs and starts its threads."""
    templates = {"/" + file.relative_to(LOCALES).as_posix(): file.read_bytes() for file in LOCALES.rglob("*.typ")}
    _set({_ENTRY: b"Santun"}, "{}")

    def paper(order: dict[str, Any], content: bytes) -> tuple[Told, bytes]:
        files = templates | {_ENTRY: templates[order["template"]]}
        return {}, _set(files, content.decode())

    return paper


def _set(files: Mapping[str, bytes], given: str) -> bytes:
    """Data goes beside the source, never into it: what is typed stays text."""
    made: bytes = typst.compile(  # type: ignore[call-overload] # its types do not know that files may be handed over
        dict(files), format="pdf", ignore_system_fonts=True, sys_inputs={"given": given}
    )
    return made


if __name__ == "__main__":
    serve(prepare)
