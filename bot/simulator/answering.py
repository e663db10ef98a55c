"""How the simulator's own door answers: JSON that no browser keeps, and only to the simulator's own pages."""

from typing import Any

from aiohttp import web

from bot.simulator.errors import SimError


def answer(body: Any) -> web.Response:
    return web.json_response(body, headers={"Cache-Control": "no-store"})


@web.middleware
async def polite(request: web.Request, handler: Any) -> web.StreamResponse:
    """Own pages only: a foreign page cannot write here; what people cannot do is answered with 409 and a sentence."""
    origin = request.headers.get("Origin")
    if origin is not None and request.path.startswith("/sim/") and origin.split("//")[-1] != request.host:
        raise web.HTTPForbidden(text="this door is for the simulator's own page")
    try:
        response: web.StreamResponse = await handler(request)
    except SimError as error:
        return web.json_response({"error": str(error)}, status=409)
    except (KeyError, ValueError, TypeError) as error:
        if not request.path.startswith("/sim/"):
            raise
        return web.json_response({"error": f"missing or wrong: {error}"}, status=400)
    if not response.prepared:
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
    return response
