"""What a family does with a claim of its own: see the sums, tell it anew, take it back, object to a no. The right to
the claim behind a button is checked by the room; a button that was made up leaves a row in the audit."""

from uuid import UUID

from handlers.chat.accident_buttons import CompleteAccident, DiscardAccident
from handlers.chat.buttons import AskForHelp, BeginSubmission, Button, Discard, OpenMenu, Resume, ShowStatus
from handlers.chat.claim_buttons import (
    AppealClaim,
    ChangeClaim,
    ConfirmWithdrawal,
    KeepClaim,
    PickPaper,
    ShowDocuments,
    ShowSums,
    WithdrawClaim,
)
from handlers.chat.flows.appeal import APPEAL, AppealDraft
from handlers.chat.flows.claim_draft import SubmissionDraft
from handlers.chat.flows.submission import SUBMISSION
from handlers.chat.paper_letters import PaperLetters
from handlers.chat.visit import Visit
from services.claims import Claim, State
from services.claims.messages import ClaimNotYours, NotAnyMore
from services.claims.papers.rules import TAKES_PAPERS
from services.claims.questions import AskToWithdraw, ClaimChanged, FinishFirst
from services.claims.rules import lies_with_us
from services.claims.states import AT_BPJS, HERE
from services.requests import Subject

_Way = type[
    CompleteAccident
    | DiscardAccident
    | PickPaper
    | ShowDocuments
    | ShowSums
    | ChangeClaim
    | WithdrawClaim
    | AppealClaim
]
_WAYS: tuple[tuple[frozenset[State], _Way], ...] = (
    (frozenset({State.DRAFT}), CompleteAccident),
    (frozenset({State.DRAFT}), DiscardAccident),
    (frozenset({State.REJECTED}), AppealClaim),
    (TAKES_PAPERS - {State.DRAFT}, PickPaper),
    (frozenset(State) - {State.DRAFT, State.WITHDRAWN}, ShowDocuments),
    (HERE | AT_BPJS | {State.REJECTED}, ShowSums),
    (HERE, ChangeClaim),
    (HERE, WithdrawClaim),
)
"""Where the claim is → what the family can do about it: five buttons at most, for a person stands under the last."""


def ways(claim: Claim) -> tuple[Button, ...]:
    """The buttons under the status of this claim."""
    found = (button for states, button in _WAYS if claim.state in states)
    shut = () if lies_with_us(claim) else (ChangeClaim, WithdrawClaim)
    return tuple(button(claim.id) for button in found if button not in shut)


async def show_sums(visit: Visit, tap: ShowSums) -> None:
    """Also for a claim that is over: the button may be an old one."""
    await say_sums(visit, await visit.rooms.claims.mine(visit.work, visit.chat, tap.claim), ShowStatus())


async def say_sums(visit: Visit, claim: Claim, *buttons: Button) -> None:
    """Not to be forwarded: a sum tells the wage that was declared."""
    sums = await visit.rooms.claims.sums(visit.work, claim)
    await visit.say(sums, *buttons, AskForHelp(Subject.TALK), protect=True)


def has_own_words(claim: Claim) -> bool:
    """Whether its status quotes what the family said, which is not to be forwarded."""
    return claim.state is State.APPEALED


async def change(visit: Visit, tap: ChangeClaim) -> None:
    """From the summary on, with everything that was told; what another half-told claim holds is not thrown away."""
    claim = await visit.rooms.claims.changeable(visit.work, visit.chat, tap.claim)
    begun = await visit.rooms.dialogues.parked(visit.work, visit.chat, SUBMISSION.name)
    if begun is not None and begun.draft.get("claim") != str(claim.id):
        await visit.say(FinishFirst(), Resume(SUBMISSION.name), Discard(SUBMISSION.name), OpenMenu())
        return
    await visit.talk.begin(visit, SUBMISSION.name, SubmissionDraft.of(claim, visit.rooms.operator))


async def changed(visit: Visit, draft: SubmissionDraft) -> None:
    """The end of the summary of a claim that there was already; the list of its papers may be another one now. Where
    the claim moved on meanwhile, that is said, and what was told is not kept for another try."""
    who = UUID(draft.participant) if draft.participant else None
    details = draft.details(visit.scene.today)
    try:
        claim = await visit.rooms.claims.renew(visit.work, visit.chat, UUID(draft.claim or ""), details, who)
    except (NotAnyMore, ClaimNotYours) as no:
        await visit.say(no, ShowStatus(), AskForHelp(Subject.TALK))
        return
    await PaperLetters(visit.rooms, visit.keyboards).write_list(visit.work, claim)
    await visit.say(ClaimChanged(claim.number), ShowSums(claim.id), ShowStatus(), OpenMenu())


async def ask_to_withdraw(visit: Visit, tap: WithdrawClaim) -> None:
    claim = await visit.rooms.claims.open_to(visit.work, visit.chat, tap.claim, State.WITHDRAWN)
    await visit.say(AskToWithdraw(claim.number, claim.kind), KeepClaim(claim.id), ConfirmWithdrawal(claim.id))


async def withdraw(visit: Visit, tap: ConfirmWithdrawal) -> None:
    """Pressed twice it says the same again. Changes to it that were begun end with it."""
    claim = await visit.rooms.claims.withdraw(visit.work, visit.chat, tap.claim)
    begun = await visit.rooms.dialogues.parked(visit.work, visit.chat, SUBMISSION.name)
    if begun is not None and begun.draft.get("claim") == str(claim.id):
        await visit.rooms.dialogues.end(visit.work, visit.chat, SUBMISSION.name)
    await say_where(visit, claim, BeginSubmission(looked_up=False))


async def keep(visit: Visit, tap: KeepClaim) -> None:
    claim = await visit.rooms.claims.mine(visit.work, visit.chat, tap.claim)
    await say_where(visit, claim, *ways(claim))


async def begin_appeal(visit: Visit, tap: AppealClaim) -> None:
    """One question, for the reason."""
    claim = await visit.rooms.claims.open_to(visit.work, visit.chat, tap.claim, State.APPEALED)
    await visit.talk.begin(visit, APPEAL.name, AppealDraft(claim=str(claim.id)))


async def appealed(visit: Visit, draft: AppealDraft) -> None:
    """The objection stands, unless the claim moved on meanwhile."""
    try:
        claim = await visit.rooms.claims.appeal(visit.work, visit.chat, UUID(draft.claim or ""), draft.why or "")
    except (NotAnyMore, ClaimNotYours) as no:
        await visit.say(no, ShowStatus(), AskForHelp(Subject.TALK))
        return
    await say_where(visit, claim, AskForHelp(Subject.TALK))


async def say_where(visit: Visit, claim: Claim, *buttons: Button) -> None:
    """Where the claim is, with the ways on from there."""
    status = await visit.rooms.claims.status(visit.work, claim)
    await visit.say(status, *buttons, OpenMenu(), protect=has_own_words(claim))
