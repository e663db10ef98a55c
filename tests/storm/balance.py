"""Balances the books: a pure function from what was seen on all sides to what does not fit, each with its rule."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tests.storm.books import Books, Call, plain
from tests.storm.tracing import (
    SENT,
    by_chat,
    copies_of,
    ends_an_update,
    letters_of,
    messages,
    numberless,
    repeated,
    settles,
    transactions,
)

GONE_BY_DESIGN = ("replaced", "expired", "erased")
URGENT = 1
"""The highest lane for which people wait, and whose order is promised."""
EFFECTS = {"letters", "claims", "conversations", "consents", "lookups", "dialogues", "looks", "rights"}
CREW = "storm crew"
"""What staff do is caused by no update."""


@dataclass(frozen=True)
class Finding:
    """Something that does not fit, and the rule it breaks."""

    rule: str
    what: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.what}"


def balance(books: Books) -> list[Finding]:
    """Everything that does not fit; nothing if the promise was kept."""
    return [Finding(rule, what) for rule, check in RULES.items() for what in check(books)]


# --- the way in ---


def _stored_once(books: Books) -> Iterator[str]:
    stored = Counter(row.update for row in books.inbox)
    issued = {issue.update for issue in books.issued}
    for update in sorted(issued - stored.keys()):
        yield f"update {update} was given to the bot and is not in the inbox"
    for update in sorted(stored.keys() - issued):
        yield f"update {update} is in the inbox and never existed"
    for update, times in stored.items():
        if times > 1:
            yield f"update {update} is in the inbox {times} times"
    if books.unconfirmed:
        yield f"{books.unconfirmed} updates are not confirmed to Telegram"


def _done(books: Books) -> Iterator[str]:
    for row in books.inbox:
        if row.state != "done":
            yield f"update {row.update} of chat {row.chat} is {row.state}"


def _once(books: Books) -> Iterator[str]:
    ended = Counter(entry.key for entry in books.entries if ends_an_update(entry))
    for update, times in ended.items():
        if times > 1:
            yield f"update {update} was worked on to the end {times} times"
    for row in books.inbox:
        if row.state == "done" and not ended[str(row.update)]:
            yield f"update {row.update} is done and no transaction did it"


def _caused(books: Books) -> Iterator[str]:
    """Whatever a transaction did in a chat, it did for exactly one update of that chat; several chats may share one.
    Only a letter of a lane for which nobody waits may go to somebody else."""
    others = {str(letter.id) for letter in books.letters if letter.lane > URGENT}
    for xid, entries in transactions(books).items():
        updates = Counter(entry.chat for entry in entries if ends_an_update(entry))
        effects = [e for e in entries if e.room in EFFECTS and e.act != "DELETE" and e.who != CREW]
        told = {entry.key for entry in effects if entry.room == "letters" and entry.key in others and updates}
        wrong = {
            (e.room, e.chat) for e in effects if updates[e.chat] != 1 and not (e.room == "letters" and e.key in told)
        }
        for room, chat in sorted(wrong, key=str):
            yield f"transaction {xid} wrote {room} of chat {chat} for {updates[chat]} updates of that chat"


def _answered(books: Books) -> Iterator[str]:
    answered = {update for update, letters in letters_of(books).items() if letters}
    for issue in books.issued:
        if issue.deserves and issue.update not in answered:
            yield f"{issue.kind} {issue.update} of chat {issue.chat} was never answered"


def _in_order_of_arrival(books: Books) -> Iterator[str]:
    came = {issue.update: place for place, issue in enumerate(books.issued)}
    done = {entry.key: place for place, entry in enumerate(books.entries) if ends_an_update(entry)}
    for chat, rows in by_chat(books.inbox).items():
        seen = [row.update for row in sorted(rows, key=lambda row: row.seq)]
        known = [update for update in seen if update in came]
        if known != sorted(known, key=lambda update: came[update]):
            yield f"the updates of chat {chat} were stored in another order than they came"
        worked = [update for update in seen if str(update) in done]
        if worked != sorted(worked, key=lambda update: done[str(update)]):
            yield f"the updates of chat {chat} were worked on in another order than they came"


# --- the way out ---


def _no_letter_lost(books: Books) -> Iterator[str]:
    for letter in books.letters:
        if letter.state not in (SENT, *GONE_BY_DESIGN, "dead"):
            yield f"letter {letter.id} to chat {letter.chat} is still {letter.state}"
    known = {str(letter.id) for letter in books.letters}
    for entry in books.entries:
        if entry.room == "letters" and entry.act == "INSERT" and entry.key not in known:
            yield f"letter {entry.key} to chat {entry.chat} was written and is no more"


def _no_healthy_letter_dead(books: Books) -> Iterator[str]:
    for letter in books.letters:
        if letter.state == "dead":
            yield f"letter {letter.id} ({letter.method}) to chat {letter.chat} is dead: {letter.error}"


def _received(books: Books) -> Iterator[str]:
    """Every message that was sent is at the simulator; of acts without a number, as many as there were."""
    arrived = {(call.chat, call.message) for call in books.calls if call.method == "sendMessage" and call.effect}
    for letter in books.letters:
        if letter.method == "sendMessage" and letter.state == SENT and (letter.chat, letter.message) not in arrived:
            yield f"letter {letter.id} to chat {letter.chat} counts as sent and never arrived"
    settled = Counter((call.chat, call.method) for call in books.calls if settles(call))
    for (chat, method), count in numberless(books).items():
        if settled[chat, method] < count:
            yield f"chat {chat}: {count} letters of {method} count as sent, {settled[chat, method]} arrived"


def _repeats(books: Books) -> Iterator[str]:
    """What arrived more often than it was written must be the repeat of an uncertain act."""
    for chat, calls in messages(books).items():
        letters = {letter.message: letter for letter in books.letters if letter.chat == chat and letter.message}
        for place, call in enumerate(calls):
            if call.message not in letters and repeated(place, calls, letters) is None:
                same = [
                    letters[one.message or 0].id
                    for one in calls
                    if one.message in letters and one.params == call.params
                ]
                yield f"chat {chat} got message {call.message} without a letter (same words: {same}): {_quoted(call)}"
    unsure = {(letter.chat, letter.method) for letter in books.letters if letter.uncertain}
    settled = Counter((call.chat, call.method) for call in books.calls if settles(call))
    for key, count in numberless(books).items():
        if settled[key] > count and key not in unsure:
            yield f"chat {key[0]}: {settled[key]} times {key[1]} for {count} letters, none of them uncertain"


def _in_order(books: Books) -> Iterator[str]:
    """The first copies of what was due arrive in order, and the last ones are sent in order: a process that died after
    two messages whose outcomes nobody else knows leaves both to be repeated, one after the other; and what it had just
    sent may arrive, slowly, after its heir has repeated it and gone on."""
    for chat, calls in messages(books).items():
        copies = copies_of(calls, [letter for letter in books.letters if letter.chat == chat])
        letters = [letter for letter in books.letters if letter.id in copies and letter.lane <= URGENT]
        for place, letter in enumerate(letters):
            for later in letters[place + 1 :]:
                one, two = copies[letter.id], copies[later.id]
                is_sent_late = max(calls[at].n for at in one) > max(calls[at].n for at in two)
                if letter.due <= later.due and (min(one) > min(two) or is_sent_late):
                    told = [[(at, calls[at].n) for at in places] for places in (one, two)]
                    yield f"chat {chat} read letter {letter.id} and the later {later.id} at {told} (place, call)"


def _written_in_order(books: Books) -> Iterator[str]:
    """What an update says is written before anything that a later one of the same chat says."""
    written = letters_of(books)
    for chat, rows in by_chat(books.inbox).items():
        numbers = [number for row in sorted(rows, key=lambda row: row.seq) for number in written.get(row.update, [])]
        if numbers != sorted(numbers):
            yield f"the letters of chat {chat} were written in another order than its updates came"


# --- what people tell ---


def _as_told(books: Books) -> Iterator[str]:
    for person in books.told:
        held = books.held.get(person.chat, {})
        told = dict(person.done) | {"look": person.done["look-up"]}
        for what in sorted(told.keys() | held.keys()):
            if told.get(what, 0) != held.get(what, 0):
                yield f"chat {person.chat} did {what} {told.get(what, 0)} times, the database has {held.get(what, 0)}"
        flows = books.flows.get(person.chat, {})
        if flows != person.flows:
            yield f"chat {person.chat} is in the middle of {person.flows}, the database says {flows}"
        if person.complaint:
            yield f"chat {person.chat}: {person.complaint}"


def _heard_by_staff(books: Books) -> Iterator[str]:
    """Every word for staff stands in the conversation, once, where it belongs."""
    for person in books.told:
        kept = books.to_staff.get(person.chat, [])
        if kept != person.to_staff:
            yield f"chat {person.chat} wrote messages {person.to_staff} for staff, who have {kept}"


def _said_by_staff(books: Books) -> Iterator[str]:
    """What the crew wrote stands there once, in its order, and nothing else does."""
    forgotten = {person.chat for person in books.told if person.forgotten}
    for chat in sorted((books.written.keys() | books.of_staff.keys()) - forgotten):
        written, kept = books.written.get(chat, []), books.of_staff.get(chat, [])
        if written != kept:
            yield f"the crew wrote {written} to chat {chat}, the database has {kept}"


def _numbers_told(books: Books) -> Iterator[str]:
    texts: dict[int | None, str] = defaultdict(str)
    for call in books.calls:
        if call.method == "sendMessage" and call.effect:
            texts[call.chat] += plain(str(call.params.get("text", "")))
    for chat, numbers in books.numbers.items():
        for number in numbers:
            if number not in texts[chat]:
                yield f"chat {chat} was never told its number {number}"
    for person in books.told:
        for number in set() if person.forgotten else person.numbers - books.numbers.get(person.chat, set()):
            yield f"chat {person.chat} was told {number}, which is not in the database"


# --- what is left ---


def _nothing_left(books: Books) -> Iterator[str]:
    yield from books.remains
    for code in books.codes:
        if code != 0:
            yield f"a process that was asked to stop ended with {code}"


RULES: dict[str, Callable[[Books], Iterable[str]]] = {
    "every update is stored once": _stored_once,
    "every update is done": _done,
    "no update is done twice": _once,
    "every effect has one update": _caused,
    "every update is answered": _answered,
    "updates are worked on in order": _in_order_of_arrival,
    "no letter is lost": _no_letter_lost,
    "no healthy letter is dead": _no_healthy_letter_dead,
    "what counts as sent has arrived": _received,
    "only the uncertain is repeated": _repeats,
    "answers are written in order": _written_in_order,
    "answers are read in order": _in_order,
    "the database says what people tell": _as_told,
    "staff have every word once": _heard_by_staff,
    "every answer of staff is kept once": _said_by_staff,
    "people know their numbers": _numbers_told,
    "nothing is left behind": _nothing_left,
}


def _quoted(call: Call) -> str:
    return repr(plain(str(call.params.get("text", "")))[:50])
