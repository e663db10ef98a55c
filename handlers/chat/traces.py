"""What went before a hand-over, for whoever takes over: nobody should have to tell it twice."""

from uuid import UUID

from handlers.chat.visit import Visit
from services.helpdesk import Trace


async def of(visit: Visit) -> Trace:
    """Words that were not understood, the conversation that was under way, and the last look-up of this chat."""
    lost = await visit.rooms.dialogues.lost_words(visit.work, visit.chat)
    active = await visit.rooms.dialogues.active(visit.work, visit.chat)
    last = await visit.rooms.visitors.last_looked_up(visit.work, visit.chat)
    return Trace(
        words=lost,
        flow=active.flow if active else "",
        step=active.step if active else "",
        about=last.about if last else "",
        day=last.day if last else None,
        found=None if last is None else last.participant is not None,
    )


async def participant(visit: Visit) -> UUID | None:
    """Whom the chat is about, as far as it has shown by number and name: looked up last, or tied to it."""
    last = await visit.rooms.visitors.last_looked_up(visit.work, visit.chat)
    if last is not None and last.participant is not None:
        return last.participant
    own = await visit.rooms.visitors.own(visit.work, visit.chat)
    return own.participant if own else None
