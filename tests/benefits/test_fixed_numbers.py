"""Numbers that stand in a text of ours instead of being fed into it: each is the one of the tables.

A new row makes the texts that still have the old number fail here, so that nobody has to remember them.
"""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from services.benefits.answers import Matter, answer, ground
from services.benefits.clocks import DEADLINES, Clock
from services.benefits.rules import RULES, Item, Rule, rule_on
from services.participants.rules import GRACE_MONTHS
from services.region import Region
from services.words import Words
from services.words.render import LOCALES

ROOMS = ("benefits", "coverage", "claims")
END = date.max
"""The newest row counts: its text has to be there before the row takes effect."""


def newest(item: Item) -> Rule:
    return rule_on(item, END)


SHORT, AGE = newest(Item.JKM_SHORT), newest(Item.SCHOLARSHIP_AGE).count
GRANT_YEARS = newest(Item.SCHOLARSHIP_MONTHS).count // 12
PAY_DEATH, PAY_ACCIDENT = DEADLINES[Clock.PAY_DEATH], DEADLINES[Clock.PAY_ACCIDENT]

NUMBERS: dict[str, int] = {
    r"(\d+) × 24 jam": DEADLINES[Clock.REPORT_ACCIDENT].hours // 24,
    r"dapat diajukan sampai (\d+) tahun": DEADLINES[Clock.CLAIM_ACCIDENT].years,
    r"JKM dibayar paling lama (\d+) hari kerja": PAY_DEATH.working_days,
    r"(\d+) hari kerja \(kematian\)": PAY_DEATH.working_days,
    r"JKK dibayar paling lama (\d+) hari kerja": PAY_ACCIDENT.working_days,
    r"(\d+) hari kerja \(kecelakaan kerja\)": PAY_ACCIDENT.working_days,
    r"JKM dibayar .* (\d+)% per hari": PAY_DEATH.late_percent_a_day,
    r"JKK dibayar .* (\d+)% per hari": PAY_ACCIDENT.late_percent_a_day,
    r"(\d+) bulan pertama": newest(Item.STMB_FIRST).count,
    r"bulan ke-(\d+)": newest(Item.STMB_FIRST).count + 1,
    r"(?i)(?:kurang dari|tepat|lebih dari) (\d+) bulan": SHORT.count,
    r"(?:sekitar|kira-kira) (\d+) bulan": GRACE_MONTHS,
    r"masa iuran (\d+) tahun": GRANT_YEARS,
    r"lamanya iuran \((\d+) tahun\)": GRANT_YEARS,
    r"Syarat (\d+) tahun beasiswa": GRANT_YEARS,
    r"(\d+) tahun atau lebih": GRANT_YEARS,
    r"di bawah (\d+) tahun": AGE,
}


def texts() -> Iterator[str]:
    """Every line of the templates and labels of these rooms, as it is written."""
    for room in ROOMS:
        for file in (LOCALES / "id" / room).iterdir():
            yield from file.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("pattern", NUMBERS)
def test_a_number_in_a_text_is_the_number_of_the_table(pattern: str) -> None:
    found = [(match[1], line) for line in texts() for match in re.finditer(pattern, line)]
    assert found, "no text has this number any more: its row here can go"
    assert not [line for number, line in found if int(number) != NUMBERS[pattern]]


def test_the_day_of_the_rule_for_short_memberships_is_the_one_of_the_table(words: Words) -> None:
    day = words.environment.filters["tanggal"](SHORT.since)
    found = [line for line in texts() if re.search(r"sebelum \d+ \w+ 20\d\d", line)]
    assert len(found) == 2
    assert all(f"sebelum {day}" in line for line in found)
    assert [rule.until for rule in RULES if rule.item is Item.JKM_FROM_DAY_ONE] == [SHORT.since]


@pytest.mark.parametrize(
    ("subject", "sentences"),
    [
        (Matter.CLOCKS, ("2 × 24 jam", "5 tahun sejak", "3 hari kerja", "7 hari kerja", "1% per hari")),
        (Matter.SCHOLARSHIP, ("(8 tahun)", "(3 tahun)", "(5 tahun)", "berumur 23 tahun", "paling sedikit 3 tahun")),
        (Matter.UNABLE, ("12 bulan pertama: 100%", "sesudah itu: 50%")),
        (Matter.DEATH_BY_WORK, ("60% × 80 × upah", "tanpa syarat 3 tahun")),
        (Matter.DISABILITY, ("persen dari tabel × 80 × upah",)),
        (Matter.TREATMENT, ("paling lama 1 tahun",)),
    ],
)
def test_what_is_fed_from_the_tables_says_today_what_the_law_says(
    subject: Matter, sentences: tuple[str, ...], words: Words
) -> None:
    text = words.render(answer(subject, ground(Region.load(), "Dinas Contoh", date(2026, 11, 22))))
    for sentence in sentences:
        assert sentence in text
