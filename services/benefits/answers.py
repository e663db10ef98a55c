"""The table of general answers: which message a subject has, and which law stands behind it."""

from dataclasses import dataclass, fields
from datetime import date
from enum import Enum

from services.benefits import guidance, messages
from services.benefits.basis import Basis, Fact, basis_of
from services.benefits.clocks import Clock
from services.benefits.figures import Figures, figures_on
from services.benefits.grant import reaches_grant_on
from services.benefits.papers import ON_TOP, Case, Kind, papers_for
from services.benefits.rules import Item, rule_if_any
from services.region import Region
from services.region.model import CrisisLine, Office
from services.speech import Speech


class Matter(Enum):
    """A subject with an answer of its own. The value is its key in the word table and in buttons; never reuse one."""

    DEATH_PAYS = "death_pays"
    SHORT_MEMBERSHIP = "short_membership"
    ANY_CAUSE = "any_cause"
    SUICIDE = "suicide"
    SUICIDE_IN_FAMILY = "suicide_in_family"
    CRISIS = "crisis"
    ACCIDENT_PAYS = "accident_pays"
    TREATMENT = "treatment"
    TRANSPORT = "transport"
    UNABLE = "unable"
    DISABILITY = "disability"
    DEATH_BY_WORK = "death_by_work"
    WHAT_COUNTS = "what_counts"
    SUDDEN_DEATH = "sudden_death"
    SCHOLARSHIP = "scholarship"
    SCHOLARSHIP_YEARS = "scholarship_years"
    WHICH_BPJS = "which_bpjs"
    DEATH_CERTIFICATE = "death_certificate"
    HEIR_LETTER = "heir_letter"
    HEIRS = "heirs"
    HEIRS_SPECIAL = "heirs_special"
    CLOCKS = "clocks"
    FREE = "free"
    CARD = "card"
    NOT_IN_DATA = "not_in_data"
    WHY_LISTED = "why_listed"
    WHICH_NUMBER = "which_number"
    INACTIVE = "inactive"
    FUNDING = "funding"
    DISCOUNT = "discount"
    OTHER_INSURERS = "other_insurers"
    FAR_AWAY = "far_away"
    CLINIC_MONEY = "clinic_money"
    WHERE_TO_GO = "where_to_go"
    FROM_PHONE = "from_phone"
    TRACK = "track"
    NO_ANSWER = "no_answer"
    REASON = "reason"
    NO_EMPLOYER = "no_employer"
    ABOUT_US = "about_us"
    PHISHING = "phishing"
    NEIGHBOUR = "neighbour"
    JOINING = "joining"
    MISSING = "missing"
    ACCIDENT_NOW = "accident_now"
    CLINICS = "clinics"
    QUESTIONS = "questions"
    MEMBERSHIP = "membership"
    CLAIMING = "claiming"
    BENEFITS = "benefits"
    PAPERS = "papers"
    WAITING = "waiting"
    DUES = "dues"
    TRUST = "trust"
    PAPERS_DEATH = "papers_death"
    PAPERS_DEATH_BY_WORK = "papers_death_by_work"
    PAPERS_INJURY = "papers_injury"
    PAPERS_GRANT = "papers_grant"


MESSAGES: dict[Matter, type[Speech]] = {
    Matter.DEATH_PAYS: messages.DeathPays,
    Matter.SHORT_MEMBERSHIP: messages.ShortMembership,
    Matter.ANY_CAUSE: messages.AnyCause,
    Matter.SUICIDE: messages.SuicideCare,
    Matter.SUICIDE_IN_FAMILY: messages.SuicideInFamily,
    Matter.CRISIS: messages.Crisis,
    Matter.ACCIDENT_PAYS: messages.AccidentPays,
    Matter.TREATMENT: messages.Treatment,
    Matter.TRANSPORT: messages.Transport,
    Matter.UNABLE: messages.UnableToWork,
    Matter.DISABILITY: messages.Disability,
    Matter.DEATH_BY_WORK: messages.DeathByWork,
    Matter.WHAT_COUNTS: messages.WhatCounts,
    Matter.SUDDEN_DEATH: messages.SuddenDeath,
    Matter.SCHOLARSHIP: messages.Scholarship,
    Matter.SCHOLARSHIP_YEARS: messages.ScholarshipYears,
    Matter.WHICH_BPJS: messages.WhichBpjs,
    Matter.DEATH_CERTIFICATE: messages.DeathCertificate,
    Matter.HEIR_LETTER: messages.HeirLetter,
    Matter.HEIRS: messages.HeirOrder,
    Matter.HEIRS_SPECIAL: messages.HeirsNeedAPerson,
    Matter.CLOCKS: messages.Clocks,
    Matter.FREE: guidance.Free,
    Matter.CARD: guidance.CardLost,
    Matter.NOT_IN_DATA: guidance.NotInTheData,
    Matter.WHY_LISTED: guidance.WhyListed,
    Matter.WHICH_NUMBER: guidance.WhichNumber,
    Matter.INACTIVE: guidance.Inactive,
    Matter.FUNDING: guidance.Funding,
    Matter.DISCOUNT: guidance.Discount,
    Matter.OTHER_INSURERS: guidance.OtherInsurers,
    Matter.FAR_AWAY: guidance.DiedFarAway,
    Matter.CLINIC_MONEY: guidance.ClinicAsksMoney,
    Matter.WHERE_TO_GO: guidance.WhereToGo,
    Matter.FROM_PHONE: guidance.FromThePhone,
    Matter.TRACK: guidance.TrackClaim,
    Matter.NO_ANSWER: guidance.NoAnswer,
    Matter.REASON: guidance.AskForTheReason,
    Matter.NO_EMPLOYER: guidance.NoEmployer,
    Matter.ABOUT_US: guidance.AboutUs,
    Matter.PHISHING: guidance.Phishing,
    Matter.NEIGHBOUR: guidance.NeighboursNik,
    Matter.JOINING: guidance.WhoCanJoin,
    Matter.MISSING: guidance.MissingOrAbroad,
    Matter.ACCIDENT_NOW: guidance.AccidentNow,
    Matter.CLINICS: guidance.AskDistrict,
    Matter.QUESTIONS: guidance.PickASubject,
    Matter.MEMBERSHIP: guidance.PickASubject,
    Matter.CLAIMING: guidance.PickASubject,
    Matter.BENEFITS: guidance.PickASubject,
    Matter.PAPERS: guidance.PickASubject,
    Matter.WAITING: guidance.PickASubject,
    Matter.DUES: guidance.PickASubject,
    Matter.TRUST: guidance.PickASubject,
}
PAPER_KINDS: dict[Matter, Kind] = {
    Matter.PAPERS_DEATH: Kind.DEATH,
    Matter.PAPERS_DEATH_BY_WORK: Kind.DEATH_BY_WORK,
    Matter.PAPERS_INJURY: Kind.INJURY,
    Matter.PAPERS_GRANT: Kind.GRANT,
}
"""Subjects that are lists of papers."""

_JKM = (Item.JKM_LUMP, Item.JKM_PERIODIC, Item.JKM_FUNERAL)
_JKK_DEATH = (Item.BASE_WAGE, Item.JKK_DEATH, Item.JKK_PERIODIC, Item.JKK_FUNERAL)
_GRANT = (Item.SCHOLARSHIP_PRIMARY, Item.SCHOLARSHIP_CHILDREN, Item.SCHOLARSHIP_MONTHS)
_PAYING = (Clock.PAY_DEATH, Clock.PAY_ACCIDENT)
BEHIND: dict[Matter, tuple[Item | Fact | Clock, ...]] = {
    Matter.DEATH_PAYS: (*_JKM, Item.JKM_ANY_CAUSE, Item.JKM_SHORT, Item.JKM_FROM_DAY_ONE, Item.SCHOLARSHIP_MONTHS),
    Matter.SHORT_MEMBERSHIP: (Item.JKM_SHORT, Item.JKM_FROM_DAY_ONE, *_JKM),
    Matter.ANY_CAUSE: (Item.JKM_ANY_CAUSE, *_JKM, *_JKK_DEATH),
    Matter.SUICIDE_IN_FAMILY: (Item.JKM_ANY_CAUSE,),
    Matter.ACCIDENT_PAYS: (Item.TREATMENT, Item.TRANSPORT_LAND, Item.STMB_FIRST, Item.TOTAL_DISABILITY, *_JKK_DEATH),
    Matter.TREATMENT: (Item.TREATMENT, Item.HOME_CARE, Item.RETURN_TO_WORK),
    Matter.TRANSPORT: (Item.TRANSPORT_LAND, Item.TRANSPORT_SEA, Item.TRANSPORT_AIR, Item.TRANSPORT_MODES),
    Matter.UNABLE: (Item.STMB_FIRST, Item.STMB_LATER, Item.BASE_WAGE),
    Matter.DISABILITY: (Item.TOTAL_DISABILITY, Item.JKK_PERIODIC, Item.PART_LOST, Item.FUNCTION_LOST, Item.BASE_WAGE),
    Matter.DEATH_BY_WORK: (*_JKK_DEATH, Clock.REPORT_ACCIDENT),
    Matter.WHAT_COUNTS: (Fact.WORK_ACCIDENT, Fact.SUDDEN_DEATH, Fact.VIOLENCE),
    Matter.SUDDEN_DEATH: (Fact.SUDDEN_DEATH, *_JKK_DEATH, *_JKM),
    Matter.SCHOLARSHIP: (*_GRANT, Item.SCHOLARSHIP_JUNIOR, Item.SCHOLARSHIP_SENIOR, Item.SCHOLARSHIP_DEGREE),
    Matter.SCHOLARSHIP_YEARS: (Item.SCHOLARSHIP_MONTHS,),
    Matter.HEIRS: (Fact.HEIRS,),
    Matter.HEIRS_SPECIAL: (Fact.HEIRS,),
    Matter.CLOCKS: (Clock.REPORT_ACCIDENT, Clock.CLAIM_ACCIDENT, Clock.CLAIM_DEATH, *_PAYING),
    Matter.INACTIVE: (Fact.GRACE, Fact.ARREARS, Fact.GOING_ON_ALONE, Item.PREMIUM_JKK, Item.PREMIUM_JKM),
    Matter.FUNDING: (Fact.GOING_ON_ALONE, Item.PREMIUM_JKK, Item.PREMIUM_JKM),
    Matter.DISCOUNT: (Fact.DISCOUNT,),
    Matter.CLINIC_MONEY: (Item.TREATMENT, Clock.REPORT_ACCIDENT),
    Matter.NO_ANSWER: _PAYING,
    Matter.NEIGHBOUR: (Fact.PRIVACY,),
    Matter.JOINING: (Fact.ENROLMENT, Fact.GOING_ON_ALONE, Item.BASE_WAGE, Item.PREMIUM_JKK, Item.PREMIUM_JKM),
    Matter.ACCIDENT_NOW: (Item.TREATMENT, Clock.REPORT_ACCIDENT),
    Matter.PAPERS_DEATH: (Fact.PAPERS,),
    Matter.PAPERS_DEATH_BY_WORK: (Fact.PAPERS, Clock.REPORT_ACCIDENT),
    Matter.PAPERS_INJURY: (Fact.PAPERS, Clock.REPORT_ACCIDENT),
    Matter.PAPERS_GRANT: (Fact.PAPERS, Item.SCHOLARSHIP_MONTHS),
}
"""What stands behind each subject that names a rule; the others need no law."""


@dataclass(frozen=True)
class Ground:
    """Everything a general message may name. A message takes the fields it has from here, by their names."""

    figures: Figures
    crisis: CrisisLine
    call_centre: str
    place: str
    operator: str
    app: str
    email: str
    web: str
    tracking: str
    offices: tuple[Office, ...]
    first_grant: date | None
    large_intake: date | None


def ground(region: Region, operator: str, today: date) -> Ground:
    """The ground of one regency on one day."""
    contacts = region.contacts
    intake = region.large_intake
    return Ground(
        figures=figures_on(today),
        crisis=region.crisis,
        call_centre=contacts.call_centre,
        place=region.name,
        operator=operator,
        app=contacts.app,
        email=contacts.email,
        web=contacts.web,
        tracking=contacts.tracking,
        offices=region.offices,
        first_grant=reaches_grant_on(intake, today) if intake else None,
        large_intake=intake,
    )


def answer(info: Matter, on: Ground) -> Speech:
    """The message of a subject."""
    if info in PAPER_KINDS:
        kind = PAPER_KINDS[info]
        return messages.PaperList(kind, papers_for(Case(kind)), ON_TOP[kind])
    message = MESSAGES[info]
    return message(**{field.name: getattr(on, field.name) for field in fields(message)})


def bases(info: Matter, day: date) -> tuple[Basis, ...]:
    """The law behind a subject as it stood on that day; empty when it names none."""
    held = (about for about in BEHIND.get(info, ()) if not isinstance(about, Item) or rule_if_any(about, day))
    return tuple(basis_of(about, day) for about in held)
