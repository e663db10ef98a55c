"""What staff do in the browser and in their group, with marked values in every field in which people write."""

import re
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

import aiohttp
import pyotp

from bot.simulator import GENERAL, Chat
from tests.leaks.marks import BY_NAME as MARK
from tests.leaks.stage import Stage

PASSWORD = "empat benda di meja"
_FIELD = re.compile(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"')
_PERSON = re.compile(r"/desk/peserta/([0-9a-f-]{36})")
_EXPORT = re.compile(r"/desk/ekspor/([0-9a-f-]{36})")
_THREAD = re.compile(r"/desk/percakapan/([0-9a-f-]{36})")
_OURS = re.compile(r'<article class="bubble ours[^"]*" id="l-([0-9a-f-]{36})"')


@dataclass
class Clerk:
    """A member of staff with a browser."""

    site: str
    name: str
    http: aiohttp.ClientSession
    secret: str = ""
    csrf: str = ""
    used: int = 0

    async def opens(self, path: str) -> str:
        """A page, and the token for its forms."""
        async with self.http.get(self.site + path) as answer:
            page = await answer.text(errors="replace")
        assert answer.status == 200, (path, answer.status)
        self.csrf = dict(_FIELD.findall(page)).get("csrf", self.csrf)
        return page

    async def sends(
        self, path: str, fields: dict[str, str] | None = None, *, well: bool = True, file: bytes | None = None
    ) -> str:
        """A form, perhaps with a file; `well`: it is taken."""
        form = aiohttp.FormData({"csrf": self.csrf} | (fields or {}))
        if file is not None:
            form.add_field("berkas", file, filename=MARK["a file of staff"], content_type="application/pdf")
        async with self.http.post(self.site + path, data=form) as answer:
            page = await answer.text(errors="replace")
        assert (answer.status < 400) == well, (path, answer.status)
        return page

    async def comes(self, invitation: str) -> None:
        """The first time: a password, and the authenticator."""
        page = await self.opens(invitation)
        self.secret = "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page))
        shown = dict(_FIELD.findall(page))
        chosen = {"password": PASSWORD, "again": PASSWORD, "code": self._code()}
        await self.sends(invitation, shown | chosen)
        await self.opens("/desk/saya")

    def _code(self) -> str:
        self.used = max(int(datetime.now(UTC).timestamp()) // 30, self.used + 1)
        return pyotp.TOTP(self.secret).generate_otp(self.used)


async def office_works(stage: Stage, invitations: dict[str, str], group: Chat) -> None:
    """After people have asked: two members at the console, one of them in the group as well."""
    async with AsyncExitStack() as stack:
        clerks = {}
        for name in ("sari", "rina"):
            jar = aiohttp.CookieJar(unsafe=True)
            http = await stack.enter_async_context(aiohttp.ClientSession(cookie_jar=jar))
            clerks[name] = Clerk(f"http://127.0.0.1:{stage.port}", name, http)
        sari, rina = clerks["sari"], clerks["rina"]
        await _strangers(sari)
        await sari.comes(invitations["sari"])
        await rina.comes(invitations["rina"])
        await _thread(sari)
        await _people(sari, rina)
        await _callers(sari)
        await _speaks_in(group)


async def _strangers(clerk: Clerk) -> None:
    """Somebody types what is none of this house."""
    await clerk.opens("/desk/masuk")
    typed = {"name": MARK["a wrong name"], "password": MARK["nonsense"], "code": "123456", "ke": ""}
    await clerk.sends("/desk/masuk", typed, well=False)


async def _thread(clerk: Clerk) -> None:
    """Reads, writes, tags, corrects: in the conversation of the one who waits."""
    queue = await clerk.opens("/desk/antrean?daftar=semua")
    for thread in dict.fromkeys(_THREAD.findall(queue)):
        page = await clerk.opens(f"/desk/percakapan/{thread}")
        if MARK["more words to staff"] in page:
            break
    else:
        raise AssertionError("nobody waits")
    here = f"/desk/percakapan/{thread}"
    await clerk.sends(f"{here}/ambil")
    for kind, mark in (("catatan", "a note at the console"), ("jawaban", "an answer at the console")):
        await clerk.sends(f"{here}/tulis", {"jenis": kind, "kata": MARK[mark], "sekali": str(uuid4())})
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    await clerk.sends(f"{here}/tulis", {"jenis": "jawaban", "kata": "", "sekali": str(uuid4())}, file=pdf)
    await clerk.sends(f"{here}/tag", {"tag": "akta kematian"})
    page = await clerk.opens(here)
    await clerk.sends(f"/desk/pesan/{_OURS.findall(page)[0]}/ubah", {"kata": f"{MARK['an answer at the console']}."})
    for typed in (MARK["more words to staff"], MARK["nik of the dead"], "akta kematian"):
        await clerk.sends("/desk/cari", {"cari": typed})
    await clerk.opens("/desk/jawaban")
    kept = {"kode": "kartu", "judul": "Kartu", "kata": "Kartunya ada di kantor desa, {nama}.", "antrean": ""}
    await clerk.sends("/desk/jawaban", {"id": str(uuid4())} | kept)


async def _people(clerk: Clerk, other: Clerk) -> None:
    """Looks at somebody with a reason, and asks for a list that needs two."""
    await clerk.opens("/desk/peserta")
    found = await clerk.sends("/desk/peserta", {"menurut": "nik", "cari": MARK["nik of the worker"], "desa": ""})
    by_name = {"menurut": "name", "cari": MARK["name of the worker"], "desa": "Sepaso"}
    await clerk.sends("/desk/peserta", by_name)
    person = _PERSON.findall(found)[0]
    await clerk.sends(f"/desk/peserta/{person}/buka", {"alasan": "telepon"})
    await clerk.opens(f"/desk/peserta/{person}")
    today = f"{datetime.now(UTC):%d-%m-%Y}"
    order = {"isi": "claims", "alasan": "laporan", "keadaan": "submitted", "dari": "1-1-2026", "sampai": today}
    await clerk.sends("/desk/ekspor", order)
    export = _EXPORT.findall(await other.opens("/desk/ekspor"))[0]
    await other.sends(f"/desk/ekspor/{export}/setujui")
    await clerk.opens("/desk/ekspor")
    await clerk.sends(f"/desk/ekspor/{export}/unduh")
    await clerk.opens("/desk/catatan")
    card = {"nomor": "1", "nik": MARK["a number nobody has"], "nama": MARK["a wrong name"], "alasan": "telepon"}
    await clerk.sends("/desk/permintaan/hubungkan", card, well=False)


async def _callers(clerk: Clerk) -> None:
    """Somebody at the counter."""
    told = {
        "nama": MARK["name at the counter"],
        "telepon": MARK["phone at the counter"],
        "cerita": MARK["a story told"],
    }
    await clerk.opens("/desk/warga-baru")
    await clerk.sends("/desk/warga-baru", told | {"saluran": "visit", "antrean": "agency", "perihal": "other"})


async def _speaks_in(group: Chat) -> None:
    """In the topics: an answer, a note, and talk that goes nowhere."""
    await group.until(lambda seen: any(message.topic for message in seen.messages), within=20)
    topics = {message.topic for message in group.messages if message.topic}
    for topic in sorted(topics):
        there = group.inside(group.id, topic)
        await there.says(f"// {MARK['talk among staff']}")
        await there.says(f"/catat {MARK['a note in the group']}")
    general = group.inside(group.id, GENERAL)
    await general.says(MARK["talk among staff"])
