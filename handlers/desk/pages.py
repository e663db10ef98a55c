"""Renders the pages of the console: structure from templates/, every word from locales/, every value escaped."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from handlers.desk.statics import Statics
from services.refusals import Refusal
from services.speech import Speech
from services.staff import StaffMember
from services.words import Words

TEMPLATES = Path(__file__).parent / "templates"


class Pages:
    """One environment for all templates. `t(kind, key, **values)` is a label, `static(name)` the address of a file;
    the filters are those of the messages (`jam`, `tanggal`, `rupiah`, `label`, …)."""

    def __init__(self, words: Words, statics: Statics, nav: Mapping[str, tuple[str, Any]]) -> None:
        self.words, self.statics = words, statics
        self._nav = nav
        self.environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        filters = words.environment.filters
        self.environment.filters |= {
            name: filters[name] for name in ("rupiah", "angka", "tanggal", "hari", "bulan", "telepon", "jam", "label")
        }
        self.environment.globals |= {"t": words.label, "static": statics.address}

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """A template, or one block of it: `queue.html#rows`."""
        file, _, block = name.partition("#")
        template = self.environment.get_template(file)
        if not block:
            return template.render(values)
        return "".join(template.blocks[block](template.new_context(dict(values))))

    def said(self, speech: Speech | Refusal) -> Markup:
        """A message of ours as HTML for a page."""
        return Markup(self.words.render(speech))  # noqa: S704 - its template escaped every value

    def nav(self, member: StaffMember | None, here: str) -> list[dict[str, Any]]:
        """What this person may open from every page: key, path, and whether it is open now."""
        if member is None:
            return []
        around = [path for path, _ in self._nav.values() if here == path or here.startswith(f"{path}/")]
        nearest = max(around, key=len, default="")
        return [
            {"key": key, "path": path, "is_here": path == nearest}
            for key, (path, act) in self._nav.items()
            if act is None or member.may(act)
        ]
