"""Templates and labels: the only place where a sentence for a person is made."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, tzinfo
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.runtime import Context

from services.refusals import Refusal
from services.speech import Speech
from services.words import filters

LOCALES = Path(__file__).resolve().parents[2] / "locales"
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def template_name(kind: type[Speech | Refusal]) -> str:
    """`services.benefits.messages.DeathPays` → `benefits/death_pays.html`."""
    room = kind.__module__.split(".")[1]
    return f"{room}/{_CAPITAL.sub('_', kind.__name__).lower()}.html"


_TERMS = (bool, Enum, NoneType)
"""Of these a message has few values: one that holds nothing else is rendered once for each, and nobody's data stays."""


@dataclass(frozen=True, eq=False)
class _Page:
    """The template of one class of messages, and the names of its fields."""

    template: Template
    names: tuple[str, ...]

    def filled(self, values: dict[str, Any]) -> str:
        """As `Template.render`, but without jinja's own functions (range, …), whose copying costs as much again."""
        template = self.template
        context = Context(template.environment, values, template.name, template.blocks)
        return "".join(template.root_render_func(context)).strip()


class Words:
    """The words of one language.

    `render` gives Telegram HTML (at most 4,096 characters after parsing; a test holds it), `label` the short
    texts of buttons and terms. Raises KeyError for a label that does not exist and jinja2 errors for a template
    that is missing or asks for more than the message has.
    """

    def __init__(self, language: str = "id", zone: tzinfo | None = None, locales: Path = LOCALES) -> None:
        home = locales / language
        self.language = language
        self.zone = zone or ZoneInfo("Asia/Makassar")
        self._labels = _read_labels(home)
        self._pages: dict[type[Speech | Refusal], _Page] = {}
        self._said: dict[tuple[object, ...], str] = {}
        self._environment = _environment(home)
        # `jam`, `tanggal`, … take an aware datetime to the region's own day before they write it.
        self._environment.filters |= {
            "rupiah": filters.rupiah,
            "angka": filters.angka,
            "tanggal": lambda day: filters.tanggal(self._local(day)),
            "hari": lambda day: filters.hari(self._local(day)),
            "bulan": lambda day: filters.bulan(self._local(day)),
            "telepon": filters.telepon,
            "jam": filters.ClockFilter(self.zone),
            "label": lambda key, kind: self.label(kind, str(getattr(key, "value", key))),
        }

    @property
    def environment(self) -> Environment:
        """The template environment, for checks of the templates themselves."""
        return self._environment

    def render(self, speech: Speech | Refusal) -> str:
        """The message as Telegram HTML, with every value escaped."""
        page = self._pages.get(type(speech)) or self._page(type(speech))
        values = {name: getattr(speech, name) for name in page.names}
        if not all(isinstance(value, _TERMS) for value in values.values()):
            return page.filled(values)
        said = (page, *values.values())
        if said not in self._said:
            self._said[said] = page.filled(values)
        return self._said[said]

    def read_ahead(self) -> Iterator[None]:
        """Reads, a piece at a time, what is otherwise read when it is said for the first time: a template takes up to
        30 ms, the names of the months 90, and somebody would wait for it."""
        for name in self._environment.list_templates(extensions=["html"]):
            self._environment.get_template(name)
            yield
        filters.bulan(date(2000, 1, 1))
        yield

    def label(self, kind: str, key: str, **values: object) -> str:
        """A short text: a button's, a term's. `{name}` in it is filled from `values`."""
        text = self._labels[kind][key]
        return text.format(**values) if values else text

    def labels(self, kind: str) -> Mapping[str, str]:
        """All short texts of one kind."""
        return self._labels[kind]

    def _page(self, kind: type[Speech | Refusal]) -> _Page:
        names = tuple(field.name for field in fields(kind))  # type: ignore[arg-type]
        page = self._pages[kind] = _Page(self._environment.get_template(template_name(kind)), names)
        return page

    def _local(self, day: date | datetime) -> date | datetime:
        return day.astimezone(self.zone) if isinstance(day, datetime) else day


def _environment(home: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(home),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )


def _read_labels(home: Path) -> dict[str, dict[str, str]]:
    """`labels.toml` of the language and of each room, as kind → key → text; a key stands in one file only."""
    labels: dict[str, dict[str, str]] = {}
    for file in sorted([home / "labels.toml", *home.glob("*/labels.toml")]):
        tables: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        for kind, table in tables.items():
            known = labels.setdefault(kind, {})
            if twice := known.keys() & table.keys():
                raise ValueError(f"{file}: [{kind}] {min(twice)} stands in two label files")
            known |= {str(key): str(text) for key, text in table.items()}
    return labels
