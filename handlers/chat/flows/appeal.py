"""Objecting to a no of BPJS: one question, in the family's own words."""

from dataclasses import dataclass, field

from handlers.chat.flow import END, Ask, Flow, Step
from handlers.chat.heard import Heard, Scene
from handlers.chat.readers import typed
from services.claims.questions import AskAppealReason
from services.requests.reading import MOST_WORDS, read_words


@dataclass(frozen=True)
class AppealDraft:
    """Which claim, by its id, and why."""

    claim: str | None = None
    why: str | None = field(default=None, repr=False)


def _why(heard: Heard, _draft: AppealDraft, _scene: Scene) -> str:
    return read_words(typed(heard, 2 * MOST_WORDS))


APPEAL = Flow(
    name="appeal",
    version=1,
    first="why",
    draft=AppealDraft,
    steps={"why": Step(ask=lambda *_: Ask(AskAppealReason()), read=_why, field="why", then=END, free=True)},
)
