"""What we want to reach, judged by the medians of one run and printed as it is, reached or not."""

from dataclasses import dataclass

from bench.contestants import AIOGRAM, ONE_QUESTION, OURS, PTB, PTB_QUEUE
from bench.figures import Figures, Line, number
from bench.imports import COPY

AT_16 = Line("16 in flight", "updates", "1/s")
P99_AT_100 = Line("100 updates/s", "answer, p99", "ms")
RSS_AFTER_64 = Line("memory", "RSS of the bot after 64 in flight", "MB")
IMPORT = Line("import of 150,000 rows (.xlsx)", "time", "s")
LOOK_UP = Line("look-up", "p99", "ms")
DESK = "desk: 300 open conversations, 20 agents"
TO_STAFF, TO_PEOPLE = Line(DESK, "person → console, p95", "ms"), Line(DESK, "console → person, p95", "ms")
CLAIMS = "claims: 10,000 with 8 papers each"
STATUS = Line(CLAIMS, "/status, 16 in flight, p95", "ms")
REMINDED = Line(CLAIMS, "all reminded, from the first to the last", "s")
BESIDE_REMINDERS = Line(CLAIMS, "a question, p95: what the reminders add", "ms")
FEW, MANY = "150,000 people", "10,000,000 people"


@dataclass(frozen=True)
class Goal:
    """`column`'s median of a line, `per` another column's if there is one, is to stay above or below `bound`."""

    what: str
    line: Line
    bound: float
    column: str = OURS
    per: str | None = None
    upwards: bool = False

    def figure(self, figures: Figures) -> float | None:
        """None when this run did not measure it."""
        ours = figures.median(self.line, self.column)
        peer = figures.median(self.line, self.per) if self.per else 1.0
        return None if ours is None or not peer else ours / peer

    def verdict(self, figures: Figures) -> tuple[str, str, str, str] | None:
        """What, wanted, measured, and whether that is enough."""
        figure = self.figure(figures)
        if figure is None:
            return None
        times = " ×" if self.per else f" {self.line.unit}"
        wanted = f"{'≥' if self.upwards else '≤'} {self.bound:g}{times}"
        enough = figure >= self.bound if self.upwards else figure <= self.bound
        return self.what, wanted, number(figure) + times, "reached" if enough else "not reached"


GOALS = (
    Goal("updates/s at 16 in flight, beside bare PTB", AT_16, 4, per=PTB, upwards=True),
    Goal("updates/s at 16 in flight, beside aiogram", AT_16, 1.2, per=AIOGRAM, upwards=True),
    Goal("the same, beside PTB's queue", AT_16, 4, per=PTB_QUEUE, upwards=True),
    Goal("the same with one question, beside bare PTB", AT_16, 4, ONE_QUESTION, per=PTB, upwards=True),
    Goal("the same with one question, beside aiogram", AT_16, 1.2, ONE_QUESTION, per=AIOGRAM, upwards=True),
    Goal("answer at 100 updates/s, p99", P99_AT_100, 40),
    Goal("a message to the other side of the desk, p95, person → console", TO_STAFF, 300),
    Goal("a message to the other side of the desk, p95, console → person", TO_PEOPLE, 300),
    Goal("/status with 10,000 claims, 16 in flight, p95", STATUS, 100),
    Goal("10,000 reminders in the outbox", REMINDED, 60),
    Goal("what reminding adds to others' answers, p95", BESIDE_REMINDERS, 50),
    Goal("memory after 64 in flight", RSS_AFTER_64, 200),
    Goal("import, beside reading + raw COPY", IMPORT, 3, per=COPY),
    Goal("look-up p99 among 10 million, beside 150 thousand", LOOK_UP, 1.5, MANY, per=FEW),
)


def verdicts(figures: Figures) -> list[tuple[str, str, str, str]]:
    """Of all goals that this run measured."""
    return [verdict for goal in GOALS if (verdict := goal.verdict(figures)) is not None]
