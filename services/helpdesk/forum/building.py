"""Puts the parts of the staff's group together."""

from typing import Protocol

from services.db.bell import Bell
from services.helpdesk.case import CaseBook
from services.helpdesk.forum.ailing import Ailing
from services.helpdesk.forum.forum import Forum
from services.helpdesk.forum.gathering import Gatherer
from services.helpdesk.forum.group import GroupBook
from services.helpdesk.forum.loading import Loader
from services.helpdesk.forum.model import GroupPlan
from services.helpdesk.forum.outcomes import Outcomes
from services.helpdesk.forum.relay import Relay
from services.helpdesk.forum.store import TopicStore
from services.helpdesk.forum.wording import Wording
from services.helpdesk.forum.writing import Writer
from services.helpdesk.lines import LineStore
from services.helpdesk.store import ConversationStore
from services.helpdesk.teller import Teller
from services.post import Post
from services.words import Words


class Neighbours(Protocol):
    """The rooms the group stands on, and what the settings say of it."""

    @property
    def post(self) -> Post: ...

    @property
    def words(self) -> Words: ...

    @property
    def bell(self) -> Bell: ...

    @property
    def group(self) -> GroupPlan: ...


def built(
    stores: tuple[ConversationStore, LineStore], desk: tuple[Teller, CaseBook], rooms: Neighbours
) -> tuple[Forum, Relay]:
    """What is read from the group, and what carries conversations there."""
    (conversations, lines), (teller, cases) = stores, desk
    topics, book = TopicStore(), GroupBook(rooms.group)
    writer = Writer(rooms.post, rooms.words, book)
    ailing = Ailing(book, writer, teller, rooms.bell)
    outcomes = Outcomes((conversations, topics), book, writer, rooms.post, ailing)
    gatherer = Gatherer(stores, cases, rooms.words, teller)
    loader = Loader(rooms.words, Wording(rooms.words, teller), rooms.group.console)
    forum = Forum((lines, topics), book, writer, ailing, rooms.bell)
    return forum, Relay((lines, topics), book, writer, outcomes, (gatherer, loader))
