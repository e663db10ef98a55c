"""Small words to whoever waits for staff or writes with them: what a button or a file came to."""

from dataclasses import dataclass

from services.speech import Speech


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
