"""Which sum follows from a claim: from the periods of whom it is about, on the day it happened, and never more than the
rules say."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.benefits.heirs import Relative
from services.benefits.model import Caution, Level
from services.benefits.rules import PERMENAKER_1, Item
from services.claims import Claim, Details, Doing, Event, Kind, Relation, State
from services.claims.family import Family, Spouse
from services.claims.rules import kind_of
from services.claims.sums import CAUSES, sums_of, told
from services.coverage.model import Standing
from services.participants.model import Participant, Period, Proof
from services.participants.nik import Nik, Sex
from services.speech import Rupiah
from services.words import Words

NOW = datetime(2026, 11, 29, 4, 0, tzinfo=UTC)
DAYS = st.dates(date(2020, 1, 1), date(2026, 11, 28))
MONTHS = st.integers(0, 60)
LEVELS = st.lists(st.sampled_from(Level), max_size=2).map(tuple)
PROOFS = st.sampled_from(Proof)
NOBODY = Family()


def claim(day: date, doing: Doing = Doing.NEITHER, event: Event = Event.DEATH, family: Family = NOBODY) -> Claim:
    details = Details(day, doing, Relation.SPOUSE, "Siti", "+6281234567890", family=family)
    kind = kind_of(event, details)
    return Claim(uuid4(), "KT-2026-00042-4", 1, uuid4(), event, kind, State.SUBMITTED, details, 1, NOW, NOW)


def in_the_month_of(day: date) -> Claim:
    """Only the month is known."""
    known = claim(day.replace(day=1))
    return replace(known, details=replace(known.details, day_is_exact=False))


def member(*periods: Period, wage: int | None = None) -> Participant:
    return Participant(
        id=uuid4(),
        nik=Nik("6408041204799001"),
        name="Rahmat",
        sex=Sex.MAN,
        born=date(1979, 4, 12),
        kpj=None,
        phone=None,
        address=None,
        wage=wage,
        village_code=None,
        village=None,
        district=None,
        occupation=None,
        died_on=None,
        periods=periods,
    )


def since(day: date, months: int, proof: Proof = Proof.LISTED, *, known: bool = True) -> Period:
    """A membership whose month of the event is its `months`-th, counted from 1; 0 begins after the event."""
    years, month = divmod(day.year * 12 + day.month - months, 12)
    return Period(date(years, month + 1, 1), None, "Pemkab Kutai Timur", proof, known)


@given(day=DAYS, months=MONTHS, levels=LEVELS, doing=st.sampled_from(Doing), proof=PROOFS)
def test_the_lines_add_up_to_the_total(
    day: date, months: int, levels: tuple[Level, ...], doing: Doing, proof: Proof
) -> None:
    person = member(since(day, months, proof))
    for event in Event:
        found = sums_of(claim(day, doing, event, family=Family(children=2, schooling=levels)), person)
        assert (found is None) == (months == 0)
        if found is not None:
            assert sum(line.amount or 0 for line in found.lines) == found.total > 0


@given(day=DAYS, months=st.integers(1, 60), known=st.booleans(), proof=PROOFS)
def test_the_short_sum_is_one_line_told_as_about_and_never_split(
    day: date, months: int, known: bool, proof: Proof
) -> None:
    found = sums_of(claim(day), member(since(day, months, proof, known=known)))
    assert found is not None
    is_short = months < 3 and known and day >= PERMENAKER_1
    assert found.is_about == is_short
    assert [line.item for line in found.lines] == (
        [Item.JKM_SHORT] if is_short else [Item.JKM_LUMP, Item.JKM_PERIODIC, Item.JKM_FUNERAL]
    )
    assert (Caution.SHORT_MEMBERSHIP in found.cautions) == is_short
    assert found.total == (10_000_000 if is_short else 42_000_000)


@given(day=DAYS, months=st.integers(1, 35), levels=LEVELS, known=st.booleans(), proof=PROOFS)
def test_no_grant_is_promised_below_three_years_of_contributions(
    day: date, months: int, levels: tuple[Level, ...], known: bool, proof: Proof
) -> None:
    family = Family(children=2, schooling=levels)
    found = sums_of(claim(day, family=family), member(since(day, months, proof, known=known)))
    assert found is not None
    assert found.grant == ()
    said = {Caution.SCHOLARSHIP_NOT_YET, Caution.SCHOLARSHIP_UNCERTAIN} & set(found.cautions)
    assert bool(said) == bool(levels)
    assert not known or proof is Proof.LISTED or said != {Caution.SCHOLARSHIP_UNCERTAIN}


@given(day=DAYS, months=st.integers(1, 60), levels=LEVELS, wage=st.integers(0, 9_000_000), known=st.booleans())
def test_a_death_by_work_is_never_less_than_one_that_was_not(
    day: date, months: int, levels: tuple[Level, ...], wage: int, known: bool
) -> None:
    person = member(since(day, months, known=known), wage=wage)
    family = Family(children=len(levels), schooling=levels)
    at_work, at_home = (sums_of(claim(day, doing, family=family), person) for doing in (Doing.WORK, Doing.NEITHER))
    assert at_work is not None
    assert at_home is not None
    assert at_work.total >= max(at_home.total, 70_000_000)
    assert at_work.grant_total >= at_home.grant_total
    unclear = sums_of(claim(day, Doing.UNKNOWN, family=family), person)
    assert unclear is not None
    assert (unclear.total, unclear.if_work) == (at_home.total, at_work.total)


@pytest.mark.parametrize(
    ("day", "months", "total"),
    [
        (PERMENAKER_1 - timedelta(days=1), 1, 42_000_000),
        (PERMENAKER_1, 1, 10_000_000),
        (PERMENAKER_1, 2, 10_000_000),
        (PERMENAKER_1, 3, 42_000_000),
        (PERMENAKER_1, 4, 42_000_000),
    ],
)
def test_under_three_months_before_and_after_the_rule(day: date, months: int, total: int) -> None:
    found = sums_of(claim(day), member(since(day, months)))
    assert found is not None
    assert found.total == total
    assert (found.if_short is not None) == (months == 3)
    assert (Caution.FULL_FROM_DAY_ONE in found.cautions) == (day < PERMENAKER_1)


def test_without_a_record_nothing_is_reckoned() -> None:
    assert sums_of(claim(date(2026, 3, 3)), None) is None
    assert sums_of(claim(date(2026, 3, 3)), member()) is None


def test_before_the_table_begins_an_officer_computes() -> None:
    day = date(2019, 5, 5)
    person = member(since(day, 12))
    said = told(claim(day), person)
    assert said is not None
    assert (said.reckoning, said.standing) == (None, Standing.LISTED)


def test_a_month_is_enough_where_every_day_of_it_gives_the_same() -> None:
    person = member(since(date(2026, 3, 1), 20))
    said = told(in_the_month_of(date(2026, 3, 1)), person)
    assert said is not None
    assert not said.day_matters


def test_of_a_month_its_last_day_counts_that_had_come() -> None:
    person = member(since(date(2026, 3, 1), 20))
    march, november = (sums_of(in_the_month_of(date(2026, month, 1)), person) for month in (3, 11))
    assert march is not None
    assert november is not None
    assert (march.day, november.day) == (date(2026, 3, 31), NOW.date())


@pytest.mark.parametrize(
    ("month", "until"), [(date(2025, 2, 1), None), (date(2026, 3, 1), date(2026, 3, 15))], ids=["rule", "end"]
)
def test_a_month_in_which_something_changes_tells_no_sum(month: date, until: date | None, words: Words) -> None:
    person = member(replace(since(month, 1), until=until))
    said = told(in_the_month_of(month), person)
    assert said is not None
    assert said.day_matters
    heard = words.render(said)
    assert "Rp" not in heard
    assert "tanggal pastinya" in heard


@pytest.mark.parametrize(
    ("until", "standing"),
    [(None, Standing.LISTED), (date(2026, 2, 28), Standing.GRACE), (date(2025, 6, 30), Standing.LAPSED)],
)
def test_the_standing_on_that_day_is_told_with_the_sum(until: date | None, standing: Standing, words: Words) -> None:
    period = Period(date(2024, 10, 1), until, "Pemkab Kutai Timur")
    said = told(claim(date(2026, 3, 3)), member(period))
    assert said is not None
    assert said.standing is standing
    assert (said.reckoning is None) == (standing is Standing.LAPSED)
    assert "yang memutuskan" in words.render(said)


def test_a_membership_that_begins_later_gives_no_sum(words: Words) -> None:
    said = told(claim(date(2026, 3, 3)), member(Period(date(2026, 4, 1), None, "Pemkab Kutai Timur")))
    assert said is not None
    assert said.standing is Standing.NOT_YET
    assert "Rp" not in words.render(said)


@pytest.mark.parametrize("event", [Event.INJURY, Event.ILLNESS])
@pytest.mark.parametrize("doing", [Doing.WORK, Doing.UNKNOWN])
def test_an_injury_is_told_by_the_month_with_what_is_paid_by_need(event: Event, doing: Doing, words: Words) -> None:
    asked = claim(date(2026, 3, 3), doing, event)
    said = told(asked, member(since(date(2026, 3, 3), 5), wage=2_500_000))
    assert said is not None
    assert said.by_month
    heard = words.render(said)
    assert "Rp2.500.000 sebulan" in heard
    assert "tanpa batas biaya" in heard
    assert ("Bila BPJS menyatakan karena kerja" in heard) == (not asked.kind.is_clear)


def test_a_wage_above_the_lowest_counts_and_shows_its_working(words: Words) -> None:
    said = told(claim(date(2026, 3, 3), Doing.WORK), member(since(date(2026, 3, 3), 5), wage=2_000_000))
    assert said is not None
    assert said.reckoning is not None
    assert said.reckoning.total == Rupiah(96_000_000 + 12_000_000 + 10_000_000)
    assert "60% × 80 × Rp2.000.000" in words.render(said)


def test_where_nobody_is_left_the_law_names_who_buries(words: Words) -> None:
    person = member(since(date(2026, 3, 3), 5))
    alone = Family(Spouse.NONE, 0)
    said = told(claim(date(2026, 3, 3), family=alone), person)
    with_a_mother = told(claim(date(2026, 3, 3), family=replace(alone, others=frozenset({Relative.PARENT}))), person)
    assert said is not None
    assert with_a_mother is not None
    assert "yang mengurus pemakaman" in words.render(said)
    assert "Hak keluarga" not in words.render(said)
    assert "yang mengurus pemakaman" not in words.render(with_a_mother)
    assert "Hak keluarga" in words.render(with_a_mother)


def test_every_figure_has_its_law_and_the_day_it_took_effect(words: Words) -> None:
    said = told(claim(date(2026, 3, 3)), member(since(date(2026, 3, 3), 5)))
    assert said is not None
    assert "PP 82/2019 Pasal 34 (berlaku sejak 2 Desember 2019)" in words.render(said)


def test_children_at_school_have_a_line_a_level(words: Words) -> None:
    family = Family(Spouse.REGISTERED, 2, schooling=(Level.JUNIOR, Level.SENIOR))
    said = told(claim(date(2026, 3, 3), Doing.WORK, family=family), member(since(date(2026, 3, 3), 5)))
    assert said is not None
    heard = words.render(said)
    for line in ("beasiswa SMP: Rp2.000.000", "beasiswa SMA: Rp3.000.000", "diajukan setiap tahun"):
        assert line in heard


def test_every_kind_of_death_has_a_cause() -> None:
    assert {kind for kind in Kind if kind.value.startswith("death")} == set(CAUSES)
