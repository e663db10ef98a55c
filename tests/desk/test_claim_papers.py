"""Papers of a claim at the console: seen under a watermark, accepted or sent back; the sums, and the complete file."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pypdfium2

from services.benefits.papers import Paper
from services.staff import Role
from tests.desk.conftest import Console
from tests.desk.dossiers import filed, opened, path_to, photo, sent
from tests.desk.rosters import audit
from tests.desk.scenes import asking, at_work


async def test_a_paper_is_shown_under_a_watermark_and_the_look_is_kept(console: Console) -> None:
    rina = await console.agent()
    one = await filed(console.santun)
    page = await sent(console.santun, one, Paper.HEIR_ID, photo())
    to = f"{path_to(one)}/berkas/{page.id}"
    shut = await rina.gets(to, follow=False)
    assert (shut.status, shut.headers["Location"]) == (303, path_to(one)), "nobody has said why yet"
    await opened(rina, one)
    shown = await rina.gets(to)
    assert (shown.status, 'src="data:image/' in shown.text, "KTP ahli waris" in shown.text) == (200, True, True)
    piece = await rina.gets(to, HX_Request="true")
    assert "<!doctype" not in piece.text
    looks = [("staff:rina", f"claim:{one.number}", "berkas", True)] * 2
    assert await audit(console.santun, "claim.paper") == looks
    await console.santun.passes(timedelta(days=1))
    await rina.signs_in_again()
    assert (await rina.gets(to, follow=False)).status == 303, "an address that was kept opens nothing"


async def test_a_page_of_another_claim_or_of_none_is_not_shown(console: Console) -> None:
    rina = await console.agent()
    mine, other = await filed(console.santun), await filed(console.santun, 800_002)
    page = await sent(console.santun, other, Paper.HEIR_ID, photo())
    await opened(rina, mine)
    for to in (f"{path_to(mine)}/berkas/{page.id}", f"{path_to(mine)}/berkas/{uuid4()}", f"{path_to(mine)}/berkas/x"):
        answer = await rina.gets(to)
        assert (answer.status, "data:image" in answer.text) == (404, False)
        assert (await rina.posts(f"{to}/kembali", {"sebab": "Kabur."})).status == 404
    assert (await rina.posts(f"{path_to(mine)}/berkas/heir_id/terima")).status == 404
    assert (await rina.posts(f"{path_to(mine)}/berkas/uang/terima")).status == 403
    async with at_work(console.santun) as work:
        assert await work.raw.fetchval("SELECT state FROM claim_papers") == "arrived"


async def test_a_spoiled_or_missing_content_is_said_calmly(console: Console) -> None:
    rina = await console.agent()
    one = await filed(console.santun)
    page = await sent(console.santun, one, Paper.HEIR_ID, photo())
    await opened(rina, one)
    assert page.content is not None
    await console.santun.house.rooms.files.delete(page.content.file)
    answer = await rina.gets(f"{path_to(one)}/berkas/{page.id}")
    assert (answer.status, 'role="alert"' in answer.text) == (200, True)


async def test_what_is_accepted_counts_and_what_is_sent_back_needs_a_reason(console: Console) -> None:
    santun = console.santun
    rina, dewi = await console.agent("rina"), await console.agent("dewi", Role.OFFICER)
    chat, _ = await asking(santun)
    one = await filed(santun, chat.id)
    card = await sent(santun, one, Paper.FAMILY_CARDS, photo())
    heir = await sent(santun, one, Paper.HEIR_ID, photo("grey"), message=2)
    accept, back = f"{path_to(one)}/berkas/family_cards/terima", f"{path_to(one)}/berkas/{heir.id}/kembali"
    await opened(dewi, one)
    assert (await dewi.gets(f"{path_to(one)}/berkas/{card.id}")).status == 200
    assert (await dewi.posts(accept)).status == 403
    assert (await dewi.posts(back, {"sebab": "Kabur."})).status == 403
    assert (await rina.posts(accept)).status == 404, "what was not on the page is not accepted"
    assert (await rina.posts(accept, {"halaman": "x"})).status == 403
    shown = {"halaman": str(card.id)}
    assert [(await rina.posts(accept, shown)).status for _ in range(2)] == [303, 303]
    assert (await rina.posts(back, {"sebab": " "})).status == 409
    assert (await rina.posts(back, {"sebab": "Terpotong di kanan."})).status == 303
    await chat.hears("Terpotong di kanan.")
    assert (await rina.posts(back, {"sebab": "Terpotong di kanan."})).status == 404, "it was sent back already"
    await opened(rina, one)
    page = (await rina.gets(path_to(one))).text
    card_row, heir_row = (page.split(f'id="paper-{key}"')[1].split("</li>")[0] for key in ("family_cards", "heir_id"))
    assert "sudah baik" in card_row
    assert ("diminta lagi" in heir_row, "Terpotong di kanan." in heir_row) == (True, True)


async def test_the_sums_stand_there_with_their_sources(console: Console) -> None:
    rina = await console.agent()
    one = await filed(console.santun)
    await opened(rina, one)
    page = (await rina.gets(path_to(one))).text
    card = page.split('id="sums-title"')[1].split("</section>")[0]
    for told in ("Rp42.000.000", "Rp20.000.000", "PP 82/2019", "BPJS Ketenagakerjaan yang memutuskan"):
        assert told in card, told
    assert ("staff:rina", f"claim:{one.number}") in {
        (actor, reason) for actor, _, reason, _ in await audit(console.santun, "participant")
    }


async def test_the_complete_file_is_a_pdf_for_whoever_hands_over_and_has_said_why(console: Console) -> None:
    santun = console.santun
    rina, dewi = await console.agent("rina"), await console.agent("dewi", Role.OFFICER)
    one = await filed(santun)
    await sent(santun, one, Paper.HEIR_ID, photo())
    to = f"{path_to(one)}/berkas.pdf"
    await opened(rina, one)
    assert (await rina.gets(to)).status == 403
    shut = await dewi.gets(to, follow=False)
    assert (shut.status, shut.headers["Location"]) == (303, path_to(one))
    await opened(dewi, one)
    async with dewi.http.get(dewi.site + to) as answer:
        assert (answer.status, answer.content_type) == (200, "application/pdf")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{one.number}.pdf"'
        pdf = pypdfium2.PdfDocument(BytesIO(await answer.read()))
    assert len(pdf) >= 2
    assert one.number in pdf[0].get_textpage().get_text_range()
    assert await audit(santun, "claim.file") == [("staff:dewi", f"claim:{one.number}", "berkas", True)]
