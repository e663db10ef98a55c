"""Checks of the bot at Telegram: its token, whose database this is, and how updates come in."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.doctor.finding import Finding, Level, warning, well, wrong
from bot.doctor.patient import Patient, there
from bot.logs.masks import masked
from bot.request import WireRequest
from bot.settings import Mode
from handlers.chat.courier import FloodError
from handlers.hooks import webhook_address
from services.post.rules import ALLOWED_UPDATES

MANY_PENDING = 50
FRESH, RECENT = timedelta(minutes=10), timedelta(days=1)
"""An error of the webhook younger than the first still goes on, as far as anybody can tell; older than the second it
is past."""


@dataclass(frozen=True)
class Hook:
    """The webhook as Telegram tells of it. No address: there is none."""

    url: str
    pending: int = 0
    failed: timedelta | None = None
    reason: str = ""
    kinds: tuple[str, ...] = ()


async def token(patient: Patient) -> list[Finding]:
    """getMe; the bot is kept for all that follows."""
    api = patient.settings.telegram_api_url
    request = WireRequest(pool=4)
    secret = patient.settings.telegram_token.get_secret_value()
    bot = Bot(secret, base_url=f"{api}/bot", base_file_url=f"{api}/file/bot", request=request)
    patient.stack.push_async_callback(bot.shutdown)
    try:
        await bot.initialize()
    except InvalidToken:
        return [wrong("token_refused")]
    except FloodError as error:
        return [warning("telegram_busy", seconds=int(error.seconds))]
    except TelegramError as error:
        return [wrong("telegram_away", error=type(error).__name__)]
    patient.bot = bot
    return [well("token", bot=bot.username)]


async def owner(patient: Patient) -> list[Finding]:
    """The database remembers its bot; another one may not write to the people in it."""
    async with patient.work() as work:
        kept = await work.raw.fetchval("SELECT bot_id FROM house")
    if kept is None:
        return [well("owner_none")]
    if kept != there(patient.bot).id:
        return [wrong("owner_other", bot=there(patient.bot).username)]
    return [well("owner", bot=there(patient.bot).username)]


async def webhook(patient: Patient) -> list[Finding]:
    """getWebhookInfo, against the mode and the address of ours."""
    told = await there(patient.bot).get_webhook_info()
    since = datetime.now(UTC) - told.last_error_date if told.last_error_date else None
    reason = masked(told.last_error_message or "")
    hook = Hook(told.url, told.pending_update_count, since, reason, tuple(told.allowed_updates or ()))
    given = patient.settings
    return judge_hook(hook, given.mode, webhook_address(given.webhook_url))


def judge_hook(hook: Hook, mode: Mode, ours: str) -> list[Finding]:
    """`ours` is the address that we would set."""
    if mode == "polling":
        return [warning("webhook_left") if hook.url else well("webhook_none")]
    if not hook.url:
        return [warning("webhook_unset")]
    if hook.url != ours:
        return [wrong("webhook_elsewhere", ours=ours)]
    found = [*_last_error(hook)]
    if hook.pending > MANY_PENDING:
        found.append(warning("webhook_pending", pending=hook.pending))
    # Telegram leaves the list out when it is its own usual one, which holds all that we want.
    if hook.kinds and (missing := tuple(sorted({*ALLOWED_UPDATES} - {*hook.kinds}))):
        found.append(wrong("webhook_kinds", missing=missing))
    return found or [well("webhook", pending=hook.pending)]


def _last_error(hook: Hook) -> list[Finding]:
    if hook.failed is None or hook.failed > RECENT:
        return []
    age = timedelta(seconds=max(0, round(hook.failed.total_seconds())))
    level = Level.WRONG if age < FRESH else Level.WARNING
    if "401" in hook.reason:
        return [Finding(level, "webhook_secret_differs", {"age": age, "reason": hook.reason})]
    return [Finding(level, "webhook_failed", {"age": age, "reason": hook.reason})]
