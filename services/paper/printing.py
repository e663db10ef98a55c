"""Which template sets which document, and the document as the template takes it: texts, and pictures by their place."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import Any

from services.confined.wire import Limits
from services.paper.claim import CompleteFile, Receipt, StatusPicture
from services.paper.letters import Account, DeathLetterRequest, HeirLetterRequest, ProxyLetter
from services.words.filters import ClockFilter, tanggal

LIMITS = Limits(memory=1536, cpu=30, patience=60, answer=32)
WITH_PICTURES = Limits(memory=2048, cpu=60, patience=120, answer=96)
"""Measured: 60 pages of 400 kB take 1.2 s and 0.5 GB of address space, the most of them that we take 2.5 s and 1 GB."""
MOST_PICTURES = 64 << 20
"""Bytes of all pictures of one document. Telegram takes files of 50 MB from a bot; the console has no such limit."""


class Form(StrEnum):
    """What comes out."""

    PDF = "pdf"
    PNG = "png"


@dataclass(frozen=True)
class Sheet:
    """How one kind of document is set."""

    template: str
    form: Form = Form.PDF
    limits: Limits = LIMITS


Document = Account | ProxyLetter | HeirLetterRequest | DeathLetterRequest | Receipt | CompleteFile | StatusPicture

SHEETS: Mapping[type[Document], Sheet] = {
    Account: Sheet("claims/account"),
    ProxyLetter: Sheet("claims/proxy_letter"),
    HeirLetterRequest: Sheet("claims/heir_letter_request"),
    DeathLetterRequest: Sheet("claims/death_letter_request"),
    Receipt: Sheet("claims/receipt"),
    CompleteFile: Sheet("claims/complete_file", limits=WITH_PICTURES),
    StatusPicture: Sheet("claims/status_picture", form=Form.PNG),
}


def written(document: Document, zone: tzinfo) -> tuple[dict[str, Any], list[bytes]]:
    """The fields of the document, and the pictures in it; where one stood is its place among them."""
    writing = _Writing(zone)
    return writing.record(document), writing.pictures


class _Writing:
    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._clock = ClockFilter(zone)
        self.pictures: list[bytes] = []

    def record(self, thing: Any) -> dict[str, Any]:
        said = {}
        for field in fields(thing):
            value = getattr(thing, field.name)
            write = field.metadata.get("written")
            said[field.name] = write(value) if write and value is not None else self._value(value)
        return said

    def _value(self, value: Any) -> Any:
        match value:
            case None:
                return ""
            case bytes():
                self.pictures.append(value)
                return len(self.pictures) - 1
            case datetime():
                return f"{tanggal(value.astimezone(self._zone))}, {self._clock(value)}"
            case date():
                return tanggal(value)
            case tuple():
                return [self._value(part) for part in value]
        return self.record(value) if is_dataclass(value) else value
