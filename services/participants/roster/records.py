"""Turns a person's record into a row of the table and back: sealed body, fingerprints, open columns."""

from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from services.participants.names import name_words
from services.participants.roster.entry import Entry, Spot
from services.privacy import Cipher, Fingerprint

COLUMNS = (
    "id", "nik_print", "kpj_print", "phone_print", "name_prints", "sealed",
    "village_code", "village", "district", "occupation", "batch",
)  # fmt: skip
"""In the order of `Records.row`."""

Row = tuple[Any, ...]


class Record(NamedTuple):
    """What the roster keeps of a person beside the periods."""

    sealed: dict[str, str | int]
    spot: Spot
    occupation: str | None

    def __repr__(self) -> str:
        return "Record(…)"

    @property
    def name(self) -> str:
        return str(self.sealed["name"])

    def updated(self, entry: Entry) -> "Record":
        """With what the row says; what it does not mention stays."""
        spot = entry.spot if entry.spot.village else self.spot
        return Record({**self.sealed, **entry.sealed}, spot, entry.occupation or self.occupation)


class Records:
    """Seals and opens."""

    def __init__(self, cipher: Cipher, fingerprint: Fingerprint) -> None:
        self._cipher = cipher
        self._fingerprint = fingerprint
        self._print = fingerprint.of
        self._word_print = lru_cache(maxsize=50_000)(lambda word: self._print("name", word))

    def __reduce__(self) -> tuple[type["Records"], tuple[Cipher, Fingerprint]]:
        """As its two parts."""
        return Records, (self._cipher, self._fingerprint)

    def nik_print(self, number: str) -> bytes:
        return self._print("nik", number)

    def row(self, who: tuple[str | UUID, bytes], record: Record, batch: int) -> Row:
        """The row of `participants`, as COLUMNS order it. `who` is the id and the fingerprint of the number."""
        sealed, spot = record.sealed, record.spot
        person, nik_print = who
        return (
            person,
            nik_print,
            self._maybe("kpj", sealed),
            self._maybe("phone", sealed),
            list(map(self._word_print, dict.fromkeys(name_words(record.name)))),
            self._cipher.seal_json("participants", "sealed", person, sealed),
            spot.code,
            spot.village,
            spot.district,
            record.occupation,
            batch,
        )

    def opened(self, row: Any) -> Record:
        """From a row of `participants`."""
        sealed = self._cipher.open_json("participants", "sealed", row["id"], row["sealed"])
        return Record(sealed, Spot(row["village_code"], row["village"], row["district"]), row["occupation"])

    def hold(self, person: str | UUID, body: dict[str, Any]) -> tuple[bytes, bytes]:
        """Fingerprint of the held row, by which it is held only once, and the row sealed."""
        plain = orjson.dumps(body, option=orjson.OPT_SORT_KEYS)
        content = self._print("hold", plain.decode())
        return content, self._cipher.seal("roster_holds", "sealed", _hold_place(person, content), plain)

    def hold_opened(self, row: Any) -> dict[str, Any]:
        """What `hold` sealed."""
        place = _hold_place(row["participant_id"], row["content_print"])
        return dict(self._cipher.open_json("roster_holds", "sealed", place, row["sealed"]))

    def _maybe(self, kind: str, sealed: dict[str, str | int]) -> bytes | None:
        return self._print(kind, str(sealed[kind])) if kind in sealed else None


def _hold_place(person: str | UUID, content: bytes) -> str:
    return f"{person}:{content.hex()}"
