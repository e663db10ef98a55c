"""Requests from the tests' client to the simulator's own door."""

from typing import Any

import aiohttp

Json = dict[str, Any]


class ImpossibleError(AssertionError):
    """A person cannot do that: no such button, no such message, the bot is blocked."""


class Wire:
    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self._url = url
        self._session = session

    async def get(self, path: str, **query: Any) -> Any:
        known = {name: str(value) for name, value in query.items() if value is not None}
        async with self._session.get(f"{self._url}/sim/{path}", params=known) as answer:
            return await self._read(answer)

    async def post(self, path: str, body: Json | aiohttp.FormData) -> Any:
        sent: Json = {"json": body} if isinstance(body, dict) else {"data": body}
        async with self._session.post(f"{self._url}/sim/{path}", **sent) as answer:
            return await self._read(answer)

    async def delete(self, path: str) -> Any:
        async with self._session.delete(f"{self._url}/sim/{path}") as answer:
            return await self._read(answer)

    @staticmethod
    async def _read(answer: aiohttp.ClientResponse) -> Any:
        if answer.status == 409:
            raise ImpossibleError((await answer.json())["error"])
        if answer.status >= 400:
            raise RuntimeError(f"{answer.url.path}: {answer.status} {await answer.text()}")
        return await answer.json()
