"""Rows of the audit in words: who, what, about whom, why. What has no words yet is shown as it is written."""

from typing import Any

from services.oversight.model import Trace
from services.oversight.people import CASE
from services.words import Words
from services.words.filters import waktu

_SHORT = 6
"""Signs of an id that tell it apart on a page."""


def told(trace: Trace, words: Words) -> dict[str, Any]:
    """For a line on a page. `person` is the id behind the subject, where it is somebody on the roster."""
    subject = trace.subject or ""
    person = subject if len(subject) == 36 and subject.count("-") == 4 else ""
    return {
        "at": waktu(trace.at.astimezone(words.zone)),
        "actor": _actor(trace.actor, words),
        "action": _action(trace.action, words),
        "subject": words.label("desk_weekly", "person", end=person[-_SHORT:]) if person else _subject(subject, words),
        "person": person,
        "reason": _reason(trace, words),
        "found": trace.found,
        "link": trace.link,
    }


def _actor(actor: str, words: Words) -> str:
    kind, _, rest = actor.partition(":")
    kinds = words.labels("audit_actor")
    return kinds[kind].format(end=rest) if kind in kinds else rest or actor


def _action(action: str, words: Words) -> str:
    """What was tried in a conversation and refused is named after the right it takes."""
    right = words.labels("act").get(action.removeprefix("conversation."), action)
    return words.labels("audit_action").get(action, right)


def _subject(subject: str, words: Words) -> str:
    kind, sign, rest = subject.partition(":")
    if kind == "chat":
        return words.label("audit_actor", "chat", end=rest)
    return rest if sign and kind in ("claim", "submission", "request", "staff", "batch") else subject


def _reason(trace: Trace, words: Words) -> str:
    reason = (trace.reason or "").removeprefix(CASE)
    if reason.startswith("line:"):
        return ""  # which line of a conversation tells a reader nothing
    return "" if trace.action == "forgotten" else words.labels("look_reason").get(reason, reason)
