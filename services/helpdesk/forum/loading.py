"""Puts together what leaves for a topic next: as many waiting lines as fit into one message, in order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from services.helpdesk.forum.model import Carried, Topic
from services.helpdesk.forum.rules import MOST_SIGNS
from services.helpdesk.forum.wording import Piece, Wording, goes_alone, is_passed_over
from services.helpdesk.model import Kind, Message
from services.words import Words


@dataclass
class Load:
    """One message for a topic. `method` is empty when nothing has to be said; `upto` and `part` tell how far the
    conversation is carried then."""

    upto: int
    part: int
    method: str = ""
    params: dict[str, Any] = field(default_factory=dict, repr=False)
    told: list[UUID] = field(default_factory=list)
    known: list[Message] = field(default_factory=list, repr=False)


@dataclass(frozen=True)
class Cargo:
    """What waits: the first words of a topic that has none yet, lines whose words were changed, and new lines."""

    first: str = field(repr=False)
    retold: Sequence[Carried] = field(default=(), repr=False)
    lines: Sequence[Carried] = field(default=(), repr=False)


class Loader:
    """`console` is where the console can be reached from outside; without it there are no buttons to it."""

    def __init__(self, words: Words, wording: Wording, console: str) -> None:
        self._words, self._wording, self._console = words, wording, console

    def load(self, topic: Topic, cargo: Cargo) -> Load:
        """The next message."""
        made = _Text(self._wording, Load(topic.relayed, topic.part))
        if cargo.first:
            made.begin(cargo.first)
        if all(made.retell(carried, self._wording.pieces(carried, topic, 0, retold=True)) for carried in cargo.retold):
            self._lines(topic, cargo, made)
        if made.html:
            made.load.method = "sendMessage"
            made.load.params |= {"text": "\n".join(made.html), "parse_mode": "HTML"}
            made.load.params |= {"link_preview_options": {"is_disabled": True}}
            needs_console = bool(cargo.first) or made.needs_console
            made.load.params |= self._buttons(topic) if needs_console else {}
        made.load.params |= {"message_thread_id": topic.thread}
        return made.load

    def _lines(self, topic: Topic, cargo: Cargo, made: "_Text") -> None:
        for carried in cargo.lines:
            line = carried.line
            if is_passed_over(line, topic):
                made.pass_over(line)
            elif goes_alone(line, topic):
                if not made.html:
                    self._alone(topic, carried, made)
                return
            elif not made.take(carried, self._wording.pieces(made.shown(carried), topic, made.load.part)):
                return

    def _alone(self, topic: Topic, carried: Carried, made: "_Text") -> None:
        """A voice with its caption, or a place."""
        line, load = carried.line, made.load
        assert line.thing is not None
        if line.thing.kind == "location":
            load.method = "sendLocation"
            load.params = {"latitude": line.thing.latitude, "longitude": line.thing.longitude}
        else:
            bare = replace(made.shown(carried), line=replace(line, thing=None))
            caption = next(self._wording.pieces(bare, topic, 0))
            load.method = "sendVoice"
            load.params = {"voice": line.thing.file_id, "caption": caption.html, "parse_mode": "HTML"}
        load.params |= _answering(carried)
        load.upto, load.part = line.turn, 0
        load.told.append(line.id)
        load.known.append(line)

    def _buttons(self, topic: Topic) -> Mapping[str, Any]:
        if not self._console or topic.conversation is None:
            return {}
        address = f"{self._console}/desk/percakapan/{topic.conversation}"
        button = {"text": self._words.label("desk_forum", "to_console"), "url": address}
        return {"reply_markup": {"inline_keyboard": [[button]]}}


class _Text:
    """A message that grows until it is full."""

    def __init__(self, wording: Wording, load: Load) -> None:
        self._wording, self.load = wording, load
        self.html: list[str] = []
        self.needs_console = False
        self._size = 0

    def begin(self, html: str) -> None:
        self.html.append(html)
        self._size = self._wording.sized(html) + 1

    def shown(self, carried: Carried) -> Carried:
        """The line without the words it answers, where the message itself is an answer to them."""
        return Carried(carried.line) if not self.html and _answering(carried) else carried

    def pass_over(self, line: Message) -> None:
        self.load.upto, self.load.part = line.turn, 0

    def retell(self, carried: Carried, pieces: Iterable[Piece]) -> bool:
        """The new words of a line, as far as one piece holds them; tells whether there was room."""
        piece = next(iter(pieces))
        has_room = self._has_room(piece)
        if has_room and carried.line.words:  # that words were taken back is said by a line of its own
            self._add(carried.line, piece)
        if has_room:
            self.load.known.append(carried.line)
        return has_room

    def take(self, carried: Carried, pieces: Iterable[Piece]) -> bool:
        """As much of the line as fits; tells whether all of it did."""
        line = carried.line
        if not self.html:
            self.load.params |= _answering(carried)
        for piece in pieces:
            if not self._has_room(piece):
                return False
            self._add(line, piece)
            self.load.part = piece.part
        self.load.upto, self.load.part = line.turn, 0
        self.load.known.append(line)
        return True

    def _has_room(self, piece: Piece) -> bool:
        return not self.html or self._size + piece.size <= MOST_SIGNS

    def _add(self, line: Message, piece: Piece) -> None:
        self.html.append(piece.html)
        self._size += piece.size + 1
        self.needs_console |= line.thing is not None
        if line.id not in self.load.told:
            self.load.told.append(line.id)


def _answering(carried: Carried) -> dict[str, Any]:
    """The message of the group that the line answers, where it is still there."""
    answered = carried.answered
    if answered is None:
        return {}
    number = answered.topic_message or (answered.message if answered.kind is not Kind.THEIRS else None)
    return {"reply_parameters": {"message_id": number, "allow_sending_without_reply": True}} if number else {}
