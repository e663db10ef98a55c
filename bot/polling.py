"""Fetches updates by long polling: one leader among the replicas, offsets that move only over what is stored."""

import asyncio
import logging
from typing import Any

import orjson
from telegram import Bot
from telegram.error import Conflict, TelegramError
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.replicas import Replica
from handlers.chat.accept import DatabaseAwayError, MalformedError
from handlers.chat.courier import FloodError
from handlers.chat.faults import broken_at
from handlers.chat.intake import Intake
from services.post.rules import ALLOWED_UPDATES

_log = logging.getLogger(__name__)

LONG_SECONDS = 25
ANSWER_SECONDS = 10
STAND_BY_SECONDS = 1.0
PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0)
CONFLICT_PAUSES = (2.0, 5.0, 15.0, 30.0)


class Poller:
    """Polls while this replica leads."""

    def __init__(self, bot: Bot, intake: Intake, replica: Replica) -> None:
        self._bot, self._intake, self._replica = bot, intake, replica
        self._troubles = 0
        self._conflicts = 0

    async def run(self) -> None:
        """For ever: stand by, lead, poll."""
        while True:
            if await self._replica.lead():
                try:
                    await self._lead()
                except Conflict:
                    await self._stand_by()
                except TelegramError as error:
                    await self._pause(error)
                except Exception as error:  # noqa: BLE001 - polling goes on whatever happened
                    _log.error("polling failed: %s", broken_at(error))
                    await asyncio.sleep(STAND_BY_SECONDS)
            else:
                await asyncio.sleep(STAND_BY_SECONDS)

    async def _lead(self) -> None:
        await self._bot.delete_webhook()
        _log.info("polling")
        # Without an offset Telegram gives whatever is not confirmed, so ids that start anew (lower) are not skipped.
        # An offset is sent once, at once, to confirm what was stored; the answer to it is stored like any other.
        offset: int | None = None
        while self._replica.leads:
            updates = await self._get(offset)
            self._troubles = self._conflicts = 0
            if not updates:
                offset = None
            elif await self._store(updates):
                offset = max(update["update_id"] for update in updates) + 1
            else:
                offset = None
                await asyncio.sleep(PAUSES[0])

    async def _get(self, offset: int | None) -> list[dict[str, Any]]:
        wait = LONG_SECONDS if offset is None else 0
        asked = {"offset": offset, "timeout": wait, "allowed_updates": list(ALLOWED_UPDATES)}
        data = RequestData([RequestParameter.from_input(name, value) for name, value in asked.items()])
        url = f"{self._bot.base_url}/getUpdates"
        answer: Any = await self._bot.request.post(url, data, read_timeout=wait + ANSWER_SECONDS)
        return [update for update in answer if isinstance(update, dict) and isinstance(update.get("update_id"), int)]

    async def _store(self, updates: list[dict[str, Any]]) -> bool:
        """Whether all of them are on disk now (or can never be)."""
        stored = await asyncio.gather(*(self._take(update) for update in updates), return_exceptions=True)
        for update, error in zip(updates, stored, strict=True):
            if isinstance(error, MalformedError):
                _log.error("update %d is malformed and is passed over", update["update_id"])
            elif isinstance(error, DatabaseAwayError):
                return False
            elif isinstance(error, BaseException):
                _log.error("update %d cannot be stored: %s", update["update_id"], broken_at(error))
                return False
        return True

    async def _take(self, update: dict[str, Any]) -> None:
        try:
            body = orjson.dumps(update)
        except TypeError:  # nested deeper than orjson writes, though it reads it
            raise MalformedError from None
        await self._intake.accept(body)

    async def _stand_by(self) -> None:
        pause = CONFLICT_PAUSES[min(self._conflicts, len(CONFLICT_PAUSES) - 1)]
        self._conflicts += 1
        _log.warning("another process polls with this token, or a webhook is set; standing by for %d s", pause)
        await asyncio.sleep(pause)

    async def _pause(self, error: TelegramError) -> None:
        pause = error.seconds if isinstance(error, FloodError) else PAUSES[min(self._troubles, len(PAUSES) - 1)]
        self._troubles += 1
        _log.warning("Telegram cannot be polled (%s); again in %.1f s", type(error).__name__, pause)
        await asyncio.sleep(pause)
