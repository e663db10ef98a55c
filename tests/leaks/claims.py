"""What people do with a claim of theirs, its papers, and the record of an accident."""

from bot.simulator import Chat
from tests.claims.photos import photo
from tests.leaks.doing import PATIENCE, choices, does
from tests.leaks.marks import BY_NAME as MARK
from tests.pictures.files import typeset


async def lives_with_the_claim(chat: Chat) -> None:
    """Looks at the sums, tells it anew, begins to take it back, and does not."""
    await chat.taps("Santunan menurut aturan", within=PATIENCE)
    await chat.hears(within=PATIENCE)
    await chat.taps("Ubah keterangan", within=PATIENCE, older=True)
    await chat.hears(within=PATIENCE)
    changed = ("=check=family", "=change=special", "=special=none", "=papers=read", "=check=right")
    await does(chat, *choices("submission", *changed))
    for button in ("Batalkan pengajuan", "Tidak jadi"):
        await chat.taps(button, within=PATIENCE, older=True)
        await chat.hears(within=PATIENCE)


async def objects(chat: Chat, claim: str) -> None:
    """She, after a no of BPJS."""
    await does(chat, f"=lo:{claim}", MARK["words of an objection"], "/status")


async def sends_papers(chat: Chat) -> None:
    """Photos and a PDF with marked words in them: unannounced, chosen, dark, taken back, off the screen; letters."""
    claim = next(data for data in _pressable(chat) if data.startswith("kp:")).partition(":")[2]
    marked = typeset(MARK["words in a paper"]) + f"\n% {MARK['words in a paper']}".encode()
    await chat.sends(document=marked, name=MARK["name of a paper"])
    *_, asked = await chat.hears("Itu berkas apa", within=PATIENCE)
    await does(chat, f"=ko:{claim}:bank_book:{asked.answers}", f"=kp:{claim}", f"=kg:{claim}", f"=ks:{claim}:heir_id")
    await chat.sends(photo=photo(MARK["words in a paper"], dark=True))
    await chat.hears("mungkin sulit dibaca", within=PATIENCE)
    await does(
        chat, f"=kk:{claim}", f"=kj:{claim}:0", f"=kr:{claim}:bank_book", f"=kh:{claim}", f"=kx:{claim}", f"=kw:{claim}"
    )
    await does(chat, f"=lt:{claim}", f"=kd:{claim}", f"=km:{claim}:receipt")
    await chat.hears("Simpan baik-baik", within=PATIENCE)
    await does(chat, f"=km:{claim}:heirs", f"=ks:{claim}:marriage_book")


def _pressable(chat: Chat) -> list[str]:
    """What the buttons that hang in the chat carry."""
    rows = [row for one in chat.messages for row in one.raw.get("reply_markup", {}).get("inline_keyboard", [])]
    return [str(button.get("callback_data", "")) for row in rows for button in row]


async def _another_record(chat: Chat, known: set[str]) -> str:
    """The id of a record that is not one of these, once its button is there: other letters may come before it."""

    def found() -> list[str]:
        ids = [data.partition(":")[2] for data in _pressable(chat) if data.startswith("ac:")]
        return [one for one in ids if one not in known]

    await chat.until(lambda _: bool(found()), within=PATIENCE)
    return found()[-1]


async def records_an_accident(chat: Chat) -> None:
    """One press, then what can be told of it; thrown away, begun anew, and left to its clock."""
    await does(chat, "/batal", "=ar")
    record = await _another_record(chat, set())
    await does(chat, f"=at:{record}", "2 jam lalu", f"=ap:{record}", MARK["where somebody was hurt"])
    await does(chat, f"=ad:{record}", f"=ax:{record}", f"=ak:{record}", f"=ay:{record}", "=ar")
    record = await _another_record(chat, {record})
    await does(chat, f"=ap:{record}", MARK["where somebody was hurt"], f"=ac:{record}", "/batal")
