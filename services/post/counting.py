"""How full the queues are, for metrics and for whoever examines the set-up."""

from services.db import Work
from services.post.model import Counts, Lane

_INBOX_COUNTS = """
SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting, count(*) FILTER (WHERE state = 'dead') AS dead,
  extract(epoch FROM santun_now() - min(arrived) FILTER (WHERE state = 'waiting'))::float8 AS oldest
FROM inbox WHERE state = 'waiting' OR state = 'dead'
"""
_LETTER_COUNTS = """
SELECT lane, count(*) AS waiting, extract(epoch FROM santun_now() - min(due))::float8 AS oldest FROM letters l
WHERE (state = 'waiting' OR state = 'sending') AND due <= santun_now()
  AND NOT EXISTS (SELECT FROM chats c WHERE c.chat_id = l.chat_id AND c.gone) GROUP BY lane
"""
_DEAD_LETTERS = "SELECT count(*) FROM letters WHERE state = 'dead' OR state = 'unsure'"
_GONE = "SELECT count(*) FROM chats WHERE gone"


async def count(work: Work) -> Counts:
    """The figures of this moment. Opens nothing that is sealed, so it needs no key."""
    inbox = await work.raw.fetchrow(_INBOX_COUNTS)
    lanes = await work.raw.fetch(_LETTER_COUNTS)
    assert inbox is not None
    return Counts(
        inbox_waiting=inbox["waiting"],
        inbox_oldest_seconds=inbox["oldest"] or 0.0,
        inbox_dead=inbox["dead"],
        letters_waiting={Lane(row["lane"]).name.lower(): row["waiting"] for row in lanes},
        letters_oldest_seconds=max((row["oldest"] for row in lanes), default=0.0),
        letters_dead=await work.raw.fetchval(_DEAD_LETTERS),
        chats_gone=await work.raw.fetchval(_GONE),
    )
