"""When and where an accident was: one question each, asked only when somebody wants to tell it."""

from dataclasses import dataclass, field, replace
from datetime import date

from handlers.chat.flow import END, Ask, Flow, Step
from handlers.chat.heard import Heard, Kind, Scene
from handlers.chat.hours import MomentHeard, read_moment
from handlers.chat.people import SKIP, a_story
from handlers.chat.readers import typed
from services.claims.accidents.messages import AskAccidentPlace, AskAccidentTime
from services.dialogues.messages import PressAButton

NOW, UNKNOWN = "now", "unknown"
_LONG = 80


@dataclass(frozen=True)
class AccidentDraft:
    """Of which record, by its id. `hour` empty: not known."""

    record: str | None = None
    day: date | None = field(default=None, repr=False)
    hour: str | None = field(default=None, repr=False)
    place: str | None = field(default=None, repr=False)


def _when(heard: Heard, _draft: AccidentDraft, scene: Scene) -> MomentHeard:
    local = scene.now.astimezone(scene.zone)
    choice = heard.choice
    if heard.kind is Kind.TEXT:
        text = typed(heard, _LONG)
        choice = scene.spoken.meant(text, (NOW, UNKNOWN), "accident.when")
        if choice is None:
            return read_moment(text, local, scene.spoken)
    if choice == NOW:
        return MomentHeard(local.date(), f"{local:%H.%M}")
    if choice == UNKNOWN:
        return MomentHeard(local.date(), "")
    raise PressAButton()


def _with_moment(draft: AccidentDraft, heard: MomentHeard) -> AccidentDraft:
    return replace(draft, day=heard.day, hour=heard.hour)


ACCIDENT = Flow(
    name="accident",
    version=1,
    first="when",
    draft=AccidentDraft,
    steps={
        "when": Step(
            ask=lambda *_: Ask(AskAccidentTime(), choices=(NOW, UNKNOWN)),
            read=_when,
            keep=_with_moment,
            field="hour",
            then="place",
        ),
        "place": Step(
            ask=lambda *_: Ask(AskAccidentPlace(), choices=(SKIP,)), read=a_story, field="place", then=END, free=True
        ),
    },
)
