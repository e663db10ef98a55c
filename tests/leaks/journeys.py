"""What people do: every step of every conversation, every button and every command, with marked values."""

import asyncio

from bot.simulator import Chat, Telegram
from services.benefits.answers import Matter
from services.benefits.papers import Kind
from tests.leaks.claims import lives_with_the_claim, records_an_accident, sends_papers
from tests.leaks.doing import PATIENCE, choices, does
from tests.leaks.marks import BY_NAME as MARK

DEAD = (MARK["nik of the dead"], MARK["name of the dead"])
WORKER = (MARK["nik of the worker"], MARK["name of the worker"])
UNKNOWN = (MARK["a number nobody has"], MARK["a wrong name"])


async def widow(telegram: Telegram) -> Chat:
    """Asks about her husband, begins a claim from the answer, changes her number, sends it."""
    chat = await telegram.person(
        "Siti", last_name=MARK["a surname in telegram"], username=MARK["a user name in telegram"]
    )
    await does(chat, "/start", "=fd", "=cb:deceased", *choices("coverage", "=consent=read", "=consent_in_full=yes"))
    await does(chat, *DEAD, "kemarin", "=c:coverage:working:no", "=cs", "=cl", "=cp", "=sb:True")
    story = f"{MARK['words of a story']}, rekening {MARK['an account in a story']}"
    family = ("=spouse=registered", "=children=2", "=first=primary", "=second=junior", "=special=quarrel")
    await does(chat, *choices("submission", story, "=relation=spouse", *family))
    await does(chat, MARK["name of who submits"], "0811 1111 1111")
    change = ("=check=who", "=change=back", "=check=who", "=change=phone", MARK["phone of who submits"])
    await does(chat, *choices("submission", "=papers=read", *change))
    await does(chat, *choices("submission", "=check=right", "=consent=no", "=check=right", "=consent=yes"))
    await does(chat, "/status", "=st")
    await lives_with_the_claim(chat)
    await sends_papers(chat)
    return chat


async def neighbour_of_the_dead(telegram: Telegram) -> Chat:
    """Tells of somebody without any family, and takes it back; begins for others, and stops."""
    chat = await telegram.person("Wawan")
    await does(chat, "/pengajuan", *choices("submission", "=event=death", "kemarin", "=doing=work", "=where=sea"))
    nobody = ("=spouse=none", "=children=0", "=elders=none", "=siblings=no", "=in_laws=no", "=will=no")
    await does(chat, *choices("submission", "=words=skip", "=relation=not_family", *nobody, "=special=abroad"))
    await does(chat, MARK["name of a dead neighbour"], "Wawan", "0812 3456 7890")
    await does(chat, *choices("submission", "=papers=read", "=check=right", "=consent=yes"), "/status")
    for button in ("Batalkan pengajuan", "Ya, batalkan"):
        await chat.taps(button, within=PATIENCE)
        await chat.hears(within=PATIENCE)
    await does(chat, "/pengajuan", *choices("submission", "=event=illness", "kemarin", "=doctor=unknown"), "/batal")
    await does(chat, "/pengajuan", *choices("submission", "=event=death", "kemarin", "=doing=neither", "=words=skip"))
    await does(chat, *choices("submission", "=relation=child", "=spouse=siri", "=children=1", "=first=none"))
    await does(chat, "=c:submission:minors:no", "/batal")
    return chat


async def hurt(telegram: Telegram) -> Chat:
    """A son whose father was hurt outside work, with nothing known before."""
    chat = await telegram.person("Damar", phone=MARK["phone of who is hurt"])
    await does(chat, "/pengajuan", *choices("submission", "=event=injury", "kemarin", "=doing=neither"))
    await does(chat, *choices("submission", "=outside=continue", "=paid=yes", "=words=skip", "=relation=parent"))
    await does(chat, MARK["name of who is hurt"], "=c:submission:name:first_name")
    await chat.shares_contact()
    await chat.hears(within=PATIENCE)
    await does(chat, *choices("submission", "=papers=read", "=check=right", "=consent=yes"), "=se:death", "=gb")
    await records_an_accident(chat)
    return chat


async def worker(telegram: Telegram, neighbours: asyncio.Event) -> Chat:
    """Looks himself up, shows by his number who he is; hears that somebody looked, and reports it."""
    chat = await telegram.person("Tara", phone=MARK["phone of the worker"])
    await does(chat, "/start", "=cc", "=cb:self", "=c:coverage:consent:yes", *WORKER, "=ci")
    await chat.shares_contact()
    await chat.hears(within=PATIENCE)
    await does(chat, "=co", "=cf")
    neighbours.set()
    return chat


async def neighbour(telegram: Telegram, may_look: asyncio.Event) -> Chat:
    """Knows number and name of the worker."""
    await may_look.wait()
    chat = await telegram.person("Joko")
    await does(chat, "/menu", "=cb:hurt", "=c:coverage:consent:yes", *WORKER, "hari ini", "=c:coverage:working:yes")
    return chat


async def dead_phone(telegram: Telegram) -> Chat:
    """The phone of the man who died, now in his family's hands."""
    chat = await telegram.person("Wira", phone=MARK["phone of the dead"])
    await does(chat, "/start", "=cb:self", "=c:coverage:consent:yes", *DEAD, "=ci")
    await chat.shares_contact()
    await chat.hears(within=PATIENCE)
    await does(chat, "=cb:deceased", *DEAD, "kemarin", "=c:coverage:working:no")
    await chat.until(lambda seen: len(seen.answers) > 1, within=PATIENCE)
    await does(chat, "=cw:mine", "=cw:theirs")
    return chat


async def stranger(telegram: Telegram) -> Chat:
    """Tries numbers and names until he may not any more."""
    chat = await telegram.person("Anon")
    await does(chat, "/start", "=cb:deceased", "=c:coverage:consent:no", "=cb:deceased", "=c:coverage:consent:yes")
    await does(chat, *UNKNOWN, "hari ini", "=c:coverage:working:unknown", "=ct", "=cs", "=ca")
    await does(chat, DEAD[0], MARK["a wrong name"], "=ca", "6408041502800001", "Bukan Namanya", "=ca", "=cb:hurt")
    await does(chat, "=h:find", "Anon Imus", "/keluar")
    return chat


async def helped(telegram: Telegram) -> Chat:
    """Asks for a person who looks for somebody; adds words while she waits."""
    chat = await telegram.person("Endang")
    await does(chat, "/start", "=h:no_nik", MARK["name of who asks for help"], MARK["phone of who asks for help"])
    await does(chat, MARK["name of who is sought"], "sepso", "=c:help:village:as_typed", "1971", MARK["words to staff"])
    await does(chat, *choices("help", "=check=village", MARK["a village of no list"], "=check=send"))
    await does(chat, "/petugas", MARK["more words to staff"], "/status", MARK["words of danger"], "=hl", "/petugas")
    return chat


async def talks_with_staff(chat: Chat) -> None:
    """She, while a person answers: the bot is silent but for a number that it takes off the screen."""
    text = await chat.says(MARK["words while answered"])
    await chat.sends(photo=b"\xff\xd8 a photo", caption=MARK["a caption for staff"])
    await chat.shares_contact(phone_number=MARK["a card for staff"], first_name="Tetangga", user_id=78)
    await chat.sends_location(0.5071, 117.5402)
    await chat.edits(text, MARK["an edit for staff"])
    number = await chat.says(MARK["a number for staff"])
    await chat.until(lambda seen: not seen.has(number), within=PATIENCE)


async def comes_back_to_staff(chat: Chat) -> None:
    """She, after the end: by the button under it, and with words."""
    await chat.taps("Lanjut dengan petugas", within=PATIENCE, older=True)
    await chat.hears(within=PATIENCE)
    await does(chat, "=hl")
    await chat.says("/petugas")
    await chat.hears(within=PATIENCE)
    await does(chat, MARK["words after the end"])


async def curious(telegram: Telegram) -> Chat:
    """Sends all that nobody asked for, presses everything, reckons, and has herself forgotten."""
    chat = await telegram.person("Sari")
    await chat.starts(MARK["a deep link"])
    await chat.hears(within=PATIENCE)
    await does(
        chat, MARK["nonsense"], MARK["a number taken away"], "/cek", "/help", "/bantuan", "/batal", "mau mati saja"
    )
    for sent in (
        chat.forwards(MARK["a forwarded text"]),
        chat.sends(photo=b"\xff\xd8 a photo", caption=MARK["a caption"]),
        chat.sends(document=b"%PDF", name=MARK["a name of a file"]),
        chat.shares_contact(phone_number=MARK["a stranger's card"], first_name="Tetangga", user_id=77),
        chat.sends_location(0.5071, 117.5402),
    ):
        await sent
        await chat.hears(within=PATIENCE)
    text = await chat.says("tanya dong")
    await chat.hears(within=PATIENCE)
    await chat.edits(text, MARK["an edit"])
    await chat.hears(within=PATIENCE)
    general = (f"=bi:{one.value}" for one in Matter)
    await does(
        chat, *general, *(f"=bp:{one.value}" for one in Kind), "=bs:death_pays:2026-03-03", "=bc:64.08.04", "=bn", "=bv"
    )
    await _reckons(chat)
    await does(chat, "/pengajuan", "/menu", "=rs:submission", "/batal", "=dc:submission", "=m", MARK["a wrong name"])
    await does(chat, "/privasi", "=pc", "=pw", "=pa", "=pk", "=pe")
    return chat


async def _reckons(chat: Chat) -> None:
    died = ("=what=died", "kemarin", "=cause=not_work", "36", "2", "=first=primary", "=second=senior")
    lost = ("=what=hurt", "kemarin", "=outcome=function", "50", "30", "=unable=3", "=transport=land")
    await does(chat, "=bh", *choices("calculator", *died), "=bh", *choices("calculator", *lost))


async def unlucky(telegram: Telegram) -> Chat:
    """Telegram refuses what we write to him, and quotes him; then he blocks us and comes back."""
    chat = await telegram.person("Malang")
    said = f'Bad Request: can\'t parse entities: "{MARK["a wrong name"]}" at {MARK["a number nobody has"]}'
    await chat.says("/start")
    await chat.hears(within=PATIENCE)
    await telegram.fault("error", method="sendMessage", chat=chat.id, status=400, description=said)
    await chat.says("/menu")
    await telegram.until_called("sendMessage", chat=chat.id, count=2, within=PATIENCE)
    await chat.blocks()
    await chat.unblocks()
    await does(chat, "/menu")
    return chat


async def poison(telegram: Telegram) -> Chat:
    """What she writes breaks whatever reads it: after three tries there is an apology."""
    chat = await telegram.person(MARK["poison"])
    await chat.says(f"/status {MARK['poison']}")
    await chat.hears(within=90)
    return chat


async def group(telegram: Telegram, *members: Chat) -> int:
    """A group in which the bot hears everything, and is silent."""
    await telegram.privacy(False)
    number = await telegram.group(MARK["a title of a group"], *members)
    await members[0].inside(number).says(MARK["a forwarded text"])
    return number


async def everybody(telegram: Telegram) -> tuple[dict[str, Chat], int]:
    """All of them at once: the chat of each, and a group."""
    neighbours = asyncio.Event()
    walks = {
        "poison": poison(telegram),
        "widow": widow(telegram),
        "hurt": hurt(telegram),
        "neighbour of the dead": neighbour_of_the_dead(telegram),
        "worker": worker(telegram, neighbours),
        "neighbour": neighbour(telegram, neighbours),
        "dead phone": dead_phone(telegram),
        "stranger": stranger(telegram),
        "helped": helped(telegram),
        "curious": curious(telegram),
        "unlucky": unlucky(telegram),
    }
    chats = dict(zip(walks, await asyncio.gather(*walks.values()), strict=True))
    told = chats["worker"]
    await does(told, "=cr", "/status")
    number = await group(telegram, chats["stranger"], chats["helped"])
    return chats, number
