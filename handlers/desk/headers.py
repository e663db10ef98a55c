"""What every answer of the console tells the browser: load nothing from elsewhere, run nothing inline, keep nothing."""

from aiohttp import web

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    # With `no-referrer` browsers send forms with `Origin: null`, and we could not tell our own from others'.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex",
    "Server": "Santun",
}
KEPT_NOWHERE = "no-store"
_A_YEAR = "max-age=31536000"


def dress(response: web.StreamResponse, *, is_secure: bool) -> web.StreamResponse:
    """Puts the headers on; what the page said about its own keeping stays only for files that are the same for all."""
    response.headers.update(HEADERS)
    response.headers.setdefault("Cache-Control", KEPT_NOWHERE)
    if is_secure:
        response.headers["Strict-Transport-Security"] = _A_YEAR
    return response
