"""Checks of the settings: what is missing or wrong, and what is dangerous though it is allowed."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.doctor.finding import Finding, Word, warning, well, wrong
from bot.doctor.patient import Patient
from bot.settings import Settings

WIDEST_PROXY = {4: 8, 6: 16}
"""Length of the shortest prefix that can still be one's own network: 10.0.0.0/8 is the largest private one."""


async def settings(patient: Patient) -> list[Finding]:
    """Every setting that keeps `santun run` from starting."""
    if not patient.problems:
        return [well("settings_complete", mode=patient.settings.mode)]
    return [
        wrong(
            f"setting_{problem.problem}",
            name=f"SANTUN_{problem.name.upper()}",
            why=Word("settings_why", problem.name),
            example=Word("settings_example", problem.name),
        )
        for problem in patient.problems
    ]


async def api_url(patient: Patient) -> list[Finding]:
    """The token travels in every address that is called."""
    parts = urlsplit(patient.settings.telegram_api_url)
    if parts.scheme == "http" and not is_here(parts.hostname):
        return [wrong("api_url_in_the_clear", host=parts.hostname or "")]
    return [well("api_url", host=parts.hostname or "")]


async def public_url(patient: Patient) -> list[Finding]:
    """Where staff reach the console."""
    return [_public_url(patient.settings)]


def _public_url(given: Settings) -> Finding:
    if not given.has_console_at_home_only:
        return well("public_url", url=given.public_url)
    if given.desk_group_id is not None:
        return warning("public_url_for_group")
    if given.public_url and not is_here(urlsplit(given.public_url).hostname):
        return warning("public_url_in_the_clear", url=given.public_url)
    return well("public_url_at_home", port=str(given.http_port))


async def trusted_proxies(patient: Patient) -> list[Finding]:
    """Whose word is taken for the address of a visitor: pauses after wrong passwords depend on it."""
    given = patient.settings
    wide = tuple(str(network) for network in given.proxies if network.prefixlen < WIDEST_PROXY[network.version])
    if wide:
        return [wrong("proxies_too_wide", networks=wide)]
    if given.proxies and given.has_console_at_home_only:
        return [warning("proxies_without_need")]
    if not given.proxies and not given.has_console_at_home_only:
        return [warning("proxies_missing")]
    return [well("proxies", count=len(given.proxies)) if given.proxies else well("proxies_none")]


def is_here(host: str | None) -> bool:
    """Whether this is the name of the machine itself, or a folder of sockets on it."""
    if not host or host.startswith("/") or host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
