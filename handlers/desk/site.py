"""Where the console stands: under which name it answers, to whom, and how its cookies are called there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from aiohttp import web

_AT_HOME = frozenset({"localhost", "127.0.0.1", "[::1]"})
_OF_PROXIES = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via")
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(?::\d{1,5})?")
_NO_PORT = {"http": ":80", "https": ":443"}

Address = IPv4Address | IPv6Address
Networks = Sequence[IPv4Network | IPv6Network]


@dataclass(frozen=True)
class Site:
    """`public_url` is https://…, or the console answers on this machine only, by the names of this machine: then a
    password never travels in the clear, and no page of the web can reach it under a name of its own."""

    public_url: str = ""
    proxies: Networks = ()

    @property
    def is_secure(self) -> bool:
        """Whether browsers come by https."""
        return self.public_url.startswith("https://")

    def is_welcome(self, request: web.Request) -> bool:
        """Whether the console answers at all: by this name, to this neighbour."""
        host = request.headers.getall("Host", [])
        if len(host) != 1:
            return False
        if self.is_secure:
            return _plain_host(host[0], "https") == _plain_host(self.public_url.removeprefix("https://"), "https")
        neighbour = _neighbour(request)
        passed_on = any(name in request.headers for name in _OF_PROXIES)
        return neighbour is not None and neighbour.is_loopback and not passed_on and _name(host[0]) in _AT_HOME

    def is_ours(self, request: web.Request) -> bool:
        """Whether a form comes from a page of this site, as far as the browser tells."""
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            return False
        origin = request.headers.get("Origin")
        return origin is None or _plain_host(origin, "") == _plain_host(self.origin(request), "")

    def origin(self, request: web.Request) -> str:
        """Scheme, host and port under which the browser knows us."""
        return self.public_url if self.is_secure else f"http://{request.headers.get('Host', '')}"

    def address(self, request: web.Request) -> str:
        """Who asks. What a proxy tells is believed if it is one of ours, from the nearest on."""
        address = _neighbour(request)
        told = ",".join(request.headers.getall("X-Forwarded-For", [])).split(",")
        while address is not None and told and _within(address, self.proxies):
            before = _address(told.pop().strip())
            if before is None:
                break
            address = before
        return _shared(address)

    def cookie(self, name: str) -> str:
        """With https the browser itself holds that the cookie is ours alone and never travels in the clear."""
        return f"__Host-{name}" if self.is_secure else name


def _neighbour(request: web.Request) -> Address | None:
    peer = request.transport.get_extra_info("peername") if request.transport else None
    return _address(str(peer[0])) if peer else None


def _address(text: str) -> Address | None:
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _within(address: Address, networks: Networks) -> bool:
    return any(address in network for network in networks)


def _shared(address: Address | None) -> str:
    """Of IPv6 the network: a household has 2⁶⁴ addresses."""
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, 64), strict=False))
    return str(address or "")


def _name(host: str) -> str:
    """Without the port, in small letters; nothing for what is no name and port."""
    found = _HOST.fullmatch(host.strip().lower())
    return found[1] if found else ""


def _plain_host(host: str, scheme: str) -> str:
    """In small letters, without the port that goes without saying."""
    host = host.strip().lower()
    scheme = scheme or host.partition("://")[0]
    return host.removesuffix(_NO_PORT.get(scheme, "\0"))
