"""Search: what is found, by whom, and that nothing typed stands in an address."""

from services.participants.sample import demo_person
from tests.desk.conftest import Console
from tests.desk.rosters import audit
from tests.desk.scenes import asking, at_work, member, seated, taken, thread

PATH = "/desk/cari"


async def test_a_conversation_is_found_by_number_subject_tag_person_and_words(console: Console) -> None:
    santun = console.santun
    rina = await console.agent()
    chat, conversation = await asking(santun, "Siti", "map biru ketinggalan di kantor desa")
    me = await member(santun, "rina")
    async with at_work(santun) as work:
        found = await santun.house.rooms.helpdesk.cases.tag(work, me, conversation, "beda nama", on=True)
        person = await santun.house.rooms.participants.known(work, demo_person("rahmat").nik)
        await santun.house.rooms.helpdesk.callers.about(work, chat.id, person)
    for typed in (found.number, found.number.replace("-", " "), "bicara dengan", "beda nama", "map biru",
                  demo_person("rahmat").nik.number):  # fmt: skip
        page = await rina.posts(PATH, {"cari": typed})
        assert thread(conversation) in page.text, typed
        assert "map biru ketinggalan" not in page.text, "hits show nothing of what was said"
    assert "Belum ketemu" in (await rina.posts(PATH, {"cari": "kapal selam"})).text
    assert "said-no" in (await rina.posts(PATH, {"cari": "ab"})).text
    reasons = [reason for _, _, reason, _ in await audit(santun, "conversations.search")]
    assert reasons == ["number", "number", "subject", "subject", "words", "nik", "words"]


async def test_words_of_another_queue_are_not_found(console: Console) -> None:
    santun = console.santun
    rina, budi = await console.agent("rina"), await console.agent("budi")
    await seated(santun, rina, "branch")
    await seated(santun, budi, "agency")
    _, conversation = await asking(santun, "Siti", "perahu ketinting")
    assert thread(conversation) in (await budi.posts(PATH, {"cari": "ketinting"})).text
    assert thread(conversation) not in (await rina.posts(PATH, {"cari": "ketinting"})).text
    await taken(santun, await member(santun, "budi"), conversation)
    assert thread(conversation) not in (await rina.posts(PATH, {"cari": "bicara dengan"})).text


async def test_what_was_typed_stands_in_no_address(console: Console) -> None:
    rina = await console.agent()
    page = await rina.gets(PATH)
    assert 'method="post" action="/desk/cari"' in page.text
    assert "Yang bisa dicari" in page.text
    assert 'value="6408' not in (await rina.gets(f"{PATH}?cari=6408040303900001")).text
    assert "&lt;script&gt;" in (await rina.posts(PATH, {"cari": "<script>alert(1)</script>"})).text
