"""Seals what a claim holds and opens it again. The places keep the names under which older rows were sealed."""

from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from services.benefits.papers import Paper
from services.claims.model import Claim, Decision, Details, Event, Handover, Held, Kind, Move
from services.claims.states import State
from services.privacy import Cipher
from services.privacy.cipher import Unreadable

_DETAILS = TypeAdapter(Details)
_HANDOVER = TypeAdapter(Handover | None)
_DECISION = TypeAdapter(Decision | None)
_HELD = TypeAdapter(Held | None)
PLAIN = (
    "id", "number", "chat", "participant", "event", "kind", "state", "consent_version", "created_at", "changed_at",
    "pay_by", "assignee",
)  # fmt: skip


class Sealer:
    """Between model and rows."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher

    def changing(self, claim: Claim) -> dict[str, Any]:
        """The columns that may change."""
        return {
            "participant": claim.participant,
            "kind": claim.kind,
            "state": claim.state,
            "changed_at": claim.changed_at,
            "pay_by": claim.pay_by,
            "assignee": claim.assignee,
            "arrived": sorted(paper.value for paper in claim.arrived),
            "seen": sorted(paper.value for paper in claim.seen),
            "body": self.body(claim.id, claim.details),
            "handover": self._sealed("handover", claim.id, _HANDOVER, claim.handover),
            "decision": self._sealed("decision", claim.id, _DECISION, claim.decision),
            "held": self._sealed("held", claim.id, _HELD, claim.held),
        }

    def body(self, claim: UUID, details: Details) -> bytes:
        """The sealed details."""
        return self._cipher.seal_json("submissions", "body", claim, _DETAILS.dump_python(details, mode="json"))

    def claim(self, row: Any) -> Claim:
        """A row, opened. Raises `Unreadable`, also for what a newer release wrote and this one has no word for."""
        try:
            return self._claim(row)
        except ValueError:
            raise Unreadable("claims: not a claim as this release knows them") from None

    def _claim(self, row: Any) -> Claim:
        plain = {name: getattr(row, name) for name in PLAIN}
        plain |= {"event": Event(row.event), "kind": Kind(row.kind), "state": State(row.state)}
        return Claim(
            **plain,
            details=_DETAILS.validate_python(self._cipher.open_json("submissions", "body", row.id, row.body)),
            arrived=frozenset(Paper(key) for key in row.arrived),
            seen=frozenset(Paper(key) for key in row.seen),
            handover=self._opened("handover", row.id, _HANDOVER, row.handover),
            decision=self._opened("decision", row.id, _DECISION, row.decision),
            held=self._opened("held", row.id, _HELD, row.held),
        )

    def move(self, row: UUID, move: Move) -> dict[str, Any]:
        """The columns of a line of history."""
        facts = {"handover": _HANDOVER.dump_python(move.handover, mode="json")}
        facts |= {"decision": _DECISION.dump_python(move.decision, mode="json")}
        facts |= {"kind": move.kind.value if move.kind else None, "corrects": True if move.corrects else None}
        has_facts = any(fact is not None for fact in facts.values())
        return {
            "id": row,
            "at": move.at,
            "by": move.by,
            "before": move.before,
            "after": move.after,
            "note": self._cipher.seal("submission_moves", "note", row, move.note.encode()),
            "facts": self._cipher.seal_json("claim_moves", "facts", row, facts) if has_facts else None,
        }

    def opened_move(self, row: Any) -> Move:
        """A line of history. One that does not open any more still tells who made which move, and when."""
        try:
            note, facts = self.told(row)
        except Unreadable:
            note, facts = "", {}
        handover = _HANDOVER.validate_python(facts.get("handover"))
        decision = _DECISION.validate_python(facts.get("decision"))
        kind = Kind(facts["kind"]) if facts.get("kind") else None
        before, after, corrects = State(row.before), State(row.after), bool(facts.get("corrects"))
        return Move(row.at, row.by, before, after, note, handover, decision, kind, corrects)

    def told(self, row: Any) -> tuple[str, dict[str, Any]]:
        """What is sealed of such a line. Raises `Unreadable`."""
        note = self._cipher.open("submission_moves", "note", row.id, row.note).decode()
        return note, self._cipher.open_json("claim_moves", "facts", row.id, row.facts) if row.facts else {}

    def _sealed(self, column: str, claim: UUID, adapter: TypeAdapter[Any], value: Any) -> bytes | None:
        if value is None:
            return None
        return self._cipher.seal_json("submissions", column, claim, adapter.dump_python(value, mode="json"))

    def _opened(self, column: str, claim: UUID, adapter: TypeAdapter[Any], sealed: bytes | None) -> Any:
        return adapter.validate_python(self._cipher.open_json("submissions", column, claim, sealed)) if sealed else None
