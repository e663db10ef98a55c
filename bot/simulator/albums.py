"""Photos and files that people send at once: each is a message and an update of its own, and one number holds them
together. Telegram neither says how many there are nor promises that they come in order."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.simulator.errors import SimError
from bot.simulator.files import Upload
from bot.simulator.people import PLAIN, Manner, People

Json = dict[str, Any]
LEAST, MOST = 2, 10
TOGETHER = (frozenset({"photo", "video"}), frozenset({"document"}), frozenset({"audio"}))
"""What may be in one album: photos and videos in any mixture, files only with files, music only with music."""


@dataclass(frozen=True)
class Album:
    """`order`: which part the bot is told of first, second …, by number from 0 (all as they stand, if none is given);
    a part that is left out is withheld until it is told of by `Albums.tells`."""

    kinds: tuple[str, ...]
    files: tuple[Upload, ...]
    caption: str = ""
    order: tuple[int, ...] | None = None


class Albums:
    """Acts take the person's id and the chat's, as those of `People` do."""

    def __init__(self, people: People) -> None:
        self._people = people

    def sends(self, person: int, chat: int | None, album: Album, manner: Manner = PLAIN) -> list[Json]:
        """The messages, in the order in which they stand in the chat; the caption is the first one's."""
        order = range(len(album.files)) if album.order is None else album.order
        _refuse_odd(album, order)
        number = str(10**16 + secrets.randbelow(9 * 10**16))
        messages = []
        for at, (kind, upload) in enumerate(zip(album.kinds, album.files, strict=True)):
            content = self._people.file(kind, upload, "" if at else album.caption) | {"media_group_id": number}
            messages.append(self._people.writes(person, chat, content, replace(manner, is_told=False)))
        for at in order:
            self.tells(person, chat, messages[at]["message_id"])
        return messages

    def tells(self, person: int, chat: int | None, message_id: int) -> None:
        """The bot is told of a part now."""
        self._people.tells(person, chat, message_id)


def _refuse_odd(album: Album, order: Sequence[int]) -> None:
    if len(album.kinds) != len(album.files) or not LEAST <= len(album.files) <= MOST:
        raise SimError(f"an album has {LEAST} to {MOST} parts, and each is of a kind")
    if not any(set(album.kinds) <= together for together in TOGETHER):
        raise SimError(f"these are not sent in one album: {sorted(set(album.kinds))}")
    if len(set(order)) != len(order) or not set(order) <= set(range(len(album.files))):
        raise SimError("the order names parts of the album, each once at most")
