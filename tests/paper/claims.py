"""Documents of one claim: as they are usually filled, and with nothing known."""

import io
from datetime import UTC, date, datetime
from hashlib import sha256

from PIL import Image, ImageDraw

from services.paper.claim import (
    CompleteFile,
    Fact,
    FiledPaper,
    HandedOver,
    HeirOrder,
    PaperState,
    RankedHeir,
    Receipt,
    ReceivedPaper,
    StatusPicture,
    StatusRow,
    Step,
    Sum,
)
from services.paper.letters import Account, DeathLetterRequest, HeirLetterRequest, Person, ProxyLetter

NUMBER = "KT-2026-00042-7"
MADE = datetime(2026, 3, 9, 2, 5, tzinfo=UTC)
DIED = date(2026, 3, 3)
LINK = "https://t.me/santun_contoh_bot?start=k7Qm2xV9aLd0"

RAHMAT = Person(
    "Rahmat Hidayat",
    "6408041203790001",
    birthplace="Sangatta",
    born=date(1979, 3, 12),
    work="Nelayan",
    address="Jl. Poros Kenyamukan RT 12, Desa Sangatta Utara",
)
NUR = Person(
    "Nurhayati",
    "6408045506830002",
    "istri",
    "Bontang",
    date(1983, 6, 15),
    work="Ibu rumah tangga",
    address="Jl. Poros Kenyamukan RT 12, Desa Sangatta Utara",
    phone="0812 5555 0101",
)
SITI = Person("Siti Aminah", "6408045001090003", "anak", "Sangatta", date(2009, 1, 10))
YUSUF = Person("Muhammad Yusuf", "", "anak", age="11 tahun")
AHMAD = Person("Ahmad Fauzi", "6408041708880004", "adik ipar", "Bontang", date(1988, 8, 17), phone="0813 5555 0202")
WITNESSES = (Person("Baharuddin", "6408040101750005"), Person("La Ode Syarif", "6408040202800006"))

ACCOUNT = Account(
    RAHMAT,
    NUR,
    DIED,
    "sekitar 05.30 WITA",
    "Perairan Kenyamukan, sekitar 2 mil dari dermaga",
    "menarik jaring",
    "Suami saya berangkat melaut bersama Pak Baharuddin pukul 03.00.\nWaktu menarik jaring, ombak datang dari samping "
    "dan beliau terjatuh ke laut. Pak Baharuddin menariknya ke perahu kira-kira sepuluh menit kemudian.",
    "Dibawa ke RSUD Kudungga dan dinyatakan wafat pukul 06.40.",
    "Baharuddin, satu perahu",
    WITNESSES,
    "Sangatta",
    NUMBER,
)
PROXY = ProxyLetter(
    NUR, AHMAD, RAHMAT, "Jaminan Kematian", "21012345678", DIED, True, "Kantor Cabang Bontang", "Sangatta", NUMBER
)
HEIRS = HeirLetterRequest(
    NUR,
    RAHMAT,
    (NUR, SITI, YUSUF),
    DIED,
    "RSUD Kudungga",
    "Kepala Desa",
    "Sangatta Utara",
    "Sangatta Utara",
    WITNESSES,
    "Sangatta",
    NUMBER,
)
DEATH = DeathLetterRequest(
    NUR,
    RAHMAT,
    "laki-laki",
    DIED,
    "06.40 WITA",
    "RSUD Kudungga",
    "tenggelam waktu melaut",
    "TPU Kenyamukan",
    "Kepala Desa",
    "Sangatta Utara",
    "Sangatta Utara",
    WITNESSES,
    "Sangatta",
    NUMBER,
)
EMPTY_LETTERS = (
    Account(Person()),
    Account(Person(), Person()),
    ProxyLetter(Person(), Person(), Person()),
    HeirLetterRequest(Person(), Person()),
    DeathLetterRequest(Person(), Person()),
)
NAMES = (
    "KTP almarhum", "KTP ahli waris", "Kartu Keluarga", "Akta kematian", "Surat keterangan ahli waris", "Buku nikah",
    "Buku tabungan ahli waris", "Kartu peserta",
)  # fmt: skip
DIGESTS = tuple(sha256(name.encode()).hexdigest() for name in NAMES)


def received(count: int = 5) -> tuple[ReceivedPaper, ...]:
    states = (PaperState.ACCEPTED, PaperState.ACCEPTED, PaperState.CHECKING, PaperState.AGAIN)
    return tuple(
        ReceivedPaper(
            f"{NAMES[place % 8]}{'' if place < 8 else f' ({place})'}",
            1 + place % 3,
            MADE,
            DIGESTS[place % 8],
            states[place % 4],
            "Baris ketiga kurang jelas. Foto ulang di tempat terang." if place % 4 == 3 else "",
        )
        for place in range(count)
    )


RECEIPT = Receipt(
    "Disnakertrans Kutai Timur",
    NUMBER,
    "Jaminan Kematian (JKM)",
    "Rahmat Hidayat, NIK 6408••••••••0001",
    "Nurhayati, istri",
    "Petugas memeriksa berkas dan menghubungi Ibu Nurhayati.",
    MADE,
    LINK,
    DIED,
    received(),
    ("Buku nikah", "Buku tabungan ahli waris"),
    date(2026, 3, 12),
    None,
    ("Telegram: @santun_contoh_bot, ketik /status", "Disnakertrans Kutai Timur, Bukit Pelangi, Sangatta", "BPJS: 175"),
)
OVER = HandedOver(date(2026, 3, 16), "BPJS Ketenagakerjaan Cabang Bontang", "BTG/2026/0313")


def jpeg(text: str = "", size: tuple[int, int] = (1130, 1600), noise: int = 0) -> bytes:
    """A page with a word on it; with `noise` as many bytes as a photo has."""
    page = Image.new("RGB", size, (250, 248, 240))
    if noise:
        page = Image.effect_noise(size, noise).convert("RGB")
    drawing = ImageDraw.Draw(page)
    if min(size) > 100:
        drawing.rectangle((20, 20, size[0] - 20, size[1] - 20), outline=(90, 110, 140), width=8)
        drawing.text((80, 80), text, fill=(20, 30, 60), font_size=64)
    made = io.BytesIO()
    page.save(made, "JPEG", quality=85)
    return made.getvalue()


def filed(count: int, pages: int) -> tuple[FiledPaper, ...]:
    return tuple(
        FiledPaper(
            f"{NAMES[place % 8]}{'' if place < 8 else f' ({place})'}",
            MADE,
            DIGESTS[place % 8],
            PaperState.ACCEPTED,
            tuple(jpeg(f"{NAMES[place % 8]} {page + 1}") for page in range(pages)),
        )
        for place in range(count)
    )


FILE = CompleteFile(
    "Disnakertrans Kutai Timur",
    NUMBER,
    "Jaminan Kematian (JKM)",
    RAHMAT,
    NUR,
    "BPJS Ketenagakerjaan Cabang Bontang",
    MADE,
    "Ani Rahmawati",
    LINK,
    "21012345678",
    True,
    DIED,
    (
        Fact("Kepesertaan", "Terdaftar pada hari wafat, dalam daftar yang iurannya ditanggung Pemkab Kutai Timur"),
        Fact("Masa iuran", "setidaknya 17 bulan menurut data kami"),
        Fact("Sedang apa", "Bekerja di laut; keluarga belum tahu apakah karena kerja"),
        Fact("Tempat wafat", "RSUD Kudungga, Sangatta"),
    ),
    (
        RankedHeir(NUR, HeirOrder.FAMILY),
        RankedHeir(SITI, HeirOrder.FAMILY, "di bawah umur: dibayarkan lewat wali dengan penetapan pengadilan"),
        RankedHeir(YUSUF, HeirOrder.FAMILY, "di bawah umur: dibayarkan lewat wali dengan penetapan pengadilan"),
        RankedHeir(Person("Hj. Rohani", "", "ibu"), HeirOrder.BLOOD),
    ),
    ("Kejadian di laut: tentukan dulu, kecelakaan kerja atau bukan.", "Dua anak di bawah umur: wali belum disebutkan."),
    (
        Sum("Santunan sekaligus", "Rp20.000.000", "PP 82/2019 Pasal 34, sejak 2 Desember 2019"),
        Sum("Santunan berkala, 24 × Rp500.000 dibayar sekaligus", "Rp12.000.000", "PP 82/2019, sejak 2 Desember 2019"),
        Sum("Biaya pemakaman", "Rp10.000.000", "PP 82/2019, sejak 2 Desember 2019"),
    ),
    "Rp42.000.000",
    ("Bila kejadian ini kecelakaan kerja: Rp70.000.000, dan beasiswa tanpa syarat masa iuran.",),
    filed(5, 2),
    ("Buku tabungan ahli waris",),
)
PICTURE = StatusPicture(
    "Disnakertrans Kutai Timur",
    NUMBER,
    "Jaminan Kematian, Rahmat Hidayat",
    (
        StatusRow("Pengajuan kami terima", Step.DONE, "9 Maret 2026"),
        StatusRow("Petugas memeriksa berkas", Step.DONE, "11 Maret 2026"),
        StatusRow("Berkas diserahkan ke BPJS", Step.DONE, "16 Maret 2026", "Cabang Bontang, nomor BTG/2026/0313"),
        StatusRow(
            "BPJS memeriksa dan memutuskan",
            Step.NOW,
            "paling lambat 25 Maret 2026",
            "3 hari kerja sejak berkas lengkap.",
        ),
        StatusRow("Uang masuk ke rekening ahli waris", Step.NEXT),
        StatusRow("Selesai", Step.NEXT),
    ),
    MADE,
)
