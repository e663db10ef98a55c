"""What people send, looked at in the console: marked, granted by the conversation, recorded; and what is sent back."""

import base64
import io
import re
import struct
import wave
from uuid import UUID, uuid4

import aiohttp
import pytest
from PIL import Image

from bot.simulator import Chat
from tests.desk.agents import Agent
from tests.desk.conftest import Console
from tests.desk.rosters import audit
from tests.desk.scenes import answered, asking, at_work, member, seated, taken, thread
from tests.journeys.conftest import Santun


def picture(kind: str = "JPEG", size: tuple[int, int] = (600, 400)) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, (240, 236, 226)).save(made, kind)
    return made.getvalue()


def paper(pages: int) -> bytes:
    made = io.BytesIO()
    sheets = [Image.new("RGB", (300, 420), (255, 255 - 40 * number, 255)) for number in range(pages)]
    sheets[0].save(made, "PDF", save_all=True, append_images=sheets[1:])
    return made.getvalue()


def sound(seconds: float = 0.5) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(struct.pack("<h", 500) * int(8000 * seconds))
    return made.getvalue()


async def last_thing(santun: Santun, conversation: UUID) -> UUID:
    """The newest line with something in it."""
    async with at_work(santun) as work:
        lines = await santun.house.rooms.helpdesk.lines.read(work, conversation)
    return next(line.id for line in reversed(lines) if line.thing)


async def sent(santun: Santun, chat: Chat, conversation: UUID, **what: bytes) -> UUID:
    """The person sends it; the line it became."""
    await chat.sends(**what)  # type: ignore[arg-type] # its named arguments are files too
    await chat.settles()
    return await last_thing(santun, conversation)


def shown(text: str) -> Image.Image:
    found = re.search(r'src="data:image/jpeg;base64,([A-Za-z0-9+/=]+)"', text)
    assert found is not None
    return Image.open(io.BytesIO(base64.b64decode(found[1])))


async def test_a_photo_is_seen_with_the_name_of_who_looks_across_it(console: Console) -> None:
    santun = console.santun
    rina, budi = await console.agent("rina"), await console.agent("budi")
    chat, conversation = await asking(santun)
    line = await sent(santun, chat, conversation, photo=picture())
    assert f'href="/desk/berkas/{line}"' in (await rina.gets(thread(conversation))).text
    page = await rina.gets(f"/desk/berkas/{line}")
    seen = shown(page.text)
    assert seen.size == (600, 400)
    colours = {colour for _, colour in seen.convert("RGB").getcolors(1 << 20) or ()}
    assert len(colours) > 50, "a plain sheet is plain no more"
    piece = await budi.gets(f"/desk/berkas/{line}", HX_Request="true")
    assert "<html" not in piece.text
    assert shown(piece.text).tobytes() != seen.tobytes(), "each sees the own name"
    rows = await audit(santun, "conversation.see_file")
    assert [(actor, reason, found) for actor, _, reason, found in rows] == [
        ("staff:rina", f"line:{line}", True),
        ("staff:budi", f"line:{line}", True),
    ]


async def test_a_paper_is_read_page_by_page_and_is_one_look(console: Console) -> None:
    santun = console.santun
    rina = await console.agent()
    chat, conversation = await asking(santun)
    line = await sent(santun, chat, conversation, document=paper(3))
    first = await rina.gets(f"/desk/berkas/{line}")
    assert "Halaman 1 dari 3" in first.text
    assert "halaman=2" in first.text
    last = await rina.gets(f"/desk/berkas/{line}?halaman=3")
    assert "halaman=2" in last.text
    assert "halaman=4" not in last.text
    assert "Halaman 9 tidak ada" in (await rina.gets(f"/desk/berkas/{line}?halaman=9")).text
    assert (await rina.gets(f"/desk/berkas/{line}?halaman=-1;x")).status == 200
    assert len(await audit(santun, "conversation.see_file")) == 1


async def test_what_is_no_picture_is_not_shown_and_the_agent_learns_what_to_ask_for(console: Console) -> None:
    santun = console.santun
    rina = await console.agent()
    chat, conversation = await asking(santun)
    for content in (b"PK\x03\x04 a spreadsheet", b"<svg onload=alert(1)>", b"MZ\x90", b""):
        line = await sent(santun, chat, conversation, document=content or b"\0")
        page = await rina.gets(f"/desk/berkas/{line}")
        assert page.status == 200
        assert "data:image" not in page.text
        assert "Yang bisa diminta dari warga" in page.text
        assert (await rina.gets(f"/desk/berkas/{line}/isi")).status == 415


async def test_a_voice_is_played_in_pieces_with_its_type_by_content(console: Console) -> None:
    santun = console.santun
    rina = await console.agent()
    chat, conversation = await asking(santun)
    content = sound()
    line = await sent(santun, chat, conversation, voice=content)
    assert (
        f'<audio controls preload="none" src="/desk/berkas/{line}/isi"' in (await rina.gets(thread(conversation))).text
    )
    async with rina.http.get(rina.url(f"/desk/berkas/{line}/isi")) as whole:
        assert (whole.status, whole.content_type, await whole.read()) == (200, "audio/wav", content)
        assert whole.headers["Cache-Control"] == "no-store"
        assert whole.headers["X-Content-Type-Options"] == "nosniff"
    for asked, status, expected in (("bytes=0-9", 206, content[:10]), ("bytes=-4", 206, content[-4:]),
                                    ("bytes=5-", 206, content[5:]), ("bytes=0-1,5-6", 200, content),
                                    ("bytes=999999-", 416, b"")):  # fmt: skip
        async with rina.http.get(rina.url(f"/desk/berkas/{line}/isi"), headers={"Range": asked}) as piece:
            assert (asked, piece.status, await piece.read()) == (asked, status, expected)
    assert len(await audit(santun, "conversation.play_file")) == 1


async def test_files_of_other_queues_and_lines_that_are_none_are_not_there(console: Console) -> None:
    santun = console.santun
    rina, budi = await console.agent("rina"), await console.agent("budi")
    await seated(santun, rina, "branch")
    chat, conversation = await asking(santun, "Siti", "cerita")
    line = await sent(santun, chat, conversation, photo=picture())
    async with at_work(santun) as work:
        words = next(one.id for one in await santun.house.rooms.helpdesk.lines.read(work, conversation) if one.words)
    for path in (f"/desk/berkas/{line}", f"/desk/berkas/{line}/isi", f"/desk/berkas/{uuid4()}", "/desk/berkas/1"):
        answer = await rina.gets(path)
        assert (path, answer.status) == (path, 404)
        assert "data:image" not in answer.text
    assert (await budi.gets(f"/desk/berkas/{words}")).status == 404, "a line without anything in it"
    misses = await audit(santun, "conversation.see_file", "conversation.play_file", "conversation.read_queue")
    assert len(misses) == 4
    assert all(not found for *_, found in misses)


async def test_a_file_that_telegram_no_longer_gives_is_said_so(console: Console) -> None:
    santun = console.santun
    rina = await console.agent()
    chat, conversation = await asking(santun)
    await chat.sends(document=b"%PDF-", name="besar.pdf", claimed_size=25 << 20)
    await chat.settles()
    line = await last_thing(santun, conversation)
    assert "lebih besar dari 20 MB" in (await rina.gets(f"/desk/berkas/{line}")).text
    other = await sent(santun, chat, conversation, photo=picture())
    await santun.telegram.fault("error", method="getFile", status=502)
    assert "Telegram belum menjawab" in (await rina.gets(f"/desk/berkas/{other}")).text
    assert "data:image" in (await rina.gets(f"/desk/berkas/{other}")).text


async def test_nothing_of_a_file_lies_on_the_disk(console: Console) -> None:
    santun = console.santun
    rina = await console.agent()
    chat, conversation = await asking(santun)
    secret = b"SANGAT-RAHASIA-7731"
    line = await sent(santun, chat, conversation, voice=sound() + secret)
    assert (await rina.gets(f"/desk/berkas/{line}/isi")).status == 200
    folder = santun.house.settings.data_dir
    assert not any(secret in file.read_bytes() for file in folder.rglob("*") if file.is_file())


async def uploads(agent: Agent, path: str, name: str, content: bytes, kind: str = "jawaban") -> int:
    """A form with a file; the status."""
    form = aiohttp.FormData()
    fields = {"jenis": kind, "kata": "ini berkasnya", "sekali": str(uuid4()), "menjawab": "", "csrf": agent.csrf}
    for field, value in fields.items():
        form.add_field(field, value)
    form.add_field("berkas", content, filename=name, content_type="image/jpeg")
    async with agent.http.post(agent.url(path), data=form, allow_redirects=False) as answer:
        return answer.status


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("surat.jpg", picture(), "photo"), ("surat.PNG", picture("PNG"), "photo"), ("../../surat", paper(1), "document")],
)
async def test_photos_and_papers_go_to_the_person(console: Console, name: str, content: bytes, kind: str) -> None:
    rina = await console.agent()
    chat, conversation = await asking(console.santun)
    assert await uploads(rina, f"{thread(conversation)}/tulis", name, content) == 303
    await chat.until(lambda seen: any(kind in one.raw for one in seen.messages))
    (message,) = [one for one in chat.messages if kind in one.raw]
    assert "ini berkasnya" in message.text
    if kind == "document":
        assert message.raw["document"]["file_name"].endswith("surat.pdf" if "." in name[-4:] else ".pdf")
        assert "/" not in message.raw["document"]["file_name"]
    assert "Foto" in (await rina.gets(thread(conversation))).text or kind == "document"


async def test_nothing_else_is_sent_whatever_it_calls_itself(console: Console) -> None:
    rina = await console.agent()
    chat, conversation = await asking(console.santun)
    path = f"{thread(conversation)}/tulis"
    await chat.settles()
    before = len(chat.messages)
    for name, content in (("foto.jpg", b"MZ\x90 a programme"), ("foto.jpg", b"GIF89a"), ("x.pdf", b"<script>")):
        assert await uploads(rina, path, name, content) == 409
    assert await uploads(rina, path, "besar.jpg", picture() + b"\0" * (5 << 20)) == 409
    assert await uploads(rina, path, "terlalu.jpg", b"\0" * 6_500_000) == 413
    await chat.settles()
    assert len(chat.messages) == before


async def test_a_note_carries_no_file(console: Console) -> None:
    santun = console.santun
    rina = await console.agent()
    chat, conversation = await asking(santun)
    await taken(santun, await member(santun, "rina"), conversation)
    assert await uploads(rina, f"{thread(conversation)}/tulis", "x.jpg", picture(), "catatan") == 303
    await answered(santun, await member(santun, "rina"), conversation, "penutup")
    await chat.hears("penutup")
    assert not any("photo" in one.raw for one in chat.messages)
