"""How the terminal shows a load, the batches and the held name changes."""

from collections.abc import Iterable
from datetime import tzinfo

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.cli.wording import say
from services.participants.model import Batch, Hold
from services.participants.roster.rejects import oddity_of
from services.participants.roster.service import Loaded
from services.words.filters import angka, tanggal

out = Console(highlight=False)

_COUNTS = ("rows", "new", "changed", "same", "ended", "held", "rejected")
_TOP = 8


def summary(file: str, loaded: Loaded) -> list[Table]:
    """What became of the rows, then why rows were rejected and what is odd, the most frequent first."""
    counts = _pairs(say("roster", "summary", file=escape(file)))
    for name in _COUNTS:
        counts.add_row(say("roster", name), angka(getattr(loaded.counts, name)))
    if loaded.passed:
        counts.add_row(say("roster", "passed"), angka(loaded.passed))
    tables = [counts]
    if loaded.reasons:
        reasons = _pairs(say("roster", "reasons"))
        for reason, number in loaded.reasons.most_common(_TOP):
            reasons.add_row(say("roster_reasons", reason.value), angka(number))
        tables.append(reasons)
    if loaded.warnings:
        oddities = _pairs(say("roster", "oddities"))
        for warning, number in loaded.warnings.most_common():
            oddities.add_row(oddity_of(warning, say), angka(number))
        tables.append(oddities)
    return tables


def batches_table(batches: Iterable[Batch], zone: tzinfo) -> Table:
    """Every batch with its counts."""
    table = _headed(say("roster", "batches"), "batch", "day", "file", "by", "state", "result")
    for batch in batches:
        state = say("roster", "undone" if batch.is_undone else "kept")
        kind = say("roster", batch.proof.value) + (", " + say("roster", "sample") if batch.is_sample else "")
        day = tanggal(batch.loaded_at.astimezone(zone))
        counted = say("roster", "counted", **{name: angka(getattr(batch.counts, name)) for name in _COUNTS})
        file = escape(f"{batch.file_name} ({kind})")
        table.add_row(str(batch.number), day, file, escape(batch.loaded_by), state, counted)
    return table


def holds_table(holds: Iterable[Hold]) -> Table:
    """Both names side by side, the number masked."""
    table = _headed(say("roster", "holds"), "hold", "batch", "nik", "name_before", "name_after", "village")
    for hold in holds:
        names = (escape(hold.name_before), escape(hold.name_after), escape(hold.village or ""))
        table.add_row(str(hold.number), str(hold.batch), hold.nik.masked, *names)
    return table


def _pairs(title: str) -> Table:
    table = Table(title=title, title_justify="left", show_header=False)
    table.add_column(overflow="fold")
    table.add_column(justify="right")
    return table


def _headed(title: str, *names: str) -> Table:
    table = Table(title=title, title_justify="left")
    for name in names:
        table.add_column(say("roster", name), overflow="fold")
    return table
