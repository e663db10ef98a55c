"""Files that are the same for everybody: styles, scripts, the icon. Their address changes with their content."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).parent / "static"
PATH = "/desk/static/{version}/{name}"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Static:
    """A file in memory."""

    content: bytes
    kind: str
    version: str


class Statics:
    """Reads the folder once."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._files = {file.name: _read(file) for file in sorted(folder.iterdir()) if file.suffix in _TYPES}

    def address(self, name: str) -> str:
        """Where the file is now."""
        return PATH.format(version=self._files[name].version, name=name)

    def answer(self, request: web.Request) -> web.Response:
        """The file, or 304 when the browser has it. An address of another version gets this one, not to be kept."""
        file = self._files.get(request.match_info["name"])
        if file is None:
            return web.Response(status=404)
        tag = f'"{file.version}"'
        keeping = _FOR_EVER if request.match_info["version"] == file.version else "no-store"
        headers = {"ETag": tag, "Cache-Control": keeping}
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers=headers)
        return web.Response(body=file.content, content_type=file.kind, charset="utf-8", headers=headers)


def _read(file: Path) -> Static:
    content = file.read_bytes()
    return Static(content, _TYPES[file.suffix], hashlib.sha256(content).hexdigest()[:16])
