"""Which papers a case needs. Why, who issues them and what may stand in for them are labels of the same key."""

from dataclasses import dataclass
from enum import Enum


class Paper(Enum):
    """One paper. Labels: [paper] its name, [paper_why], [paper_issuer], and [paper_substitute] where there is one."""

    CARD = "card"
    MEMBER_ID = "member_id"
    HEIR_ID = "heir_id"
    DEATH_CERTIFICATE = "death_certificate"
    FAMILY_CARDS = "family_cards"
    HEIR_LETTER = "heir_letter"
    MARRIAGE_BOOK = "marriage_book"
    GUARDIAN_ORDER = "guardian_order"
    BANK_BOOK = "bank_book"
    DEATH_FORM = "death_form"
    PROXY_LETTER = "proxy_letter"
    PROXY_ID = "proxy_id"
    ACCOUNT_OF_EVENT = "account_of_event"
    STAGE_ONE = "stage_one"
    STAGE_TWO = "stage_two"
    DOCTOR_LETTER = "doctor_letter"
    TRANSPORT_RECEIPTS = "transport_receipts"
    TREATMENT_RECEIPTS = "treatment_receipts"
    POLICE_REPORT = "police_report"
    TWO_WITNESSES = "two_witnesses"
    SEA_REPORT = "sea_report"
    ILLNESS_LETTER = "illness_letter"
    GRANT_FORM = "grant_form"
    SCHOOL_LETTER = "school_letter"
    CHILD_ID = "child_id"
    BIRTH_CERTIFICATE = "birth_certificate"
    FAMILY_CARD = "family_card"
    REPORT_CARD = "report_card"
    CHILD_ACCOUNT = "child_account"
    EVIDENCE_PHOTO = "evidence_photo"
    """No list asks for it; what a family took in the first hour stays with its claim."""


class Kind(Enum):
    """What the papers are for."""

    DEATH = "death"
    INJURY = "injury"
    DEATH_BY_WORK = "death_by_work"
    DEATH_UNCLEAR = "death_unclear"
    GRANT = "grant"


class Heir(Enum):
    """Who claims for the dead."""

    SPOUSE = "spouse"
    CHILD = "child"
    MINOR_CHILD = "minor_child"
    OTHER = "other"


class Where(Enum):
    """Where or how it happened, when that asks for a paper of its own."""

    WORKPLACE = "workplace"
    ROAD = "road"
    ON_THE_WAY = "on_the_way"
    SEA = "sea"
    ILLNESS = "illness"


@dataclass(frozen=True)
class Case:
    """What is known about a case; what is not known asks for nothing extra."""

    kind: Kind
    heir: Heir | None = None
    where: Where | None = None
    has_proxy: bool = False
    paid_oneself: bool = False
    """Treated at a place that is no partner clinic, so that receipts must be kept."""


_DEATH = (
    Paper.CARD,
    Paper.MEMBER_ID,
    Paper.HEIR_ID,
    Paper.DEATH_CERTIFICATE,
    Paper.FAMILY_CARDS,
    Paper.HEIR_LETTER,
    Paper.BANK_BOOK,
    Paper.DEATH_FORM,
)
_ACCIDENT = (Paper.ACCOUNT_OF_EVENT, Paper.STAGE_ONE, Paper.STAGE_TWO, Paper.DOCTOR_LETTER)

PAPERS: dict[Kind, tuple[Paper, ...]] = {
    Kind.DEATH: _DEATH,
    Kind.DEATH_UNCLEAR: (*_DEATH, Paper.ACCOUNT_OF_EVENT),
    Kind.INJURY: (Paper.CARD, Paper.MEMBER_ID, *_ACCIDENT, Paper.TRANSPORT_RECEIPTS),
    Kind.DEATH_BY_WORK: (*(paper for paper in _DEATH if paper is not Paper.DEATH_FORM), *_ACCIDENT),
    Kind.GRANT: (
        Paper.GRANT_FORM,
        Paper.SCHOOL_LETTER,
        Paper.CHILD_ID,
        Paper.BIRTH_CERTIFICATE,
        Paper.FAMILY_CARD,
        Paper.REPORT_CARD,
        Paper.CHILD_ACCOUNT,
    ),
}
BY_HEIR: dict[Heir, tuple[Paper, ...]] = {
    Heir.SPOUSE: (Paper.MARRIAGE_BOOK,),
    Heir.CHILD: (),
    Heir.MINOR_CHILD: (Paper.GUARDIAN_ORDER,),
    Heir.OTHER: (),
}
BY_PLACE: dict[Where, tuple[Paper, ...]] = {
    Where.WORKPLACE: (),
    Where.ROAD: (Paper.POLICE_REPORT,),
    Where.ON_THE_WAY: (Paper.TWO_WITNESSES,),
    Where.SEA: (Paper.SEA_REPORT,),
    Where.ILLNESS: (Paper.ILLNESS_LETTER,),
}
BY_PROXY = (Paper.PROXY_LETTER, Paper.PROXY_ID)
BY_PAYING_ONESELF = (Paper.TREATMENT_RECEIPTS,)
ON_TOP: dict[Kind, tuple[Paper, ...]] = {
    Kind.DEATH: (Paper.MARRIAGE_BOOK, Paper.GUARDIAN_ORDER, Paper.PROXY_LETTER),
    Kind.DEATH_UNCLEAR: (Paper.MARRIAGE_BOOK, Paper.GUARDIAN_ORDER, Paper.PROXY_LETTER),
    Kind.DEATH_BY_WORK: (Paper.MARRIAGE_BOOK, Paper.POLICE_REPORT, Paper.TWO_WITNESSES, Paper.SEA_REPORT),
    Kind.INJURY: (
        Paper.TREATMENT_RECEIPTS,
        Paper.POLICE_REPORT,
        Paper.TWO_WITNESSES,
        Paper.SEA_REPORT,
        Paper.ILLNESS_LETTER,
    ),
    Kind.GRANT: (),
}
"""While nothing is known of a case: the papers that only some of its kind need, to be told as such."""
HARD_TO_GET = (Paper.DEATH_CERTIFICATE, Paper.HEIR_LETTER, Paper.CARD)
"""Papers that have a message of their own, because families get stuck on them."""


def papers_for(case: Case) -> tuple[Paper, ...]:
    """The papers of this case, in the order in which a family can gather them."""
    is_accident = case.kind in (Kind.INJURY, Kind.DEATH_BY_WORK)
    is_death = case.kind not in (Kind.INJURY, Kind.GRANT)
    return (
        *PAPERS[case.kind],
        *(BY_HEIR[case.heir] if is_death and case.heir else ()),
        *(BY_PLACE[case.where] if is_accident and case.where else ()),
        *(BY_PAYING_ONESELF if is_accident and case.paid_oneself else ()),
        *(BY_PROXY if case.has_proxy else ()),
    )
