"""What is done next in the group, how fast, and what Telegram's refusals mean: tables and arithmetic."""

from datetime import datetime, timedelta

from services.helpdesk.forum.model import Doing, Fault, Group, Need, Pace, Topic, TopicState, Trouble
from services.helpdesk.model import State

MOST_SIGNS = 3900
"""Of a message's 4,096: the rest is for the mark of one that may come twice."""
PIECE = 3000
"""A line longer than this is carried in several pieces."""
AGAIN = 20
"""So many lines are carried once more when a topic was lost."""
LINES_READ = 100
TRIED_EVERY = timedelta(minutes=3)
"""How often the group is tried while something is wrong with it."""
MARKED_WITHIN = timedelta(seconds=2)
"""So much later than a message was sent it may be marked as sent."""
TOLD_AFTER = timedelta(seconds=30)
"""What is over sooner is not told."""
TOLD_AGAIN_AFTER = timedelta(minutes=10)
"""A trouble that comes and goes is told no more often."""
KEPT_FOR = timedelta(days=30)
"""So long after its end the topic of a conversation stays in the group."""
ERASED_AFTER = timedelta(minutes=10)
"""How soon the topic of an erased conversation is deleted, and how often that is tried."""
RETOLD_WITHIN = timedelta(days=2)
"""Telegram lets people change what they wrote for so long."""
MOST_NEEDS = 50
"""So many conversations are looked at in one round, however many wait."""
MOST_FLYING = 4
TALKING = 4.0
"""Where somebody is being answered, a second of waiting counts as so many."""

FAULTS: tuple[tuple[str, Fault], ...] = (
    ("message thread not found", Fault.TOPIC_GONE),
    ("topic_deleted", Fault.TOPIC_GONE),
    ("topic_id_invalid", Fault.TOPIC_GONE),
    ("invalid message thread identifier", Fault.TOPIC_GONE),
    ("topic_closed", Fault.TOPIC_SHUT),
    ("not a forum", Fault.NOT_A_FORUM),
    ("not a supergroup", Fault.NOT_A_FORUM),
    ("only in supergroup", Fault.NOT_A_FORUM),
    ("for supergroup", Fault.NOT_A_FORUM),
    ("not enough rights", Fault.NO_RIGHTS),
    ("have no rights", Fault.NO_RIGHTS),
    ("need administrator rights", Fault.NO_RIGHTS),
    ("chat_admin_required", Fault.NO_RIGHTS),
    ("chat_write_forbidden", Fault.NO_RIGHTS),
    ("chat_restricted", Fault.NO_RIGHTS),
    ("chat not found", Fault.NOT_FOUND),
    ("was deactivated", Fault.NOT_FOUND),
)
"""Words of Telegram's refusals, in small letters (tdlib's ForumTopicManager, DialogManager, MessagesManager)."""
OF_THE_GROUP = {
    Fault.NOT_A_FORUM: Trouble.NOT_A_FORUM,
    Fault.NO_RIGHTS: Trouble.NO_RIGHTS,
    Fault.NOT_FOUND: Trouble.NOT_FOUND,
}
PROVES_RIGHTS = frozenset({Doing.OPEN, Doing.CLOSE, Doing.REOPEN})
"""What can be done only with the right to keep topics; an ordinary member may write."""


def meaning(error: str) -> Fault:
    """What a refusal means."""
    plain = error.lower()
    return next((fault for words, fault in FAULTS if words in plain), Fault.UNFIT)


def proves_wellness(done: Doing | None, trouble: Trouble | None) -> bool:
    """Whether this could not have been done if that were still wrong."""
    return trouble is not None and (trouble is not Trouble.NO_RIGHTS or done in PROVES_RIGHTS)


def next_step(need: Need, group: int) -> Doing | None:
    """What this conversation needs in the group now. Of one that ended before it had a topic, nothing."""
    topic = need.topic
    is_open = need.state is not State.CLOSED
    if topic is None or not lives_in(topic, group):
        return Doing.OPEN if is_open else None
    waits = need.turn > topic.relayed or need.retold
    if topic.state is TopicState.CLOSED:
        return Doing.REOPEN if waits and is_open else None
    if waits:
        return Doing.CARRY
    return None if is_open else Doing.CLOSE


def lives_in(topic: Topic, group: int) -> bool:
    """Whether it is a topic of this group."""
    return topic.thread is not None and topic.chat == group


def urgency(need: Need, now: datetime) -> float:
    """The longer the more; nobody is passed over for ever. What only has to be tidied comes last."""
    if need.since is None:
        return 0.0
    waited = max(0.0, (now - need.since).total_seconds()) + 1.0
    return waited * TALKING if need.state is State.ACTIVE and need.topic is not None else waited


def tokens(group: Group, pace: Pace, now: datetime) -> int:
    """How many acts may leave now."""
    if pace.interval <= timedelta():
        return MOST_FLYING
    ahead = max(group.free_at or now, now) - now
    return max(0, pace.burst - -(-ahead // pace.interval))
