"""The files that people and the bot have sent, kept in memory under Telegram's kind of ids and paths."""

import hashlib
import mimetypes
from dataclasses import dataclass

DOWNLOAD_LIMIT = 20 * 1024 * 1024
FOLDERS = {"photo": "photos", "voice": "voice", "video": "videos", "sticker": "stickers", "audio": "music"}


@dataclass(frozen=True)
class Upload:
    """A file as it came in a request. `claimed_size` lets a test send "25 MB" without carrying them."""

    content: bytes
    name: str
    mime: str
    claimed_size: int | None = None

    @property
    def size(self) -> int:
        return len(self.content) if self.claimed_size is None else self.claimed_size


@dataclass(frozen=True)
class Kept:
    file_id: str
    unique_id: str
    path: str
    kind: str
    upload: Upload


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, Kept] = {}
        self._by_path: dict[str, Kept] = {}

    def keep(self, kind: str, upload: Upload) -> Kept:
        number = len(self._by_id) + 1
        suffix = _suffix(kind, upload)
        digest = hashlib.sha256(upload.content).hexdigest()
        kept = Kept(
            file_id=f"SIMfile{number:06d}{digest[:24]}",
            unique_id=f"SIM{digest[:12]}",
            path=f"{FOLDERS.get(kind, 'documents')}/file_{number}{suffix}",
            kind=kind,
            upload=upload,
        )
        self._by_id[kept.file_id] = kept
        self._by_path[kept.path] = kept
        return kept

    def by_id(self, file_id: str) -> Kept | None:
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> Kept | None:
        return self._by_path.get(path)


def _suffix(kind: str, upload: Upload) -> str:
    if kind == "photo":
        return ".jpg"
    dot = upload.name.rfind(".")
    tail = upload.name[dot:] if dot > 0 else (mimetypes.guess_extension(upload.mime) or "")
    return tail if tail[1:].isalnum() and tail.isascii() else ""
