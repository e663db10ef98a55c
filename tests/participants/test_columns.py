"""The header is found where it stands, and the columns by the names offices use."""

import pytest

from services.participants.messages import HeaderUnknown, MapUnknown
from services.participants.roster.columns import NAMES, Field, field_of, find_columns
from services.words import Words


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("NIK", Field.NIK),
        ("No. KTP", Field.NIK),
        ("NIK (16 digit)", Field.NIK),
        ("NIK *", Field.NIK),
        ("Nama", Field.NAME),
        ("NAMA LENGKAP", Field.NAME),
        ("Nama Lengkap Sesuai KTP", Field.NAME),
        ("Tgl Lahir", Field.BORN),
        ("Tanggal Lahir (dd/mm/yyyy)", Field.BORN),
        ("Tempat/Tgl Lahir", Field.BORN),
        ("Tempat, Tanggal Lahir", Field.BORN),
        ("TTL", Field.BORN),
        ("JK", Field.SEX),
        ("L/P", Field.SEX),
        ("Jenis Kelamin", Field.SEX),
        ("Alamat", Field.ADDRESS),
        ("Desa/Kelurahan", Field.VILLAGE),
        ("Desa / Kel.", Field.VILLAGE),
        ("Kecamatan", Field.DISTRICT),
        ("Pekerjaan", Field.OCCUPATION),
        ("No HP", Field.PHONE),
        ("No. HP / WA", Field.PHONE),
        ("KPJ", Field.KPJ),
        ("No. Peserta", Field.KPJ),
        ("Mulai", Field.SINCE),
        ("TMT", Field.SINCE),
        ("s.d.", Field.UNTIL),
        ("Berlaku sampai", Field.UNTIL),
        ("Bulan Iuran", Field.MONTH),
        ("Upah", Field.WAGE),
        ("Sumber Dana", Field.FUNDER),
    ],
)
def test_names_that_offices_use(header: str, field: Field) -> None:
    assert field_of(header) is field


@pytest.mark.parametrize(
    "header",
    [
        "No. KK",
        "Nama Ibu Kandung",
        "NIK Ahli Waris",
        "Tempat Lahir",
        "Nama Bank",
        "Nama Perusahaan",
        "No",
        "Keterangan",
        "",
    ],
)
def test_columns_about_something_else_are_left_alone(header: str) -> None:
    assert field_of(header) is None


def test_no_name_means_two_things() -> None:
    names = [name for names in NAMES.values() for name in names]
    assert len(names) == len(set(names))


def test_the_header_may_stand_below_titles() -> None:
    rows: list[list[object]] = [
        ["Daftar Peserta BPJS Ketenagakerjaan"],
        [],
        ["", "No", "Nama Peserta", "NIK"],
        ["", 1, "Budi", "64"],
    ]
    columns = find_columns(rows)
    assert columns.header_row == 2
    assert columns.places == {Field.NAME: 2, Field.NIK: 3}


def test_an_exact_name_wins_over_a_longer_one() -> None:
    columns = find_columns([["Nama Usaha", "Nama", "NIK Lama", "NIK"]])
    assert (columns.places[Field.NAME], columns.places[Field.NIK]) == (1, 3)


def test_a_mapping_by_letter_and_by_header_is_followed() -> None:
    columns = find_columns([["Penerima", "Nomor", "x"]], ["NIK=Kolom B", "nama=penerima"])
    assert columns.places == {Field.NIK: 1, Field.NAME: 0}
    assert columns.header_row == 0


def test_letters_alone_do_for_a_file_without_a_header() -> None:
    columns = find_columns([["6408041502800001", "Budi"]], ["NIK=A", "Nama=kolom b"])
    assert columns.header_row == -1
    assert columns.places == {Field.NIK: 0, Field.NAME: 1}


def test_an_unknown_header_is_shown_with_an_example_to_copy(words: Words) -> None:
    with pytest.raises(HeaderUnknown) as caught:
        find_columns([["Daftar"], ["Nomor Induk", "Penerima Bantuan", 3]])
    assert caught.value.headers == ("Nomor Induk", "Penerima Bantuan")
    sentence = words.render(caught.value)
    assert "Penerima Bantuan" in sentence
    assert "--map" in sentence


def test_an_empty_file_is_told_as_well(words: Words) -> None:
    with pytest.raises(HeaderUnknown) as caught:
        find_columns([])
    assert words.render(caught.value)


@pytest.mark.parametrize("text", ["NIK", "NIK=", "ibu=Kolom A", "=A"])
def test_a_mapping_that_says_nothing_is_refused(text: str, words: Words) -> None:
    with pytest.raises(MapUnknown) as caught:
        find_columns([["NIK", "Nama"]], [text])
    assert "lahir" in words.render(caught.value)
