"""What a family tells about itself, and who of it the law names: pure questions over the order of PP 44/2015."""

from dataclasses import dataclass, field
from enum import StrEnum

from services.benefits.heirs import ORDER, Relative, entitled
from services.benefits.model import Level


class Spouse(StrEnum):
    """Whom the dead was married to."""

    REGISTERED = "registered"
    SIRI = "siri"
    SEVERAL = "several"
    DIVORCED = "divorced"
    NONE = "none"
    UNKNOWN = "unknown"


class Trouble(StrEnum):
    """What no rule is known for, so that a person must handle it (facts of the programme; PP 44/2015 is silent)."""

    SIRI = "siri"
    SEVERAL_WIVES = "several_wives"
    DIVORCED = "divorced"
    QUARREL = "quarrel"
    MISSING_AT_SEA = "missing_at_sea"
    ABROAD = "abroad"
    ONLY_MINORS = "only_minors"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Family:
    """What was told. `children` None: not asked, or not known; `schooling`: levels of those at school, two at most;
    `others` are further relatives alive, asked for only where there is neither spouse nor child."""

    spouse: Spouse = Spouse.UNKNOWN
    children: int | None = None
    has_minors: bool | None = None
    schooling: tuple[Level, ...] = ()
    others: frozenset[Relative] = field(default=frozenset())
    troubles: frozenset[Trouble] = field(default=frozenset())


@dataclass(frozen=True)
class Heirs:
    """Who is entitled first, which rank of the law that is (1 to 5; 0: nobody), and what a person must look at."""

    entitled: frozenset[Relative]
    rank: int
    needs_guardian: bool
    troubles: tuple[Trouble, ...]

    @property
    def in_order(self) -> tuple[Relative, ...]:
        """Those entitled, in the order in which they are told."""
        return tuple(one for one in Relative if one in self.entitled)

    @property
    def takes_a_person(self) -> bool:
        """Whether the bot must not decide it."""
        return bool(self.troubles)


_BY_SPOUSE = {Spouse.SIRI: Trouble.SIRI, Spouse.SEVERAL: Trouble.SEVERAL_WIVES, Spouse.DIVORCED: Trouble.DIVORCED}
_MARRIED = frozenset({Spouse.REGISTERED, Spouse.SIRI, Spouse.SEVERAL})
"""To whom the rank of a spouse may belong; of the last two a person makes sure."""


def alive(family: Family) -> frozenset[Relative]:
    """The relatives that are there, as far as told."""
    found = set(family.others)
    if family.spouse in _MARRIED:
        found.add(Relative.SPOUSE)
    if family.children:
        found.add(Relative.CHILD)
    return frozenset(found)


def heirs_of(family: Family) -> Heirs:
    """Who comes first (PP 44/2015 Pasal 37 ayat (5), 40 ayat (2)); a minor is paid through a guardian, by order of a
    court, which no mother in charge of another's children can do without."""
    first = entitled(alive(family))
    is_rank = next((number for number, rank in enumerate(ORDER, 1) if rank & first), 0)
    is_unmarried = family.spouse is not Spouse.UNKNOWN  # and not in the rank: only the children are left
    only_minors = first == {Relative.CHILD} and is_unmarried and bool(family.has_minors)
    found = [trouble for trouble in Trouble if trouble in _troubles(family, only_minors, is_rank)]
    return Heirs(first, is_rank, only_minors, tuple(found))


def _troubles(family: Family, only_minors: bool, rank: int) -> set[Trouble]:
    troubles = set(family.troubles)
    if family.spouse in _BY_SPOUSE:
        troubles.add(_BY_SPOUSE[family.spouse])
    if only_minors:
        troubles.add(Trouble.ONLY_MINORS)
    is_told = family.spouse is not Spouse.UNKNOWN and family.children is not None
    if is_told and rank == 0:
        troubles.add(Trouble.NOBODY)
    return troubles
