"""General questions: what is paid, which papers, who inherits, where to go. A tree of buttons, nothing personal."""

from collections.abc import Iterable

from handlers.chat.accident_buttons import RecordAccident
from handlers.chat.buttons import (
    AskForHelp,
    BeginCheck,
    BeginSubmission,
    Button,
    CheckCoverage,
    NearMe,
    OpenMenu,
    ReckonNow,
    ReportEvent,
    ShowClinics,
    ShowInfo,
    ShowPaperGuide,
    ShowSources,
)
from handlers.chat.visit import Visit
from services.benefits.answers import PAPER_KINDS, Matter, answer, bases, ground
from services.benefits.guidance import AskDistrict
from services.benefits.messages import ClinicsNearYou, PaperGuide, Sources
from services.benefits.papers import ON_TOP, Case, papers_for
from services.claims import Event
from services.coverage import About
from services.region import District
from services.requests import Subject

NEXT: dict[Matter, tuple[Matter, ...]] = {
    Matter.QUESTIONS: (
        Matter.BENEFITS,
        Matter.PAPERS,
        Matter.CLAIMING,
        Matter.MEMBERSHIP,
        Matter.TRUST,
    ),
    Matter.BENEFITS: (
        Matter.DEATH_PAYS,
        Matter.ACCIDENT_PAYS,
        Matter.SCHOLARSHIP,
        Matter.HEIRS,
        Matter.OTHER_INSURERS,
    ),
    Matter.PAPERS: (
        Matter.PAPERS_DEATH,
        Matter.PAPERS_DEATH_BY_WORK,
        Matter.PAPERS_INJURY,
        Matter.PAPERS_GRANT,
        Matter.NO_EMPLOYER,
    ),
    Matter.CLAIMING: (
        Matter.WHERE_TO_GO,
        Matter.FROM_PHONE,
        Matter.FAR_AWAY,
        Matter.CLOCKS,
        Matter.WAITING,
    ),
    Matter.WAITING: (Matter.TRACK, Matter.NO_ANSWER, Matter.REASON),
    Matter.MEMBERSHIP: (
        Matter.CARD,
        Matter.NOT_IN_DATA,
        Matter.WHICH_NUMBER,
        Matter.WHY_LISTED,
        Matter.DUES,
    ),
    Matter.DUES: (Matter.INACTIVE, Matter.FUNDING, Matter.DISCOUNT, Matter.JOINING),
    Matter.TRUST: (
        Matter.FREE,
        Matter.ABOUT_US,
        Matter.PHISHING,
        Matter.WHICH_BPJS,
        Matter.NEIGHBOUR,
    ),
    Matter.DEATH_PAYS: (
        Matter.PAPERS_DEATH,
        Matter.HEIRS,
        Matter.SHORT_MEMBERSHIP,
        Matter.DEATH_BY_WORK,
        Matter.SCHOLARSHIP,
    ),
    Matter.SHORT_MEMBERSHIP: (Matter.DEATH_PAYS, Matter.PAPERS_DEATH),
    Matter.ANY_CAUSE: (Matter.DEATH_PAYS, Matter.DEATH_BY_WORK, Matter.WHAT_COUNTS),
    Matter.SUICIDE: (Matter.SUICIDE_IN_FAMILY,),
    Matter.SUICIDE_IN_FAMILY: (Matter.PAPERS_DEATH, Matter.HEIRS),
    Matter.ACCIDENT_PAYS: (
        Matter.TREATMENT,
        Matter.TRANSPORT,
        Matter.UNABLE,
        Matter.DISABILITY,
        Matter.DEATH_BY_WORK,
        Matter.WHAT_COUNTS,
        Matter.CLINICS,
    ),
    Matter.TREATMENT: (Matter.CLINICS, Matter.CLINIC_MONEY, Matter.TRANSPORT),
    Matter.TRANSPORT: (Matter.PAPERS_INJURY, Matter.ACCIDENT_PAYS),
    Matter.UNABLE: (Matter.PAPERS_INJURY, Matter.DISABILITY),
    Matter.DISABILITY: (Matter.PAPERS_INJURY, Matter.UNABLE),
    Matter.DEATH_BY_WORK: (Matter.PAPERS_DEATH_BY_WORK, Matter.HEIRS, Matter.SCHOLARSHIP, Matter.SUDDEN_DEATH),
    Matter.WHAT_COUNTS: (Matter.ACCIDENT_PAYS, Matter.SUDDEN_DEATH, Matter.PAPERS_INJURY),
    Matter.SUDDEN_DEATH: (Matter.PAPERS_DEATH_BY_WORK, Matter.DEATH_BY_WORK, Matter.DEATH_PAYS, Matter.MISSING),
    Matter.SCHOLARSHIP: (Matter.SCHOLARSHIP_YEARS, Matter.PAPERS_GRANT),
    Matter.SCHOLARSHIP_YEARS: (Matter.SCHOLARSHIP, Matter.DEATH_PAYS),
    Matter.WHICH_BPJS: (Matter.ACCIDENT_PAYS, Matter.CLINICS),
    Matter.DEATH_CERTIFICATE: (Matter.PAPERS_DEATH, Matter.HEIR_LETTER),
    Matter.HEIR_LETTER: (Matter.HEIRS, Matter.PAPERS_DEATH),
    Matter.HEIRS: (Matter.HEIRS_SPECIAL, Matter.HEIR_LETTER, Matter.PAPERS_DEATH),
    Matter.HEIRS_SPECIAL: (Matter.HEIRS,),
    Matter.CLOCKS: (Matter.NO_ANSWER, Matter.PAPERS_DEATH, Matter.PAPERS_INJURY),
    Matter.FREE: (Matter.NO_ANSWER, Matter.PHISHING),
    Matter.CARD: (Matter.NOT_IN_DATA, Matter.WHERE_TO_GO),
    Matter.NOT_IN_DATA: (Matter.WHICH_NUMBER, Matter.CARD),
    Matter.WHY_LISTED: (Matter.DEATH_PAYS, Matter.ACCIDENT_PAYS),
    Matter.WHICH_NUMBER: (Matter.NOT_IN_DATA,),
    Matter.INACTIVE: (Matter.FUNDING, Matter.DEATH_PAYS),
    Matter.FUNDING: (Matter.INACTIVE,),
    Matter.DISCOUNT: (Matter.FUNDING,),
    Matter.OTHER_INSURERS: (Matter.DEATH_PAYS, Matter.PAPERS_DEATH),
    Matter.FAR_AWAY: (Matter.DEATH_CERTIFICATE, Matter.PAPERS_DEATH, Matter.MISSING),
    Matter.CLINIC_MONEY: (Matter.CLINICS, Matter.WHICH_BPJS, Matter.PAPERS_INJURY, Matter.ACCIDENT_PAYS),
    Matter.WHERE_TO_GO: (Matter.PAPERS_DEATH, Matter.PAPERS_INJURY, Matter.FROM_PHONE),
    Matter.FROM_PHONE: (Matter.WHERE_TO_GO, Matter.TRACK),
    Matter.TRACK: (Matter.NO_ANSWER,),
    Matter.NO_ANSWER: (Matter.TRACK, Matter.FREE),
    Matter.REASON: (Matter.CLOCKS, Matter.NO_ANSWER),
    Matter.NO_EMPLOYER: (Matter.PAPERS_INJURY, Matter.WHAT_COUNTS),
    Matter.ABOUT_US: (Matter.FREE, Matter.PHISHING),
    Matter.PHISHING: (Matter.ABOUT_US,),
    Matter.NEIGHBOUR: (Matter.ABOUT_US,),
    Matter.JOINING: (Matter.WHY_LISTED, Matter.DISCOUNT),
    Matter.MISSING: (Matter.SUDDEN_DEATH,),
    Matter.ACCIDENT_NOW: (Matter.CLINICS,),
    Matter.PAPERS_DEATH: (Matter.DEATH_CERTIFICATE, Matter.HEIR_LETTER, Matter.CARD),
    Matter.PAPERS_DEATH_BY_WORK: (Matter.DEATH_CERTIFICATE, Matter.HEIR_LETTER, Matter.NO_EMPLOYER),
    Matter.PAPERS_INJURY: (Matter.NO_EMPLOYER, Matter.CLOCKS, Matter.CLINICS),
    Matter.PAPERS_GRANT: (Matter.SCHOLARSHIP,),
}
"""What hangs under each subject, so that a tired person need not type."""

RECKONABLE = frozenset(
    {Matter.BENEFITS, Matter.DEATH_PAYS, Matter.ACCIDENT_PAYS, Matter.DISABILITY, Matter.DEATH_BY_WORK}
)
"""Subjects under which the calculator is offered."""
PERSON: tuple[Button, ...] = (AskForHelp(Subject.TALK),)
"""A person is always one button away."""
LEFT_TO_A_PERSON: dict[Matter, tuple[Button, ...]] = {Matter.HEIRS_SPECIAL: (AskForHelp(Subject.HEIRS),)}
"""Subjects for which there is no rule: staff see by the button that it is one of these."""
CHECKABLE = frozenset(
    {
        Matter.CARD,
        Matter.FUNDING,
        Matter.INACTIVE,
        Matter.JOINING,
        Matter.NOT_IN_DATA,
        Matter.WHICH_NUMBER,
        Matter.WHY_LISTED,
    }
)
"""Subjects under which a check of coverage is the next step."""
_ANYTHING, _DEATH, _INJURY = BeginSubmission(looked_up=False), ReportEvent(Event.DEATH), ReportEvent(Event.INJURY)
STARTABLE: dict[Matter, Button] = {
    Matter.DEATH_PAYS: _DEATH,
    Matter.DEATH_BY_WORK: _DEATH,
    Matter.FROM_PHONE: _ANYTHING,
    Matter.INACTIVE: _ANYTHING,
    Matter.PAPERS_DEATH: _DEATH,
    Matter.PAPERS_DEATH_BY_WORK: _DEATH,
    Matter.PAPERS_INJURY: _INJURY,
    Matter.SUICIDE_IN_FAMILY: _DEATH,
    Matter.WHERE_TO_GO: _ANYTHING,
}
"""Subjects under which a claim is the next step, with its button: what happened is not asked twice."""
AFTER_CLINICS: tuple[Button, ...] = (
    ShowInfo(Matter.CLINIC_MONEY),
    ShowInfo(Matter.PAPERS_INJURY),
    ShowInfo(Matter.ACCIDENT_PAYS),
    ShowInfo(Matter.CLINICS),
)
"""What hangs under a list of clinics."""
IN_GRIEF = frozenset({Matter.CRISIS, Matter.SUICIDE})
"""Here care is all there is: no law, no list."""


async def show(visit: Visit, tap: ShowInfo) -> None:
    """Says one subject, with the ways on below it."""
    today = visit.scene.today
    said = answer(tap.info, ground(visit.rooms.region, visit.rooms.operator, today))
    if tap.info is Matter.CLINICS:
        districts = _named(visit.rooms.region.places.districts)
        near = () if await is_with_staff(visit) else (NearMe(),)
        await visit.say(said, *districts, *near, OpenMenu(), abreast=2)
    else:
        await visit.say(said, *ways_on(visit, tap.info))


async def is_with_staff(visit: Visit) -> bool:
    """Whether a person is there or waited for. What is sent goes to them then, a location as well."""
    ongoing = await visit.rooms.helpdesk.callers.ongoing(visit.work, visit.chat)
    return ongoing is not None and ongoing.is_open


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
        await show(visit, ShowInfo(Matter.CLINICS))
        return
    near = ClinicsNearYou(region.clinics_of(district), region.contacts.call_centre)
    await visit.say(near, *AFTER_CLINICS, OpenMenu())


async def clinics_at(visit: Visit, words: str) -> bool:
    """The same for a district or village that was typed. Tells whether the words name one."""
    meant = visit.rooms.region.places.districts_meant(words)
    if meant:
        await visit.rooms.dialogues.found_again(visit.work, visit.chat)
    if len(meant) == 1:
        await clinics(visit, ShowClinics(meant[0].code))
    elif meant:
        await visit.say(AskDistrict(), *_named(meant), OpenMenu())
    return bool(meant)


async def guide(visit: Visit, tap: ShowPaperGuide) -> None:
    """Who issues each paper of a case, and why it is asked for."""
    info = next((info for info, kind in PAPER_KINDS.items() if kind is tap.kind), Matter.PAPERS_DEATH)
    papers = (*papers_for(Case(tap.kind)), *ON_TOP[tap.kind])
    await visit.say(PaperGuide(tap.kind, papers), ShowInfo(info), OpenMenu())


def ways_on(visit: Visit, info: Matter) -> tuple[Button, ...]:
    """The buttons under a subject, one a row."""
    if info in IN_GRIEF:
        return (*(ShowInfo(after) for after in NEXT.get(info, ())), *PERSON, OpenMenu())
    if info is Matter.ACCIDENT_NOW:
        return _hurt(visit)
    today = visit.scene.today
    return (
        *(ShowInfo(after) for after in NEXT[info]),
        *((STARTABLE[info],) if info in STARTABLE else ()),
        *((CheckCoverage(),) if info in CHECKABLE else ()),
        *((ShowPaperGuide(PAPER_KINDS[info]),) if info in PAPER_KINDS else ()),
        *((ReckonNow(),) if info in RECKONABLE else ()),
        *((ShowSources(info, today),) if bases(info, today) else ()),
        *LEFT_TO_A_PERSON.get(info, PERSON),
        OpenMenu(),
    )


def _hurt(visit: Visit) -> tuple[Button, ...]:
    """Few, so that *to the emergency room first* stays on the screen; sums, papers and law lie one step further."""
    check = visit.rooms.words.label("taps", "BeginCheck.hurt_now"), BeginCheck(About.HURT)
    further = (ShowInfo(after) for after in NEXT[Matter.ACCIDENT_NOW])
    return (RecordAccident(), *further, check, BeginSubmission(looked_up=False), *PERSON)


def _named(districts: Iterable[District]) -> tuple[Button, ...]:
    listed = sorted(districts, key=lambda district: district.used_name)
    return tuple((district.used_name, ShowClinics(district.code)) for district in listed)
