"""What the outside calls over HTTP: Telegram's webhook, the health check, the metrics."""

import asyncio
import hmac
import logging
from collections.abc import Iterable

from aiohttp import web
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from telegram import Bot
from telegram.error import TelegramError

from handlers.chat.accept import DatabaseAwayError, MalformedError
from handlers.chat.delivery import Delivery
from handlers.chat.faults import broken_at
from handlers.chat.intake import Intake
from services.db import Database
from services.post import Post, Standing
from services.post.model import Counts
from services.post.rules import ALLOWED_UPDATES

WEBHOOK_PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
RETRY_SECONDS = 2.0

_log = logging.getLogger(__name__)


class Webhook:
    """Where Telegram brings updates: 200 once an update is on disk, 503 if Telegram should bring it again.

    What is no update gets 200 as well: it will be none the next time either, and Telegram would hold back what follows
    it in its chat.
    """

    def __init__(self, intake: Intake, secret: str) -> None:
        self.secret = secret.encode()
        self._intake = intake

    @property
    def routes(self) -> list[web.RouteDef]:
        """For requests of any kind; 401 for a wrong secret."""
        return [web.post(WEBHOOK_PATH, self._receive)]

    async def take(self, content: bytes) -> int:
        """The status for an update that came with the secret."""
        try:
            await self._intake.accept(content)
        except MalformedError:
            _log.error("an update is malformed and is passed over")
        except DatabaseAwayError:
            return 503
        except Exception as error:  # noqa: BLE001 - not stored is not stored: Telegram keeps it
            _log.error("an update could not be stored: %s", broken_at(error))
            return 503
        return 200

    async def _receive(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        # A header may hold any bytes; those that are no text come as halves of signs.
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self.secret):
            return web.Response(status=401)
        return web.Response(status=await self.take(await request.read()))


def webhook_address(url: str) -> str:
    """Where Telegram brings updates, from what the operator set, with or without its path."""
    return url.rstrip("/").removesuffix(WEBHOOK_PATH) + WEBHOOK_PATH


async def set_webhook(bot: Bot, url: str, secret: str) -> None:
    """Tells Telegram where to bring updates; tries until it is told. Updates that wait there are kept."""
    address = webhook_address(url)
    while True:
        try:
            await bot.set_webhook(
                address, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES), max_connections=100
            )
        except TelegramError as error:
            _log.warning("the webhook could not be set (%s), trying again", type(error).__name__)
            await asyncio.sleep(RETRY_SECONDS)
        else:
            return


def health_routes(
    database: Database, post: Post, replica: Standing, parts: tuple[Intake, Delivery]
) -> list[web.RouteDef]:
    """`/health`: 200 while this process can do its work, else 503. `/metrics`: for Prometheus; no personal data."""

    async def health(_: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(3), database.work():
                well = replica.alive
        except Exception:  # noqa: BLE001 - whatever it is, we are not well
            well = False
        return web.json_response({"ok": well}, status=200 if well else 503)

    async def metrics(_: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(3), database.work() as work:
                counts = await post.counts(work)
        except Exception:  # noqa: BLE001 - no figures without a database, and no page that tells more than that
            return web.Response(status=503)
        registry = CollectorRegistry(auto_describe=False)
        registry.register(_Figures(counts, *parts))
        return web.Response(body=generate_latest(registry), headers={"Content-Type": "text/plain; version=0.0.4"})

    return [web.get("/health", health), web.get("/metrics", metrics)]


class _Figures(Collector):
    """The figures of one moment."""

    def __init__(self, counts: Counts, intake: Intake, delivery: Delivery) -> None:
        self._counts, self._intake, self._delivery = counts, intake, delivery

    def collect(self) -> Iterable[Metric]:
        counts = self._counts
        yield GaugeMetricFamily("santun_inbox_waiting", "Updates stored and not yet done", counts.inbox_waiting)
        yield GaugeMetricFamily(
            "santun_inbox_oldest_seconds", "Age of the oldest such update", counts.inbox_oldest_seconds
        )
        yield GaugeMetricFamily("santun_inbox_dead", "Updates that wait for staff", counts.inbox_dead)
        waiting = GaugeMetricFamily("santun_letters_waiting", "Letters due and not yet sent", labels=["lane"])
        for lane, number in counts.letters_waiting.items():
            waiting.add_metric([lane], number)
        yield waiting
        yield GaugeMetricFamily(
            "santun_letters_oldest_seconds", "How long the oldest letter is due", counts.letters_oldest_seconds
        )
        yield GaugeMetricFamily("santun_letters_dead", "Letters that wait for staff", counts.letters_dead)
        yield GaugeMetricFamily("santun_chats_gone", "Chats that blocked the bot", counts.chats_gone)
        updates = CounterMetricFamily(
            "santun_updates", "Updates of this process, by what became of them", labels=["fate"]
        )
        for fate, number in self._intake.tally.items():
            updates.add_metric([fate], number)
        yield updates
        calls = CounterMetricFamily(
            "santun_calls", "Calls for letters and taps, by lane and outcome", labels=["lane", "outcome"]
        )
        for (lane, outcome), number in self._delivery.tally.items():
            calls.add_metric([lane, outcome], number)
        yield calls
