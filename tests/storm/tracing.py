"""Traces what happened: which update wrote which letters, and which letter a message in a chat was a copy of."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from tests.storm.books import Books, Call, Entry, Kept, Stored

SENT = "sent"
ACTS = ("editMessageText", "deleteMessage", "pinChatMessage")
"""Acts besides messages; a message is known by its number, of these only how many there were."""


def letters_of(books: Books) -> dict[int, list[int]]:
    """The letters that each update wrote into its own chat."""
    found: dict[int, list[int]] = {}
    for entries in transactions(books).values():
        for update in (entry for entry in entries if ends_an_update(entry)):
            written = [e for e in entries if e.room == "letters" and e.act == "INSERT" and e.chat == update.chat]
            found[int(update.key)] = [int(entry.key) for entry in written]
    return found


def repeats(books: Books) -> int:
    """How many messages came more than once."""
    letters = {(letter.chat, letter.message) for letter in books.letters}
    return sum((chat, call.message) not in letters for chat, calls in messages(books).items() for call in calls)


def ends_an_update(entry: Entry) -> bool:
    return entry.room == "inbox" and entry.act == "UPDATE" and entry.state in ("done", "dead")


def transactions(books: Books) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in books.entries:
        found[entry.xid].append(entry)
    return found


def by_chat(rows: Iterable[Stored]) -> dict[int, list[Stored]]:
    found: dict[int, list[Stored]] = defaultdict(list)
    for row in rows:
        found[row.chat].append(row)
    return found


def messages(books: Books) -> dict[int, list[Call]]:
    """What each chat got to read, in order."""
    found: dict[int, list[Call]] = defaultdict(list)
    for call in sorted(books.calls, key=lambda call: call.message or 0):
        if call.method == "sendMessage" and call.effect and call.chat is not None:
            found[call.chat].append(call)
    return found


def copies_of(calls: list[Call], letters: list[Kept]) -> dict[int, list[int]]:
    """Places in the chat of each letter's copies."""
    by_message = {letter.message: letter for letter in letters if letter.message}
    found: dict[int, list[int]] = defaultdict(list)
    for place, call in enumerate(calls):
        letter = by_message.get(call.message or 0) or repeated(place, calls, by_message)
        if letter is not None:
            found[letter.id].append(place)
    return found


def repeated(place: int, calls: list[Call], letters: dict[int, Kept]) -> Kept | None:
    """The uncertain letter of which the call at this place was another copy: mostly an earlier one, for the last
    number counts; a later one where two processes had sent it and the first told its number last."""
    for other in (*calls[place + 1 :], *reversed(calls[:place])):
        letter = letters.get(other.message or 0)
        if letter is not None and letter.uncertain and other.params == calls[place].params:
            return letter
    return None


def numberless(books: Books) -> Counter[tuple[int | None, str]]:
    """Letters that become no message of their own."""
    without = (letter for letter in books.letters if letter.method != "sendMessage" and letter.state == SENT)
    return Counter((letter.chat, letter.method) for letter in without)


def settles(call: Call) -> bool:
    return call.method in ACTS and (call.effect or call.code == 400)
