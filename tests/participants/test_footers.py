"""Rows that close a list are passed over; a person without a number is not."""

import pytest

from services.participants.model import Counts
from services.participants.roster.entry import Reason
from tests.participants.office import ANI, BUDI, HEADER, Office

NUMBERED = ("No", *HEADER)
SIGNED = [
    ["", "", "", "Sangatta, 3 Maret 2026"],
    ["", "Mengetahui,"],
    ["", "Kepala Desa Sangatta Utara", "", "Dibuat oleh"],
    ["", "H. Karyadi, S.Sos", "", "Rusmini"],
    ["", "NIP. 19700101 199003 1 001"],
]


def people(*rows: list[str]) -> list[list[str]]:
    return [["1", BUDI.number, "Budi", "Sangatta Utara"], *rows]


async def test_totals_and_signatures_are_passed_over_and_counted(office: Office) -> None:
    rows = people(["JUMLAH", "", "", "150", "", "", "3.000.000"], *SIGNED)
    loaded = await office.loads(office.text_file(rows, header=NUMBERED))
    assert (loaded.rejects, loaded.passed, loaded.counts) == ([], 6, Counts(rows=1, new=1))


async def test_a_total_between_villages_hides_nobody(office: Office) -> None:
    rows = people(
        ["Sub Total", "1"], ["2", "", "Citra", "Sangatta Utara"], ["3", ANI.number, "Ani"], ["", "Total", "2"]
    )
    loaded = await office.loads(office.text_file(rows, header=NUMBERED))
    assert ([reject.reason for reject in loaded.rejects], loaded.passed) == ([Reason.NIK_MISSING], 2)


@pytest.mark.parametrize(
    "cells",
    [
        ["2", "", "Citra", "Jumlah"],
        ["2", "", "Citra", "Kepala Desa"],
        ["2", "6,40804E+15", "Citra"],
        ["2", "640804601185", "Citra"],
        ["2", "", "Totalia"],
    ],
)
async def test_a_person_without_a_readable_number_is_rejected_also_at_the_end(office: Office, cells: list[str]) -> None:
    loaded = await office.loads(office.text_file(people(cells), header=NUMBERED))
    assert (len(loaded.rejects), loaded.passed) == (1, 0)


async def test_a_mangled_number_below_a_total_is_rejected(office: Office) -> None:
    rows = people(["JUMLAH"], ["2", "6,40804E+15", "Citra"])
    loaded = await office.loads(office.text_file(rows, header=NUMBERED))
    assert [reject.reason for reject in loaded.rejects] == [Reason.NIK_SCIENTIFIC]
