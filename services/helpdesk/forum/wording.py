"""Turns lines of a conversation into what every member of the group may read, in pieces that fit into a message."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from services.helpdesk.forum.messages import TopicEvent, TopicLine, Voice
from services.helpdesk.forum.model import Carried, Topic
from services.helpdesk.forum.rules import PIECE
from services.helpdesk.model import Kind, Message, Outcome, What
from services.helpdesk.rules import masked
from services.helpdesk.teller import Teller, spoken_name
from services.requests.reading import telegram_length
from services.words import Words

PASSED_ON = frozenset({"voice", "location"})
"""What of a person's things every member of the group may have; all else is looked at in the console."""
_TAG = re.compile(r"<[^>]+>")
_QUOTED = 60
"""Characters of a line that is answered."""


@dataclass(frozen=True)
class Piece:
    """Some HTML, how many signs it has for Telegram, and how many characters of the line are carried after it."""

    html: str
    size: int
    part: int


class Wording:
    """Nothing it gives holds eight digits in a row, nor a file."""

    def __init__(self, words: Words, teller: Teller) -> None:
        self._words, self._teller = words, teller

    def pieces(self, carried: Carried, topic: Topic, part: int, *, retold: bool = False) -> Iterator[Piece]:
        """The line from that character on, in one piece or several."""
        line = carried.line
        if line.kind is Kind.EVENT:
            yield self._made(self.event(line), 0)
            return
        text = masked(line.words)
        at = min(part, len(text))
        while True:
            end = _end_of_piece(text, at)
            speech = TopicLine(
                voice=_voice(line, topic),
                by=spoken_name(line.by),
                words=text[at:end],
                thing="" if at else self._thing(line),
                quote="" if at or retold else self._quote(carried),
                retold=retold,
                rest=at > 0,
                more=end < len(text),
            )
            yield self._made(self._words.render(speech), end)
            if end >= len(text):
                return
            at = end

    def event(self, line: Message) -> str:
        """What happened, as a short line."""
        assert line.what is not None
        first, _, rest = line.words.partition("\n")
        whom, office, outcome, words = "", "", None, ""
        match line.what:
            case What.TRANSFERRED:
                office, words = self._teller.office(first), rest
            case What.CLOSED:
                outcome, words = Outcome(first), rest
            case What.ASSIGNED:
                whom = spoken_name(first)
        by = spoken_name(line.by)
        return self._words.render(TopicEvent(line.what, by, whom, office, outcome, masked(words.strip())))

    def sized(self, html: str) -> int:
        """How many signs Telegram counts in it."""
        return telegram_length(unescape(_TAG.sub("", html)))

    def _made(self, html: str, part: int) -> Piece:
        return Piece(html, self.sized(html), part)

    def _thing(self, line: Message) -> str:
        if line.thing is None:
            return ""
        known = self._words.labels("desk_forum_thing")
        return known.get(line.thing.kind, known["other"])

    @staticmethod
    def _quote(carried: Carried) -> str:
        if carried.answered is None:
            return ""
        text = " ".join(masked(carried.answered.words).split())
        return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"


def is_passed_over(line: Message, topic: Topic) -> bool:
    """Whether it stands in the topic already: it was written there, or the first words of the topic say it."""
    if line.what is What.OPENED:
        return True
    written_there = line.kind in (Kind.STAFF, Kind.NOTE) and line.message is not None
    return written_there and line.turn > topic.anew


def goes_alone(line: Message, topic: Topic) -> bool:
    """Whether it is a message of its own: a voice, a place."""
    if topic.plain or line.thing is None or line.thing.kind not in PASSED_ON:
        return False
    return line.kind is Kind.THEIRS and (line.thing.is_file or line.thing.latitude is not None)


def _voice(line: Message, topic: Topic) -> Voice:
    if line.kind is Kind.THEIRS:
        return Voice.THEIRS
    if line.kind is Kind.NOTE:
        return Voice.NOTE
    return Voice.TOPIC if line.message is not None and line.turn <= topic.anew else Voice.CONSOLE


def _end_of_piece(text: str, at: int) -> int:
    """Where a piece that begins there ends: not more than so many of Telegram's signs."""
    end = min(len(text), at + PIECE)
    while telegram_length(text[at:end]) > PIECE:
        end -= 100
    return end
