"""Claims of families at the desk: submitted, brought to BPJS, with papers that lie in the store."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from PIL import Image

from services.benefits.model import Level
from services.benefits.papers import Paper
from services.claims import Claim, Decision, Details, Doing, Event, Handover, Relation, State, Step
from services.claims.family import Family, Spouse
from services.claims.papers.model import Content, Page, Sent
from services.participants.sample import demo_person
from services.speech import Rupiah
from services.staff import StaffMember
from tests.desk.agents import Agent
from tests.desk.scenes import at_work, member
from tests.journeys.conftest import Santun

RAHMAT = demo_person("rahmat")
CHAT = 800_001
BOARD = "/desk/pengajuan"


def path_to(one: Claim | str) -> str:
    """Where the page of a claim stands."""
    return f"{BOARD}/{one if isinstance(one, str) else one.number}"


async def filed(santun: Santun, chat: int = CHAT, event: Event = Event.DEATH, **told: Any) -> Claim:
    """What a family submitted about Rahmat; `told` changes it."""
    rooms = santun.house.rooms
    async with at_work(santun) as work:
        person = await rooms.participants.known(work, RAHMAT.nik)
        details = Details(
            day=rooms.region.today(work.now) - timedelta(days=9),
            doing=Doing.NEITHER,
            relation=Relation.SPOUSE,
            name="Nurhayati",
            phone="+6281234567890",
            about=RAHMAT.name,
            nik=RAHMAT.nik.number,
            words="Sakit di kebun sejak pagi.",
            family=Family(Spouse.REGISTERED, 2, True, (Level.PRIMARY, Level.SENIOR)),
        )
        return await rooms.claims.submit(work, chat, event, replace(details, **told), person)


async def paired(santun: Santun, agent: Agent, **told: Any) -> Claim:
    """One of two claims for the same person, with papers of kinship seen on both sides."""
    by, pair = await member(santun, agent.name), [await filed(santun, chat, **told) for chat in (CHAT, CHAT + 1)]
    for one in pair:
        async with at_work(santun) as work:
            await santun.house.rooms.claims.desk.mark_seen(work, by, one.number, [Paper.FAMILY_CARDS])
    return pair[0]


async def stepped(santun: Santun, by: StaffMember, one: Claim, *steps: Step) -> Claim:
    """These moves, one after the other."""
    for step in steps:
        async with at_work(santun) as work:
            one = await santun.house.rooms.claims.desk.move(work, by, one.number, step)
    return one


async def brought(santun: Santun, agent: Agent, one: Claim, *, complete: bool = True) -> Claim:
    """The file lies at BPJS since today."""
    by = await member(santun, agent.name)
    async with at_work(santun) as work:
        today = santun.house.rooms.region.today(work.now)
    over = Handover(today, "Kantor Cabang Bontang", f"BTG/{one.number[-7:]}", complete)
    return await stepped(santun, by, one, Step(State.IN_REVIEW), Step(State.HANDED_OVER, handover=over))


async def decided(santun: Santun, agent: Agent, one: Claim, to: State, amount: int = 42_000_000) -> Claim:
    """BPJS has decided today."""
    by = await member(santun, agent.name)
    async with at_work(santun) as work:
        today = santun.house.rooms.region.today(work.now)
    no = to is State.REJECTED
    decision = Decision(today, None if no else Rupiah(amount), "Surat ahli waris belum ditandatangani." if no else "")
    return await stepped(santun, by, one, Step(to, decision=decision))


def photo(colour: str = "white") -> bytes:
    """A photo of a sheet."""
    out = BytesIO()
    Image.new("RGB", (900, 1200), colour).save(out, "JPEG")
    return out.getvalue()


async def sent(santun: Santun, one: Claim, paper: Paper | None, content: bytes, *faults: str, message: int = 1) -> Page:
    """A photo of this paper came from the family and lies in the store."""
    rooms = santun.house.rooms
    name = await rooms.files.put(content)
    async with at_work(santun) as work:
        query = "SELECT id FROM claim_papers"
        before = {row["id"] for row in await work.raw.fetch(query)}
        await rooms.claims.papers.store.add(work, one.id, paper, Sent("AgACAgUAA", message))
        (new,) = {row["id"] for row in await work.raw.fetch(query)} - before
        coming = next(c for c in await rooms.claims.papers.lease(work, 10) if c.id == new)
        found = Content(name, name, "jpeg", len(content), 1, faults)
        await rooms.claims.papers.arrived(work, coming, found)
        page = await rooms.claims.papers.store.page(work, new)
    assert page is not None
    return page


async def opened(agent: Agent, one: Claim | str, why: str = "berkas") -> None:
    """The agent has said why, and sees it until the end of the day."""
    answer = await agent.posts(f"{path_to(one)}/buka", {"alasan": why})
    assert answer.status == 303, answer.text


async def state_of(santun: Santun, number: str) -> tuple[str, UUID | None]:
    """Where it is, and in whose hands."""
    async with at_work(santun) as work:
        row = await work.raw.fetchrow("SELECT state, assignee FROM claims WHERE number = $1", number)
    assert row is not None
    return row["state"], row["assignee"]
