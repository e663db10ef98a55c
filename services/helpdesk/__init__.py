"""The help desk: a person when a bot is not enough. Conversations, queues, promises; who asks and who answers."""

from services.helpdesk.model import Channel, Conversation, Kind, Message, Ongoing, Outcome, Said, State, Thing, Trace
from services.helpdesk.service import Helpdesk

__all__ = [
    "Channel",
    "Conversation",
    "Helpdesk",
    "Kind",
    "Message",
    "Ongoing",
    "Outcome",
    "Said",
    "State",
    "Thing",
    "Trace",
]
