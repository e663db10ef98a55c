"""Builds all that is alive, once, by hand: database, keys, words, region, rooms."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

from bot.postgres import EmbeddedPostgres
from bot.settings import Settings
from handlers.chat.buttons import BackToStaff, LeaveQueue, OpenMenu, ShowStatus
from handlers.chat.claim_buttons import PickPaper
from handlers.chat.keyboards import Keyboards
from handlers.chat.paper_letters import under_list
from handlers.chat.routes import routes
from handlers.rooms import Rooms
from services.claims import Claims
from services.claims import Neighbours as ClaimNeighbours
from services.claims.documents.making import Maker
from services.coverage import Coverages
from services.db import Database, Work
from services.db.bell import Bell
from services.db.migrate import migrate
from services.db.weather import is_away, is_refused
from services.dialogues import Dialogues
from services.erasure import Erasure, Reach
from services.files.service import Vault
from services.helpdesk import Helpdesk
from services.helpdesk.case import Sources
from services.helpdesk.forum.model import GroupPlan
from services.helpdesk.service import Neighbours
from services.oversight import Cases, Oversight
from services.oversight import Reach as OversightReach
from services.paper.service import Paper
from services.participants.roster.service import Roster
from services.participants.service import Participants
from services.pictures.service import Pictures
from services.post import Post
from services.privacy import Keys, WrongKey
from services.region import Region
from services.staff import Staff
from services.visitors import Visitors
from services.words import Words
from services.words.courtesies import Courtesies
from services.words.spoken import Spoken
from services.words.topics import Topics

SAMPLE_OPERATOR = "Dinas Contoh"


class CannotStart(Exception):
    """Something the house stands on is missing. `key` and `values` name the sentence in `locales/id/start`."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


@dataclass(frozen=True)
class House:
    """What commands and the serving process work with."""

    settings: Settings
    database: Database
    keys: Keys
    rooms: Rooms
    embedded: EmbeddedPostgres | None

    @property
    def words(self) -> Words:
        return self.rooms.words


@asynccontextmanager
async def open_house(
    settings: Settings, *, sample: bool = False, tell: Callable[[str], None] = print
) -> AsyncIterator[House]:
    """Opens the database (the embedded one if none is set), migrates it, checks the key, builds the rooms.

    `tell` gets what the operator must know (a new key was made). Raises `CannotStart` and `WrongRegionFile`.
    """
    region = Region.load(settings.region)
    words = Words(zone=region.zone)
    _make_home(settings.data_dir, "data_dir_shut")
    if settings.files_at.folder is not None:
        _make_home(settings.files_at.folder, "files_shut")
    embedded = None if settings.database_url.get_secret_value() else EmbeddedPostgres(settings.data_dir)
    url = await _database_url(settings, embedded)
    database = Database(url)
    try:
        await _migrated(url)
        async with database.work() as work:
            keys = await _keys(work, settings, lambda key, **values: tell(words.label("start", key, **values)))
        rooms = build_rooms(settings, keys, words, region, sample=sample)
        yield House(settings, database, keys, rooms, embedded)
        await rooms.bell.flush(database)
    finally:
        await database.close()
        if embedded is not None:
            await embedded.stop()


def _lend(claims: Claims, keyboards: Keyboards) -> None:
    """The buttons under letters about a claim and under its list of papers."""
    claims.teller.lend(
        lambda claim: keyboards.under((PickPaper(claim), ShowStatus()), 1),
        lambda claim: keyboards.under(under_list(claim), 1),
    )


def build_rooms(settings: Settings, keys: Keys, words: Words, region: Region, *, sample: bool) -> Rooms:
    """Every room, lower ones first."""
    post, dialogues = Post(keys.cipher), Dialogues(keys.cipher)
    visitors, participants = Visitors(keys, region.zone), Participants(keys)
    claims = Claims(keys, ClaimNeighbours(post, words, region, participants, visitors))
    staff, bell = Staff(keys), Bell()
    files, pictures, press = Vault(keys, settings.files_at), Pictures(), Paper(words)
    sources = Sources(visitors, participants, claims, region)
    helpdesk = Helpdesk(keys.cipher, Neighbours(post, words, bell, staff, dialogues, sources, _group(settings)))
    keyboards = Keyboards(words, routes().codec)
    way_out = keyboards.under((LeaveQueue(), OpenMenu()), 1)
    visitors.reads(helpdesk.callers.beside)
    helpdesk.lend(lambda conversation: keyboards.under((BackToStaff(conversation), OpenMenu()), 1), way_out)
    _lend(claims, keyboards)
    reach = OversightReach(helpdesk, visitors, participants, post, region, words)
    return Rooms(
        operator=settings.operator or SAMPLE_OPERATOR,
        sample=sample,
        words=words,
        spoken=Spoken(words),
        topics=Topics.load(),
        courtesies=Courtesies(words),
        region=region,
        files=files,
        pictures=pictures,
        paper=press,
        post=post,
        dialogues=dialogues,
        staff=staff,
        bell=bell,
        visitors=visitors,
        participants=participants,
        roster=Roster(keys, region.places, region.zone),
        coverage=Coverages(keys, visitors, participants, region.zone),
        claims=claims,
        documents=Maker(words, region, press, (files, pictures)),
        helpdesk=helpdesk,
        erasure=Erasure(keys, Reach(visitors, dialogues, post, helpdesk, claims)),
        oversight=Oversight(staff, claims, Cases(helpdesk, region, words), reach),
    )


def _make_home(folder: Path, problem: str) -> None:
    """A folder for us alone; one that was there stays as it was."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise CannotStart(problem, folder=folder) from None


def _group(settings: Settings) -> GroupPlan:
    """The staff's group. Telegram takes no buttons that lead to the machine itself."""
    is_outside = bool(settings.public_url) and not re.match(r"https?://(localhost|127\.)", settings.public_url)
    return GroupPlan(settings.desk_group_id, settings.public_url if is_outside else "")


async def _database_url(settings: Settings, embedded: EmbeddedPostgres | None) -> str:
    if embedded is not None:
        return await embedded.start()
    url = make_url(settings.database_url.get_secret_value()).set(drivername="postgresql+asyncpg")
    return url.render_as_string(hide_password=False)


async def _migrated(url: str) -> None:
    try:
        await migrate(url)
    except Exception as error:
        if is_away(error) or is_refused(error):
            raise CannotStart("database_away") from None
        raise


async def _keys(work: Work, settings: Settings, tell: Callable[..., None]) -> Keys:
    """The keys of this database. A new key file is made only for a database that nothing was ever sealed in."""
    file = settings.keys_at
    check = await work.raw.fetchval("SELECT key_check FROM house FOR UPDATE")
    try:
        if check is None and not file.exists():
            keys = Keys.make(file)
            tell("key_made", file=file)
        else:
            keys = Keys.read(file)
    except WrongKey as error:
        raise CannotStart(f"key_{error}", file=file) from None
    if check is None:
        await work.raw.execute("UPDATE house SET key_check = $1", keys.check)
    elif check != keys.check:
        raise CannotStart("key_other", file=file)
    return keys
