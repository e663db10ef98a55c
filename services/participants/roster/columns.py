"""Finds the header row and the columns by the names that offices use for them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from services.participants.dates import Cell
from services.participants.messages import HeaderUnknown, MapUnknown
from services.participants.roster.cells import text_of


class Field(Enum):
    """What a column can tell; the value is the word for it in `--map`."""

    NIK = "nik"
    NAME = "nama"
    BORN = "lahir"
    SEX = "jk"
    ADDRESS = "alamat"
    VILLAGE = "desa"
    DISTRICT = "kecamatan"
    OCCUPATION = "pekerjaan"
    PHONE = "hp"
    KPJ = "kpj"
    SINCE = "mulai"
    UNTIL = "sampai"
    MONTH = "bulan"
    WAGE = "upah"
    FUNDER = "dana"
    STATUS = "status"


NAMES: dict[Field, tuple[str, ...]] = {
    Field.NIK: (
        "nik", "no nik", "nomor nik", "no ktp", "nomor ktp", "ktp", "no identitas", "nomor identitas", "nik ktp",
        "nomor induk kependudukan", "no induk kependudukan", "nik no ktp",
    ),
    Field.NAME: (
        "nama", "nama lengkap", "nama peserta", "nama pekerja", "nama tenaga kerja", "nama tk", "nama sesuai ktp",
        "nm lengkap", "nama pekerja rentan",
    ),
    Field.BORN: (
        "tgl lahir", "tanggal lahir", "tgl lhr", "tanggal lhr", "lahir", "tg lahir", "dob", "ttl", "tempat tgl lahir",
        "tempat tanggal lahir", "tempat dan tanggal lahir", "tempat dan tgl lahir", "tmpt tgl lahir", "tempat tgl lhr",
    ),
    Field.SEX: ("jk", "l p", "lp", "jenis kelamin", "jns kelamin", "kelamin", "sex", "gender"),
    Field.ADDRESS: ("alamat", "alamat lengkap", "alamat rumah", "alamat domisili", "alamat ktp", "alamat tinggal"),
    Field.VILLAGE: (
        "desa", "kelurahan", "desa kelurahan", "kelurahan desa", "desa kel", "kel desa", "nama desa", "kampung",
        "desa atau kelurahan", "kel", "ds kel",
    ),
    Field.DISTRICT: ("kecamatan", "kec", "nama kecamatan"),
    Field.OCCUPATION: (
        "pekerjaan", "jenis pekerjaan", "profesi", "bidang pekerjaan", "lokasi pekerjaan", "usaha", "jenis usaha",
        "mata pencaharian",
    ),
    Field.PHONE: (
        "no hp", "nomor hp", "hp", "handphone", "no handphone", "telepon", "no telepon", "no telp", "telp", "no tlp",
        "nomor telepon", "no hp wa", "no wa", "whatsapp", "no whatsapp", "no hp whatsapp", "ponsel", "no ponsel",
    ),
    Field.KPJ: (
        "kpj", "no kpj", "nomor kpj", "no peserta", "nomor peserta", "no kepesertaan", "no kartu", "nomor kartu",
        "no kartu peserta", "kartu peserta", "no kartu kpj",
    ),
    Field.SINCE: (
        "mulai", "tmt", "tanggal mulai", "tgl mulai", "mulai kepesertaan", "tanggal kepesertaan", "tgl kepesertaan",
        "awal kepesertaan", "mulai berlaku", "tmt kepesertaan", "tanggal aktif", "tgl aktif", "tgl daftar",
        "tanggal daftar", "aktif sejak", "periode mulai", "dari", "terdaftar sejak", "awal perlindungan",
        "tanggal efektif", "tgl efektif",
    ),
    Field.UNTIL: (
        "sampai", "s d", "sd", "berlaku sampai", "berlaku s d", "sampai dengan", "tanggal akhir", "tgl akhir",
        "akhir kepesertaan", "tanggal berakhir", "tgl berakhir", "berakhir", "masa berlaku", "berlaku hingga", "hingga",
        "periode akhir", "periode sampai", "akhir perlindungan", "selesai", "masa perlindungan", "masa kepesertaan",
        "masa pertanggungan", "masa aktif", "jangka waktu", "jangka waktu perlindungan",
    ),
    Field.MONTH: (
        "bulan", "bulan iuran", "periode", "periode iuran", "blth", "bulan bayar", "periode bayar", "iuran bulan",
        "bulan pembayaran", "masa iuran", "periode perlindungan", "periode kepesertaan",
    ),
    Field.WAGE: ("upah", "upah dilaporkan", "upah sebulan", "penghasilan", "gaji", "dasar upah", "upah per bulan"),
    Field.FUNDER: (
        "sumber dana", "dana", "sumber anggaran", "anggaran", "penanggung", "pembayar", "sumber pendanaan",
        "sumber pembiayaan", "dibayar oleh",
    ),
    Field.STATUS: (
        "status", "status kepesertaan", "status peserta", "status keaktifan", "status aktif", "status bpjs",
        "status bpjs ketenagakerjaan", "status tenaga kerja", "status tk", "keaktifan", "keaktifan peserta",
    ),
}  # fmt: skip

_OTHER_PEOPLE = frozenset((
    "ibu", "ayah", "bapak", "waris", "pasangan", "suami", "istri", "kepala", "keluarga", "perusahaan", "kk",
    "bank", "anak",
))  # fmt: skip
"""Words of columns about somebody else: the NIK of an heir must not be taken for the participant's."""
_VAGUE = frozenset(("status",))
"""Taken only if no column says it better, and never as a beginning: "Status Perkawinan" is something else."""
_LOOKED_AT = 40
"""Rows in which the header is searched."""
_NEEDED = (Field.NIK, Field.NAME)
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\*")
_SHOWN_HEADERS = 15


class Cells(NamedTuple):
    """A row's cells, in the order of Field."""

    nik: Cell
    name: Cell
    born: Cell
    sex: Cell
    address: Cell
    village: Cell
    district: Cell
    occupation: Cell
    phone: Cell
    kpj: Cell
    since: Cell
    until: Cell
    month: Cell
    wage: Cell
    funder: Cell
    status: Cell

    def __repr__(self) -> str:
        return "Cells(…)"


@dataclass(frozen=True)
class Columns:
    """Where the header stands (counted from 0; -1 when there is none) and in which column each field lies."""

    header_row: int
    headers: tuple[str, ...]
    places: Mapping[Field, int]

    def cells(self, row: Sequence[Cell]) -> "Cells":
        """The row's cells by field; empty text where the file has no such column or the row is short."""
        return Cells._make(self._pick([*row, *[""] * max(1, self._width - len(row))]))

    def who(self, row: Sequence[Cell]) -> tuple[Cell, Cell]:
        """Number and name alone; empty text where the row is short."""
        nik, name = self.places[Field.NIK], self.places[Field.NAME]
        width = len(row)
        return row[nik] if nik < width else "", row[name] if name < width else ""

    @cached_property
    def _width(self) -> int:
        return max(self.places.values(), default=-1) + 2

    @cached_property
    def _pick(self) -> Callable[[Sequence[Cell]], tuple[Cell, ...]]:
        # The last cell is always an added empty one: there point the fields that the file does not have.
        return itemgetter(*(self.places.get(field, -1) for field in Field))


def find_columns(rows: Iterable[Sequence[Cell]], mapping: Iterable[str] = ()) -> Columns:
    """Reads the first rows. `mapping` holds texts such as `NIK=Kolom A` or `Nama=Nama Penerima`.

    Raises HeaderUnknown (with the headers that were found) and MapUnknown.
    """
    head = [list(row) for _, row in zip(range(_LOOKED_AT), rows, strict=False)]
    wishes = dict(_wish(text) for text in mapping)
    best = max(
        (_columns(number, row, wishes) for number, row in enumerate(head)),
        key=lambda found: len(found.places),
        default=Columns(-1, (), {}),
    )
    if all(field in best.places for field in _NEEDED) and len(best.places) > len(_letters(wishes)):
        return best
    if all(field in _letters(wishes) for field in _NEEDED):
        return Columns(-1, (), _letters(wishes))
    raise HeaderUnknown(_fullest(head), tuple(field.value for field in _NEEDED if field not in best.places))


def field_of(header: str) -> Field | None:
    """The field that offices mean by this header: the exact name, else the longest known name it begins with."""
    plain = plain_header(header)
    if plain in _FIELDS:
        return _FIELDS[plain]
    words = plain.split()
    if not words or _OTHER_PEOPLE & set(words):
        return None
    for length in range(len(words) - 1, 0, -1):
        begun = " ".join(words[:length])
        if begun in _FIELDS and begun not in _VAGUE:
            return _FIELDS[begun]
    return None


def _named(header: str) -> Field | None:
    plain = plain_header(header)
    return None if plain in _VAGUE else _FIELDS.get(plain)


def _clear(header: str) -> Field | None:
    return None if plain_header(header) in _VAGUE else field_of(header)


def _columns(number: int, row: Sequence[Cell], wishes: Mapping[Field, str]) -> Columns:
    headers = tuple(text_of(cell) for cell in row)
    places: dict[Field, int] = {}
    for read in (_named, _clear, field_of):
        for place, header in enumerate(headers):
            field = read(header)
            if field and place not in places.values():
                places.setdefault(field, place)
    plain = [plain_header(header) for header in headers]
    for field, wish in wishes.items():
        if plain_header(wish) in plain:
            places[field] = plain.index(plain_header(wish))
        elif letter := _letter(wish):
            places[field] = _place(letter)
    return Columns(number, headers, places)


def _wish(text: str) -> tuple[Field, str]:
    left, sign, right = text.partition("=")
    by_value = {field.value: field for field in Field}
    field = by_value.get(left.strip().casefold()) or field_of(left)
    if not sign or field is None or not right.strip():
        raise MapUnknown(text, tuple(by_value))
    return field, right.strip()


def _letters(wishes: Mapping[Field, str]) -> dict[Field, int]:
    return {field: _place(letter) for field, wish in wishes.items() if (letter := _letter(wish))}


def _letter(wish: str) -> str:
    found = re.fullmatch(r"(?:kolom\s+)?([a-z]{1,2})", wish.strip(), re.IGNORECASE)
    return found.group(1).upper() if found else ""


def _place(letter: str) -> int:
    place = 0
    for sign in letter:
        place = place * 26 + ord(sign) - ord("A") + 1
    return place - 1


def _fullest(head: Sequence[Sequence[Cell]]) -> tuple[str, ...]:
    """The row that looks most like a header: the most cells with text that is no number."""

    def texts(row: Sequence[Cell]) -> list[str]:
        return [text for cell in row if re.search(r"[^\W\d_]", text := text_of(cell))]

    return tuple(text[:40] for text in texts(max(head, key=lambda row: len(texts(row)), default=[])))[:_SHOWN_HEADERS]


def plain_header(header: str) -> str:
    """A heading without brackets, signs and capitals."""
    return " ".join(re.sub(r"[\W_]+", " ", _BRACKETS.sub(" ", header).casefold()).split())


_FIELDS: Mapping[str, Field] = {name: field for field, names in NAMES.items() for name in names}
