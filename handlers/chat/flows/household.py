"""The questions about a dead person's family: few for most, and further down the law's order only where nobody of an
earlier rank is there (PP 44/2015 Pasal 37 ayat (5), 40 ayat (2))."""

from dataclasses import replace
from typing import Any

from handlers.chat.buttons import AskForHelp
from handlers.chat.flow import Ask, Step
from handlers.chat.flows.claim_draft import ELDERS, NO, NONE, SPECIAL, UNCOUNTED, UNKNOWN, YES, SubmissionDraft
from handlers.chat.heard import Heard, Kind, Scene
from handlers.chat.readers import one_of, typed
from handlers.chat.visit import Visit
from services.benefits.heirs import SOURCE
from services.benefits.model import Level
from services.benefits.questions import NoSuchNumber
from services.claims import Relation
from services.claims.family import Spouse, heirs_of
from services.claims.questions import (
    AskChildren,
    AskElders,
    AskInLaws,
    AskMinors,
    AskSchool,
    AskSiblings,
    AskSpecial,
    AskSpouse,
    AskWill,
    HeirsFound,
)
from services.requests import Subject

_MOST = 20
_MARRIED_ONCE = (Spouse.REGISTERED, Spouse.SIRI, Spouse.SEVERAL, Spouse.DIVORCED)
"""What a widow or widower may answer: that there is a spouse is known."""
_LEVELS = tuple(level.value for level in Level)
_SPECIAL = (NONE, *(one.value for one in SPECIAL))
_TERNARY = (YES, NO, UNKNOWN)


def open_question(draft: SubmissionDraft) -> str | None:
    """The first question about the family that this draft leaves open; None when all is told."""
    return next((name for name in (*_of_children(draft), *_of_others(draft), "special") if _is_open(draft, name)), None)


def _of_children(draft: SubmissionDraft) -> list[str]:
    """Spouse and children; whose age is known from the school is not asked for it."""
    names = ["spouse", "children"]
    if draft.children and draft.children != UNCOUNTED:
        names += ["first"]
        names += ["second"] if draft.children > 1 and draft.first != NONE else []
        names += [] if draft.has_young else ["minors"]
    return names


def _of_others(draft: SubmissionDraft) -> list[str]:
    """Rank by rank, until somebody is there or nobody knows. The submitter is there, so of them nothing is asked."""
    if not draft.is_alone:
        return []
    names: list[str] = []
    for name, going_on, known in _RANKS:
        if draft.relation is known:
            return names
        names.append(name)
        if getattr(draft, name) != going_on:
            return names
    return names


_RANKS = (
    ("elders", NONE, Relation.PARENT),
    ("siblings", NO, Relation.SIBLING),
    ("in_laws", NO, None),
    ("will", NO, None),
)
"""Question, the answer after which the next one follows, and the submitter who answers it by being there."""


def _is_open(draft: SubmissionDraft, name: str) -> bool:
    return getattr(draft, name) is None


def _next(draft: SubmissionDraft) -> str:
    return open_question(draft) or "about"


async def _tell_heirs(visit: Visit, draft: SubmissionDraft) -> None:
    """When the last of the family is told: who comes first by law, and a person where the law is silent."""
    if open_question(draft) is None:
        heirs = heirs_of(draft.family)
        await visit.say(HeirsFound(heirs, SOURCE), *((AskForHelp(Subject.TALK),) if heirs.takes_a_person else ()))


def _spouses(draft: SubmissionDraft) -> tuple[str, ...]:
    return tuple(one.value for one in (_MARRIED_ONCE if draft.relation is Relation.SPOUSE else Spouse))


def _read_spouse(heard: Heard, draft: SubmissionDraft, scene: Scene) -> Spouse:
    return Spouse(one_of(*_spouses(draft), of="submission.spouse")(heard, draft, scene))


def _counts(draft: SubmissionDraft) -> tuple[str, ...]:
    """A child who submits is one of them."""
    return ("1", "2", "3") if draft.relation is Relation.CHILD else ("0", "1", "2", "3", str(UNCOUNTED))


def _read_children(heard: Heard, draft: SubmissionDraft, scene: Scene) -> int:
    """A number pressed, or the only one in what was typed (*anak dua*). Raises NoSuchNumber."""
    counts = _counts(draft)
    if heard.kind is not Kind.TEXT:
        return int(one_of(*counts, of="submission.children")(heard, draft, scene))
    said = typed(heard, 200)
    meant = scene.spoken.meant(said, counts, "submission.children")
    found = [number for word in scene.spoken.plain(said).split() if (number := _number(word, scene)) is not None]
    if meant is not None:
        return int(meant)
    if len(found) != 1 or not int(counts[0]) <= found[0] <= _MOST:
        raise NoSuchNumber(int(counts[0]), _MOST)
    return found[0]


def _number(word: str, scene: Scene) -> int | None:
    if word.isascii() and word.isdigit() and len(word) < 6:
        return int(word)
    return scene.spoken.numbers.get(word)


def with_children(draft: SubmissionDraft, count: int) -> SubmissionDraft:
    """What was told of more children than there are does not stay."""
    nothing: dict[str, Any] = {} if count > 1 else {"second": None} if count == 1 else dict.fromkeys(_OF_CHILDREN)
    return replace(draft, children=count, **nothing)


_OF_CHILDREN = ("first", "second", "minors")


def with_relation(draft: SubmissionDraft, relation: Relation) -> SubmissionDraft:
    """What was told of the family stays, unless the submitter cannot be who they are beside it."""
    kept = replace(draft, relation=relation)
    if relation is Relation.SPOUSE and kept.spouse not in _MARRIED_ONCE:
        kept = replace(kept, spouse=None)
    if relation is Relation.CHILD and kept.children in (0, UNCOUNTED):
        kept = replace(kept, children=None)
    return kept


def _asking(speech: Any, choices: tuple[str, ...]) -> Any:
    return lambda *_: Ask(speech, choices=choices)


def _step(name: str, speech: Any, choices: tuple[str, ...]) -> Step[SubmissionDraft]:
    """A question with the same answers for everybody."""
    return Step(
        ask=_asking(speech, choices),
        read=one_of(*choices, of=f"submission.{name}"),
        field=name,
        effect=_tell_heirs,
        then=_next,
    )


HOUSEHOLD: dict[str, Step[SubmissionDraft]] = {
    "spouse": Step(
        ask=lambda draft, _: Ask(AskSpouse(draft.relation is Relation.SPOUSE), choices=_spouses(draft)),
        read=_read_spouse,
        field="spouse",
        effect=_tell_heirs,
        then=_next,
    ),
    "children": Step(
        ask=lambda draft, _: Ask(AskChildren(draft.relation is Relation.CHILD), choices=_counts(draft)),
        read=_read_children,
        keep=with_children,
        field="children",
        effect=_tell_heirs,
        then=_next,
    ),
    "first": _step("first", AskSchool(1), (*_LEVELS, NONE)),
    "second": _step("second", AskSchool(2), (*_LEVELS, NONE)),
    "minors": _step("minors", AskMinors(), _TERNARY),
    "elders": _step("elders", AskElders(), (*ELDERS, NONE, UNKNOWN)),
    "siblings": _step("siblings", AskSiblings(), _TERNARY),
    "in_laws": _step("in_laws", AskInLaws(), _TERNARY),
    "will": _step("will", AskWill(), _TERNARY),
    "special": replace(
        _step("special", AskSpecial(), _SPECIAL),
        # A draft of an older release has read the list of papers before anything of the family was told.
        keep=lambda draft, special: replace(draft, special=special, papers=None),
    ),
}
"""A widow with two children at school hears five of them."""
