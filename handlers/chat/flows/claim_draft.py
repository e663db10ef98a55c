"""What a family has told so far on the way to a claim, and what that makes of the claim's details."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from services.benefits.heirs import Relative
from services.benefits.model import Level
from services.benefits.papers import Where
from services.claims import Claim, Details, Doing, Event, Relation
from services.claims.family import Family, Spouse, Trouble

YES, NO, NONE, UNKNOWN = "yes", "no", "none", "unknown"
UNCOUNTED = -1
"""Stands for "not known" where children are counted, so that the question counts as answered."""
YOUNG = frozenset({Level.NOT_YET, Level.PRIMARY, Level.JUNIOR})
"""At these levels no child is of age, so that nobody needs to ask."""
SPECIAL = (Trouble.QUARREL, Trouble.MISSING_AT_SEA, Trouble.ABROAD)
BY_WORK = frozenset({Doing.WORK, Doing.ON_THE_WAY})


@dataclass(frozen=True)
class SubmissionDraft:
    """What is known so far. `participant`, `nik` and `about` may come from the last look-up; `is_known` tells that.
    `claim`: the id of the claim that is told anew, where there is one already; `recorded`: that of the record of an
    accident which becomes this claim."""

    is_known: bool = False
    operator: str = ""
    claim: str | None = None
    recorded: str | None = None
    participant: str | None = None
    nik: str | None = field(default=None, repr=False)
    event: Event | None = None
    day: date | None = field(default=None, repr=False)
    day_is_exact: bool = True
    doing: Doing | None = None
    outside: str | None = None
    where: Where | None = None
    paid: str | None = None
    words: str | None = field(default=None, repr=False)
    relation: Relation | None = None
    spouse: Spouse | None = field(default=None, repr=False)
    children: int | None = field(default=None, repr=False)
    first: str | None = field(default=None, repr=False)
    second: str | None = field(default=None, repr=False)
    minors: str | None = field(default=None, repr=False)
    elders: str | None = field(default=None, repr=False)
    siblings: str | None = field(default=None, repr=False)
    in_laws: str | None = field(default=None, repr=False)
    will: str | None = field(default=None, repr=False)
    special: str | None = field(default=None, repr=False)
    about: str | None = field(default=None, repr=False)
    name: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    papers: str | None = None
    change: str | None = None
    """The part of the summary in which something is to be changed, while that is being asked."""
    is_right: bool | None = None
    consent: bool | None = None

    @property
    def happened(self) -> Event:
        """The event, once it was told."""
        return self.event or Event.DEATH

    @property
    def was_doing(self) -> Doing:
        """What the person was doing; unknown until it was told."""
        return self.doing or Doing.UNKNOWN

    @property
    def is_outside(self) -> bool:
        """Hurt or ill, and not from work: another insurance pays, so it is said before anything else is asked."""
        return self.event in (Event.INJURY, Event.ILLNESS) and self.doing is Doing.NEITHER

    @property
    def has_place(self) -> bool:
        """Whether where it happened asks for a paper of its own."""
        return self.event in (Event.DEATH, Event.INJURY) and self.doing in BY_WORK

    @property
    def is_death(self) -> bool:
        """Whether there are heirs to be asked for."""
        return self.event is Event.DEATH

    @property
    def is_alone(self) -> bool:
        """Neither spouse nor child: only then the law goes further."""
        return self.spouse in (Spouse.NONE, Spouse.DIVORCED) and self.children == 0

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels of the children at school, two at most."""
        told = (self.first, self.second) if self.children else ()
        return tuple(Level(one) for one in told if one and one != NONE)

    @property
    def has_young(self) -> bool:
        """Whether a child is surely not of age."""
        return bool(YOUNG & set(self.levels))

    @property
    def person(self) -> str:
        """Name of the person it happened to."""
        return (self.name if self.relation is Relation.SELF else self.about) or ""

    @property
    def family(self) -> Family:
        """What was told of the family; of somebody living, nothing."""
        if not self.is_death:
            return Family()
        return Family(
            spouse=self.spouse or Spouse.UNKNOWN,
            children=None if self.children == UNCOUNTED else self.children,
            has_minors=self._has_minors(),
            schooling=self.levels,
            others=self._others(),
            troubles=frozenset(one for one in SPECIAL if one.value == self.special),
        )

    def details(self, today: date) -> Details:
        """For the room of claims; a day that was not told yet is today."""
        return Details(
            day=self.day or today,
            doing=self.was_doing,
            relation=self.relation or Relation.OTHER_FAMILY,
            name=self.name or "",
            phone=self.phone or "",
            day_is_exact=self.day_is_exact,
            about=self.person,
            nik=self.nik or "",
            words=self.words or "",
            where=self.where if self.has_place else None,
            paid_oneself=self.paid == YES and not self.is_death,
            family=self.family,
        )

    @classmethod
    def of(cls, claim: Claim, operator: str) -> Self:
        """A claim that is to be told anew: everything answered, up to the summary. What older releases did not ask
        is asked now."""
        told = claim.details
        return cls(
            operator=operator,
            claim=str(claim.id),
            participant=str(claim.participant) if claim.participant else None,
            nik=told.nik or None,
            event=claim.event,
            day=told.day,
            day_is_exact=told.day_is_exact,
            doing=told.doing,
            outside="continue",
            where=told.where,
            paid=YES if told.paid_oneself else NO,
            words=told.words,
            relation=told.relation,
            about=told.about,
            name=told.name,
            phone=told.phone,
            papers="read",
            consent=True,
            **_answers(told.family),
        )

    def _has_minors(self) -> bool | None:
        if not self.children or self.children == UNCOUNTED:
            return None
        return True if self.has_young else {YES: True, NO: False}.get(self.minors or "")

    def _others(self) -> frozenset[Relative]:
        """The first rank in which somebody is there; the submitter is there without being asked."""
        if not self.is_alone:
            return frozenset()
        if self.relation is Relation.PARENT:
            return frozenset({Relative.PARENT})
        if self.elders != NONE:
            return frozenset({Relative(self.elders)} if self.elders in ELDERS else ())
        siblings = YES if self.relation is Relation.SIBLING else self.siblings
        ranks = ((siblings, Relative.SIBLING), (self.in_laws, Relative.PARENT_IN_LAW))
        for answer, relative in (*ranks, (self.will, Relative.NAMED_IN_WILL)):
            if answer != NO:
                return frozenset({relative} if answer == YES else ())
        return frozenset()


ELDERS = tuple(one.value for one in (Relative.PARENT, Relative.GRANDCHILD, Relative.GRANDPARENT))


def _answers(family: Family) -> dict[str, Any]:
    """The answers from which this family follows; none where nothing was asked."""
    if family == Family():
        return {}
    levels = [level.value for level in family.schooling]
    elder = next((one for one in ELDERS if Relative(one) in family.others), NONE)
    further = {"siblings": Relative.SIBLING, "in_laws": Relative.PARENT_IN_LAW, "will": Relative.NAMED_IN_WILL}
    return {
        "spouse": family.spouse,
        "children": UNCOUNTED if family.children is None else family.children,
        "first": levels[0] if levels else NONE,
        "second": levels[1] if len(levels) > 1 else NONE,
        "minors": {True: YES, False: NO, None: UNKNOWN}[family.has_minors],
        "elders": elder,
        "special": next((one.value for one in SPECIAL if one in family.troubles), NONE),
    } | {step: YES if relative in family.others else NO for step, relative in further.items()}
