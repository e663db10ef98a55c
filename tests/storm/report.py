"""The closing table of a storm, and what does not fit."""

from collections import Counter
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from tests.storm.books import Books
from tests.storm.plan import Order
from tests.storm.storm import Outcome
from tests.storm.tracing import letters_of, repeats

SHOWN = 40


def show(outcome: Outcome, console: Console) -> None:
    """The table; below it the findings, and how to see them again."""
    table = Table(title=f"The storm of seed {outcome.plan.order.seed}", title_justify="left")
    table.add_column("what")
    table.add_column("how many", justify="right")
    for part in (_people(outcome), _post(outcome.books), _troubles(outcome), _times(outcome)):
        for what, value in part:
            table.add_row(what, value)
        table.add_section()
    console.print(table)
    for line, times in Counter(line.partition(" ")[2] for line in outcome.complaints).most_common(SHOWN):
        console.print(f"log, {times} times: {line}", markup=False, highlight=False, soft_wrap=True)
    for finding in outcome.findings[:SHOWN]:
        console.print(f"✗ {finding}", markup=False, highlight=False, soft_wrap=True)
    if outcome.findings:
        console.print(f"{len(outcome.findings)} findings. Again: make storm ARGS='{_again(outcome)}'", markup=False)
    else:
        console.print("The books balance.")


def waits(books: Books) -> list[float]:
    """Seconds from each update to the first letter that answered it, as people waited."""
    arrived: dict[int, float] = {}
    by_message = {(letter.chat, letter.message): letter.id for letter in books.letters if letter.message}
    for call in books.calls:
        letter = by_message.get((call.chat or 0, call.message or 0))
        if letter is not None and call.effect:
            arrived[letter] = min(call.finished, arrived.get(letter, call.finished))
    began = {issue.update: issue.at for issue in books.issued}
    return sorted(
        min(times) - began[update]
        for update, letters in letters_of(books).items()
        if update in began and (times := [arrived[letter] for letter in letters if letter in arrived])
    )


def _people(outcome: Outcome) -> Iterator[tuple[str, str]]:
    done = sum((person.done for person in outcome.books.told), Counter[str]())
    yield "people", str(len(outcome.books.told))
    yield "who went away in the middle", str(sum(person.left for person in outcome.books.told))
    for what, count in sorted(done.items()):
        yield f"{what}s", str(count)


def _post(books: Books) -> Iterator[tuple[str, str]]:
    yield "updates", f"{len(books.issued):,}"
    yield "letters", f"{len(books.letters):,}"
    yield "words for staff", str(sum(map(len, books.to_staff.values())))
    yield "answers of staff", str(sum(map(len, books.of_staff.values())))
    yield "letters marked as uncertain", str(sum(letter.uncertain for letter in books.letters))
    yield "messages that came twice, all of them uncertain", str(repeats(books))


def _troubles(outcome: Outcome) -> Iterator[tuple[str, str]]:
    for what, count in sorted(outcome.counts.items()):
        yield f"processes {what}" if what in ("killed", "started", "ended by itself") else what, str(count)
    calls = [call for call in outcome.books.calls if call.method != "getMe"]
    yield "429", str(sum(call.code == 429 for call in calls))
    yield "5xx", str(sum((call.code or 0) >= 500 for call in calls))
    yield "403 (blocked)", str(sum(call.code == 403 for call in calls))
    yield "connections reset before the effect", str(sum(call.code == 0 and not call.effect for call in calls))
    yield "answers lost after the effect", str(sum(call.code == 0 and call.effect for call in calls))
    yield "slow answers", str(sum(call.slow for call in calls))


def _times(outcome: Outcome) -> Iterator[tuple[str, str]]:
    waited = waits(outcome.books) or [0.0]
    for name, share in (("half", 0.5), ("99 of 100", 0.99)):
        yield f"{name} waited at most", f"{waited[min(len(waited) - 1, int(len(waited) * share))]:.1f} s"
    yield "longest wait for an answer", f"{waited[-1]:.1f} s"
    yield "quiet after the storm in", f"{outcome.calm_after:.1f} s"
    yield "all in all", f"{outcome.took:.0f} s"


def _again(outcome: Outcome) -> str:
    order = outcome.plan.order
    if order == Order.short(order.seed):
        return f"--short --seed {order.seed}"
    return f"--seed {order.seed} --conversations {order.conversations} --minutes {order.seconds / 60:g}"
