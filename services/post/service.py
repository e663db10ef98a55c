"""What other rooms may ask of the post: write a letter; and what the doors ask: finish, count, clean up, revive."""

from collections.abc import Iterable
from functools import partial
from uuid import UUID, uuid4, uuid5
from weakref import WeakKeyDictionary

from services.db import Work
from services.post.counting import count
from services.post.inbox import Inbox
from services.post.model import Carrier, Counts, Finish, Letter, Received
from services.post.outbox import Outbox, Tray
from services.privacy import Cipher

_NAMESPACE = UUID("5a6e7475-6e00-4c65-9474-657273000000")

_DEPARTED = "DELETE FROM replicas WHERE name <> ALL (post_live()) AND started < now() - interval '1 day'"
_WITHDRAW = """
UPDATE letters SET state = 'dropped', body = NULL WHERE uid = $1 AND state IN ('waiting', 'dead') RETURNING id
"""
_CLEAR_DEAD = """
UPDATE letters SET state = 'dropped', body = NULL
WHERE (state = 'dead' OR state = 'unsure') AND chat_id = ANY ($1::bigint[]) RETURNING method, error
"""
_FORGET = (
    "DELETE FROM letters WHERE chat_id = $1 AND state <> 'sending'",
    "DELETE FROM inbox WHERE chat_id = $1 AND state IN ('dead', 'dropped')",
)


class Post:
    """The way in and the way out. Letters are gathered and written in one statement when the unit of work closes."""

    def __init__(self, cipher: Cipher) -> None:
        self.inbox = Inbox(cipher)
        self.outbox = Outbox(cipher)
        self._carrier: Carrier | None = None
        self._trays: WeakKeyDictionary[Work, Tray] = WeakKeyDictionary()

    def hire(self, carrier: Carrier) -> None:
        """From now on this process carries out its letters itself; without, they wait for one that does."""
        self._carrier = carrier

    async def write(self, work: Work, letter: Letter) -> UUID:
        """Writes a letter into the unit of work; it is carried out right after the commit.

        The answer names the letter for `Letter.refers`; two letters of a chat with one `dedupe` key have one name.
        """
        uid = uuid5(_NAMESPACE, f"{letter.chat}:{letter.dedupe}") if letter.dedupe else uuid4()
        self._tray(work).letters.append((uid, letter))
        return uid

    def finish(self, work: Work, received: Received, here: bool | None) -> Finish:
        """Marks the update as done in this unit of work, which fails if it no longer waits.

        `here`: whether it shows that we may write in the chat (revives a chat that had gone), or no longer may.
        """
        finish = Finish(received.seq, received.chat, here)
        self._tray(work).finishes.append(finish)
        return finish

    async def withdraw(self, work: Work, letter: UUID) -> bool:
        """Takes back a letter that waits or could not be carried out; False when it is being carried out, or was."""
        return await work.raw.fetchval(_WITHDRAW, letter) is not None

    async def clear_dead(self, work: Work, chats: Iterable[int]) -> list[str]:
        """Takes out of the dead letters what was meant for these chats, where whoever wrote it goes around what could
        not be done; gives what they were and why."""
        return [f"{row['method']}: {row['error']}" for row in await work.raw.fetch(_CLEAR_DEAD, list(chats))]

    async def forget(self, work: Work, chat: int) -> None:
        """Deletes the chat's letters and updates, except those just now in work.

        What is done has no body; its number stays for 7 days, so that an update brought again is not worked on twice.
        """
        for statement in _FORGET:
            await work.raw.execute(statement, chat)

    async def counts(self, work: Work) -> Counts:
        """How full the queues are."""
        return await count(work)

    async def sweep_old(self, work: Work) -> None:
        """Forgets done updates after 7 days, dead ones and letters after 30, and replicas that are no more."""
        await self.inbox.sweep(work)
        await self.outbox.sweep(work)
        await work.raw.execute(_DEPARTED)

    def _tray(self, work: Work) -> Tray:
        tray = self._trays.get(work)
        if tray is None:
            tray = self._trays[work] = Tray()
            work.closing.append(partial(self._close, tray))
        return tray

    async def _close(self, tray: Tray, work: Work) -> None:
        carrier = self._carrier
        written = await self.outbox.write(work, tray, carrier.replica if carrier else None)
        if carrier and (written.acts or written.wake):
            work.closed.append(partial(carrier.carry, written))
