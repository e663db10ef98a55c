"""Small words to whoever waits for staff or writes with them: what a button or a file came to."""

from dataclasses import dataclass

from services.helpdesk.files import LARGEST
from services.helpdesk.model import Thing
from services.speech import Speech

_SHOWN = frozenset({"image/jpeg", "image/jpg", "image/png", "image/gif", "image/webp", "image/heic", "image/heif"})
_PDF = frozenset({"application/pdf", "application/x-pdf"})
_ENDINGS = (".jpg", ".jpeg", ".jfif", ".png", ".gif", ".webp", ".heic", ".heif", ".pdf")


@dataclass(frozen=True)
class NotInTheQueue(Speech):
    """An old button to leave: the person does not wait any more, so nothing is left to break off."""


@dataclass(frozen=True)
class FileUnreadable(Speech):
    """Staff cannot open files of this kind; it is kept all the same."""


@dataclass(frozen=True)
class FileTooLarge(Speech):
    """Telegram does not hand out files of this size to us. `has_pages`: it may be sent page by page."""

    megabytes: int
    has_pages: bool


def trouble_with(thing: Thing | None) -> FileUnreadable | FileTooLarge | None:
    """Why staff will not see this file, as far as Telegram tells by its name and size."""
    if thing is None or not thing.is_file:
        return None
    if thing.kind == "document" and not _may_be_shown(thing):
        return FileUnreadable()
    return FileTooLarge(LARGEST >> 20, has_pages=thing.kind == "document") if thing.size > LARGEST else None


def _may_be_shown(thing: Thing) -> bool:
    """A picture or a PDF, or nobody says what."""
    if thing.mime.lower() in _SHOWN | _PDF or thing.name.lower().endswith(_ENDINGS):
        return True
    return not thing.mime and "." not in thing.name
