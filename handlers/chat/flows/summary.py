"""The last look before a claim is sent: everything that was told, and a way to change each answer of it."""

from dataclasses import replace
from typing import Any

from handlers.chat.flow import Ask, Step
from handlers.chat.flows.claim_draft import UNCOUNTED, SubmissionDraft
from handlers.chat.heard import Heard, Kind, Scene
from handlers.chat.readers import one_of, right_or_edit
from services.claims import Relation
from services.claims.family import heirs_of
from services.claims.questions import CheckClaim, WhatToChange
from services.claims.rules import because_of, kind_of
from services.dialogues.messages import PressAButton

RIGHT, BACK = "right", "back"
PARTS: dict[str, tuple[str, ...]] = {
    "what": ("event", "day", "doing", "where", "paid", "words"),
    "family": ("spouse", "children", "school", "others", "special"),
    "who": ("about", "relation", "name", "phone"),
}
"""Button of the summary → what of it can be changed."""
EDITS: dict[str, tuple[str, ...]] = {
    "event": ("event", "doing", "outside", "where", "paid", "relation", "papers"),
    "day": ("day",),
    "doing": ("doing", "outside", "papers"),
    "where": ("where", "papers"),
    "paid": ("paid", "papers"),
    "words": ("words",),
    "spouse": ("spouse", "papers"),
    "children": ("children", "minors", "papers"),
    "school": ("first", "second", "minors", "papers"),
    "others": ("elders", "siblings", "in_laws", "will", "papers"),
    "special": ("special", "papers"),
    "about": ("about", "participant", "nik"),
    "relation": ("relation", "papers"),
    "name": ("name",),
    "phone": ("phone",),
}
"""What is changed → fields that are asked again; the papers are shown again where they may have changed."""


def _edits(draft: SubmissionDraft, part: str) -> tuple[str, ...]:
    """What was asked can be changed. Whoever was hurt has one name; a claim that is told anew stays about its event."""
    fits = {
        "event": draft.claim is None,
        "where": draft.has_place,
        "paid": not draft.is_death,
        "school": bool(draft.children) and draft.children != UNCOUNTED,
        "others": draft.is_alone and draft.relation is not Relation.PARENT,
        "about": draft.relation is not Relation.SELF,
    }
    return tuple(edit for edit in PARTS[part] if fits.get(edit, True))


def _parts(draft: SubmissionDraft) -> tuple[str, ...]:
    return tuple(part for part in PARTS if part != "family" or draft.is_death)


def _check(draft: SubmissionDraft, scene: Scene) -> Ask:
    told = draft.details(scene.today)
    speech = CheckClaim(
        kind=kind_of(draft.happened, told),
        because=because_of(draft.happened, told),
        event=draft.happened,
        details=told,
        heirs=heirs_of(told.family) if draft.is_death else None,
    )
    return Ask(speech, choices=(RIGHT, *_parts(draft)), protect=True)


def _read_check(heard: Heard, draft: SubmissionDraft, scene: Scene) -> str:
    """That all is right, a part of it, or (typed) what in it is wrong: *salah namanya*."""
    parts = _parts(draft)
    every = tuple(edit for part in parts for edit in _edits(draft, part))
    try:
        return str(one_of(RIGHT, of="submission.check")(heard, draft, scene))
    except PressAButton:
        meant = heard.choice or scene.spoken.meant(heard.text, every, "submission.change", dropping="changing")
        if heard.kind is Kind.TEXT and meant:
            return meant
        return str(right_or_edit(RIGHT, parts, of="submission.check")(heard, draft, scene))


def _checked(draft: SubmissionDraft, choice: str) -> SubmissionDraft:
    if choice == RIGHT:
        return replace(draft, is_right=True, change=None)
    return replace(draft, change=choice, is_right=None) if choice in PARTS else _blanked(draft, choice)


def _blanked(draft: SubmissionDraft, edit: str) -> SubmissionDraft:
    """The draft without this answer. The consent to a claim that there is already stays."""
    again: tuple[str, ...] = () if draft.claim else ("consent",)
    nothing: dict[str, Any] = dict.fromkeys((*EDITS[edit], *again, "is_right", "change"))
    blanked = replace(draft, **nothing)
    # Once told anew, what happened is no longer what was looked up in this chat.
    return replace(blanked, is_known=False) if edit == "about" else blanked


def _part(draft: SubmissionDraft) -> str:
    return draft.change if draft.change in PARTS else "what"


def _read_change(heard: Heard, draft: SubmissionDraft, scene: Scene) -> str:
    return str(right_or_edit(BACK, _edits(draft, _part(draft)), of="submission.change")(heard, draft, scene))


def _changed(draft: SubmissionDraft, edit: str) -> SubmissionDraft:
    return replace(draft, change=None) if edit == BACK else _blanked(draft, edit)


def _after_check(draft: SubmissionDraft) -> str:
    if draft.is_right:
        return "consent"
    return "change" if draft.change else "event"


CHECK: Step[SubmissionDraft] = Step(ask=_check, read=_read_check, keep=_checked, field="is_right", then=_after_check)
CHANGE: Step[SubmissionDraft] = Step(
    ask=lambda draft, _: Ask(WhatToChange(), choices=(*_edits(draft, _part(draft)), BACK)),
    read=_read_change,
    keep=_changed,
    then="event",
)
