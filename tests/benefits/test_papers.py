"""Papers by case, heirs in the order of the law, and the clocks."""

from datetime import UTC, date, datetime

import pytest

from services.benefits.clocks import DEADLINES, Clock, accident_claim_ends, pay_by, report_by
from services.benefits.heirs import Relative, entitled
from services.benefits.papers import Case, Heir, Kind, Paper, Where, papers_for
from services.benefits.rules import Confidence
from services.region import Region
from services.words import Words


def test_a_death_needs_eight_papers_and_the_marriage_book_only_for_a_spouse() -> None:
    assert len(papers_for(Case(Kind.DEATH))) == 8
    assert Paper.MARRIAGE_BOOK in papers_for(Case(Kind.DEATH, Heir.SPOUSE))
    assert Paper.MARRIAGE_BOOK not in papers_for(Case(Kind.DEATH, Heir.OTHER))


def test_a_minor_is_paid_through_a_guardian_with_a_court_order() -> None:
    assert Paper.GUARDIAN_ORDER in papers_for(Case(Kind.DEATH, Heir.MINOR_CHILD))
    assert Paper.GUARDIAN_ORDER not in papers_for(Case(Kind.DEATH, Heir.CHILD))


@pytest.mark.parametrize(
    ("where", "paper"),
    [
        (Where.ROAD, Paper.POLICE_REPORT),
        (Where.ON_THE_WAY, Paper.TWO_WITNESSES),
        (Where.SEA, Paper.SEA_REPORT),
        (Where.ILLNESS, Paper.ILLNESS_LETTER),
    ],
)
@pytest.mark.parametrize("kind", [Kind.INJURY, Kind.DEATH_BY_WORK])
def test_the_place_of_an_accident_asks_for_its_paper(kind: Kind, where: Where, paper: Paper) -> None:
    assert paper in papers_for(Case(kind, where=where))
    assert paper not in papers_for(Case(kind, where=Where.WORKPLACE))
    assert paper not in papers_for(Case(Kind.DEATH, where=where))


def test_a_proxy_brings_the_letter_and_an_identity_card() -> None:
    assert papers_for(Case(Kind.DEATH, has_proxy=True))[-2:] == (Paper.PROXY_LETTER, Paper.PROXY_ID)


def test_receipts_are_asked_for_only_when_one_paid_oneself() -> None:
    assert Paper.TREATMENT_RECEIPTS in papers_for(Case(Kind.INJURY, paid_oneself=True))
    assert Paper.TREATMENT_RECEIPTS not in papers_for(Case(Kind.INJURY))


def test_an_unclear_death_keeps_the_story_of_what_happened() -> None:
    assert Paper.ACCOUNT_OF_EVENT in papers_for(Case(Kind.DEATH_UNCLEAR))


def test_no_case_lists_a_paper_twice() -> None:
    for kind in Kind:
        for heir in (None, *Heir):
            for where in (None, *Where):
                papers = papers_for(Case(kind, heir, where, has_proxy=True, paid_oneself=True))
                assert len(papers) == len(set(papers))


def test_every_paper_says_who_issues_it_and_why(words: Words) -> None:
    for paper in Paper:
        for kind in ("paper", "paper_issuer", "paper_why"):
            assert words.label(kind, paper.value)
        assert paper.value in words.labels("paper_substitute")


@pytest.mark.parametrize(
    ("alive", "first"),
    [
        ({Relative.SPOUSE, Relative.CHILD, Relative.PARENT}, {Relative.SPOUSE, Relative.CHILD}),
        ({Relative.PARENT, Relative.SIBLING}, {Relative.PARENT}),
        ({Relative.GRANDPARENT, Relative.GRANDCHILD}, {Relative.GRANDPARENT, Relative.GRANDCHILD}),
        ({Relative.SIBLING, Relative.PARENT_IN_LAW}, {Relative.SIBLING}),
        ({Relative.PARENT_IN_LAW, Relative.NAMED_IN_WILL}, {Relative.PARENT_IN_LAW}),
        ({Relative.NAMED_IN_WILL}, {Relative.NAMED_IN_WILL}),
        (set(), set()),
    ],
)
def test_heirs_come_in_the_order_of_the_law(alive: set[Relative], first: set[Relative]) -> None:
    assert entitled(frozenset(alive)) == first


def test_an_accident_is_reported_within_two_days() -> None:
    happened = datetime(2026, 11, 22, 3, tzinfo=UTC)
    assert report_by(happened) == datetime(2026, 11, 24, 3, tzinfo=UTC)


def test_the_right_from_an_accident_lasts_five_years_not_two() -> None:
    assert accident_claim_ends(date(2026, 3, 3)) == date(2031, 3, 3)
    assert accident_claim_ends(date(2024, 2, 29)) == date(2029, 3, 1)


def test_a_claim_after_a_death_has_no_end_by_the_word_of_a_spokesman() -> None:
    row = DEADLINES[Clock.CLAIM_DEATH]
    assert (row.years, row.confidence) == (0, Confidence.B)


def test_payment_is_due_after_three_or_seven_working_days_of_a_complete_file() -> None:
    is_working_day = Region.load().is_official_working_day
    friday = date(2026, 11, 20)
    assert pay_by(Clock.PAY_DEATH, friday, is_working_day) == date(2026, 11, 25)
    assert pay_by(Clock.PAY_ACCIDENT, friday, is_working_day) == date(2026, 12, 1)
    assert DEADLINES[Clock.PAY_DEATH].late_percent_a_day == 1
    assert DEADLINES[Clock.PAY_ACCIDENT].late_percent_a_day == 1
