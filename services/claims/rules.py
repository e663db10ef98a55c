"""Which benefit a story belongs to, which papers it needs, and by when BPJS must pay: tables and pure questions."""

from collections.abc import Callable
from datetime import date

from services.benefits.clocks import DEADLINES, Clock, accident_claim_ends, pay_by
from services.benefits.papers import ON_TOP, PAPERS, Case, Heir, Paper, Where, papers_for
from services.benefits.papers import Kind as PaperKind
from services.claims.family import Spouse, Trouble, heirs_of
from services.claims.model import Because, Claim, Details, Doing, Event, Handover, Kind, Relation
from services.claims.states import DECIDED, HERE, State

KINDS: dict[tuple[Event, Doing], Kind] = {
    (Event.DEATH, Doing.WORK): Kind.DEATH_BY_WORK,
    (Event.DEATH, Doing.ON_THE_WAY): Kind.DEATH_BY_WORK,
    (Event.DEATH, Doing.NEITHER): Kind.DEATH,
    (Event.DEATH, Doing.UNKNOWN): Kind.DEATH_UNCLEAR,
    (Event.INJURY, Doing.WORK): Kind.INJURY,
    (Event.INJURY, Doing.ON_THE_WAY): Kind.INJURY,
    (Event.INJURY, Doing.NEITHER): Kind.INJURY_UNCLEAR,
    (Event.INJURY, Doing.UNKNOWN): Kind.INJURY_UNCLEAR,
    (Event.ILLNESS, Doing.WORK): Kind.ILLNESS,
    (Event.ILLNESS, Doing.ON_THE_WAY): Kind.ILLNESS_UNCLEAR,
    (Event.ILLNESS, Doing.NEITHER): Kind.ILLNESS_UNCLEAR,
    (Event.ILLNESS, Doing.UNKNOWN): Kind.ILLNESS_UNCLEAR,
}
"""JKM or JKK by what the person was doing (PP 44/2015; the way to and from work counts as work)."""

BECAUSE: dict[tuple[Event, Doing], Because] = {
    (Event.DEATH, Doing.WORK): Because.AT_WORK,
    (Event.DEATH, Doing.ON_THE_WAY): Because.ON_THE_WAY,
    (Event.DEATH, Doing.NEITHER): Because.NOT_AT_WORK,
    (Event.DEATH, Doing.UNKNOWN): Because.DOING_UNKNOWN,
    (Event.INJURY, Doing.WORK): Because.AT_WORK,
    (Event.INJURY, Doing.ON_THE_WAY): Because.ON_THE_WAY,
    (Event.INJURY, Doing.NEITHER): Because.HURT_OUTSIDE,
    (Event.INJURY, Doing.UNKNOWN): Because.HURT_UNKNOWN,
    (Event.ILLNESS, Doing.WORK): Because.DOCTOR_SAYS,
    (Event.ILLNESS, Doing.ON_THE_WAY): Because.NO_DOCTOR,
    (Event.ILLNESS, Doing.NEITHER): Because.DOCTOR_DENIES,
    (Event.ILLNESS, Doing.UNKNOWN): Because.NO_DOCTOR,
}
"""Why `KINDS` says what it says."""
_BEYOND = {Trouble.MISSING_AT_SEA: Because.MISSING, Trouble.ABROAD: Because.ABROAD}

_PAPERS: dict[Kind, PaperKind] = {
    Kind.DEATH: PaperKind.DEATH,
    Kind.DEATH_BY_WORK: PaperKind.DEATH_BY_WORK,
    Kind.DEATH_UNCLEAR: PaperKind.DEATH_UNCLEAR,
    Kind.INJURY: PaperKind.INJURY,
    Kind.INJURY_UNCLEAR: PaperKind.INJURY,
    Kind.ILLNESS: PaperKind.INJURY,
    Kind.ILLNESS_UNCLEAR: PaperKind.INJURY,
}
CLOCKS: dict[Kind, Clock] = {
    Kind.DEATH: Clock.PAY_DEATH,
    Kind.DEATH_BY_WORK: Clock.PAY_ACCIDENT,
    Kind.INJURY: Clock.PAY_ACCIDENT,
    Kind.ILLNESS: Clock.PAY_ACCIDENT,
}
"""The legal clock of payment (PP 44/2015 Ps. 40 and 37); none while the kind is unclear."""


def kind_of(event: Event, details: Details) -> Kind:
    """Which benefit. Of somebody missing, or who died abroad, no rule is known: a person makes sure."""
    kind = KINDS[event, details.doing]
    is_beyond = _BEYOND.keys() & details.family.troubles
    return Kind.DEATH_UNCLEAR if event is Event.DEATH and is_beyond else kind


def kinds_of(event: Event) -> tuple[Kind, ...]:
    """The benefits that a story of this kind can end with."""
    return tuple(kind for kind in Kind if kind in {found for (told, _), found in KINDS.items() if told is event})


def because_of(event: Event, details: Details) -> Because:
    """Why it is that benefit, in a word that a label makes a sentence of."""
    beyond = [reason for trouble, reason in _BEYOND.items() if trouble in details.family.troubles]
    return beyond[0] if event is Event.DEATH and beyond else BECAUSE[event, details.doing]


def doing_label(event: Event) -> str:
    """The table of labels for what the person was doing; of an illness: for what the doctor said."""
    return "claim_doctor" if event is Event.ILLNESS else "claim_doing"


def papers_of(event: Event, details: Details, kind: Kind | None = None) -> tuple[Paper, ...]:
    """The papers of this case, in the order in which a family can gather them; of another `kind` than the words tell,
    where staff found it to be one."""
    return papers_for(_case(event, details, kind or kind_of(event, details)))


def needed_of(claim: Claim) -> tuple[Paper, ...]:
    """The papers of a claim, by the kind that it has now."""
    return papers_of(claim.event, claim.details, claim.kind)


_ELSEWHERE = (Paper.POLICE_REPORT, Paper.TWO_WITNESSES, Paper.SEA_REPORT, Paper.ILLNESS_LETTER)
"""Papers of one place or cause only: once it is known where it happened, the others are not needed."""


def papers_maybe(event: Event, details: Details) -> tuple[Paper, ...]:
    """What only some families of this kind need besides, as far as nothing more is known."""
    sure = papers_of(event, details)
    told = {*_ELSEWHERE} if details.where else {Paper.ILLNESS_LETTER} if event is Event.INJURY else set()
    return tuple(paper for paper in ON_TOP[_PAPERS[kind_of(event, details)]] if paper not in sure and paper not in told)


def papers_of_grant(event: Event, details: Details) -> tuple[Paper, ...]:
    """What children at school need for the grant; it may follow later and holds nothing up."""
    if event is not Event.DEATH or not details.family.schooling:
        return ()
    return PAPERS[PaperKind.GRANT]


def missing_of(claim: Claim) -> tuple[Paper, ...]:
    """The papers that nobody has sent or shown yet."""
    return tuple(paper for paper in needed_of(claim) if paper not in claim.seen and paper not in claim.arrived)


KINSHIP = frozenset({Paper.FAMILY_CARDS, Paper.HEIR_LETTER, Paper.MARRIAGE_BOOK, Paper.BIRTH_CERTIFICATE})
"""Papers that show who is related to the dead or the hurt; one of them on each side, before a claim stands still."""


def lies_with_us(claim: Claim) -> bool:
    """Whether nothing of it is at BPJS yet, so that the family can still change it or take it back."""
    return claim.state in HERE and claim.handover is None


def waits_for_papers(claim: Claim) -> bool:
    """Whether what the family still brings is waited for: with us, or at BPJS with a file that was not complete."""
    is_incomplete = claim.handover is not None and not claim.handover.is_complete
    return claim.state in HERE or (claim.state is State.HANDED_OVER and is_incomplete)


def correctable(claim: Claim) -> tuple[State, ...]:
    """The moves whose facts staff can still put right: the hand-over that stands, and the decision that stands."""
    is_there = claim.handover is not None and claim.state not in {State.CLOSED, State.WITHDRAWN}
    return (State.HANDED_OVER,) * is_there + (claim.state,) * (claim.state in DECIDED)


def unchecked_of(claim: Claim) -> tuple[Paper, ...]:
    """The papers that the family sent and staff have not found good yet."""
    return tuple(paper for paper in Paper if paper in claim.arrived and paper not in claim.seen)


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


def lapses_on(kind: Kind, details: Details) -> date | None:
    """The day on which the right to JKK lapses (PP 82/2019 Pasal 26), also where it may turn out to be one; of a death
    that surely was not by work no limit is known."""
    return None if kind is Kind.DEATH else accident_claim_ends(details.day)


def _case(event: Event, details: Details, kind: Kind) -> Case:
    heirs = heirs_of(details.family)
    is_spouse = details.relation is Relation.SPOUSE
    heir = Heir.SPOUSE if is_spouse else Heir.CHILD if details.relation is Relation.CHILD else Heir.OTHER
    if details.family.spouse is Spouse.SIRI and heir is Heir.SPOUSE:
        heir = Heir.OTHER  # there is no marriage book; a person sees to what stands for it
    if heirs.needs_guardian:
        heir = Heir.MINOR_CHILD
    return Case(
        kind=_PAPERS[kind],
        heir=heir,
        where=_where(event, details),
        has_proxy=details.relation is Relation.NOT_FAMILY,
        paid_oneself=details.paid_oneself,
    )


def _where(event: Event, details: Details) -> Where | None:
    if event is Event.ILLNESS:
        return Where.ILLNESS
    on_the_way = Where.ON_THE_WAY if details.doing is Doing.ON_THE_WAY else None
    return details.where or on_the_way
