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


def entitled(alive: frozenset[Relative]) -> frozenset[Relative]:
    """Those of the relatives alive who come first. Empty: only the funeral cost is paid, to whoever arranged it."""
    return next((rank & alive for rank in ORDER if rank & alive), frozenset())
