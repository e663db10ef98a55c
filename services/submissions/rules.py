"""Which benefit a story belongs to, which papers it needs, and by when BPJS must pay: tables and pure questions."""

from collections.abc import Callable
from datetime import date

from services.benefits.clocks import DEADLINES, Clock, pay_by
from services.benefits.papers import ON_TOP, Case, Heir, Paper, Where, papers_for
from services.benefits.papers import Kind as PaperKind
from services.submissions.model import Doing, Event, Handover, Kind, Relation, Submission

KINDS: dict[tuple[Event, Doing], Kind] = {
    (Event.DEATH, Doing.WORK): Kind.DEATH_BY_WORK,
    (Event.DEATH, Doing.ON_THE_WAY): Kind.DEATH_BY_WORK,
    (Event.DEATH, Doing.NEITHER): Kind.DEATH,
    (Event.DEATH, Doing.UNKNOWN): Kind.DEATH_UNCLEAR,
    (Event.INJURY, Doing.WORK): Kind.INJURY,
    (Event.INJURY, Doing.ON_THE_WAY): Kind.INJURY,
    (Event.INJURY, Doing.NEITHER): Kind.INJURY_UNCLEAR,
    (Event.INJURY, Doing.UNKNOWN): Kind.INJURY_UNCLEAR,
}
"""JKM or JKK by what the person was doing (PP 44/2015; the way to and from work counts as work)."""

_PAPERS: dict[Kind, PaperKind] = {
    Kind.DEATH: PaperKind.DEATH,
    Kind.DEATH_BY_WORK: PaperKind.DEATH_BY_WORK,
    Kind.DEATH_UNCLEAR: PaperKind.DEATH_UNCLEAR,
    Kind.INJURY: PaperKind.INJURY,
    Kind.INJURY_UNCLEAR: PaperKind.INJURY,
}
_HEIRS: dict[Relation, Heir] = {Relation.SPOUSE: Heir.SPOUSE, Relation.CHILD: Heir.CHILD}
CLOCKS: dict[Kind, Clock] = {
    Kind.DEATH: Clock.PAY_DEATH,
    Kind.DEATH_BY_WORK: Clock.PAY_ACCIDENT,
    Kind.INJURY: Clock.PAY_ACCIDENT,
}
"""The legal clock of payment (PP 44/2015 Ps. 40 and 37); none while the kind is unclear."""


def papers_of(event: Event, doing: Doing, relation: Relation) -> tuple[Paper, ...]:
    """The papers of this case, in the order in which a family can gather them."""
    case = Case(
        kind=_PAPERS[KINDS[event, doing]],
        heir=_HEIRS.get(relation, Heir.OTHER),
        where=Where.ON_THE_WAY if doing is Doing.ON_THE_WAY else None,
        has_proxy=relation is Relation.NOT_FAMILY,
    )
    return papers_for(case)


def papers_maybe(event: Event, doing: Doing, relation: Relation) -> tuple[Paper, ...]:
    """What only some families of this kind need besides, as far as nothing more is known."""
    sure = papers_of(event, doing, relation)
    return tuple(paper for paper in ON_TOP[_PAPERS[KINDS[event, doing]]] if paper not in sure)


def missing_of(submission: Submission) -> tuple[Paper, ...]:
    """The papers that staff have not seen yet."""
    details = submission.details
    needed = papers_of(submission.event, details.doing, details.relation)
    return tuple(paper for paper in needed if paper not in submission.seen)


def working_days(kind: Kind) -> int | None:
    """How many working days BPJS has for a complete file; None while the kind is unclear."""
    clock = CLOCKS.get(kind)
    return DEADLINES[clock].working_days if clock else None


def paid_by(kind: Kind, handover: Handover | None, is_working_day: Callable[[date], bool]) -> date | None:
    """The last day for BPJS to pay, by law; None while no complete file was handed over or the kind is unclear."""
    clock = CLOCKS.get(kind)
    if clock is None or handover is None or not handover.is_complete:
        return None
    return pay_by(clock, handover.day, is_working_day)
