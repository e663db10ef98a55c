"""Everything a handler may ask: one object per room, built once in `bot/house.py`."""

from dataclasses import dataclass

from services.claims import Claims
from services.claims.documents.making import Maker
from services.coverage import Coverages
from services.db.bell import Bell
from services.dialogues import Dialogues
from services.erasure import Erasure
from services.files.service import Vault
from services.helpdesk import Helpdesk
from services.oversight import Oversight
from services.paper.service import Paper
from services.participants.roster.service import Roster
from services.participants.service import Participants
from services.pictures.service import Pictures
from services.post import Post
from services.region import Region
from services.staff import Staff
from services.visitors import Visitors
from services.words import Words
from services.words.courtesies import Courtesies
from services.words.spoken import Spoken
from services.words.topics import Topics


@dataclass(frozen=True)
class Rooms:
    """The rooms, by their names. `operator` is who runs this bot, as the settings say; `sample` whether the roster is
    the demo's."""

    operator: str
    sample: bool
    words: Words
    spoken: Spoken
    topics: Topics
    courtesies: Courtesies
    region: Region
    files: Vault
    pictures: Pictures
    paper: Paper
    post: Post
    dialogues: Dialogues
    staff: Staff
    bell: Bell
    visitors: Visitors
    participants: Participants
    roster: Roster
    coverage: Coverages
    claims: Claims
    documents: Maker
    helpdesk: Helpdesk
    oversight: Oversight
    erasure: Erasure
