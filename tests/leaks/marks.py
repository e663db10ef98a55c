"""The marked values that people, lists, staff and settings bring in, and the sieve that finds them in any dress."""

import base64
import re
from dataclasses import dataclass
from functools import cached_property

_SEPARATORS = re.compile(rb"[^a-z0-9]+")
_FEWEST = 9
"""Letters of a word of a name that is searched by itself; shorter ones are parts of other words."""


@dataclass(frozen=True)
class Mark:
    """One value. `of`: who brought it in; only that person's chat may ever hear it."""

    name: str
    value: str
    of: str

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """In small letters and without any sign: the whole, and each long word of a name."""
        words = [re.sub(r"[^a-z0-9]", "", word) for word in self.value.lower().split()]
        long = [word for word in words if len(word) >= _FEWEST and word.isalpha()]
        return tuple(dict.fromkeys(("".join(words), *long)))

    @cached_property
    def bare(self) -> tuple[bytes, ...]:
        """As it was written, and the longest word of a name: for files too large to undress."""
        longest = max(self.value.split(), key=len)
        return tuple({self.value.encode(), longest.encode() if longest.isalpha() else self.value.encode()})

    @cached_property
    def dressed(self) -> tuple[bytes, ...]:
        """As bytes that hide it: UTF-16, hexadecimal digits, base64 at each of its three beginnings."""
        shapes: list[bytes] = []
        for text in {self.value, self.value.lower(), self.value.upper()}:
            for coded in (text.encode(), text.encode("utf-16-le")):
                shapes += [coded, coded.hex().encode(), coded.hex().upper().encode()]
                shapes += [_core(coded, shift) for shift in range(3)]
        return tuple(shapes)

    def found_in(self, raw: bytes, plain: bytes) -> str:
        """What stands around it in these bytes, as they are and stripped of all signs; nothing if it is not there."""
        for pieces, where in ((self.dressed, raw), (tuple(one.encode() for one in self.plain), plain)):
            for piece in pieces:
                if (at := where.find(piece)) >= 0:
                    return where[max(0, at - 60) : at + 60].decode("utf-8", "replace")
        return ""


def _core(coded: bytes, shift: int) -> bytes:
    """What is the same in base64 whatever stands before and behind."""
    whole = base64.b64encode(b"\0" * shift + coded)
    return whole[4 * bool(shift) : len(whole) - 4]


@dataclass(frozen=True)
class Sieve:
    """Looks for marks."""

    marks: tuple[Mark, ...]

    def finds(self, hay: bytes | str, *, of: str = "") -> dict[str, str]:
        """The marks that stand in it, each with what stands around; `of` looks only for what this one brought in."""
        raw = hay.encode("utf-8", "surrogateescape") if isinstance(hay, str) else hay
        plain = _SEPARATORS.sub(b"", raw.lower())
        found = {mark.name: mark.found_in(raw, plain) for mark in self.marks if of in ("", mark.of)}
        return {name: around for name, around in found.items() if around}

    def finds_bare(self, raw: bytes) -> set[str]:
        """The marks that stand in it as they were written."""
        return {mark.name for mark in self.marks if any(piece in raw for piece in mark.bare)}


SECRET = "Marked-Webhook-Secret_0x7Qp"
TOKEN = "7310055529:AAMarkedTokenThatNobodyElseHas-9vK2x"

MARKS = (
    # On the list, of the man who died and of the worker who looks himself up.
    Mark("nik of the dead", "6408041911738841", "dead"),
    Mark("name of the dead", "Wirabuana Lakeswara", "dead"),
    Mark("kpj of the dead", "99047733115", "list"),
    Mark("phone of the dead", "+6281377700915", "list"),
    Mark("address of the dead", "Gang Cempedak Ungu RT 77", "list"),
    Mark("nik of the worker", "6408042306918817", "worker"),
    Mark("name of the worker", "Tarapandita Mulawarman", "worker"),
    Mark("kpj of the worker", "99047733206", "list"),
    Mark("phone of the worker", "+6281377700824", "list"),
    Mark("address of the worker", "Lorong Kecapi Jingga 58", "list"),
    Mark("nik of a rejected row", "6408043509917713", "list"),
    Mark("name of a rejected row", "Nyomankertaraja Setiadharma", "list"),
    Mark("name that is held", "Brahmadewata Purwasentosa", "list"),
    Mark("wage", "3918274", "wage"),
    # Typed, shared and sent by people.
    Mark("a number nobody has", "6408045101868823", "stranger"),
    Mark("a wrong name", "Kalingganata Suryadikusuma", "stranger"),
    Mark("a surname in telegram", "Zubaidahwati", "widow"),
    Mark("a user name in telegram", "anggrekbulanputih64", "widow"),
    Mark("name of who submits", "Ratnasulastri Widyaningrum", "widow"),
    Mark("phone of who submits", "081255598641", "widow"),
    Mark("an account in a story", "7710-3382-9914-06", "widow"),
    Mark("where somebody was hurt", "kebun Wak Durahim seberang Muarapantun", "hurt"),
    Mark("words of a story", "perahunya terbalik dekat keramba Paklik Sutarjono", "widow"),
    Mark("words in a paper", "Rekeningbundaku Pustakasariwangi", "widow"),
    Mark("name of a paper", "tabungan-Cempakawilis-ibunda.pdf", "widow"),
    Mark("words of an objection", "suratnya sudah dicap Pakdhesumantri dua kali", "widow"),
    Mark("name of a dead neighbour", "Jakalelanasuci Wiratmaja", "neighbour of the dead"),
    Mark("name of who asks for help", "Endangpratiwi Kusumadewi", "helped"),
    Mark("name of who is sought", "Gendhisarumdalu Prameswari", "helped"),
    Mark("phone of who asks for help", "0541778823", "helped"),
    Mark("words to staff", "kontrakan cat hijau belakang musala Al-Muttaqin", "helped"),
    Mark("more words to staff", "gerobak sotonya dijual ke Mbahkung", "helped"),
    Mark("a village of no list", "Kampung Lembayungsari", "helped"),
    Mark("name of who is hurt", "Damarwulanjaya Pamungkas", "hurt"),
    Mark("phone of who is hurt", "+6281299904417", "hurt"),
    Mark("nonsense", "xylofonia brutuskan gempita", "curious"),
    Mark("a number taken away", "6408-0217-0790-3312", "curious"),
    Mark("a forwarded text", "warisan Kanjengsunan Tirtayasa", "curious"),
    Mark("a caption", "kwitansi Bengkelharapan", "curious"),
    Mark("a name of a file", "ktp-almarhumah-Srikandiwati.pdf", "curious"),
    Mark("a deep link", "pesan-Jayengrana2291", "curious"),
    Mark("a stranger's card", "+6281366612907", "curious"),
    Mark("an edit", "kutulis ulang Pangestukirana", "curious"),
    Mark("a title of a group", "Keluarga Besar Hadinegoroputra", "group"),
    Mark("poison", "racunku Abimanyuwardana", "poison"),
    # Said while a person waits, is answered, and after the end.
    Mark("words while waiting", "pintunya sebelah bengkel Pakdhesuwandi", "helped"),
    Mark("words while answered", "anaknya sekolah di Taman Kanak Melatiputih", "helped"),
    Mark("words after the end", "mapnya dibawa Mbakyusulastri ke pasar", "helped"),
    Mark("a caption for staff", "foto surat dari Wanaraksasari", "helped"),
    Mark("an edit for staff", "ralat saya yang benar Cakbasukirahman", "helped"),
    Mark("a number for staff", "6408-0466-1190-7718", "helped"),
    Mark("a card for staff", "+6281355590127", "helped"),
    Mark("words of danger", "saya mau mati saja menyusul Kangmasharyanto", "helped"),
    # Written by staff.
    Mark("a password of staff", "Rengginang Kelepon Jendela 77", "staff"),
    Mark("a guess at the door", "Tebakan Penyusup Malam", "staff"),
    Mark("a file of staff", "surat-untuk-Endangpratiwiningsih.pdf", "helped"),
    Mark("an answer at the console", "suratnya ditunggu di loket Pakliksumarno", "helped"),
    Mark("a note at the console", "rumahnya dekat gudang Hajibustamin", "office"),
    Mark("a note in the group", "kabarnya lewat Cikmarhamah", "office"),
    Mark("why staff corrected", "tertukar dengan map Tubagusrajendra", "office"),
    Mark("talk among staff", "nanti kuantar sama Bangsyarifuddin", "office"),
    Mark("name at the counter", "Nyaimartapura Kencanawati", "office"),
    Mark("phone at the counter", "081399907741", "office"),
    Mark("a story told", "kapalnya karam dekat mercusuar Tanjungsetia", "office"),
    Mark("an answer of staff", "kartunya dititip di warung Bulikwarsini", "helped"),
    Mark("a note of staff", "ditemui di rumah Budhenanik", "widow"),
    Mark("a receipt of BPJS", "BTG/2026/77341902", "widow"),
    # Of the house.
    Mark("token", TOKEN, "house"),
    Mark("webhook secret", SECRET, "house"),
)
"""Names are of people who do not exist; each is made so that no other text holds it by chance."""

BY_NAME = {mark.name: mark.value for mark in MARKS}
assert len(BY_NAME) == len(MARKS)
