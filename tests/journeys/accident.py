"""Somebody was hurt at work: what several journeys of the first hour share."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.simulator import Chat
from handlers.chat.keyboards import Keyboards
from handlers.chat.reminding import Reminding
from handlers.chat.routes import routes
from handlers.chat.taps import Tap
from services.benefits.guidance import AccidentNow
from services.claims import Claim
from services.claims.accidents.messages import FirstHour
from services.claims.messages import AskToSubmit, ClaimReceived
from services.claims.questions import (
    AskDoing,
    AskIfPaid,
    AskPersonName,
    AskRelation,
    AskSubmitterName,
    AskSubmitterPhone,
    AskWhatHappened,
    AskWhere,
    CheckClaim,
)
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying

WITA = ZoneInfo("Asia/Makassar")


async def set_clock(santun: Santun, days: int, hour: int, minute: int = 0) -> None:
    """So many days on, at this hour in the region."""
    async with santun.house.database.work() as work:
        local = (work.now + timedelta(days=days)).astimezone(WITA)
        wanted = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
        await work.raw.execute("UPDATE house SET clock_shift = clock_shift + $1", wanted - work.now)


async def now(santun: Santun) -> datetime:
    async with santun.house.database.work() as work:
        return work.now.astimezone(WITA)


async def records(chat: Chat, words: str = "jatuh dari pohon sawit sekarang") -> None:
    """From the first words to the record."""
    await chat.says(words)
    await chat.hears(saying(AccidentNow))
    await chat.taps("Catat kejadian ini")
    await chat.hears(saying(FirstHour))


async def the_record(santun: Santun, chat: Chat) -> Claim:
    """The chat's open record."""
    async with santun.house.database.work() as work:
        found = await santun.house.rooms.claims.accidents.open(work, chat.id)
        assert found is not None
        return found


async def presses(chat: Chat, tap: Tap) -> None:
    """A button that an older message may have had, or one that was made up."""
    await chat.forges(routes().codec.pack(tap), chat.last.id)


async def the_clock_ticks(santun: Santun) -> None:
    """What the process does beside its updates, now."""
    house = santun.house
    keyboards = Keyboards(house.rooms.words, routes().codec)
    while await Reminding(house.database, house.rooms, keyboards).once():
        pass


async def completes(chat: Chat) -> None:
    """From [Lengkapi pengajuan] to the number: the wife of who was hurt."""
    await chat.taps("Lengkapi pengajuan", older=True)
    await chat.hears(saying(AskDoing))
    await chat.taps("Sedang bekerja")
    await chat.hears(saying(AskWhere))
    await chat.taps("Di tempat kerja")
    await chat.hears(saying(AskIfPaid))
    await chat.taps("Tidak ada")
    await chat.hears(saying(AskWhatHappened))
    await chat.says("Jatuh dari pohon sawit waktu panen.")
    await chat.hears(saying(AskRelation))
    await chat.taps("Suami atau istri")
    await chat.hears(saying(AskPersonName))
    await chat.says("Rahmat Hidayat")
    await chat.hears(saying(AskSubmitterName))
    await chat.says("Siti Rahmah")
    await chat.hears(saying(AskSubmitterPhone))
    await chat.says("081234567890")
    await chat.taps("Lanjut")
    await chat.hears(saying(CheckClaim))


async def sends_it(chat: Chat) -> None:
    """From the summary to the number."""
    await chat.taps("Sudah benar")
    await chat.hears(saying(AskToSubmit))
    await chat.taps("Ya, kirim")
    await chat.hears(saying(ClaimReceived))
