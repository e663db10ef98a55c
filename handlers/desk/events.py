"""What changed, told to the pages that are open: a stream of topics, never of content. Pages then fetch what they may.

A page names what it wants to hear of: `/desk/events?t=queue&t=c:<id>`. `gone` says that the session is over or its
screen locked.
"""

import asyncio
import logging
from collections.abc import Iterable

from aiohttp import web

from handlers.chat.faults import broken_at
from handlers.desk.desk import SESSION, Desk
from handlers.desk.doors import GONE
from handlers.desk.headers import dress
from services.staff import Act, StaffMember
from services.staff.messages import DoorsBusy

MOST_STREAMS, MOST_TOPICS = 6, 20
"""Of one session: a browser opens six connections to a site, and pages need one."""
CHECK_SECONDS = 15.0
PATIENCE_SECONDS = 10.0
"""For a browser that does not read what it is told."""
TOPICS: dict[str, Act | None] = {
    "queue": Act.READ_QUEUE,
    "c": Act.READ_QUEUE,
    "presence": Act.SEE_OVERSIGHT,
    "templates": None,
}
"""Who may hear of what, by what stands before the colon. `staff:<id>` everybody hears of themselves."""
_log = logging.getLogger(__name__)


async def still_here(_: Desk) -> web.Response:
    """The page asks whether it may stay (GET), or tells that somebody types in it (POST, which is a deed)."""
    return web.Response(status=204)


async def events(desk: Desk) -> web.StreamResponse:
    """Streams until the browser leaves, the session ends, or the process does."""
    own = f"staff:{desk.member.id}"
    bell, session = desk.rooms.bell, desk.session.id
    if bell.listeners(session) >= MOST_STREAMS:
        raise DoorsBusy
    with bell.listening(*heard_by(desk.member, desk.request.query.getall("t", [])), own, owner=session) as ear:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
        dress(response, is_secure=desk.site.is_secure)
        try:
            await response.prepare(desk.request)
            await _say(response, "retry: 3000\n: \n\n")
            loop = asyncio.get_running_loop()
            check_at = loop.time() + CHECK_SECONDS
            while not ear.closed:
                rung = await ear.wait(check_at - loop.time())
                if own in rung or loop.time() >= check_at:
                    if not await _may_stay(desk):
                        await _say(response, GONE)
                        break
                    check_at = loop.time() + CHECK_SECONDS
                await _say(
                    response, "".join(f"event: {topic}\ndata: {topic}\n\n" for topic in sorted(rung)) or ": \n\n"
                )
        except (ConnectionResetError, TimeoutError):
            pass  # the browser is gone, or sleeps: it will come back by itself
    return response


def heard_by(member: StaffMember, asked: Iterable[str]) -> list[str]:
    """The topics of those asked for that this person may hear of."""
    heard = []
    for topic in list(asked)[:MOST_TOPICS]:
        kind = topic.partition(":")[0]
        if kind in TOPICS and len(topic) < 80 and topic.isprintable() and " " not in topic:
            act = TOPICS[kind]
            if act is None or member.may(act):
                heard.append(topic)
    return heard


async def _may_stay(desk: Desk) -> bool:
    """Looks at the session anew; counts as no deed. When the database is away, the browser comes again."""
    token = desk.request.cookies.get(desk.site.cookie(SESSION), "")
    try:
        async with desk.database.work(reads_clock=False) as work:
            admitted = await desk.rooms.staff.sessions.admit(work, token)
    except Exception as error:  # noqa: BLE001 - whatever it is: we do not know, so the stream ends
        _log.warning("a stream could not be checked and is ended: %s", broken_at(error))
        raise TimeoutError from None
    return admitted is not None and not admitted.lapsed


async def _say(response: web.StreamResponse, text: str) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        await response.write(text.encode())
