"""What changed, told to the pages that are open: a stream of topics, never of content. Pages then fetch what they may.

A page names what it wants to hear of: `/desk/events?t=queue&t=c:<id>`. `gone` says that the session is over or its
screen locked.
"""

import asyncio
import logging
from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from aiohttp import web

from handlers.chat.faults import broken_at
from handlers.desk.desk import SESSION, Desk
from handlers.desk.doors import GONE
from handlers.desk.headers import dress
from services.db.bell import Ear
from services.helpdesk.hands import sits_in
from services.staff import Act, StaffMember

MOST_STREAMS, MOST_TOPICS = 5, 20
"""Of one session: a browser opens six connections to a site, and pages need one."""
CHECK_SECONDS = 15.0
"""Between two looks at the session, with a sign of life."""
LOOK_UP_SECONDS = 1.0
"""Between two looks whether the browser is still there."""
PATIENCE_SECONDS = 10.0
"""For a browser that does not read what it is told."""
TOPICS: dict[str, Act | None] = {
    "queue": Act.READ_QUEUE,
    "c": Act.READ_QUEUE,
    "claims": Act.LIST_CLAIMS,
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
    topics = (*await _within_reach(desk, heard_by(desk.member, desk.request.query.getall("t", []))), own)
    since = desk.request.headers.get("Last-Event-ID") or desk.asked("since")
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
    dress(response, is_secure=desk.site.is_secure)
    with desk.rooms.bell.listening(*topics, since=since, owner=desk.session.id, most=MOST_STREAMS) as ear:
        try:
            await response.prepare(desk.request)
            await _say(response, "retry: 3000\n\n")
            await _stream(desk, response, ear, own)
        except (ConnectionResetError, TimeoutError):
            pass  # the browser is gone, or sleeps: it comes back by itself
    return response


async def _stream(desk: Desk, response: web.StreamResponse, ear: Ear, own: str) -> None:
    loop = asyncio.get_running_loop()
    check_at = loop.time() + CHECK_SECONDS
    while desk.request.transport is not None:
        mark = desk.rooms.bell.mark()
        rung = await ear.wait(LOOK_UP_SECONDS)
        if ear.closed:
            await _say(response, "retry: 20000\n\n")
            return
        is_time = loop.time() >= check_at
        if is_time or own in rung:
            if not await _may_stay(desk):
                await _say(response, GONE)
                return
            check_at = loop.time() + CHECK_SECONDS
        if rung or is_time:
            told = "".join(f"id: {mark}\nevent: {topic}\ndata: {topic}\n\n" for topic in sorted(rung))
            await _say(response, told or ": \n\n")


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


async def _within_reach(desk: Desk, topics: list[str]) -> list[str]:
    """Without the conversations that are not this member's business."""
    heard = [topic for topic in topics if not topic.startswith("c:")]
    async with desk.database.work(reads_clock=False) as work:
        for topic in {*topics} - {*heard}:
            with suppress(ValueError):
                found = await desk.rooms.helpdesk.store.one(work, UUID(topic[2:]))
                heard += [topic] if found is not None and sits_in(desk.member, found) else []
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
    if admitted is not None and (admitted.member.role, admitted.member.queue) != (desk.member.role, desk.member.queue):
        raise TimeoutError  # the page comes again, and hears what it may now
    return admitted is not None and not admitted.lapsed


async def _say(response: web.StreamResponse, text: str) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        await response.write(text.encode())
