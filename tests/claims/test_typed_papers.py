"""What people call a paper when they type it."""

import pytest

from services.benefits.papers import Paper
from services.claims.papers.model import Checklist, Row, Standing
from services.claims.papers.typed import papers_named, the_one
from services.words import Words

NAMES = Words().labels("paper_typed")


@pytest.mark.parametrize(
    ("typed", "papers"),
    [
        ("akta kematian", {Paper.DEATH_CERTIFICATE}),
        ("Ini akte kematiannya bu", {Paper.DEATH_CERTIFICATE}),
        ("ini akte kematian nya, bu", {Paper.DEATH_CERTIFICATE}),
        ("akta kematin", {Paper.DEATH_CERTIFICATE}),
        ("KK", {Paper.FAMILY_CARDS, Paper.FAMILY_CARD}),
        ("foto ktp saya", {Paper.MEMBER_ID, Paper.HEIR_ID}),
        ("surat dokter", {Paper.DOCTOR_LETTER, Paper.ILLNESS_LETTER}),
        ("ktp 6408", set()),
        ("bapak saya", set()),
        ("", set()),
        ("\0", set()),
        ("ini foto kk dan akta kematian", set()),
        ("akta kematian " * 400, set()),
    ],
)
def test_a_few_words_name_a_paper(typed: str, papers: set[Paper]) -> None:
    assert papers_named(typed, NAMES) == papers


def test_every_paper_that_a_list_asks_for_has_a_name_to_type() -> None:
    assert set(NAMES) == {paper.value for paper in Paper if paper is not Paper.EVIDENCE_PHOTO} | {"around"}


def test_what_two_papers_are_called_names_neither() -> None:
    def listed(*papers: Paper) -> tuple[Row, ...]:
        return tuple(Row(paper, Standing.MISSING) for paper in papers)

    ids, cards = {Paper.MEMBER_ID, Paper.HEIR_ID}, {Paper.FAMILY_CARDS, Paper.FAMILY_CARD}
    assert the_one(ids, Checklist(listed(Paper.MEMBER_ID, Paper.HEIR_ID))) is None
    assert the_one(ids, Checklist(listed(Paper.MEMBER_ID))) is Paper.MEMBER_ID
    assert the_one(cards, Checklist(listed(Paper.FAMILY_CARDS), listed(Paper.FAMILY_CARD))) is Paper.FAMILY_CARDS
    assert the_one(cards, Checklist((), listed(Paper.FAMILY_CARD))) is Paper.FAMILY_CARD
    assert the_one(ids, Checklist(())) is None
