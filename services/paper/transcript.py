"""A transcript as its template takes it: texts only, in the order in which they are printed."""

import hashlib
import json
from datetime import datetime, tzinfo
from itertools import groupby
from typing import Any

from services.paper.model import Line, Transcript, Voice
from services.words.filters import ClockFilter, hari, tanggal


def given(transcript: Transcript, zone: tzinfo) -> dict[str, Any]:
    """The data of `helpdesk/transcript.typ`. Every time is told in the zone."""
    return _Printing(zone).given(transcript)


class _Printing:
    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._clock = ClockFilter(zone)

    def given(self, transcript: Transcript) -> dict[str, Any]:
        said = self._conversation(transcript)
        return said | {
            "operator": transcript.operator,
            "asked_by": transcript.asked_by,
            "asked_at": self._moment(transcript.asked_at),
            "digest": _digest(said),
        }

    def _conversation(self, transcript: Transcript) -> dict[str, Any]:
        """What stays the same whoever prints it, and when."""
        lines = [line for line in transcript.lines if transcript.with_notes or line.voice is not Voice.NOTE]
        days = groupby(lines, key=lambda line: line.at.astimezone(self._zone).date())
        return {
            "number": transcript.number,
            "subject": transcript.subject,
            "queue": transcript.queue,
            "opened": self._moment(transcript.opened),
            "closed": self._moment(transcript.closed) if transcript.closed else "",
            "outcome": transcript.outcome,
            "tags": list(transcript.tags),
            "with_notes": transcript.with_notes,
            "count": len(lines),
            "days": [{"day": hari(day), "lines": [self._line(line) for line in said]} for day, said in days],
        }

    def _line(self, line: Line) -> dict[str, Any]:
        time = self._clock(line.at).partition(" ")[0]
        attached = [thing.value for thing in line.attached]
        return {"voice": line.voice.value, "time": time, "who": line.who, "text": line.text, "attached": attached}

    def _moment(self, at: datetime) -> str:
        return f"{tanggal(at.astimezone(self._zone))}, {self._clock(at)}"


def _digest(said: dict[str, Any]) -> str:
    """SHA-256, in hex, of the conversation as JSON in UTF-8, keys sorted, without spaces: the same for the same lines.

    It is taken before signs are replaced that cannot be drawn.
    """
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
