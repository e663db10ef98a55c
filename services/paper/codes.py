"""QR codes as numbers, which a template draws: no picture has to be decoded for one."""

from itertools import groupby
from typing import Any

import segno


def squares(content: str) -> dict[str, Any]:
    """`size` in modules, with the dark ones of each row as runs: from the left, from above, how long. Empty: size 0."""
    if not content:
        return {"size": 0, "runs": []}
    rows = segno.make(content, error="m", micro=False).matrix
    return {"size": len(rows), "runs": [[left, top, long] for top, row in enumerate(rows) for left, long in _runs(row)]}


def _runs(row: bytearray) -> list[tuple[int, int]]:
    dark = (list(run) for is_dark, run in groupby(range(len(row)), key=row.__getitem__) if is_dark)
    return [(run[0], len(run)) for run in dark]
