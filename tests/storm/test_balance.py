"""The one who balances the books finds what is wrong in them: each kind of tampering is named."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.storm.balance import balance
from tests.storm.books import Books, Call, Entry, Kept, Stored
from tests.storm.people import Account, Issued

CHAT, MORNING = 7, datetime(2026, 3, 3, 8, tzinfo=UTC)
Tamper = Callable[[Books], object]


def books() -> Books:
    """One person, three updates, an answer each; the second answer came twice and is uncertain, and a claim."""
    letters = [_letter(number, uncertain=number == 2) for number in (1, 2, 3)]
    entries = [entry for number in (1, 2, 3) for entry in _entries(number)]
    texts = ((101, "a1"), (102, "a2"), (103, "a2"), (104, "a3 Nomor Santun: KT-1 "))
    numbers = {1: 101, 2: 103, 3: 104}
    return Books(
        issued=[Issued(number, CHAT, "message", deserves=True, at=0.0) for number in (1, 2, 3)],
        calls=[_call(message, text) for message, text in texts],
        inbox=[Stored(number, number, CHAT, "done") for number in (1, 2, 3)],
        letters=[replace(letter, message=numbers[letter.id]) for letter in letters],
        entries=[*entries, Entry("x3", "claims", "INSERT", "s", CHAT, "submitted")],
        told=[Account(CHAT, Counter(submission=1), {"help": True}, {"KT-1"}, [51, 52])],
        held={CHAT: {"submission": 1}},
        numbers={CHAT: {"KT-1"}},
        flows={CHAT: {"help": True}},
        to_staff={CHAT: [51, 52]},
        of_staff={CHAT: ["a", "b"]},
        written={CHAT: ["a", "b"]},
        codes=[0, 0],
    )


def _letter(number: int, *, uncertain: bool) -> Kept:
    return Kept(number, CHAT, 0, "sendMessage", "sent", uncertain, None, MORNING + timedelta(seconds=number))


def _entries(number: int) -> tuple[Entry, ...]:
    return (
        Entry(f"in{number}", "inbox", "INSERT", str(number), CHAT, "waiting"),
        Entry(f"x{number}", "inbox", "UPDATE", str(number), CHAT, "done"),
        Entry(f"x{number}", "letters", "INSERT", str(number), CHAT, "sending"),
    )


def _call(message: int, text: str) -> Call:
    return Call(message, "sendMessage", CHAT, {"text": text}, 200, effect=True, message=message, finished=1.0)


def test_honest_books_balance() -> None:
    assert balance(books()) == []


def test_two_messages_of_a_process_that_died_may_both_come_again() -> None:
    told = books()
    told.letters[2] = replace(told.letters[2], uncertain=True, message=106)
    told.letters[1] = replace(told.letters[1], message=105)
    told.calls += [_call(105, "a2"), _call(106, "a3 Nomor Santun: KT-1 ")]
    assert balance(told) == []


def test_what_a_dead_process_had_sent_may_arrive_late() -> None:
    told = books()
    told.calls.append(replace(_call(105, "a2"), n=102))
    told.letters[1] = replace(told.letters[1], message=105)
    assert balance(told) == []


def _a_message_without_its_letter(told: Books) -> None:
    told.calls.append(_call(105, "a3 Nomor Santun: KT-1 "))


def _swapped(told: Books) -> None:
    told.letters[0], told.letters[2] = (
        replace(told.letters[0], message=104),
        replace(told.letters[2], message=101),
    )


def _a_copy_after_the_next_answer(told: Books) -> None:
    told.calls.append(_call(105, "a2"))
    told.letters[1] = replace(told.letters[1], message=105)


def _worked_on_twice(told: Books) -> None:
    told.entries += [replace(entry, xid="again") for entry in _entries(2)[1:]]


TAMPERED: dict[str, tuple[Tamper, str]] = {
    "an update that was acknowledged and never stored": (lambda told: told.inbox.pop(), "every update is stored once"),
    "an update stored twice": (lambda told: told.inbox.append(told.inbox[0]), "every update is stored once"),
    "an update that still waits": (
        lambda told: told.inbox.__setitem__(0, replace(told.inbox[0], state="waiting")),
        "every update is done",
    ),
    "an update worked on twice": (_worked_on_twice, "no update is done twice"),
    "an effect of nobody": (
        lambda told: told.entries.append(Entry("x9", "claims", "INSERT", "t", CHAT, "submitted")),
        "every effect has one update",
    ),
    "an update without an answer": (
        lambda told: told.entries.remove(_entries(1)[2]),
        "every update is answered",
    ),
    "updates in another order": (lambda told: told.issued.reverse(), "updates are worked on in order"),
    "a letter that waits for ever": (
        lambda told: told.letters.__setitem__(0, replace(told.letters[0], state="waiting")),
        "no letter is lost",
    ),
    "a letter that vanished": (lambda told: told.letters.pop(0), "no letter is lost"),
    "a healthy letter given up": (
        lambda told: told.letters.__setitem__(0, replace(told.letters[0], state="dead")),
        "no healthy letter is dead",
    ),
    "a letter that counts as sent": (lambda told: told.calls.pop(0), "what counts as sent has arrived"),
    "a deletion that counts as sent": (
        lambda told: told.letters.append(replace(told.letters[0], id=4, method="deleteMessage", message=None)),
        "what counts as sent has arrived",
    ),
    "a doubled answer": (_a_message_without_its_letter, "only the uncertain is repeated"),
    "a repeat whose mark was forgotten": (
        lambda told: told.letters.__setitem__(1, replace(told.letters[1], uncertain=False)),
        "only the uncertain is repeated",
    ),
    "swapped answers": (_swapped, "answers are read in order"),
    "a copy that comes late": (_a_copy_after_the_next_answer, "answers are read in order"),
    "a second claim": (
        lambda told: told.held[CHAT].update(submission=2),
        "the database says what people tell",
    ),
    "a conversation that is forgotten": (lambda told: told.flows.clear(), "the database says what people tell"),
    "a word for staff that is lost": (lambda told: told.to_staff[CHAT].pop(), "staff have every word once"),
    "a word for staff that stands there twice": (
        lambda told: told.to_staff[CHAT].append(52),
        "staff have every word once",
    ),
    "words for staff in another order": (lambda told: told.to_staff[CHAT].reverse(), "staff have every word once"),
    "an answer of staff that is lost": (lambda told: told.of_staff.clear(), "every answer of staff is kept once"),
    "an answer of staff that was written twice": (
        lambda told: told.of_staff[CHAT].append("b"),
        "every answer of staff is kept once",
    ),
    "an answer that nobody wrote": (
        lambda told: told.of_staff.update({CHAT + 1: ["c"]}),
        "every answer of staff is kept once",
    ),
    "a number that nobody knows": (lambda told: told.numbers[CHAT].add("KT-2"), "people know their numbers"),
    "a number that is nowhere": (lambda told: told.told[0].numbers.add("KT-3"), "people know their numbers"),
    "a lock": (lambda told: told.remains.append("lock: advisory"), "nothing is left behind"),
    "a process that would not end": (lambda told: told.codes.append(-9), "nothing is left behind"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_tampered_books_are_found_out(name: str) -> None:
    tamper, rule = TAMPERED[name]
    told = books()
    tamper(told)
    assert rule in {finding.rule for finding in balance(told)}
