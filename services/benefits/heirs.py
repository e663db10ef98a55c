"""Who is entitled, in the order of the law (PP 44/2015), and the cases that only a person may handle."""

from enum import Enum

from services.benefits.rules import Source

SOURCE = Source("PP 44/2015", "Pasal 37 ayat (5) dan Pasal 40 ayat (2)")


class Relative(Enum):
    """Who someone is to the dead."""

    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    GRANDCHILD = "grandchild"
    GRANDPARENT = "grandparent"
    SIBLING = "sibling"
    PARENT_IN_LAW = "parent_in_law"
    NAMED_IN_WILL = "named_in_will"


ORDER: tuple[frozenset[Relative], ...] = (
    frozenset({Relative.SPOUSE, Relative.CHILD}),
    frozenset({Relative.PARENT, Relative.GRANDCHILD, Relative.GRANDPARENT}),
    frozenset({Relative.SIBLING}),
    frozenset({Relative.PARENT_IN_LAW}),
    frozenset({Relative.NAMED_IN_WILL}),
)
"""First rank first; a later one is entitled only if nobody of an earlier one is there. `SIBLING` is a full one."""


class Special(Enum):
    """No rule is known, or a court speaks: the bot gives no answer of its own and hands over to a person."""

    SEVERAL_WIVES = "several_wives"
    UNREGISTERED_MARRIAGE = "unregistered_marriage"
    DIVORCE = "divorce"
    QUARREL = "quarrel"
    ABSENT_WIFE = "absent_wife"
    MINOR = "minor"
    STEP_OR_ADOPTED_CHILD = "step_or_adopted_child"
    MISSING_AT_SEA = "missing_at_sea"
    DEATH_ABROAD = "death_abroad"
    NOBODY = "nobody"


def entitled(alive: frozenset[Relative]) -> frozenset[Relative]:
    """Those of the relatives alive who come first. Empty: only the funeral cost is paid, to whoever arranged it."""
    return next((rank & alive for rank in ORDER if rank & alive), frozenset())
