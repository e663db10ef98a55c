"""The way of a claim as a picture, for whoever would rather look than read."""

from services.claims.documents.case import Case
from services.claims.states import State
from services.claims.way import Mark, Stop, way_of
from services.paper.claim import StatusPicture, StatusRow, Step
from services.region import Region
from services.words import Words


def picture(case: Case, words: Words, region: Region) -> StatusPicture:
    """The time line."""
    claim = case.claim
    return StatusPicture(
        operator=case.operator,
        number=claim.number,
        matter=words.label("claim_kind", claim.kind.value),
        rows=tuple(_row(stop, words) for stop in way_of(claim, case.moves, case.now, region)),
        as_of=case.now,
    )


def _row(stop: Stop, words: Words) -> StatusRow:
    label, when = words.label("claim_way", stop.state.value), ""
    if stop.day is not None:
        when = str(words.environment.filters["tanggal"](stop.day))
    if stop.mark is Mark.NEXT:
        return StatusRow(label, Step.NEXT, words.label("claim_doc", "at_latest", day=when) if when else "")
    is_behind = stop.mark is Mark.DONE and stop.state is not State.PAID
    note = "" if is_behind else words.label("claim_next", stop.state.value)
    return StatusRow(label, Step(stop.mark.value), when, note)
