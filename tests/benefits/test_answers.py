"""Every subject has an answer, short and reachable; the law stands behind it; what circulates wrongly is put right."""

import csv
import re
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from handlers.chat.benefits import IN_GRIEF, NEXT
from handlers.chat.topics import WAYS
from services.benefits.answers import BEHIND, MESSAGES, PAPER_KINDS, Ground, Matter, answer, bases, ground
from services.benefits.basis import Fact, basis_of
from services.benefits.clocks import Clock
from services.benefits.messages import ClinicsNearYou, PaperGuide, Sources
from services.benefits.papers import ON_TOP, Case, Kind, papers_for
from services.benefits.rules import RULES, Confidence
from services.region import Region
from services.words import Words
from services.words.topics import CRISIS, Topics

TODAY = date(2026, 11, 22)
REGION = Region.load()
GROUND = ground(REGION, "Dinas Contoh", TODAY)
ROADS = {"death", "coverage", "start_claim", "status", "privacy", "staff", "calculator"}
"""Subjects of the word table that lead into a conversation instead of an answer."""


def said(info: Matter, words: Words) -> str:
    return re.sub(r"<[^>]+>", "", words.render(answer(info, GROUND)))


def test_every_subject_has_a_message_or_a_list_of_papers() -> None:
    assert set(MESSAGES) | set(PAPER_KINDS) == set(Matter)
    assert not set(MESSAGES) & set(PAPER_KINDS)


def test_every_message_finds_what_it_names() -> None:
    known = {field.name for field in fields(Ground)}
    for message in MESSAGES.values():
        assert {field.name for field in fields(message)} <= known


@pytest.mark.parametrize("info", Matter)
def test_an_answer_is_short_enough_to_be_read(info: Matter, words: Words) -> None:
    most = 1000 if info in PAPER_KINDS else 700
    assert 40 < len(said(info, words)) <= most


@pytest.mark.parametrize("info", Matter)
def test_no_verdict_no_shouting_and_no_empty_apology(info: Matter, words: Words) -> None:
    text = said(info, words).lower()
    for word in ("hangus", "ditolak", "gagal", "mohon maaf", "!"):
        assert word not in text


@pytest.mark.parametrize("info", Matter)
def test_a_guide_leads_on_from_every_subject_but_those_of_care(info: Matter) -> None:
    assert info in NEXT or info in IN_GRIEF or info is Matter.CLINICS


def test_every_subject_can_be_reached_by_buttons() -> None:
    seen, todo = set(), [Matter.QUESTIONS, Matter.ACCIDENT_NOW]
    while todo:
        info = todo.pop()
        if info not in seen:
            seen.add(info)
            todo += NEXT.get(info, ())
    typed_only = {Matter.CRISIS, Matter.SUICIDE, Matter.SUICIDE_IN_FAMILY, Matter.ANY_CAUSE}
    assert seen == set(Matter) - typed_only


def test_every_topic_of_the_word_table_has_an_answer_or_a_road() -> None:
    keys = set(Topics.load().keys)
    assert keys <= {info.value for info in Matter} | ROADS
    assert set(WAYS) <= ROADS


def test_every_collected_question_gets_an_answer_or_a_road() -> None:
    topics = Topics.load()
    with (Path(__file__).parent / "questions.tsv").open(encoding="utf-8", newline="") as lines:
        questions = [row[1] for row in csv.reader(lines, delimiter="\t")][1:]
    for question in questions:
        found = topics.match(question)
        assert found, question
        assert found != (CRISIS,), question


@pytest.mark.parametrize("info", BEHIND)
def test_behind_a_figure_stands_its_law(info: Matter, words: Words) -> None:
    text = words.render(Sources(bases(info, TODAY)))
    assert re.search(r"PP \d+|Permenaker|UU |juru bicara|kantor cabang", text)
    for basis in bases(info, TODAY):
        assert basis.is_certain or "petugas yang memastikan" in text


def test_a_subject_with_sums_of_rules_has_sources(words: Words) -> None:
    for info in Matter:
        figures = re.findall(r"Rp\d", said(info, words))
        assert not figures or info in BEHIND, info


def test_the_sources_of_a_day_are_those_of_that_day(words: Words) -> None:
    before = words.render(Sources(bases(Matter.DEATH_PAYS, date(2025, 1, 1))))
    after = words.render(Sources(bases(Matter.DEATH_PAYS, TODAY)))
    assert "Permenaker 1/2025" not in before
    assert "Permenaker 1/2025, berlaku sejak 24 Februari 2025" in after
    assert "PP 82/2019 Pasal 34, berlaku sejak 2 Desember 2019" in after


def test_every_fact_clock_and_rule_can_be_named(words: Words) -> None:
    for about in (*Fact, *Clock, *{rule.item for rule in RULES}):
        if about.value != "jkm_from_day_one":
            assert basis_of(about, TODAY)
        assert words.label("item", about.value)


def test_what_is_not_confirmed_is_not_told(words: Words) -> None:
    everything = " ".join(said(info, words) for info in Matter)
    for word in ("gigi", "alat bantu dengar", "kacamata"):
        assert word not in everything
    unconfirmed = {rule.item for rule in RULES if rule.confidence is Confidence.C}
    assert not any(set(behind) & unconfirmed for behind in BEHIND.values())


@pytest.mark.parametrize(
    ("info", "right"),
    [
        (Matter.ANY_CAUSE, "Tidak hanya kalau meninggal saat bekerja"),
        (Matter.CLOCKS, "sampai 5 tahun"),
        (Matter.CLOCKS, "tidak ada batas waktu bila peserta aktif saat wafat, menurut juru bicara BPJS, Oktober 2024"),
        (Matter.DEATH_BY_WORK, "Rp70.000.000"),
        (Matter.DEATH_BY_WORK, "seperti Rp170 juta, bukan untuk upah ini"),
        (Matter.SCHOLARSHIP, "bukan untuk setiap keluarga"),
        (Matter.SCHOLARSHIP_YEARS, "paling cepat Oktober 2027"),
        (Matter.SCHOLARSHIP_YEARS, "bukan janji"),
        (Matter.WHICH_BPJS, "BPJS Kesehatan tidak menanggung kecelakaan kerja"),
        (Matter.FREE, "Membayar tidak membuat santunan lebih cepat cair"),
        (Matter.DEATH_PAYS, "Rp42.000.000"),
        (Matter.SHORT_MEMBERSHIP, "sekitar Rp10.000.000 seluruhnya"),
        (Matter.SHORT_MEMBERSHIP, "Tepat 3 bulan: petugas yang menentukan"),
        (Matter.INACTIVE, "Tetap ajukan"),
        (Matter.INACTIVE, "Rp16.800"),
        (Matter.UNABLE, "12 bulan pertama: 100%"),
        (Matter.UNABLE, "50%"),
        (Matter.DISCOUNT, "APBN atau APBD"),
        (Matter.TRANSPORT, "laut: Rp2.000.000"),
        (Matter.TREATMENT, "paling banyak Rp20.000.000"),
        (Matter.DISABILITY, "Rp56.000.000"),
        (Matter.HEIRS, "1. Istri, suami, atau anak"),
        (Matter.ACCIDENT_NOW, "2 × 24 jam"),
    ],
)
def test_what_circulates_wrongly_is_answered_with_the_right_figure(info: Matter, right: str, words: Words) -> None:
    assert right in said(info, words)


def test_care_names_a_number_and_never_a_sum(words: Words) -> None:
    for info in (Matter.CRISIS, Matter.SUICIDE, Matter.SUICIDE_IN_FAMILY):
        text = said(info, words)
        assert "119" in text
        assert "Rp" not in text


def test_apart_from_an_asked_answer_suicide_is_not_named(words: Words) -> None:
    for info in Matter:
        assert info is Matter.SUICIDE_IN_FAMILY or "bunuh diri" not in said(info, words).lower()


def test_no_whatsapp_number_is_shown(words: Words) -> None:
    assert not any(re.search(r"\b0?8\d{8,}|\+62", said(info, words)) for info in Matter)


@pytest.mark.parametrize("district", REGION.places.districts, ids=lambda district: district.name)
def test_every_district_names_clinics_and_asks_to_check_again(district: object, words: Words) -> None:
    near = REGION.clinics_of(district)  # type: ignore[arg-type]
    text = words.render(ClinicsNearYou(near, "175"))
    assert "periksa lagi" in text
    assert "• " in text
    assert ("simpan semua kuitansi" in text) is (not near.here)


@pytest.mark.parametrize("kind", Kind)
def test_the_guide_to_papers_names_who_issues_each(kind: Kind, words: Words) -> None:
    papers = (*papers_for(Case(kind)), *ON_TOP[kind])
    text = words.render(PaperGuide(kind, papers))
    assert all(words.label("paper_issuer", paper.value) in text for paper in papers)
    assert len(text) < 2500
