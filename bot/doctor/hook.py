"""Check of the webhook from outside: a stranger who knocks at its address must be turned away, by us."""

import aiohttp

from bot.doctor.finding import Finding, well, wrong
from bot.doctor.patient import Patient
from handlers.hooks import webhook_address

PATIENCE = aiohttp.ClientTimeout(total=10)


async def door(patient: Patient) -> list[Finding]:
    """Posts an empty update without the secret. Polling has no such door."""
    address = webhook_address(patient.settings.webhook_url)
    try:
        async with (
            aiohttp.ClientSession(timeout=PATIENCE) as session,
            session.post(address, json={}, allow_redirects=False) as answer,
        ):
            return [judge_answer(answer.status, asks_password="WWW-Authenticate" in answer.headers)]
    except (aiohttp.ClientSSLError, aiohttp.ClientConnectorCertificateError):
        return [wrong("door_certificate", address=address)]
    except TimeoutError:
        return [wrong("door_silent", address=address, seconds=int(PATIENCE.total or 0))]
    except (aiohttp.ClientError, OSError, ValueError) as error:
        return [wrong("door_unreachable", address=address, error=type(error).__name__)]


def judge_answer(status: int, *, asks_password: bool) -> Finding:
    """Our own answer to a wrong secret is 401, without asking for a password."""
    told = str(status)
    if asks_password:
        return wrong("door_asks_password")
    if status == 401:
        return well("door")
    if 200 <= status < 300:
        return wrong("door_open", status=told)
    if 300 <= status < 400:
        return wrong("door_moved", status=told)
    return wrong("door_broken" if status >= 500 else "door_of_another", status=told)
