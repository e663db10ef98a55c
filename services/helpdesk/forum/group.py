"""What is known of the staff's group itself: its number of today, its trouble, and how much may be written to it."""

from datetime import datetime
from typing import Any

from services.db import Work
from services.helpdesk.forum.model import Ailment, Group, GroupPlan, Pace, Trouble

_OPEN = """
INSERT INTO desk_group (configured, chat) VALUES ($1, $1)
ON CONFLICT ("only") DO UPDATE SET configured = excluded.configured, chat = excluded.configured, trouble = NULL,
  words = '', since = NULL, told = NULL, tried = NULL WHERE desk_group.configured <> excluded.configured
"""
_READ = "SELECT configured, chat, trouble, words, since, told, tried, free_at FROM desk_group WHERE configured = $1"
_MOVED = "UPDATE desk_group SET chat = $2, trouble = NULL, words = '', since = NULL, tried = NULL WHERE configured = $1"
_AILING = """
UPDATE desk_group SET since = CASE WHEN trouble = $1 THEN since ELSE $3 END, trouble = $1, words = $2, tried = $3
"""
_SPEND = "UPDATE desk_group SET free_at = greatest(coalesce(free_at, $1), $1) + $2"


class GroupBook:
    """The one row of the group. Without a group in the settings there is none."""

    def __init__(self, plan: GroupPlan) -> None:
        self.plan = plan
        self.pace = Pace()

    async def opened(self, work: Work) -> Group | None:
        """The group, made known if the settings name another one than before."""
        known = await self.read(work)
        if known is not None or self.plan.chat is None:
            return known
        await work.raw.execute(_OPEN, self.plan.chat)
        return await self.read(work)

    async def read(self, work: Work) -> Group | None:
        """The group as far as it is known."""
        row = await work.raw.fetchrow(_READ, self.plan.chat) if self.plan.chat is not None else None
        return _group(row) if row else None

    async def chat(self, work: Work) -> int | None:
        """Its number of today."""
        group = await self.read(work)
        return group.chat if group else self.plan.chat

    async def moved(self, work: Work, chat: int) -> None:
        """It has another number now; what was wrong with the old one is over."""
        await work.raw.execute(_MOVED, self.plan.chat, chat)

    async def ails(self, work: Work, trouble: Trouble, words: str) -> None:
        """Something is wrong with it, as of now."""
        await work.raw.execute(_AILING, trouble.value, words, work.now)

    async def is_well(self, work: Work) -> None:
        """Nothing is wrong with it any more."""
        await work.raw.execute("UPDATE desk_group SET trouble = NULL, words = '', since = NULL, tried = NULL")

    async def was_told(self, work: Work) -> None:
        """Staff know of the trouble."""
        await work.raw.execute("UPDATE desk_group SET told = $1", work.now)

    async def tried(self, work: Work, at: datetime | None) -> None:
        """When it was last tried whether the trouble is over; None: try at once."""
        await work.raw.execute("UPDATE desk_group SET tried = $1", at)

    async def spend(self, work: Work, acts: int) -> None:
        """So many messages more are on their way to the group."""
        await work.raw.execute(_SPEND, work.now, self.pace.interval * acts)

    async def ailment(self, work: Work) -> Ailment | None:
        """What is wrong with it, if anything is."""
        group = await self.read(work)
        if group is None or group.trouble is None or group.since is None:
            return None
        return Ailment(group.trouble, group.since, group.words)


def _group(row: Any) -> Group:
    values = dict(row)
    return Group(**values | {"trouble": Trouble(row["trouble"]) if row["trouble"] else None})
