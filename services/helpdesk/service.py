"""The help desk as one object: the person's side, the staff's side, the watch over promises, and the views."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from services.db.bell import Bell
from services.dialogues import Dialogues
from services.helpdesk.agents import Agents
from services.helpdesk.callers import Callers
from services.helpdesk.case import CaseBook, Sources
from services.helpdesk.cases import Cases
from services.helpdesk.files import Files
from services.helpdesk.forum.building import built
from services.helpdesk.forum.model import GroupPlan
from services.helpdesk.hands import Hands
from services.helpdesk.kept import KeptAnswers
from services.helpdesk.lines import LineStore
from services.helpdesk.paging import Pager
from services.helpdesk.store import ConversationStore
from services.helpdesk.teller import Teller
from services.helpdesk.views import Views
from services.helpdesk.watch import Watch
from services.post import Post
from services.privacy import Cipher
from services.staff import Staff
from services.words import Words


@dataclass(frozen=True)
class Neighbours:
    """The rooms the help desk stands on."""

    post: Post
    words: Words
    bell: Bell
    staff: Staff
    dialogues: Dialogues
    sources: Sources
    group: GroupPlan = field(default_factory=GroupPlan)


class Helpdesk:
    """`callers`: what a chat may do; `hands`, `agents`, `cases`: what staff may do; `views`, `book`: what they see.
    `relay` carries conversations into the staff's group, `forum` is what is read from there."""

    def __init__(self, cipher: Cipher, rooms: Neighbours) -> None:
        store, self.lines = ConversationStore(cipher), LineStore(cipher)
        self.store = store
        region = rooms.sources.region
        self.teller = teller = Teller(rooms.post, rooms.words, region, rooms.bell, self.lines)
        pager = Pager(teller)
        self.callers = Callers(store, self.lines, teller, pager)
        self.hands = Hands(store, teller, pager, (rooms.staff, rooms.dialogues))
        self.agents = Agents(self.hands, store, self.lines, teller)
        self.cases = Cases(self.hands, store, teller, self.callers)
        self.watch = Watch(store, self.hands, teller, pager)
        self.views = Views(store, self.lines, teller, rooms.sources.participants)
        self.book = CaseBook(store, rooms.sources)
        self.kept = KeptAnswers(teller, rooms.words)
        self.files = Files()
        self.forum, self.relay = built((store, self.lines), (teller, self.book), rooms)

    def lend(self, buttons: Callable[[UUID], Mapping[str, Any]], way_out: Mapping[str, Any]) -> None:
        """How the button with the way back to staff is made; and those with the way out of the queue."""
        self.teller.lend(buttons, way_out)
