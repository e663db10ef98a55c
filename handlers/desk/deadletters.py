"""What could not be done and waits for a decision; what was written in it is not shown."""

from typing import Any

from aiohttp import web

from handlers.desk.desk import Desk
from services.post.deadletters import DeadLetters
from services.post.model import DeadLetter
from services.words import Words

LIST = "/desk/surat-macet"
_KIND, _WHAT, _REASON = "desk_dead", "desk_dead_what", "desk_dead_reason"


async def show(desk: Desk) -> web.Response:
    """All of it, the oldest first."""
    letters = await DeadLetters().waiting(desk.work)
    return desk.render("deadletters.html", letters=[_told(letter, desk.rooms.words) for letter in letters])


async def retry(desk: Desk) -> web.Response:
    """Once more, as if for the first time."""
    await DeadLetters().retry(desk.work, desk.part("number"), desk.member.actor)
    return _done(desk, "retried")


async def drop(desk: Desk) -> web.Response:
    """Its content is forgotten."""
    await DeadLetters().drop(desk.work, desk.part("number"), desk.member.actor)
    return _done(desk, "dropped")


def _done(desk: Desk, key: str) -> web.Response:
    return desk.redirect(LIST, said=desk.rooms.words.label(_KIND, key, number=desk.part("number")))


def _told(letter: DeadLetter, words: Words) -> dict[str, Any]:
    whats, reasons = words.labels(_WHAT), words.labels(_REASON)
    what = letter.what if letter.what in whats else "other"
    reason = letter.reason if letter.reason in reasons else "other"
    return {
        "number": letter.number,
        "what": whats[what].format(what=letter.what),
        "text": whats[f"{what}_text"],
        "since": letter.since,
        "tries": letter.tries,
        "reason": reasons[reason].format(reason=letter.reason),
    }
