"""Checking coverage: the ways in, the answer and its next steps, one's own record, and whose phone it was."""

from dataclasses import replace

from handlers.chat import welcome
from handlers.chat.buttons import (
    AskForHelp,
    BeginCheck,
    BeginSubmission,
    Button,
    CallCentre,
    CheckAgain,
    CheckCoverage,
    ConfirmSelf,
    FamilyDied,
    OpenMenu,
    PhoneWas,
    ReportLookUp,
    ShareCover,
    ShareOwnRecord,
    ShowCoverPapers,
    ShowCoverSources,
    ShowInfo,
    ShowOwnRecord,
    Whose,
)
from handlers.chat.days import DayHeard
from handlers.chat.flows.coverage import CONFIRM, NAME, VOUCHED, ConfirmDraft, CoverageDraft
from handlers.chat.keyboards import Keyboard
from handlers.chat.visit import LOOK_UP_TAKES, Visit
from services.benefits.answers import Matter
from services.coverage import About, Checked, Enquiry, Working
from services.coverage.questions import AskWhom, CallCentreOfBpjs, FamilyInGrief, ForwardTheNext, PhoneStaysAsItIs
from services.participants.model import Found
from services.participants.nik import Nik
from services.participants.phone import NotAMobileNumber, Phone
from services.post import Lane, Letter
from services.refusals import Refusal
from services.requests import Subject
from services.visitors import Locked, Own
from services.visitors.messages import (
    AskWhosePhone,
    CannotBeConfirmed,
    CheckedToday,
    Confirmed,
    ConsentRefused,
    LookUpReported,
    LookUpsLocked,
    LookUpTooOld,
    PhoneTakenOver,
)

_FOUND: dict[About, tuple[Button, ...]] = {
    About.SELF: (
        ConfirmSelf(),
        ShowInfo(Matter.ACCIDENT_PAYS),
        ShowInfo(Matter.DEATH_PAYS),
        ShowCoverSources(),
        ShareCover(),
    ),
    About.DECEASED: (BeginSubmission(), ShowCoverPapers(), ShowCoverSources(), ShareCover()),
    About.HURT: (BeginSubmission(), ShowInfo(Matter.CLINICS), ShowCoverPapers(), ShowCoverSources(), ShareCover()),
}
"""The next steps under an answer, in the order in which people need them."""
_NOT_FOUND: tuple[Button, ...] = (CheckAgain(), AskForHelp(Subject.FIND), CallCentre())


# --- the ways in ---


async def family_died(visit: Visit, _: FamilyDied) -> None:
    """Condolence first."""
    await visit.say(
        FamilyInGrief(), BeginCheck(About.DECEASED), ShowInfo(Matter.PAPERS_DEATH), AskForHelp(Subject.TALK)
    )


async def check_coverage(visit: Visit, _: CheckCoverage) -> None:
    """Whose? One's own record at once, for whoever showed who they are."""
    own = await visit.rooms.visitors.own(visit.work, visit.chat)
    mine = (ShowOwnRecord(),) if own else ()
    await visit.say(AskWhom(), *mine, BeginCheck(About.SELF), FamilyDied(), BeginCheck(About.HURT), OpenMenu())


async def begin_check(visit: Visit, tap: BeginCheck) -> None:
    """The questions begin, unless this chat has asked about enough people for now."""
    verdict = await visit.rooms.visitors.may_spend(visit.work, visit.chat)
    if isinstance(verdict, Locked):
        await _say_locked(visit, verdict)
    else:
        await _begin(visit, CoverageDraft(about=tap.about))


async def check_again(visit: Visit, _: CheckAgain) -> None:
    """The same occasion with another number or name; the same number with another spelling costs nothing."""
    kept = await visit.rooms.visitors.last_looked_up(visit.work, visit.chat)
    if kept is None or kept.day is None:
        raise LookUpTooOld
    when = DayHeard(kept.day, kept.day_is_exact)
    about, working = About(kept.about), Working(kept.working)
    await _begin(visit, CoverageDraft(about=about, when=when, working=working))


async def _begin(visit: Visit, draft: CoverageDraft) -> None:
    consent = await visit.rooms.visitors.consent(visit.work, visit.chat)
    known = replace(draft, operator=visit.rooms.operator, agreed=True if consent else None)
    await visit.talk.begin(visit, NAME, known)


# --- the answer ---


async def answer(visit: Visit, draft: CoverageDraft) -> None:
    """The end of the questions: the answer leaves no sooner than hit and miss could be told by the clock."""
    if not draft.agreed:
        await visit.say(ConsentRefused(), *await welcome.choices(visit))
        return
    if not draft.nik or not draft.name or await visit.rooms.visitors.consent(visit.work, visit.chat) is None:
        await _begin(visit, draft)  # consent was withdrawn meanwhile, or its text changed: it is asked anew
        return
    today = visit.scene.today
    occasion = draft.occasion(today)
    if occasion.about is About.SELF:
        occasion = replace(occasion, day=today, day_is_exact=True)
    enquiry = Enquiry(Nik.parse(draft.nik), draft.name, occasion)
    match await visit.rooms.coverage.check(visit.work, visit.chat, enquiry):
        case Locked() as locked:
            await _say_locked(visit, locked)
        case Checked() as checked:
            await _say_answer(visit, checked, occasion.about)


async def _say_answer(visit: Visit, checked: Checked, about: About) -> None:
    is_found = isinstance(checked.found, Found)
    ways = _FOUND[about] if is_found else _NOT_FOUND
    if is_found and checked.is_own:
        ways = tuple(ShowOwnRecord() if isinstance(way, ConfirmSelf) else way for way in ways)
    talk = AskForHelp(Subject.TALK)
    await visit.say(checked.speech, *ways, talk, protect=is_found, after=LOOK_UP_TAKES)
    if checked.is_own_death and isinstance(checked.found, Found):
        name = checked.found.participant.name
        await visit.say(
            AskWhosePhone(name), PhoneWas(Whose.THEIRS), PhoneWas(Whose.MINE), protect=True, after=LOOK_UP_TAKES
        )
    for chat in checked.to_tell:
        await _tell(visit, chat)


async def _tell(visit: Visit, chat: int) -> None:
    """Tells a participant's own chat, once a day, that somebody looked."""
    params = replace(visit, chat=chat).message_params(CheckedToday(), ReportLookUp())
    key = f"checked:{visit.scene.today:%Y-%m-%d}"
    await visit.rooms.post.write(visit.work, Letter(chat, "sendMessage", params, lane=Lane.STATUS, dedupe=key))


async def _say_locked(visit: Visit, locked: Locked) -> None:
    await visit.say(LookUpsLocked(locked.until), AskForHelp(Subject.LOCKED), OpenMenu(), after=LOOK_UP_TAKES)


# --- under the answer ---


async def share(visit: Visit, _: ShareCover) -> None:
    """The same to forward: without name, number and dates, and so without protection."""
    again = await visit.rooms.coverage.again(visit.work, visit.chat)
    await visit.say(ForwardTheNext())
    await visit.say(again.share)


async def sources(visit: Visit, _: ShowCoverSources) -> None:
    again = await visit.rooms.coverage.again(visit.work, visit.chat)
    await visit.say(again.sources, OpenMenu())


async def papers(visit: Visit, _: ShowCoverPapers) -> None:
    again = await visit.rooms.coverage.again(visit.work, visit.chat)
    await visit.say(again.papers, BeginSubmission(), OpenMenu())


async def call_centre(visit: Visit, _: CallCentre) -> None:
    await visit.say(CallCentreOfBpjs(visit.rooms.region.contacts.call_centre), OpenMenu())


# --- oneself ---


async def confirm_self(visit: Visit, _: ConfirmSelf) -> None:
    """Asks for the contact, if the last look-up found the visitor themselves."""
    kept = await visit.rooms.visitors.last_looked_up(visit.work, visit.chat)
    if kept is None or kept.participant is None or kept.about != About.SELF.value:
        raise LookUpTooOld
    await visit.talk.begin(visit, CONFIRM, ConfirmDraft())


async def confirmed(visit: Visit, draft: ConfirmDraft) -> None:
    """The end of the confirmation: the number must stand on this participant, and on nobody else."""
    try:
        own = await _verified(visit, draft)
    except Refusal as no:
        await visit.say(no, keyboard=Keyboard.GONE)
        return
    await visit.say(Confirmed(own.until), keyboard=Keyboard.GONE)
    await own_record(visit, ShowOwnRecord())


async def own_record(visit: Visit, _: ShowOwnRecord) -> None:
    """Everything the roster holds of the participant, at level *self* only."""
    record = await visit.rooms.coverage.own_record(visit.work, visit.chat, await _own(visit))
    await visit.say(record, ShareOwnRecord(), AskForHelp(Subject.TALK), OpenMenu(), protect=True)


async def share_own(visit: Visit, _: ShareOwnRecord) -> None:
    """One's own membership to forward, as it stands today: not the last look-up, which may be of somebody else."""
    shared = await visit.rooms.coverage.share_own(visit.work, visit.chat, await _own(visit))
    await visit.say(ForwardTheNext())
    await visit.say(shared)


async def _own(visit: Visit) -> Own:
    own = await visit.rooms.visitors.own(visit.work, visit.chat)
    if own is None:
        raise LookUpTooOld
    return own


async def report(visit: Visit, _: ReportLookUp) -> None:
    """A participant says that somebody strange looked."""
    participant = await visit.rooms.visitors.tied(visit.work, visit.chat)
    if participant is None:
        raise LookUpTooOld
    await visit.rooms.visitors.report(visit.work, visit.chat, participant)
    await visit.say(LookUpReported(), AskForHelp(Subject.STRANGE_LOOK), OpenMenu())


async def phone_was(visit: Visit, tap: PhoneWas) -> None:
    """The phone of the dead: from a yes on, the chat belongs to whoever holds it, and nothing goes to the dead."""
    tied = await visit.rooms.visitors.tied(visit.work, visit.chat)
    kept = await visit.rooms.visitors.last_looked_up(visit.work, visit.chat)
    if tied is None or kept is None or (kept.participant, kept.about) != (tied, About.DECEASED.value):
        raise LookUpTooOld
    if tap.whose is Whose.MINE:
        await visit.say(PhoneStaysAsItIs(), AskForHelp(Subject.TALK), OpenMenu())
        return
    await visit.rooms.visitors.take_over(visit.work, visit.chat, tied)
    await visit.say(PhoneTakenOver(), BeginSubmission(), OpenMenu())


async def _verified(visit: Visit, draft: ConfirmDraft) -> Own:
    kept = await visit.rooms.visitors.last_looked_up(visit.work, visit.chat)
    if kept is None or kept.participant is None or kept.about != About.SELF.value:
        raise LookUpTooOld
    try:
        phone = Phone.parse(draft.phone or "")
    except NotAMobileNumber:
        raise CannotBeConfirmed from None
    person = await visit.rooms.participants.find_by_phone(visit.work, phone, f"chat:{visit.chat}")
    standing = person.id if person else None
    return await visit.rooms.visitors.verify_self(visit.work, visit.chat, VOUCHED, kept.participant, standing)
