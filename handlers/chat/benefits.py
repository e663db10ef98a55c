"""General questions: what is paid, which papers, who inherits, where to go. A tree of buttons, nothing personal."""

from handlers.chat.buttons import (
    AskForHelp,
    BeginSubmission,
    Button,
    CheckCoverage,
    OpenMenu,
    ReckonNow,
    ShowClinics,
    ShowInfo,
    ShowPaperGuide,
    ShowSources,
)
from handlers.chat.visit import Visit
from services.benefits.answers import PAPER_KINDS, Info, answer, bases, ground
from services.benefits.messages import ClinicsNearYou, PaperGuide, Sources
from services.benefits.papers import ON_TOP, Case, papers_for
from services.requests import Subject

NEXT: dict[Info, tuple[Info, ...]] = {
    Info.QUESTIONS: (
        Info.DEATH_PAYS,
        Info.ACCIDENT_PAYS,
        Info.SCHOLARSHIP,
        Info.HEIRS,
        Info.PAPERS_DEATH,
        Info.PAPERS_INJURY,
        Info.MEMBERSHIP,
        Info.CLAIMING,
        Info.FREE,
        Info.ABOUT_US,
    ),
    Info.MEMBERSHIP: (
        Info.CARD,
        Info.NOT_IN_DATA,
        Info.WHICH_NUMBER,
        Info.WHY_LISTED,
        Info.INACTIVE,
        Info.FUNDING,
        Info.DISCOUNT,
        Info.WHICH_BPJS,
        Info.NEIGHBOUR,
        Info.JOINING,
    ),
    Info.CLAIMING: (
        Info.WHERE_TO_GO,
        Info.FROM_PHONE,
        Info.TRACK,
        Info.CLOCKS,
        Info.NO_ANSWER,
        Info.REASON,
        Info.NO_EMPLOYER,
        Info.FAR_AWAY,
        Info.OTHER_INSURERS,
        Info.PHISHING,
    ),
    Info.DEATH_PAYS: (Info.PAPERS_DEATH, Info.HEIRS, Info.SHORT_MEMBERSHIP, Info.DEATH_BY_WORK, Info.SCHOLARSHIP),
    Info.SHORT_MEMBERSHIP: (Info.DEATH_PAYS, Info.PAPERS_DEATH),
    Info.ANY_CAUSE: (Info.DEATH_PAYS, Info.DEATH_BY_WORK, Info.WHAT_COUNTS),
    Info.SUICIDE: (Info.SUICIDE_IN_FAMILY,),
    Info.SUICIDE_IN_FAMILY: (Info.PAPERS_DEATH, Info.HEIRS),
    Info.ACCIDENT_PAYS: (
        Info.TREATMENT,
        Info.TRANSPORT,
        Info.UNABLE,
        Info.DISABILITY,
        Info.DEATH_BY_WORK,
        Info.WHAT_COUNTS,
        Info.CLINICS,
    ),
    Info.TREATMENT: (Info.CLINICS, Info.CLINIC_MONEY, Info.TRANSPORT),
    Info.TRANSPORT: (Info.PAPERS_INJURY, Info.ACCIDENT_PAYS),
    Info.UNABLE: (Info.PAPERS_INJURY, Info.DISABILITY),
    Info.DISABILITY: (Info.PAPERS_INJURY, Info.UNABLE),
    Info.DEATH_BY_WORK: (Info.PAPERS_DEATH_BY_WORK, Info.HEIRS, Info.SCHOLARSHIP, Info.SUDDEN_DEATH),
    Info.WHAT_COUNTS: (Info.ACCIDENT_PAYS, Info.SUDDEN_DEATH, Info.PAPERS_INJURY),
    Info.SUDDEN_DEATH: (Info.PAPERS_DEATH_BY_WORK, Info.DEATH_BY_WORK, Info.DEATH_PAYS, Info.MISSING),
    Info.SCHOLARSHIP: (Info.SCHOLARSHIP_YEARS, Info.PAPERS_GRANT),
    Info.SCHOLARSHIP_YEARS: (Info.SCHOLARSHIP, Info.DEATH_PAYS),
    Info.WHICH_BPJS: (Info.ACCIDENT_PAYS, Info.CLINICS),
    Info.DEATH_CERTIFICATE: (Info.PAPERS_DEATH, Info.HEIR_LETTER),
    Info.HEIR_LETTER: (Info.HEIRS, Info.PAPERS_DEATH),
    Info.HEIRS: (Info.HEIRS_SPECIAL, Info.HEIR_LETTER, Info.PAPERS_DEATH),
    Info.HEIRS_SPECIAL: (Info.HEIRS,),
    Info.CLOCKS: (Info.NO_ANSWER, Info.PAPERS_DEATH, Info.PAPERS_INJURY),
    Info.FREE: (Info.NO_ANSWER, Info.PHISHING),
    Info.CARD: (Info.NOT_IN_DATA, Info.WHERE_TO_GO),
    Info.NOT_IN_DATA: (Info.WHICH_NUMBER, Info.CARD),
    Info.WHY_LISTED: (Info.DEATH_PAYS, Info.ACCIDENT_PAYS),
    Info.WHICH_NUMBER: (Info.NOT_IN_DATA,),
    Info.INACTIVE: (Info.FUNDING, Info.DEATH_PAYS),
    Info.FUNDING: (Info.INACTIVE,),
    Info.DISCOUNT: (Info.FUNDING,),
    Info.OTHER_INSURERS: (Info.DEATH_PAYS, Info.PAPERS_DEATH),
    Info.FAR_AWAY: (Info.DEATH_CERTIFICATE, Info.PAPERS_DEATH, Info.MISSING),
    Info.CLINIC_MONEY: (Info.CLINICS, Info.WHICH_BPJS, Info.PAPERS_INJURY),
    Info.WHERE_TO_GO: (Info.PAPERS_DEATH, Info.PAPERS_INJURY, Info.FROM_PHONE),
    Info.FROM_PHONE: (Info.WHERE_TO_GO, Info.TRACK),
    Info.TRACK: (Info.NO_ANSWER,),
    Info.NO_ANSWER: (Info.TRACK, Info.FREE),
    Info.REASON: (Info.CLOCKS, Info.NO_ANSWER),
    Info.NO_EMPLOYER: (Info.PAPERS_INJURY, Info.WHAT_COUNTS),
    Info.ABOUT_US: (Info.FREE, Info.PHISHING),
    Info.PHISHING: (Info.ABOUT_US,),
    Info.NEIGHBOUR: (Info.ABOUT_US,),
    Info.JOINING: (Info.WHY_LISTED, Info.DISCOUNT),
    Info.MISSING: (Info.SUDDEN_DEATH,),
    Info.ACCIDENT_NOW: (Info.CLINICS, Info.CLINIC_MONEY, Info.ACCIDENT_PAYS, Info.PAPERS_INJURY),
    Info.PAPERS_DEATH: (Info.DEATH_CERTIFICATE, Info.HEIR_LETTER, Info.CARD),
    Info.PAPERS_DEATH_BY_WORK: (Info.DEATH_CERTIFICATE, Info.HEIR_LETTER, Info.NO_EMPLOYER),
    Info.PAPERS_INJURY: (Info.NO_EMPLOYER, Info.CLOCKS, Info.CLINICS),
    Info.PAPERS_GRANT: (Info.SCHOLARSHIP,),
}
"""What hangs under each subject, so that a tired person need not type."""

RECKONABLE = frozenset({Info.QUESTIONS, Info.DEATH_PAYS, Info.ACCIDENT_PAYS, Info.DISABILITY, Info.DEATH_BY_WORK})
"""Subjects under which the calculator is offered."""
PERSON: tuple[Button, ...] = (AskForHelp(Subject.TALK),)
"""A person is always one button away."""
CHECKABLE = frozenset(
    {
        Info.ACCIDENT_NOW,
        Info.CARD,
        Info.FUNDING,
        Info.INACTIVE,
        Info.JOINING,
        Info.NOT_IN_DATA,
        Info.WHICH_NUMBER,
        Info.WHY_LISTED,
    }
)
"""Subjects under which a check of coverage is the next step."""
STARTABLE = frozenset(
    {
        Info.DEATH_PAYS,
        Info.DEATH_BY_WORK,
        Info.FROM_PHONE,
        Info.INACTIVE,
        Info.PAPERS_DEATH,
        Info.PAPERS_DEATH_BY_WORK,
        Info.PAPERS_INJURY,
        Info.SUICIDE_IN_FAMILY,
        Info.WHERE_TO_GO,
    }
)
"""Subjects under which a submission is the next step."""
IN_GRIEF = frozenset({Info.CRISIS, Info.SUICIDE})
"""Here care is all there is: no law, no list."""


async def show(visit: Visit, tap: ShowInfo) -> None:
    """Says one subject, with the ways on below it."""
    today = visit.scene.today
    said = answer(tap.info, ground(visit.rooms.region, visit.rooms.operator, today))
    if tap.info is Info.CLINICS:
        await visit.say(said, *_districts(visit), OpenMenu())
    else:
        await visit.say(said, *ways_on(visit, tap.info))


async def sources(visit: Visit, tap: ShowSources) -> None:
    """[Dasar dan sumber]: article, date of effect, and who told what was not read in the law."""
    behind = bases(tap.info, tap.day)
    if behind:
        await visit.say(Sources(behind), ShowInfo(tap.info), OpenMenu())
    else:
        await show(visit, ShowInfo(tap.info))


async def clinics(visit: Visit, tap: ShowClinics) -> None:
    """Partner clinics of one district. A code that is not ours asks again."""
    region = visit.rooms.region
    district = region.places.district(tap.district)
    if district is None:
        await show(visit, ShowInfo(Info.CLINICS))
        return
    near = ClinicsNearYou(region.places.clinics_near(district), region.contacts.call_centre)
    await visit.say(near, ShowInfo(Info.CLINIC_MONEY), ShowInfo(Info.CLINICS), OpenMenu())


async def guide(visit: Visit, tap: ShowPaperGuide) -> None:
    """Who issues each paper of a case, and why it is asked for."""
    info = next((info for info, kind in PAPER_KINDS.items() if kind is tap.kind), Info.PAPERS_DEATH)
    papers = (*papers_for(Case(tap.kind)), *ON_TOP[tap.kind])
    await visit.say(PaperGuide(tap.kind, papers), ShowInfo(info), OpenMenu())


def ways_on(visit: Visit, info: Info) -> tuple[Button, ...]:
    """The buttons under a subject, one a row."""
    if info in IN_GRIEF:
        return (*(ShowInfo(after) for after in NEXT.get(info, ())), *PERSON, OpenMenu())
    today = visit.scene.today
    return (
        *(ShowInfo(after) for after in NEXT[info]),
        *((BeginSubmission(looked_up=False),) if info in STARTABLE else ()),
        *((CheckCoverage(),) if info in CHECKABLE else ()),
        *((ShowPaperGuide(PAPER_KINDS[info]),) if info in PAPER_KINDS else ()),
        *((ReckonNow(),) if info in RECKONABLE else ()),
        *((ShowSources(info, today),) if bases(info, today) else ()),
        *PERSON,
        OpenMenu(),
    )


def _districts(visit: Visit) -> tuple[Button, ...]:
    named = sorted(visit.rooms.region.places.districts, key=lambda district: district.used_name)
    return tuple((district.used_name, ShowClinics(district.code)) for district in named)
