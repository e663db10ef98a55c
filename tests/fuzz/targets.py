"""What `make fuzz` hammers, a function of bytes for each way in; whatever one of them raises is a finding."""

import random
from collections.abc import Awaitable, Callable
from typing import Any

from handlers.chat.accept import MalformedError, read_arrival
from handlers.chat.incoming import Deed, read_update
from handlers.chat.reading import read_json
from handlers.chat.routes import TAPS
from handlers.chat.taps import LIMIT, Codec, NotAButton
from services.participants.names import is_same_name, name_words
from services.post.rules import presence_of
from services.refusals import Refusal
from tests.fuzz.bodies import an_update, bytes_of_any_kind, of_next_year, spoilt, written
from tests.fuzz.doorstep import Doorstep
from tests.fuzz.hostile import ANSWERS, NAMES, NIKS, SENTENCES, FromBytes, a_text
from tests.fuzz.person import Person
from tests.fuzz.readers import LIKE_THEMSELVES, READERS, WORDS
from tests.fuzz.roster_file import rosters
from tests.fuzz.roster_file import seeds as roster_seeds
from tests.fuzz.walk import Walker

CODEC = Codec({code: kind for code, (kind, _) in TAPS.items()})
LONGEST_WALK = 60
_chats = iter(range(1, 2**40))


def reading(data: bytes) -> None:
    """One of the readers, named by the first byte, and what was typed."""
    if not data:
        return
    text = data[1:].decode("utf-8", "replace")[:4096]
    read = list(READERS.values())[data[0] % len(READERS)]
    try:
        once = read(text)
    except Refusal as no:
        assert WORDS.render(no)
        return
    if read in LIKE_THEMSELVES:
        assert read(once) == once, f"{once!r} is read as {read(once)!r}"


def names(data: bytes) -> None:
    """The name rule: order and case are free, and rubbish opens nothing."""
    roster, _, typed = data.decode("utf-8", "replace")[:200].partition("\n")
    met = is_same_name(roster, typed)
    assert met == is_same_name(roster.upper(), typed.lower()) or not (roster + typed).isascii()
    assert not met or name_words(typed)


def taps(data: bytes) -> None:
    """The data of a button: nothing of ours, or a button that packs the same again."""
    try:
        tap = CODEC.unpack(data.decode("utf-8", "replace"))
    except NotAButton:
        return
    try:
        packed = CODEC.pack(tap)
    except ValueError:
        return
    assert len(packed.encode()) <= LIMIT
    assert CODEC.unpack(packed) == tap


def arrivals(data: bytes) -> None:
    """A body: malformed, or served in the chat in which it waits."""
    try:
        arrival = read_arrival(data)
    except MalformedError:
        return
    if arrival is None:
        return
    update = read_json(arrival.body)
    assert presence_of(update) in (True, False, None)
    incoming = read_update(update)
    assert incoming.deed is Deed.NOTHING or incoming.chat == arrival.chat


async def updates(door: Doorstep, data: bytes) -> None:
    """One update of any kind at the real doors, with the database behind them."""
    chance = FromBytes(data)
    person = Person(next(_chats))
    change: Callable[[random.Random, Any], Any] = chance.choice((of_next_year, spoilt, lambda _, update: update))
    bodies = [written({"update_id": 1} | change(chance, an_update(chance, person)))]
    if chance.randrange(4) == 0:
        bodies.append(bytes_of_any_kind(chance, person))
    for body in bodies:
        try:
            await door.brings_body(body)
        except MalformedError:
            continue


async def bodies(door: Doorstep, data: bytes) -> None:
    """The same with a body byte by byte."""
    try:
        await door.brings_body(data)
    except MalformedError:
        return


async def walks(door: Doorstep, data: bytes) -> None:
    """A walk through the conversations, as long as there are bytes, and from there to the end of the road."""
    chance = FromBytes(data)
    number = next(_chats)
    if number % 20 == 1:
        await door.sweeps()
    walker = Walker(door, Person(number, chance.choice(("Siti", "<b>&", "😀", a_text(chance)))), chance)
    try:
        for _ in range(LONGEST_WALK):
            if chance.is_over:
                break
            await walker.wanders()
        await walker.arrives()
    except Exception as error:
        error.add_note("\n".join(walker.told[-12:]))
        raise


PURE: dict[str, Callable[[bytes], None]] = {f.__name__: f for f in (reading, names, taps, arrivals, rosters)}
SERVED: dict[str, Callable[[Doorstep, bytes], Awaitable[None]]] = {f.__name__: f for f in (updates, bodies, walks)}


def seeds(target: str) -> list[bytes]:
    """Where the fuzzer begins."""
    chance = random.Random(0)
    person = Person(7)
    if target in ("arrivals", "bodies"):
        return [written({"update_id": number} | an_update(chance, person)) for number in range(40)]
    if target == "rosters":
        return roster_seeds()
    if target == "names":
        return [f"{name}\n{other}".encode() for name in NAMES for other in NAMES]
    if target == "taps":
        return [f"{code}:{field}".encode() for code in TAPS for field in ("death", "x:y", "2026-03-03", "")]
    if target == "reading":
        typed = (*ANSWERS, *NAMES, *NIKS, *SENTENCES)
        return [bytes([n]) + typed[(n * 7 + m) % len(typed)].encode() for n in range(len(READERS)) for m in range(6)]
    return [chance.randbytes(60 + 5 * number) for number in range(20)]
