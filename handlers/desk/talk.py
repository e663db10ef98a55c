"""The lines of a conversation as the page shows them: who, when, what it answers, how far it came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from handlers.desk.desk import Desk
from handlers.desk.moments import Moments
from handlers.desk.queue import offices
from services.helpdesk import Kind, Message, Thing
from services.helpdesk.agents import TAKEN_BACK_WITHIN
from services.helpdesk.model import What
from services.helpdesk.teller import spoken_name
from services.words import Words

UNDER_WAY = frozenset({"waiting", "sending", "gone"})
"""States of a letter that may still change by themselves."""
_LETTERS = {
    "": "sent",
    "sent": "sent",
    "waiting": "waiting",
    "sending": "waiting",
    "gone": "gone",
    "dropped": "not_sent",
    "expired": "not_sent",
    "dead": "not_sent",
    "unsure": "waiting",
}
"""State of a letter (none is left of an old one) → how it is told."""
_IN_PAGE = frozenset({"voice", "audio", "video", "video_note", "animation"})
"""What the page plays."""
_QUOTED = 90
"""Letters of what is answered."""


@dataclass(frozen=True)
class Bubble:
    """A line. `day` where a new day begins; `letter` of a message to the person how far it came; `quote` what it
    answers; `is_own` whether whoever looks may change it or take it back."""

    line: Message
    clock: str
    by: str
    day: date | None = None
    day_key: str = ""
    letter: str = ""
    quote: str = field(default="", repr=False)
    quoted: str = ""
    is_own: bool = False
    edited: str = ""
    event: str = ""
    """What happened, in words."""
    thing: str = ""
    """How what came with it is shown: see `thing_kind`."""
    place: str = field(default="", repr=False)

    @property
    def is_gone(self) -> bool:
        """Whether it was taken back."""
        return self.line.kind is Kind.STAFF and not self.line.words and self.line.thing is None

    @property
    def is_watched(self) -> bool:
        """Whether it may change by itself."""
        return self.line.state in UNDER_WAY

    @property
    def remark(self) -> str:
        """Of an event: the note that came with it, for staff."""
        return self.line.words.partition("\n")[2]


def event_values(line: Message, words: Words, offices: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Of an event: the key of its label, and the values: who did it, to whom, which office, how it ended."""
    assert line.what is not None
    named = line.words.partition("\n")[0]
    outcomes = words.labels("desk_outcome")
    key = "entered" if line.what is What.OPENED and line.by else line.what.value
    return key, {
        "by": spoken_name(line.by) or words.label("desk_event_by", "nobody"),
        "to": spoken_name(named),
        "office": offices.get(named, named),
        "outcome": outcomes.get(named, ""),
    }


async def bubbles(desk: Desk, lines: Sequence[Message], last_day: date | None = None) -> list[Bubble]:
    """The lines as they are shown, after one of `last_day`."""
    known = {line.id: line for line in lines}
    for line in lines:
        if line.answers is not None and line.answers not in known:
            other = await desk.rooms.helpdesk.lines.one(desk.work, line.answers)
            if other is not None and other.conversation == line.conversation:
                known[other.id] = other
    shown = []
    for line in lines:
        day = desk.rooms.region.today(line.at)
        shown.append(_bubble(desk, line, known, None if day == last_day else day))
        last_day = day
    return shown


def thing_kind(thing: Thing) -> str:
    """How a thing is shown: `look` in the viewer, `play` in the page, `place`, `contact`, or `other`."""
    if thing.kind in ("location", "contact"):
        return {"location": "place", "contact": "contact"}[thing.kind]
    if not thing.is_file:
        return "sent" if thing.kind in ("photo", "document") else "other"
    if thing.kind in _IN_PAGE:
        return "play"
    return "look" if thing.kind in ("photo", "document", "sticker") else "other"


def place_of(thing: Thing) -> str:
    """Coordinates with a point, as maps take them; nothing when they are not there."""
    if thing.latitude is None or thing.longitude is None:
        return ""
    return f"{thing.latitude:.5f}, {thing.longitude:.5f}"


def _bubble(desk: Desk, line: Message, known: dict[UUID, Message], day: date | None) -> Bubble:
    moments = Moments(desk.rooms.region, desk.work.now)
    answered = known.get(line.answers) if line.answers else None
    return Bubble(
        line,
        moments.clock(line.at),
        spoken_name(line.by),
        day,
        _day_key(moments, line.at) if day else "",
        _LETTERS.get(line.state, "not_sent") if line.kind is Kind.STAFF else "",
        _short(answered.words) if answered else "",
        answered.thing.kind if answered and answered.thing and not answered.words else "",
        _is_own(desk, line),
        moments.clock(line.edited_at) if line.edited_at else "",
        _event(desk, line) if line.kind is Kind.EVENT else "",
        thing_kind(line.thing) if line.thing else "",
        place_of(line.thing) if line.thing else "",
    )


def _event(desk: Desk, line: Message) -> str:
    key, values = event_values(line, desk.rooms.words, offices(desk))
    return desk.rooms.words.label("desk_event", key, **values)


def _is_own(desk: Desk, line: Message) -> bool:
    """As `Agents.correct` and `take_back` will see it."""
    fresh = desk.work.now - line.at < TAKEN_BACK_WITHIN
    return line.kind is Kind.STAFF and line.by == desk.member.name and bool(line.words) and line.thing is None and fresh


def _day_key(moments: Moments, at: datetime) -> str:
    key = moments.day_key(at)
    return key if key in {"today", "yesterday"} else ""


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _QUOTED else f"{plain[:_QUOTED]}…"
