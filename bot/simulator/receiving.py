"""How a bot asks for its updates: long polling, or a webhook with a secret."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from bot.simulator.errors import bad_request
from bot.simulator.sending import Call
from bot.simulator.updates import Webhook

Json = dict[str, Any]
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


async def get_updates(call: Call) -> list[Json]:
    params, updates = call.params, call.world.updates
    updates.allow(params.get("allowed_updates"))
    limit = min(max(params.get("limit", 100), 1), 100)
    timeout = min(max(params.get("timeout", 0), 0), 50)
    return await updates.poll(params.get("offset", 0), limit, timeout)


async def set_webhook(call: Call) -> bool:
    params, updates = call.params, call.world.updates
    if not params["url"].startswith(("https://", "http://")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = params.get("secret_token")
    if secret is not None and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    updates.allow(params.get("allowed_updates"))
    if params.get("drop_pending_updates"):
        updates.pending.clear()
    updates.webhook = Webhook(params["url"], secret, params.get("max_connections", 40))
    updates.end_poll("terminated by setWebhook request")
    call.courier.wake()
    return True


async def delete_webhook(call: Call) -> bool:
    updates = call.world.updates
    if call.params.get("drop_pending_updates"):
        updates.pending.clear()
    updates.webhook = None
    call.courier.wake()
    return True


async def get_webhook_info(call: Call) -> Json:
    updates = call.world.updates
    info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(updates.pending)}
    if updates.allowed:
        info["allowed_updates"] = sorted(updates.allowed)
    if (webhook := updates.webhook) is not None:
        info |= {"url": webhook.url, "max_connections": webhook.max_connections, "ip_address": "127.0.0.1"}
        if webhook.last_error is not None:
            info |= {"last_error_date": webhook.last_error_date, "last_error_message": webhook.last_error}
    return info


METHODS: dict[str, Callable[[Call], Awaitable[Any]]] = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
