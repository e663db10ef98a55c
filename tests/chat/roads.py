"""Walks the tables of steps as people would: every choice, and the first typed answer that a step accepts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from handlers.chat.days import FORGOT
from handlers.chat.flow import END, Flow
from handlers.chat.heard import Contact, Heard, Kind, Scene
from services.refusals import Refusal
from services.region import Region
from services.words import Words
from services.words.spoken import Spoken
from services.words.topics import Topics

TYPED = (
    "6408040303909001",
    "Rahmat Hidayat",
    "3 Maret 2026",
    "081234567890",
    "Swarga Bara",
    "1980",
    "cerita singkat",
    "lewati",
)
"""Answers that people type; each step of each flow accepts one of them, or has a button."""

LONG = 60
"""No road is longer than this many answers."""


@cache
def scene() -> Scene:
    """A Sunday noon in Sangatta."""
    region = Region.load("kutai-timur")
    return Scene(datetime(2026, 11, 22, 4, 0, tzinfo=UTC), region.zone, region, Spoken(Words()), Topics.load(), "Siti")


@dataclass(frozen=True)
class Visited:
    """One question met on a walk, with what may be answered there."""

    step: str
    draft: Any
    answers: tuple[tuple[Heard, Any], ...]


def answers(flow: Flow[Any], name: str, draft: Any) -> Iterator[tuple[Heard, Any]]:
    """Every choice and the first accepted typed answer, each with the draft it leads to."""
    step, here = flow.steps[name], scene()
    choices = [choice if isinstance(choice, str) else choice[1] for choice in step.ask(draft, here).choices]
    for value in choices:
        if value == FORGOT:
            continue  # is told what is enough, and stays
        heard = Heard(Kind.CHOICE, value)
        yield heard, step.kept(draft, step.read(heard, draft, here))
    for heard in (
        *(Heard(Kind.TEXT, text) for text in TYPED),
        Heard(Kind.CONTACT, contact=Contact("6281234567890", own=True)),
    ):
        try:
            value = step.read(heard, draft, here)
        except Refusal:
            continue
        yield heard, step.kept(draft, value)
        return


def walk(flow: Flow[Any], draft: Any) -> dict[str, set[str]]:
    """Step → the steps that follow it on some road from this draft on.

    Not every draft is tried at every step (they are too many), but every value of every field is.
    """
    roads: dict[str, set[str]] = {}
    met: set[tuple[str, str, str]] = set()
    todo = [(flow.open_question(draft), draft)]
    while todo:
        name, draft = todo.pop()
        seen = {(name, field, repr(value)) for field, value in vars(draft).items()}
        if name == END or seen <= met:
            continue
        met |= seen
        for _, kept in answers(flow, name, draft):
            following = flow.open_question(kept, flow.steps[name].next(kept))
            roads.setdefault(name, set()).add(following)
            todo.append((following, kept))
    return roads
