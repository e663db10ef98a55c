"""The table of checks, in the order in which they are made: what others rest on comes first, what takes long last."""

from bot.doctor import (
    clocks,
    files,
    group,
    hook,
    keys,
    machine,
    pooling,
    postgres,
    queues,
    region,
    settings,
    staff,
    telegram,
)
from bot.doctor.examination import Check
from bot.doctor.patient import Thing
from bot.settings import Settings

_DATABASE, _LAYOUT, _KEYS, _BOT = (Thing.DATABASE,), (Thing.LAYOUT,), (Thing.KEYS,), (Thing.BOT,)
_REGION, _GROUP = (Thing.REGION,), (Thing.GROUP,)


def _has_webhook(settings: Settings) -> bool:
    return settings.mode == "webhook"


def _has_no_group(settings: Settings) -> bool:
    return settings.desk_group_id is None


def _has_group(settings: Settings) -> bool:
    return settings.desk_group_id is not None


CHECKS: tuple[Check, ...] = (
    Check("settings", "settings", settings.settings),
    Check("api_url", "settings", settings.api_url, settings=("telegram_api_url",)),
    Check("public_url", "settings", settings.public_url, settings=("public_url",)),
    Check("trusted_proxies", "settings", settings.trusted_proxies, settings=("trusted_proxies", "public_url")),
    Check("region", "region", region.region, settings=("region",)),
    Check("hours", "region", region.hours, _REGION),
    Check("holidays", "region", region.holidays, _REGION),
    Check("contacts", "region", region.contacts, _REGION),
    Check("data_dir", "machine", machine.data_dir, settings=("data_dir",)),
    Check("disk", "machine", machine.disk, settings=("data_dir", "files_url")),
    Check("key_file", "machine", machine.key_file, settings=("data_dir", "key_file")),
    Check("files", "files", files.files, settings=("data_dir", "files_url"), seconds=180),
    Check("database", "database", postgres.database, settings=("database_url", "data_dir"), seconds=120),
    Check("pooling", "database", pooling.pooling, _DATABASE, seconds=60),
    Check("encryption", "database", postgres.encryption, _DATABASE),
    Check("durability", "database", postgres.durability, _DATABASE),
    Check("layout", "database", postgres.layout, _DATABASE),
    Check("room", "database", postgres.room, _DATABASE),
    Check("clock", "database", clocks.clock, _DATABASE, settings=("telegram_api_url",), seconds=30),
    Check("timezone", "database", clocks.timezone, _DATABASE),
    Check("key", "database", keys.key, _LAYOUT, settings=("key_file",)),
    Check("token", "telegram", telegram.token, settings=("telegram_token", "telegram_api_url"), seconds=60),
    Check("owner", "telegram", telegram.owner, _BOT + _LAYOUT),
    Check("webhook", "telegram", telegram.webhook, _BOT, settings=("mode", "webhook_url"), seconds=60),
    Check("door", "telegram", hook.door, settings=("mode", "webhook_url"), applies=_has_webhook),
    Check("no_group", "group", group.none, settings=("desk_group_id",), applies=_has_no_group),
    Check("group", "group", group.group, _BOT, seconds=60, applies=_has_group),
    Check("rights", "group", group.rights, _BOT + _GROUP, seconds=60, applies=_has_group),
    Check("replicas", "work", queues.replicas, _LAYOUT, settings=("mode",)),
    Check("post", "work", queues.post, _LAYOUT),
    Check("claims", "work", queues.claims, _LAYOUT),
    Check("claims_opened", "work", queues.claims_opened, _LAYOUT + _KEYS, seconds=600),
    Check("staff", "staff", staff.staff, _LAYOUT),
    Check("entrances", "staff", staff.entrances, _LAYOUT + _REGION),
    Check("audit", "audit", keys.audit, _LAYOUT + _KEYS, settings=("data_dir",), seconds=3600),
)
