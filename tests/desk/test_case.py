"""What stands beside a conversation: coverage as far as the role may see, and the files of the family."""

from uuid import UUID

from bot.simulator import Chat
from services.benefits.papers import Paper
from services.claims import Claim
from services.claims.model import Details, Doing, Event, Relation
from services.participants.sample import demo_person
from services.staff import Role
from tests.desk.conftest import Console
from tests.desk.rosters import audit
from tests.desk.scenes import asking, at_work, in_opening_hours, thread
from tests.journeys.conftest import Santun

RAHMAT = demo_person("rahmat")
OVER = {"keadaan": "handed_over"}


async def submitted(santun: Santun, chat: Chat) -> Claim:
    """A file of this chat about Rahmat, of whom the conversation is, too."""
    rooms = santun.house.rooms
    async with at_work(santun) as work:
        person = await rooms.participants.known(work, RAHMAT.nik)
        await rooms.helpdesk.callers.about(work, chat.id, person)
        details = Details(
            day=rooms.region.today(work.now),
            doing=Doing.NEITHER,
            relation=Relation.SPOUSE,
            name="Nurhayati",
            phone="+6281234567890",
            about=RAHMAT.name,
            words="Sakit di kebun.",
        )
        return await rooms.claims.submit(work, chat.id, Event.DEATH, details, person)


async def test_coverage_stands_there_with_the_nik_covered_and_the_look_recorded(console: Console) -> None:
    santun = console.santun
    rina = await console.agent()
    chat, conversation = await asking(santun)
    await submitted(santun, chat)
    page = await rina.gets(thread(conversation))
    assert "Tahu NIK dan nama" in page.text
    assert RAHMAT.name in page.text
    assert "6408••••••••9001" in page.text
    assert RAHMAT.nik.number not in page.text
    assert "Pemkab Kutai Timur" in page.text
    assert "BPJS yang memastikan" in page.text
    looks = await audit(santun, "participant.open", "conversation.read")
    assert ("staff:rina") in {actor for actor, *_ in looks}


async def test_a_closed_conversation_is_no_reason_to_look_at_anybody(console: Console) -> None:
    santun = console.santun
    rina = await console.agent()
    chat, conversation = await asking(santun)
    await submitted(santun, chat)
    await rina.posts(f"{thread(conversation)}/tutup", {"hasil": "solved"})
    page = await rina.gets(thread(conversation))
    assert "6408••••••••9001" not in page.text


async def test_a_claim_beside_a_conversation_that_is_over_or_anothers_is_opened_with_a_reason_of_its_own(
    console: Console,
) -> None:
    santun = console.santun
    rina, dina = await console.agent("rina"), await console.agent("dina")
    chat, conversation = await asking(santun)
    number = (await submitted(santun, chat)).number
    await rina.posts(f"{thread(conversation)}/ambil")
    for agent in (dina, rina):
        page = await agent.gets(thread(conversation))
        assert (number in page.text, "Nurhayati" in page.text) == (True, agent is rina)
        way = f"{thread(conversation)}/pengajuan/{number}/berkas"
        marked = await agent.posts(way, {"lihat": Paper.HEIR_ID.value}, HX_Request="true")
        assert (number in marked.text, "Nurhayati" in marked.text) == (True, agent is rina)
    assert "Pilih alasannya" in (await dina.gets(f"/desk/pengajuan/{number}")).text
    assert {actor for actor, *_ in await audit(santun, "claim.show")} == {"staff:rina"}


async def test_an_agent_moves_the_file_and_the_family_hears_of_it(console: Console) -> None:
    santun = console.santun
    await in_opening_hours(santun)
    rina, boss = await console.agent("rina"), await console.agent("boss", Role.SUPERVISOR)
    chat, conversation = await asking(santun)
    number = (await submitted(santun, chat)).number
    path = f"{thread(conversation)}/pengajuan/{number}"
    moved = await rina.posts(f"{path}/langkah", {"keadaan": "in_review", "catatan": "Sudah kami telepon."})
    assert moved.status == 303
    await chat.hears("Sudah kami telepon.")
    seen = await rina.posts(f"{path}/berkas", {"lihat": Paper.HEIR_ID.value}, HX_Request="true")
    assert f'value="{Paper.HEIR_ID.value}" checked' in seen.text
    assert 'value="handed_over"' not in seen.text, "an agent does not hand over"
    assert (await rina.posts(f"{path}/langkah", OVER | {"hari": "2026-01-01"})).status == 403
    refused = await boss.posts(f"{path}/langkah", OVER | {"hari": "1999-01-01", "kantor": "Bontang", "tanda": "B/1"})
    assert refused.status == 409
    async with at_work(santun) as work:
        today = santun.house.rooms.region.today(work.now).isoformat()
    over = OVER | {"hari": today, "kantor": "Kantor Cabang Bontang", "tanda": "BTG/1", "lengkap": "ya"}
    assert (await boss.posts(f"{path}/langkah", over)).status == 303
    await chat.hears("BTG/1")
    page = await boss.gets(thread(conversation))
    assert "Kantor Cabang Bontang" in page.text
    assert len(await audit(santun, "claim.hand_over")) == 2, "the attempt that did not fit as well"


async def test_a_file_of_another_family_cannot_be_moved_from_here(console: Console) -> None:
    santun = console.santun
    rina = await console.agent("rina", Role.SUPERVISOR)
    chat, conversation = await asking(santun)
    other, _ = await asking(santun, "Ani")
    foreign = await submitted(santun, other)
    await submitted(santun, chat)
    for deed, fields in (
        ("langkah", {"keadaan": "in_review"}),
        ("berkas", {"lihat": "card"}),
        ("langkah", OVER | {"hari": "x"}),
    ):
        answer = await rina.posts(f"{thread(conversation)}/pengajuan/{foreign.number}/{deed}", fields)
        assert answer.status == 404
    async with at_work(santun) as work:
        (unmoved,) = await santun.house.rooms.claims.of_chat(work, other.id)
    assert unmoved.state == "submitted"
    assert not unmoved.seen


async def test_states_and_papers_that_are_none_change_nothing(console: Console) -> None:
    santun = console.santun
    rina = await console.agent()
    chat, conversation = await asking(santun)
    path = f"{thread(conversation)}/pengajuan/{(await submitted(santun, chat)).number}"
    for deed, fields in (
        ("langkah", {"keadaan": "paid"}),
        ("langkah", {}),
        ("langkah", OVER),
        ("langkah", {"keadaan": "closed", "catatan": ""}),
        ("berkas", {"lihat": "uang"}),
    ):
        assert (await rina.posts(f"{path}/{deed}", fields)).status in (403, 409)


async def test_what_went_before_stands_there(console: Console) -> None:
    santun = console.santun
    rina = await console.agent()
    chat = await santun.person("Siti")
    for words in ("zzz qqq xxx", "wkwk prrt brrr"):
        await chat.says(words)
        await chat.hears()
    await chat.settles()
    page = await rina.gets(thread(await _conversation(santun, chat)))
    assert "Kalimat yang belum dipahami Santun" in page.text
    assert "wkwk prrt brrr" in page.text


async def test_the_other_conversations_are_those_one_may_open(console: Console) -> None:
    santun = console.santun
    rina = await console.agent()
    chat, first = await asking(santun)
    await rina.posts(f"{thread(first)}/tutup", {"hasil": "solved"})
    await santun.passes(santun.house.rooms.region.promise.answer * 80)
    await rina.signs_in_again()
    await chat.says("/petugas")
    await chat.settles()
    page = await rina.gets(thread(await _conversation(santun, chat)))
    assert thread(first) in page.text


async def _conversation(santun: Santun, chat: Chat) -> UUID:
    async with at_work(santun) as work:
        ongoing = await santun.house.rooms.helpdesk.callers.ongoing(work, chat.id)
    assert ongoing is not None
    return ongoing.id


async def test_a_printed_copy_is_a_pdf_and_stands_in_the_record(console: Console) -> None:
    santun = console.santun
    rina = await console.agent()
    _, conversation = await asking(santun, "Siti", "kartunya hilang")
    for notes in ("", "?catatan=ya"):
        async with rina.http.get(rina.url(f"{thread(conversation)}/salinan.pdf{notes}")) as answer:
            assert answer.status == 200
            assert answer.content_type == "application/pdf"
            assert (await answer.read()).startswith(b"%PDF-")
            assert "attachment" in answer.headers["Content-Disposition"]
    assert [reason for _, _, reason, _ in await audit(santun, "conversation.print")] == [None, "notes"]
