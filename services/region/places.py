"""Districts, villages and partner clinics of the regency, and how to find them by the names people write."""

import re
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from rapidfuzz import fuzz, process

_ALIKE = 85
"""Likeness (0–100) from which a village name counts as meant."""
_MARGIN = 5
"""A second name this close to the best one could be meant as well."""
_TITLES = re.compile(r"^(desa|kelurahan|kel|ds|kampung|kecamatan|kec)\b\.?\s*")

_BEFORE_A_PLACE = (
    "saya",
    "sy",
    "aku",
    "kami",
    "ada",
    "orang",
    "tinggal",
    "rumah",
    "posisi",
    "daerah",
    "wilayah",
    "sekitar",
    "dari",
    "di",
    "d",
)
_LEADING = re.compile(r"^(?:(?:" + "|".join(_BEFORE_A_PLACE) + r")\b[\s,.]*)+")
"""What people write before the name of a place."""
_SHORTEST = 4
"""Letters of a name that may stand alone for a place."""


class ClinicKind(Enum):
    """What kind of house a partner clinic is."""

    HOSPITAL = "hospital"
    HEALTH_CENTRE = "health_centre"


@dataclass(frozen=True)
class Spot:
    """A point on the map, in degrees. Somebody's own is shown nowhere."""

    latitude: float = field(repr=False)
    longitude: float = field(repr=False)


@dataclass(frozen=True)
class District:
    """A kecamatan. `code` is the Kemendagri code with dots; `used_name` is what people call it."""

    code: str
    name: str
    used_name: str
    nearest: tuple[str, ...] = ()
    spot: Spot | None = None
    """Roughly where its seat lies; None where nobody could say."""


@dataclass(frozen=True)
class Village:
    """A desa or kelurahan of a district."""

    code: str
    name: str
    district: District


@dataclass(frozen=True)
class Clinic:
    """A partner clinic (PLKK), from an undated list: every mention says "periksa lagi"."""

    name: str
    kind: ClinicKind
    district: str
    """Name of its district; empty for one outside the regency."""
    town: str
    spot: Spot | None = None
    """Roughly where its town lies, not the building."""


@dataclass(frozen=True)
class Places:
    """The map of the regency."""

    districts: tuple[District, ...]
    villages: tuple[Village, ...]
    clinics: tuple[Clinic, ...]
    spellings: dict[str, str]
    """Other spelling of a word in a place name → the spelling of the list, both in small letters."""

    def district(self, name_or_code: str) -> District | None:
        """The district by name, used name or code; small slips of spelling are forgiven."""
        digits = _digits(name_or_code)
        if digits:
            return self._district_codes.get(digits)
        wanted = self._plain(name_or_code)
        found = process.extractOne(wanted, list(self._district_names), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return self._district_names[found[0]] if found else None

    def village(self, name_or_code: str, district: str = "") -> Village | None:
        """The one village that is meant, or None when none or several could be."""
        found = self.villages_like(name_or_code, district)
        return found[0] if len(found) == 1 else None

    def villages_like(self, name_or_code: str, district: str = "") -> tuple[Village, ...]:
        """Villages that could be meant, best first; an exact name or code gives one alone.

        `district`, when it is one of ours, narrows the search.
        """
        digits = _digits(name_or_code)
        if digits:
            by_code = self._village_codes.get(digits)
            return (by_code,) if by_code else ()
        inside = self.district(district) if district else None
        wanted = self._plain(name_or_code)
        known = {name: kin for name, kin in self._within(inside).items() if kin}
        if wanted in known:
            return known[wanted]
        found = process.extract(wanted, list(known), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=3)
        closest = [name for name, likeness, _ in found if likeness >= found[0][1] - _MARGIN]
        return tuple(village for name in closest for village in known[name])

    def districts_meant(self, words: str) -> tuple[District, ...]:
        """The districts somebody may mean who names where they are: a district, its first word, or a village."""
        wanted = self._plain(_LEADING.sub("", words.strip().casefold()))
        if len(wanted) < _SHORTEST or wanted.isdigit():
            return ()
        if (exact := self.district(wanted)) is not None:
            return (exact,)
        if begun := {self._district_names[name] for name in self._district_names if name.startswith(wanted)}:
            return tuple(sorted(begun, key=lambda district: district.used_name))
        return tuple(dict.fromkeys(village.district for village in self.villages_like(wanted)))

    def _within(self, district: District | None) -> dict[str, tuple[Village, ...]]:
        if district is None:
            return self._village_names
        return {name: tuple(v for v in kin if v.district == district) for name, kin in self._village_names.items()}

    @cached_property
    def _district_codes(self) -> dict[str, District]:
        return {_digits(district.code): district for district in self.districts}

    @cached_property
    def _district_names(self) -> dict[str, District]:
        return {self._plain(name): d for d in self.districts for name in (d.name, d.used_name)}

    @cached_property
    def _village_codes(self) -> dict[str, Village]:
        return {_digits(village.code): village for village in self.villages}

    @cached_property
    def _village_names(self) -> dict[str, tuple[Village, ...]]:
        names: dict[str, tuple[Village, ...]] = {}
        for village in self.villages:
            key = self._plain(village.name)
            names[key] = (*names.get(key, ()), village)
        return names

    def _plain(self, name: str) -> str:
        words = re.sub(r"[^a-z0-9 ]", " ", _TITLES.sub("", name.strip().casefold())).split()
        return "".join(self.spellings.get(word, word) for word in words)


def _digits(code: str) -> str:
    """The digits of something that is a code (digits and dots only), else nothing."""
    return re.sub(r"\D", "", code) if re.fullmatch(r"[\d. ]+", code.strip()) else ""
