"""Files in memory for a while, what can be played, and pieces of it."""

import pytest

from handlers.desk.media import media_type, piece_of
from services.helpdesk.files import KEPT_BYTES, LARGEST, Files, OutOfReach
from services.helpdesk.messages import FileNotNow, FileNotThere
from services.helpdesk.model import Thing


class Shelf:
    """Gives out files, and counts how often."""

    def __init__(self, **files: bytes) -> None:
        self.files, self.asked = files, 0

    async def fetch(self, file_id: str) -> bytes | None:
        self.asked += 1
        if file_id == "away":
            raise OutOfReach
        return self.files.get(file_id)


async def test_a_file_is_fetched_once_for_a_while_and_never_too_much_is_kept() -> None:
    files, shelf = Files(), Shelf(**{f"f{number}": bytes(15 << 20) for number in range(6)}, small=b"x")
    with pytest.raises(FileNotNow):
        await files.fetch(Thing("photo", file_id="small"))
    files.hire(shelf)
    for _ in range(3):
        assert await files.fetch(Thing("photo", file_id="small")) == b"x"
    assert shelf.asked == 1
    for number in range(6):
        await files.fetch(Thing("document", file_id=f"f{number}"))
    assert sum(len(content) for _, content in files._kept.values()) <= KEPT_BYTES
    for refused in (Thing("photo"), Thing("photo", file_id="none"), Thing("photo", file_id="small", size=LARGEST + 1)):
        with pytest.raises(FileNotThere):
            await files.fetch(refused)
    with pytest.raises(FileNotNow):
        await files.fetch(Thing("photo", file_id="away"))


async def test_what_is_fetched_to_be_put_away_is_not_kept_in_the_clear() -> None:
    files = Files()
    files.hire(Shelf(small=b"x"))
    assert await files.fetch(Thing("document", file_id="small"), keep=False) == b"x"
    assert not files._kept


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (b"OggS....", "audio/ogg"),
        (b"ID3\x04", "audio/mpeg"),
        (b"\0\0\0\x18ftypmp42", "video/mp4"),
        (b"\0\0\0\x18ftypM4A ", "audio/mp4"),
        (b"RIFF\0\0\0\0WAVE", "audio/wav"),
        (b"\x1a\x45\xdf\xa3", "video/webm"),
        (b"<html>", ""),
        (b"", ""),
    ],
)
def test_what_is_played_is_told_by_its_first_bytes(content: bytes, media: str) -> None:
    assert media_type(content) == media


@pytest.mark.parametrize(
    ("asked", "piece"),
    [
        ("bytes=0-", (0, 99)),
        ("bytes=10-19", (10, 19)),
        ("bytes=90-500", (90, 99)),
        ("bytes=-10", (90, 99)),
        ("bytes=-500", (0, 99)),
        ("items=0-1", None),
        ("bytes=", None),
        ("bytes=-", None),
        ("bytes=a-b", None),
        ("bytes=²-", None),
    ],
)
def test_a_range_is_read_as_the_standard_says(asked: str, piece: tuple[int, int] | None) -> None:
    assert piece_of(100, asked) == piece


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=20-10", "bytes=9999999999999999-", "bytes=-0"])
def test_a_range_outside_is_refused(asked: str) -> None:
    with pytest.raises(ValueError, match=r"^$"):
        piece_of(100, asked)
