"""Where contents lie, as an operator writes it: a folder (`file:///…`) or a bucket (`s3://bucket/prefix?endpoint=…`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from obstore.store import ClientConfig, LocalStore, RetryConfig, S3Config, S3Store

_KEYS = {
    "endpoint",
    "region",
    "access_key_id",
    "secret_access_key",
    "session_token",
    "virtual_hosted_style_request",
}
"""What may follow the question mark. What is left out, obstore takes from `AWS_…` in the environment."""
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_ENDPOINT = re.compile(r"https?://[^/\s?#@]+")
_CLIENT: "ClientConfig" = {"connect_timeout": timedelta(seconds=5), "timeout": timedelta(seconds=60)}
_RETRY: "RetryConfig" = {"max_retries": 2, "retry_timeout": timedelta(seconds=20)}
"""Short, because whoever wants a file from us tries again in its own time."""


class WrongAddress(ValueError):
    """This is no place for files. Tells nothing of what was written: there may be a password in it."""


@dataclass(frozen=True)
class Place:
    """A folder, or a bucket with whatever the way to it needs."""

    folder: Path | None = None
    bucket: str = ""
    prefix: str = ""
    config: Mapping[str, str] = field(default_factory=dict, repr=False)

    def opened(self) -> "LocalStore | S3Store":
        """Reaches for nothing yet, except that a folder must be there. Raises obstore's errors."""
        from obstore.store import LocalStore, S3Store  # a library of Rust, of which `--help` has no need

        if self.folder is not None:
            return LocalStore(self.folder)
        return S3Store(
            self.bucket,
            prefix=self.prefix or None,
            # We delete one by one, and not every store knows how to delete many.
            config=cast("S3Config", {**self.config, "disable_bulk_delete": True}),
            client_options={**_CLIENT, "allow_http": self.config.get("endpoint", "").startswith("http://")},
            retry_config=_RETRY,
        )


def place_of(address: str) -> Place:
    """Raises WrongAddress."""
    try:
        parts = urlsplit(address)
    except ValueError:
        raise WrongAddress() from None
    if parts.scheme == "file":
        return _folder(parts.netloc, parts.path, parts.query)
    if parts.scheme == "s3" and _BUCKET.fullmatch(parts.netloc) and not parts.fragment:
        place = Place(bucket=parts.netloc, prefix=unquote(parts.path).strip("/"), config=_config(parts.query))
        _try(place)
        return place
    raise WrongAddress()


def _folder(host: str, path: str, query: str) -> Place:
    """A root as a folder is a slip, and ours alone it can never be."""
    folder = Path(unquote(path))
    if host or query or not folder.is_absolute() or folder == folder.parent:
        raise WrongAddress()
    return Place(folder)


def _config(query: str) -> dict[str, str]:
    """A plus sign stays one, because secrets of S3 are full of them; what would end a value is written as `%26`."""
    found = {}
    for part in filter(None, query.split("&")):
        key, _, value = part.partition("=")
        if key not in _KEYS or key in found or not value:
            raise WrongAddress()
        found[key] = unquote(value)
    if "endpoint" in found and not _ENDPOINT.fullmatch(found["endpoint"].rstrip("/")):
        raise WrongAddress()
    return found


def _try(place: Place) -> None:
    """Read by the library that will read it again, so that a slip is told at the start."""
    from obstore.exceptions import BaseError

    try:
        place.opened()
    except (BaseError, ValueError):
        raise WrongAddress() from None
