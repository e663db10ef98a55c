"""Words that break programs, and a chance that can be drawn from a seed or from the bytes of a fuzzer."""

import random

NIKS = ("6408041204799001", "6408041708859001", "6408056103909001", "6408040303909001", "6408040303900001")
NAMES = ("Rahmat Hidayat", "Syahrani", "Siti Aisah", "Siti Aminah", "Nur Hayati", "M. Rizki", "H. Abdul, S.Pd.")
ANSWERS = (
    "kemarin", "3 Maret 2026", "Maret 2026", "lupa", "081234567890", "0549 22222", "+60123456789", "Swarga Bara",
    "sepaso", "1980", "cerita singkat", "lewati", "ya", "tidak", "3", "40 persen", "istri", "belum tahu",
    "sudah benar", "salah namanya", "kirim",
)  # fmt: skip
CONTROLS = ("batal", "kembali", "menu", "petugas", "Menu.", "BATAL!!", "ke\u200bmbali")
COMMANDS = (
    "/start", "/start kt-2026-00042-7", "/start " + "A" * 64, "/start \x00", "/start 6408041204799001",
    "/menu", "/batal",
    "/bantuan", "/status", "/pengajuan", "/privasi", "/keluar", "/petugas", "/tidakada", "/", "//",
    "/start@bot lagi",
    "/\u0661", "/START\n\nx",
)  # fmt: skip
SENTENCES = (
    "suami saya meninggal", "berapa santunannya?", "kartu saya hilang", "saya kecelakaan kerja", "hitungkan",
    "makasih ya", "assalamualaikum", "saya capek", "saya mau bunuh diri", "klinik di Bengalon",
    "status pengajuan saya",
    "data saya", "mau klaim", "apa bedanya bpjs kesehatan?",
)  # fmt: skip
TEXTS = (
    "", " ", "\x00", "a\x00b", "\ud83d?", "\u202eabc\u202c", "\u200b", "\u200f\u200e", "\ufeff",
    "\ufdfa" * 100, "e\u0301" * 60,
    "Z\u0351\u036b\u0343" * 50, "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 30, "😭" * 2000, "😭" * 4096,
    "a" * 4096, "9" * 4096,
    " " * 4095 + "x", "\n" * 300, "A\nB\r\nC\u2028D\u2029E", "<b>", "</b>", "<script>alert(1)</script>",
    "&amp;&lt;&",
    "{{ 7*7 }}", "{% raw %}", "{{ self.__init__ }}", "{name}", "%s%n", "' OR 1=1 --", "\\", "\"'`", "²", "½", "①",
    "٣ مارس ٢٠٢٦", "６４０８０４１２０４７９９００１", "٠٨١٢٣٤٥٦٧٨٩٠", "0" * 16,
    "1" * 16, "-1", "1e400", "NaN", "31/02/2026", "00/00/0000",
    "99/99/9999", "1/1/1", "01-01-0001", "2026-13-45", "0 hari lalu", "999 hari lalu", "٩ hari lalu",
    "semalam kemarin lusa",
    "se hari lalu", "360 bulan lalu", "malam malam minggu", "bulan", "tanggal", "minggu", "12/2026", "3.",
    "-.-", "'", ",",
    "M", "H.", "S.Pd.", "bin binti alm", "Nur " * 20, "İstanbul", "ß", "ŉ", "ǆ", "ﬁ", "Ⅷ", "kec.",
    ", Bengalon", "desa", "😀",
    "6408 0412 0479 9001", "6408\u200b0412\u200b0479\u200b9001", "NIK: 6408041204799OO1", "6408041204799001 " * 200,
    "+" * 50, "+62" * 30, "0812" * 1000, "(((((", "]]>", "nilai: &#0;", "&#x110000;", "tolong " * 500,
    "makasih" + "h" * 4000,
)  # fmt: skip
"""Each has broken something somewhere."""

ALPHABETS = (
    "0123456789 .-/",
    "abcdefghijklmnopqrstuvwxyz ",
    " \t\n\x00\u200b\u202e\u2066\ufeff\u00a0",
    "<>&\"'/={}%#;",
    "éİıßŉǆﬁ\u0301\u0351",
    "٠١٢٣٤٥٦٧٨٩²½①０１",
    "😭\U0001f468\u200d\U0001f469🏳\ufe0f",
    "ابجدעברית",
)


class FromBytes(random.Random):
    """Chance out of the bytes of a fuzzer; once they are used up, every choice is the first."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data, self._at = data, 0

    @property
    def is_over(self) -> bool:
        return self._at >= len(self._data)

    def getrandbits(self, k: int, /) -> int:
        size = (k + 7) // 8
        piece = self._data[self._at : self._at + size]
        self._at += size
        return int.from_bytes(piece, "little") & ((1 << k) - 1)

    def random(self) -> float:
        return self.getrandbits(32) / 2**32


def a_text(chance: random.Random) -> str:
    """Something that somebody may type, or nobody would; at most what Telegram lets through."""
    pools = (TEXTS, TEXTS, (*NIKS, *NAMES), ANSWERS, (*CONTROLS, *COMMANDS, *SENTENCES))
    kind = chance.randrange(len(pools) + 3)
    if kind < len(pools):
        return chance.choice(pools[kind])[:4096]
    if kind == len(pools):
        alphabet = "".join(chance.choice(ALPHABETS) for _ in range(2))
        return "".join(chance.choice(alphabet) for _ in range(chance.randrange(40)))
    if kind == len(pools) + 1:
        return spoilt(chance, chance.choice((*NIKS, *NAMES, *ANSWERS, *SENTENCES)))
    return " ".join(chance.choice(chance.choice(pools)) for _ in range(2))[:4096]


def spoilt(chance: random.Random, text: str) -> str:
    """The text with one sign put in, taken out or changed."""
    at = chance.randrange(len(text) + 1)
    sign = chance.choice(chance.choice(ALPHABETS))
    return chance.choice((text[:at] + sign + text[at:], text[:at] + text[at + 1 :], text[:at] + sign + text[at + 1 :]))
