"""The table of everything a person can do in a chat, and who answers it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from handlers.chat import (
    accidents,
    benefits,
    claims,
    claims_life,
    coverage,
    documents,
    helpdesk,
    nearby,
    papers,
    privacy,
    reckoning,
    reminding,
    staff,
    topics,
    welcome,
)
from handlers.chat.accident_buttons import (
    AccidentReported,
    ChangeAccidentTime,
    CompleteAccident,
    ConfirmDiscard,
    DiscardAccident,
    KeepAccident,
    RecordAccident,
    TellPlace,
)
from handlers.chat.buttons import (
    AskCorrection,
    AskErasure,
    AskForHelp,
    BackToStaff,
    BeginCheck,
    BeginSubmission,
    CallCentre,
    CheckAgain,
    CheckCoverage,
    Choose,
    ConfirmSelf,
    Discard,
    EraseData,
    FamilyDied,
    GoBack,
    KeepData,
    LeaveQueue,
    NearMe,
    OpenMenu,
    PhoneWas,
    ReckonNow,
    ReportEvent,
    ReportLookUp,
    Resume,
    ShareCover,
    ShareOwnRecord,
    ShowClinics,
    ShowCoverPapers,
    ShowCoverSources,
    ShowInfo,
    ShowOwnRecord,
    ShowPaperGuide,
    ShowPrivacy,
    ShowSources,
    ShowStatus,
    WithdrawConsent,
)
from handlers.chat.claim_buttons import (
    AppealClaim,
    ChangeClaim,
    ConfirmWithdrawal,
    DropPhotos,
    HidePhotos,
    KeepClaim,
    KeepPhotos,
    MakeDocument,
    PickGrantPaper,
    PickPaper,
    RemovePaper,
    SendPaper,
    ShowDocuments,
    ShowSums,
    SortPhotos,
    StopReminders,
    WantReminders,
    WithdrawClaim,
)
from handlers.chat.flows.accident import ACCIDENT
from handlers.chat.flows.appeal import APPEAL
from handlers.chat.flows.coverage import CONFIRM_SELF, COVERAGE
from handlers.chat.flows.help import HELP
from handlers.chat.flows.submission import SUBMISSION
from handlers.chat.talk import Road, Talk
from handlers.chat.taps import Codec, Tap
from handlers.chat.visit import Visit

TapHandler = Callable[[Visit, Any], Awaitable[None]]
CommandHandler = Callable[[Visit, str], Awaitable[None]]

TAPS: dict[str, tuple[type[Tap], TapHandler]] = {
    "m": (OpenMenu, welcome.open_menu),
    "c": (Choose, welcome.choose),
    "gb": (GoBack, welcome.go_back),
    "rs": (Resume, welcome.resume),
    "dc": (Discard, welcome.discard),
    "h": (AskForHelp, helpdesk.ask_for_help),
    "hl": (LeaveQueue, helpdesk.leave),
    "hb": (BackToStaff, helpdesk.come_back),
    "sb": (BeginSubmission, claims.begin),
    "se": (ReportEvent, claims.report),
    "st": (ShowStatus, claims.show_status),
    "ls": (ShowSums, claims_life.show_sums),
    "lu": (ChangeClaim, claims_life.change),
    "lb": (WithdrawClaim, claims_life.ask_to_withdraw),
    "ly": (ConfirmWithdrawal, claims_life.withdraw),
    "lt": (KeepClaim, claims_life.keep),
    "lo": (AppealClaim, claims_life.begin_appeal),
    "bi": (ShowInfo, benefits.show),
    "bs": (ShowSources, benefits.sources),
    "bc": (ShowClinics, benefits.clinics),
    "bn": (NearMe, nearby.ask),
    "bp": (ShowPaperGuide, benefits.guide),
    "bh": (ReckonNow, reckoning.begin),
    "bv": (ShowPrivacy, topics.show_privacy),
    "fd": (FamilyDied, coverage.family_died),
    "cc": (CheckCoverage, coverage.check_coverage),
    "cb": (BeginCheck, coverage.begin_check),
    "ca": (CheckAgain, coverage.check_again),
    "cs": (ShareCover, coverage.share),
    "cl": (ShowCoverSources, coverage.sources),
    "cp": (ShowCoverPapers, coverage.papers),
    "ct": (CallCentre, coverage.call_centre),
    "ci": (ConfirmSelf, coverage.confirm_self),
    "co": (ShowOwnRecord, coverage.own_record),
    "cf": (ShareOwnRecord, coverage.share_own),
    "cr": (ReportLookUp, coverage.report),
    "cw": (PhoneWas, coverage.phone_was),
    "kp": (PickPaper, papers.pick),
    "kg": (PickGrantPaper, papers.pick_of_grant),
    "ks": (SendPaper, papers.send),
    "ko": (SortPhotos, papers.sort),
    "kj": (DropPhotos, papers.drop),
    "kk": (KeepPhotos, papers.keep),
    "kr": (RemovePaper, papers.remove),
    "kh": (HidePhotos, papers.hide),
    "kd": (ShowDocuments, documents.show),
    "km": (MakeDocument, documents.make),
    "kx": (StopReminders, reminding.stop),
    "kw": (WantReminders, reminding.want),
    "ar": (RecordAccident, accidents.record),
    "at": (ChangeAccidentTime, accidents.change_time),
    "ap": (TellPlace, accidents.tell_place),
    "ad": (AccidentReported, accidents.reported),
    "ac": (CompleteAccident, accidents.complete),
    "ax": (DiscardAccident, accidents.ask_to_discard),
    "ay": (ConfirmDiscard, accidents.discard),
    "ak": (KeepAccident, accidents.keep),
    "pw": (WithdrawConsent, privacy.withdraw),
    "pc": (AskCorrection, privacy.ask_correction),
    "pa": (AskErasure, privacy.ask_erasure),
    "pe": (EraseData, privacy.erase),
    "pk": (KeepData, privacy.keep),
}
"""Code in the button → its class and who answers. A code, once released, is never given to another button."""

COMMANDS: dict[str, CommandHandler] = {
    "start": welcome.start,
    "menu": welcome.menu,
    "bantuan": welcome.assist,
    "help": welcome.assist,
    "batal": welcome.cancel,
    "petugas": helpdesk.person,
    "status": claims.status,
    "pengajuan": claims.anew,
    "privasi": privacy.privacy,
    "keluar": privacy.leave,
    "tautkan": staff.link,
}

ROADS: dict[str, Road] = {
    **reckoning.ROADS,
    HELP.name: Road(HELP, helpdesk.sent, claims.status, leads_to_a_person=True),
    SUBMISSION.name: Road(SUBMISSION, claims.submitted, claims.status),
    ACCIDENT.name: Road(ACCIDENT, accidents.told, claims.status),
    APPEAL.name: Road(APPEAL, claims_life.appealed, claims.status),
    COVERAGE.name: Road(COVERAGE, coverage.answer),
    CONFIRM_SELF.name: Road(CONFIRM_SELF, coverage.confirmed),
}
"""Flows by name, each with what happens at its end."""


@dataclass(frozen=True)
class Routes:
    """The tables, joined and ready."""

    taps: Mapping[type[Tap], TapHandler]
    commands: Mapping[str, CommandHandler]
    codec: Codec
    talk: Talk


def routes() -> Routes:
    """The routes of this release."""
    return Routes(
        taps=dict(TAPS.values()),
        commands=COMMANDS,
        codec=Codec({code: kind for code, (kind, _) in TAPS.items()}),
        talk=Talk(ROADS),
    )
