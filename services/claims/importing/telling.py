"""Says why a row was not taken, and writes those rows into a sheet that can be mended and sent again."""

from datetime import date

from services.claims.importing.model import Imported, Line, Why
from services.claims.sheet import Sheet
from services.words import Words
from services.words.filters import tanggal


def why_of(line: Line, words: Words, *, repeats: bool = True) -> str:
    """One sentence, or nothing for a row that was taken. `repeats`: with what stands in the cell."""
    if line.why is None:
        return ""
    values = {name: tanggal(value) if isinstance(value, date) else value for name, value in line.values.items()}
    if not repeats and "typed" in values:
        values["typed"] = "…"
    if line.why is Why.NOT_ALLOWED and line.before and line.entry.to:
        values |= {
            "state": words.label("claim_state", line.before.value),
            "wanted": words.label("claim_state", line.entry.to.value),
        }
    return words.label("claim_import_why", line.why.value, **values)


def rejects_sheet(found: Imported, words: Words) -> Sheet:
    """Row number, sentence, and the cells as they were."""
    labels = words.labels("claim_import_sheet")
    rows = tuple((str(line.entry.row), why_of(line, words), *line.entry.cells) for line in found.rejects)
    return Sheet(labels["title"], (labels["row"], labels["why"], *found.headings), rows)
