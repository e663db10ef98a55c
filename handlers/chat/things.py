"""What a message carries besides words, for staff to see: read with the distrust that all from outside deserves."""

from typing import Any

from services.helpdesk import Thing

FILES = frozenset({"photo", "document", "voice", "audio", "video", "video_note", "sticker", "animation"})
_LONGEST = 200


def read_thing(kind: str, body: Any) -> Thing:
    """The thing of this kind; whatever is missing in it, or odd, stays empty. Of a photo the largest size."""
    if kind == "photo" and isinstance(body, list) and body:
        body = body[-1]
    if not isinstance(body, dict):
        return Thing(kind)
    if kind in FILES:
        size = body.get("file_size")
        return Thing(
            kind,
            file_id=_text(body.get("file_id")),
            name=_text(body.get("file_name")),
            mime=_text(body.get("mime_type")),
            size=size if type(size) is int and 0 <= size < 2**53 else 0,
        )
    if kind == "contact":
        name = " ".join(part for part in (_text(body.get("first_name")), _text(body.get("last_name"))) if part)
        return Thing(kind, name=name, phone=_text(body.get("phone_number")))
    place = body.get("location") if kind == "venue" else body
    if kind in ("location", "venue") and isinstance(place, dict):
        return Thing("location", latitude=_degrees(place.get("latitude")), longitude=_degrees(place.get("longitude")))
    return Thing(kind)


def _text(value: Any) -> str:
    return value[:_LONGEST] if isinstance(value, str) else ""


def _degrees(value: Any) -> float | None:
    return (
        float(value)
        if isinstance(value, int | float) and not isinstance(value, bool) and -180 <= value <= 180
        else None
    )
