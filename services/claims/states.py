"""Where a claim can be, and every move between: tables that code only walks."""

from enum import StrEnum


class State(StrEnum):
    """Where a claim is."""

    DRAFT = "draft"
    """An accident was recorded in its first hour, or a claim is being told; every history begins here."""
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    PAPERS_NEEDED = "papers_needed"
    HANDED_OVER = "handed_over"
    APPROVED = "approved"
    PAID = "paid"
    REJECTED = "rejected"
    APPEALED = "appealed"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    """Ended by staff before it reached BPJS, with a written reason: told twice, or nobody was insured."""


class Party(StrEnum):
    """Who makes a move."""

    FAMILY = "family"
    STAFF = "staff"


class Need(StrEnum):
    """What a move cannot be without."""

    NOTE = "note"
    HANDOVER = "handover"
    DAY = "day"
    AMOUNT = "amount"
    REASON = "reason"


_LEAVING = frozenset({State.CLOSED, State.WITHDRAWN})

MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.SUBMITTED: frozenset({State.IN_REVIEW, State.PAPERS_NEEDED}) | _LEAVING,
    State.IN_REVIEW: frozenset({State.PAPERS_NEEDED, State.HANDED_OVER}) | _LEAVING,
    State.PAPERS_NEEDED: frozenset({State.IN_REVIEW, State.HANDED_OVER}) | _LEAVING,
    # Handed over again: what was missing has been brought to BPJS. Some branches pay without a word in between.
    State.HANDED_OVER: frozenset({State.HANDED_OVER, State.PAPERS_NEEDED, State.APPROVED, State.PAID, State.REJECTED}),
    State.APPROVED: frozenset({State.PAID}),
    State.PAID: frozenset(),
    State.REJECTED: frozenset({State.APPEALED}),
    State.APPEALED: frozenset({State.APPROVED, State.PAID, State.REJECTED}),
    State.WITHDRAWN: frozenset(),
    State.CLOSED: frozenset({State.IN_REVIEW}),
}
"""From → to. Nothing reaches BPJS before staff have spoken to the family or looked at the file."""

MAKERS: dict[State, frozenset[Party]] = {
    State.DRAFT: frozenset(),
    State.SUBMITTED: frozenset({Party.FAMILY}),
    State.IN_REVIEW: frozenset({Party.FAMILY, Party.STAFF}),
    State.PAPERS_NEEDED: frozenset({Party.STAFF}),
    State.HANDED_OVER: frozenset({Party.STAFF}),
    State.APPROVED: frozenset({Party.STAFF}),
    State.PAID: frozenset({Party.STAFF}),
    State.REJECTED: frozenset({Party.STAFF}),
    State.APPEALED: frozenset({Party.FAMILY, Party.STAFF}),
    State.WITHDRAWN: frozenset({Party.FAMILY, Party.STAFF}),
    State.CLOSED: frozenset({Party.STAFF}),
}
"""To → who may bring a claim there. The family brings one back into review by sending the last paper that lacked."""

NEEDS: dict[State, frozenset[Need]] = {
    State.PAPERS_NEEDED: frozenset({Need.NOTE}),
    State.HANDED_OVER: frozenset({Need.HANDOVER}),
    State.APPROVED: frozenset({Need.DAY}),
    State.PAID: frozenset({Need.DAY, Need.AMOUNT}),
    State.REJECTED: frozenset({Need.DAY, Need.REASON}),
    State.APPEALED: frozenset({Need.NOTE}),
    State.CLOSED: frozenset({Need.NOTE}),
}
"""To → what must come with it; a state that is missing needs nothing."""
NEEDS_OF_STAFF: dict[State, frozenset[Need]] = NEEDS | {State.WITHDRAWN: frozenset({Need.NOTE})}
"""The same where staff make the move: a family that takes its claim back itself owes nobody a reason, but it reads why
staff did it for them."""

HERE = frozenset({State.SUBMITTED, State.IN_REVIEW, State.PAPERS_NEEDED})
"""The file lies with us, not with BPJS."""
AT_BPJS = frozenset({State.HANDED_OVER, State.APPROVED, State.APPEALED})
"""BPJS has the word."""
OVER = frozenset({State.PAID, State.WITHDRAWN, State.CLOSED})
"""Nothing more is expected."""
TO_STAFF = HERE | AT_BPJS | {State.REJECTED}
"""What staff still work on."""
DECIDED = frozenset({State.APPROVED, State.PAID, State.REJECTED})


def may_make(party: Party, before: State, after: State) -> bool:
    """Whether the tables allow this party this move. Staff withdraw and appeal for a family that asked them to."""
    return after in MOVES[before] and party in MAKERS[after]
