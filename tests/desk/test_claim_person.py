"""A claim that began without a look-up is tied to whom it is about: by number and the name that was told."""

from dataclasses import replace

from services.claims import Event
from services.participants.sample import demo_person
from services.staff import Role
from tests.claims.family import DEATH
from tests.desk.conftest import Console
from tests.desk.dossiers import opened, path_to
from tests.desk.rosters import audit
from tests.desk.scenes import at_work

RAHMAT = demo_person("rahmat")


async def test_staff_tie_a_claim_to_whom_it_is_about_and_the_sums_are_known(console: Console) -> None:
    rina = await console.agent()
    async with at_work(console.santun) as work:
        told = replace(DEATH, about=RAHMAT.name, nik="", day=console.santun.house.rooms.region.today(work.now))
        one = await console.santun.house.rooms.claims.submit(work, 77, Event.DEATH, told)
    await opened(rina, one)
    page = await rina.gets(path_to(one))
    assert ("Hubungkan" in page.text, "Rp42.000.000" in page.text) == (True, False)
    for typed in (demo_person("syahrani").nik.number, "6408041503700123"):
        refused = await rina.posts(f"{path_to(one)}/peserta", {"nik": typed})
        assert (refused.status, "belum cocok dengan nama" in refused.text) == (409, True), "the same for both"
    assert (await rina.posts(f"{path_to(one)}/peserta", {"nik": "123"})).status == 409
    assert (await rina.posts(f"{path_to(one)}/peserta", {"nik": RAHMAT.nik.number})).status == 303
    page = await rina.gets(path_to(one))
    assert "Rp42.000.000" in page.text
    assert RAHMAT.nik.masked in page.text
    assert RAHMAT.nik.number not in page.text
    assert len(await audit(console.santun, "claim.connect")) == 3, "misses as well"
    async with at_work(console.santun) as work:
        (kept,) = await console.santun.house.rooms.claims.of_chat(work, 77)
    assert kept.participant is not None


async def test_who_may_not_look_people_up_ties_nobody(console: Console) -> None:
    officer = await console.agent("budi", Role.OFFICER)
    async with at_work(console.santun) as work:
        one = await console.santun.house.rooms.claims.submit(work, 78, Event.DEATH, DEATH)
    assert (await officer.posts(f"{path_to(one)}/peserta", {"nik": RAHMAT.nik.number})).status == 403
