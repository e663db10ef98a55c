"""Rows of the sheets that hold nothing personal: conversations in a list, and what staff left in the audit."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from services.claims.sheet import Sheet
from services.oversight.cases import CaseLine
from services.oversight.model import Kind, Trace
from services.words import Words

_COLUMNS: dict[Kind, tuple[str, ...]] = {
    Kind.CONVERSATIONS: ("number", "subject", "queue", "opened", "answered", "closed", "outcome"),
    Kind.LOOKS: ("at", "actor", "action", "subject", "reason", "found", "link"),
}
"""Keys of the headings in the labels [export_conversations] and [export_looks]."""


def sheet(kind: Kind, rows: Iterable[Sequence[str]], words: Words) -> Sheet:
    """With its headings."""
    labels = words.labels(f"export_{kind.value}")
    return Sheet(labels["title"], tuple(labels[key] for key in _COLUMNS[kind]), tuple(tuple(row) for row in rows))


def case_rows(lines: Iterable[CaseLine], words: Words) -> list[tuple[str, ...]]:
    """One row a conversation."""

    def when(moment: datetime | None) -> str:
        return _when(moment, words) if moment else ""

    return [
        (
            line.number,
            line.subject,
            line.queue,
            when(line.opened_at),
            when(line.answered_at),
            when(line.closed_at),
            line.outcome,
        )
        for line in lines
    ]


def look_rows(traces: Iterable[Trace], words: Words) -> list[tuple[str, ...]]:
    """One row a look."""
    return [
        (
            _when(trace.at, words),
            trace.actor,
            trace.action,
            trace.subject or "",
            trace.reason or "",
            words.label("export_looks", "yes" if trace.found else "no"),
            str(trace.link or ""),
        )
        for trace in traces
    ]


def _when(moment: datetime, words: Words) -> str:
    return moment.astimezone(words.zone).strftime("%Y-%m-%d %H:%M:%S")
