"""The vault: seals contents and puts them away under their keyed fingerprint; takes them out, throws them away, sweeps.

Nothing here knows of rows. Whoever keeps a name in a row puts the content first and commits the row within a day;
whoever drops the last row with a name leaves the content to `sweep`, or deletes it at once if nobody else names it.
"""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from services.files import folder
from services.files.address import Place
from services.files.model import FileMissing, FileSpoiled, StoreAway
from services.files.padding import bare, padded
from services.privacy import Keys
from services.privacy.cipher import Unreadable

if TYPE_CHECKING:
    from obstore import Bytes
    from obstore.store import LocalStore, S3Store

Referenced = Callable[[Collection[str]], Awaitable[Collection[str]]]
"""Which of these names stand in a row."""

SPARED = timedelta(hours=24)
"""How long a content may lie without a row before `sweep` takes it: what puts it there commits much sooner."""
_NAME = re.compile(r"[0-9a-f]{32}")
_AT_A_TIME = 500


class Vault:
    """Contents of files. None of its verbs belongs inside a transaction: a store may take seconds."""

    def __init__(self, keys: Keys, place: Place) -> None:
        self._keys = keys
        self.place = place

    async def put(self, content: bytes) -> str:
        """Puts it away whole or not at all, and gives its name. The same content has the same name; putting it again
        renews it, and its day before the sweep. Raises StoreAway."""
        with _reaching():
            name, sealed = await asyncio.to_thread(self._sealed, content)
            # In one piece: what is left of several when we are killed, no list would show.
            await self._store.put_async(name, sealed, use_multipart=False)
            if self.place.folder is not None:
                await asyncio.to_thread(folder.settle, self.place.folder, name)
        return name

    async def get(self, name: str) -> bytes:
        """Raises FileMissing, FileSpoiled, StoreAway."""
        if not _NAME.fullmatch(name):
            raise FileMissing()
        with _reaching():
            try:
                sealed = await (await self._store.get_async(name)).bytes_async()
            except FileNotFoundError:
                await self._look()
                raise FileMissing() from None
        return await asyncio.to_thread(self._opened, name, sealed)

    async def delete(self, name: str) -> None:
        """One that is gone already stays so. Another row may name the same content: ask before. Raises StoreAway."""
        if not _NAME.fullmatch(name):
            return
        with _reaching():
            try:
                await self._store.delete_async(name)
            except FileNotFoundError:
                await self._look()

    async def sweep(self, referenced: Referenced, before: datetime) -> int:
        """Deletes what was put away before then (`SPARED` ago) and stands in no row; gives how many. Raises StoreAway.

        Touches nothing but what has a name as we give them: a bucket may be shared.
        """
        with _reaching():
            await self._look()
        orphans = [name async for names in self._older(before) for name in await _orphans(names, referenced)]
        swept = 0
        for name in orphans:  # looked at again, its age last, because it may just have been sent again
            if await _orphans([name], referenced) and await self._is_older(name, before):
                await self.delete(name)
                swept += 1
        if self.place.folder is not None:
            await asyncio.to_thread(folder.clear, self.place.folder, before)
        return swept

    @cached_property
    def _store(self) -> "LocalStore | S3Store":
        if self.place.folder is not None:
            folder.make(self.place.folder)
        return self.place.opened()

    def _sealed(self, content: bytes) -> tuple[str, bytes]:
        if self.place.folder is not None:
            folder.make(self.place.folder)  # or the library would make it again, for everybody to read
        name = self._keys.fingerprint.of("file", hashlib.sha256(content).hexdigest()).hex()
        return name, self._keys.cipher.seal("files", "content", name, padded(content))

    def _opened(self, name: str, sealed: "Bytes") -> bytes:
        try:
            return bare(self._keys.cipher.open("files", "content", name, bytes(sealed)))
        except Unreadable:
            raise FileSpoiled() from None

    async def _older(self, before: datetime) -> AsyncIterator[list[str]]:
        """Names of what was put away before then, a handful at a time."""
        with _reaching():
            async for listed in self._store.list_async(chunk_size=_AT_A_TIME):
                yield [one["path"] for one in listed if _NAME.fullmatch(one["path"]) and one["last_modified"] < before]

    async def _is_older(self, name: str, before: datetime) -> bool:
        with _reaching():
            try:
                return (await self._store.head_async(name))["last_modified"] < before
            except FileNotFoundError:
                return False

    async def _look(self) -> None:
        """Raises FileNotFoundError where everything seems to be missing: the folder is not mounted, the bucket gone."""
        if self.place.folder is not None:
            self.place.folder.stat()
        async for _ in self._store.list_async(chunk_size=1):
            return


@contextmanager
def _reaching() -> Iterator[None]:
    from obstore.exceptions import BaseError

    try:
        yield
    except (BaseError, OSError) as error:
        raise StoreAway(type(error).__name__) from None


async def _orphans(names: Collection[str], referenced: Referenced) -> list[str]:
    kept = await referenced(names) if names else ()
    return [name for name in names if name not in kept]
