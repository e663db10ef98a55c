"""A chat's unfinished conversations within one unit of work: read once, changed here, written once at its close."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from services.dialogues.model import Dialogue


class Desk:
    """What lies open of one chat. At most one conversation is active."""

    def __init__(self, dialogues: Iterable[Dialogue]) -> None:
        self._flows = {dialogue.flow: dialogue for dialogue in dialogues}
        self._changed: set[str] = set()
        self.gone: set[str] = set()
        """Flows to delete."""

    def one(self, flow: str) -> Dialogue | None:
        return self._flows.get(flow)

    def active(self) -> Dialogue | None:
        return next((dialogue for dialogue in self._flows.values() if dialogue.active), None)

    def all(self) -> list[Dialogue]:
        """The newest first, the active one before what was put aside for it at the same moment."""
        return sorted(self._flows.values(), key=_newness, reverse=True)

    def changed(self) -> list[Dialogue]:
        """What to write; what was put aside before what took its place."""
        return sorted((self._flows[flow] for flow in self._changed), key=lambda dialogue: dialogue.active)

    def keep(self, dialogue: Dialogue, now: datetime) -> None:
        """Makes it the active one; another active one is put aside."""
        self.park(dialogue.flow)
        self._put(replace(dialogue, active=True, changed=now))

    def put_aside(self, dialogue: Dialogue, now: datetime) -> None:
        """Keeps it without making it the active one."""
        self._put(replace(dialogue, active=False, changed=now))

    def update(self, dialogue: Dialogue) -> None:
        """Only if it is still there and active."""
        known = self._flows.get(dialogue.flow)
        if known is not None and known.active:
            self._put(replace(dialogue, active=True, changed=known.changed))

    def park(self, but: str = "") -> None:
        """Puts the active one aside, unless it is of this flow."""
        active = self.active()
        if active is not None and active.flow != but:
            self._put(replace(active, active=False))

    def end(self, flow: str) -> None:
        """Throws it away."""
        self._flows.pop(flow, None)
        self._changed.discard(flow)
        self.gone.add(flow)

    def clear(self) -> None:
        """Throws all away."""
        for flow in list(self._flows):
            self.end(flow)

    def _put(self, dialogue: Dialogue) -> None:
        self._flows[dialogue.flow] = dialogue
        self._changed.add(dialogue.flow)
        self.gone.discard(dialogue.flow)


def _newness(dialogue: Dialogue) -> tuple[datetime, bool]:
    assert dialogue.changed is not None
    return dialogue.changed, dialogue.active
