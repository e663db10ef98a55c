"""Turns a person's record into a row of the table and back: sealed body, fingerprints, open columns."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson

from services.participants.names import name_words
from services.participants.roster.entry import Entry, Spot
from services.privacy import Keys

COLUMNS = (
    "id", "nik_print", "kpj_print", "phone_print", "name_prints", "sealed",
    "village_code", "village", "district", "occupation", "batch",
)  # fmt: skip
"""In the order of `Records.row`."""

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Record:
    """What the roster keeps of a person beside the periods."""

    sealed: dict[str, str | int] = field(repr=False)
    spot: Spot
    occupation: str | None

    @property
    def name(self) -> str:
        return str(self.sealed["name"])

    def updated(self, entry: Entry) -> "Record":
        """With what the row says; what it does not mention stays."""
        spot = entry.spot if entry.spot.village else self.spot
        return Record({**self.sealed, **entry.sealed}, spot, entry.occupation or self.occupation)


class Records:
    """Seals and opens."""

    def __init__(self, keys: Keys) -> None:
        self._cipher = keys.cipher
        self._print = keys.fingerprint.of
        self._word_print = lru_cache(maxsize=50_000)(lambda word: self._print("name", word))

    def nik_print(self, number: str) -> bytes:
        return self._print("nik", number)

    def row(self, person: UUID, record: Record, batch: int) -> Row:
        """The row of `participants`, as COLUMNS order it."""
        sealed, spot = record.sealed, record.spot
        return (
            person,
            self._print("nik", str(sealed["nik"])),
            self._maybe("kpj", sealed),
            self._maybe("phone", sealed),
            [self._word_print(word) for word in dict.fromkeys(name_words(record.name))],
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

    def hold(self, person: UUID, body: dict[str, Any]) -> tuple[bytes, bytes]:
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


def _hold_place(person: UUID, content: bytes) -> str:
    return f"{person}:{content.hex()}"
