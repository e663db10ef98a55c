"""How the terminal shows claims: lists, one claim with everything, and what became of a sheet of decisions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from rich.table import Table

from bot.cli.claim_sums import sums_text
from bot.cli.requests import escaped
from bot.cli.wording import say
from services.claims import Claim, Event, Handover, Move
from services.claims.clock import Countdown
from services.claims.family import heirs_of
from services.claims.importing.model import Became, Imported, Line
from services.claims.importing.telling import why_of
from services.claims.messages import ClaimSums
from services.claims.model import Decision, Headline
from services.claims.papers.model import Checklist
from services.claims.rules import doing_label, lapses_on
from services.participants.nik import Nik, NikRefusal
from services.words import Words
from services.words.filters import angka, rupiah

_WORDS = "cli_claims"
_TIME = "%Y-%m-%d %H:%M"


@dataclass(frozen=True)
class Whole:
    """One claim with all that stands around it."""

    claim: Claim
    moves: Sequence[Move]
    papers: Checklist
    pairs: Sequence[Headline]
    names: Mapping[UUID, str]
    countdown: Countdown
    sums: ClaimSums | None


def claims_table(rows: Iterable[Headline], names: Mapping[UUID, str], countdown: Countdown, words: Words) -> Table:
    """A list without anything personal."""
    table = _headed("number", "kind", "state", "left", "assignee", "created")
    for row in rows:
        marks = [say("desk_board", key) for key, is_so in (("held", row.is_held), ("pair", row.has_pair)) if is_so]
        table.add_row(
            row.number,
            say("claim_kind", row.kind.value),
            ", ".join([say("desk_board_state", row.state.value), *marks]),
            _left(countdown.left(row.state, row.pay_by)),
            escaped(names.get(row.assignee, "")) if row.assignee else "",
            f"{row.created_at.astimezone(words.zone):%Y-%m-%d}",
        )
    return table


def claim_table(whole: Whole, words: Words) -> Table:
    """Everything about one claim; what is empty is left away."""
    table = Table.grid(padding=(0, 2))
    for key, text in _lines(whole, words).items():
        if text:
            table.add_row(say(_WORDS, f"column_{key}"), escaped(text))
    for step in whole.moves:
        facts = (_over(step.handover), _decided(step.decision), step.note)
        after = say("desk_claim_line", "corrected", state=_state(step)) if step.corrects else _state(step)
        told = f"{step.by}: {after} {' · '.join(fact for fact in facts if fact)}"
        table.add_row(f"{step.at.astimezone(words.zone):{_TIME}}", escaped(told))
    return table


def imported_table(file: str, found: Imported) -> Table:
    """How many rows became what."""
    table = Table(title=escaped(file), title_justify="left", show_header=False)
    for became in Became:
        table.add_row(say("claim_import_became", became.value), angka(found.counts[became]))
    return table


def rejects_table(lines: Sequence[Line], words: Words) -> Table:
    """Rows that were not taken, and why; what stands in the cells is told by the sheet of rejects alone."""
    table = _headed("number", "row", "why")
    for line in lines:
        number = line.number if line.before else "–"
        table.add_row(number, str(line.entry.row), escaped(why_of(line, words, repeats=False)))
    return table


def _headed(first: str, *others: str) -> Table:
    """The first column is a number, which is copied and must stay in one piece."""
    table = Table()
    table.add_column(say(_WORDS, f"column_{first}"), no_wrap=True)
    for key in others:
        table.add_column(say(_WORDS, f"column_{key}"), overflow="fold")
    return table


def _lines(whole: Whole, words: Words) -> dict[str, str]:
    claim, details = whole.claim, whole.claim.details
    lapses = lapses_on(claim.kind, details)
    return {
        "number": claim.number,
        "kind": say("claim_kind", claim.kind.value),
        "state": say("claim_state", claim.state.value),
        "assignee": whole.names.get(claim.assignee, "") if claim.assignee else "",
        "created": f"{claim.created_at.astimezone(words.zone):{_TIME}}",
        "day": details.day.isoformat() if details.day_is_exact else f"{details.day:%Y-%m}",
        "about": details.about,
        "nik": _masked(details.nik),
        "doing": say(doing_label(claim.event), details.doing.value),
        "relation": say("claim_relation", details.relation.value),
        "name": details.name,
        "phone": details.phone,
        "words": details.words,
        "heirs": _heirs(claim),
        "sums": sums_text(whole.sums),
        "papers": "\n".join(_paper(row.paper.value, row.standing.value) for row in whole.papers.rows),
        "handover": _over(claim.handover),
        "pay_by": claim.pay_by.isoformat() if claim.pay_by else "",
        "left": _left(whole.countdown.left(claim.state, claim.pay_by)),
        "decision": _decided(claim.decision),
        "lapses": lapses.isoformat() if lapses else "",
        "held": f"{claim.held.by}: {claim.held.reason}" if claim.held else "",
        "pairs": ", ".join(other.number for other in whole.pairs),
    }


def _state(step: Move) -> str:
    return say("claim_state", step.belongs_to.value)


def _paper(paper: str, standing: str) -> str:
    return f"{say('paper', paper)}: {say('desk_claim_standing', standing)}"


def _heirs(claim: Claim) -> str:
    if claim.event is not Event.DEATH:
        return ""
    heirs = heirs_of(claim.details.family)
    first = [say("claim_relative", relative.value) for relative in heirs.in_order]
    return ", ".join([*first, *(say("claim_trouble", trouble.value) for trouble in heirs.troubles)])


def _over(handover: Handover | None) -> str:
    if handover is None:
        return ""
    complete = say("desk_claim", "complete" if handover.is_complete else "incomplete")
    return f"{handover.day} · {handover.office} · {handover.receipt} · {complete}"


def _decided(decision: Decision | None) -> str:
    if decision is None:
        return ""
    amount = rupiah(decision.amount) if decision.amount is not None else ""
    return " · ".join(part for part in (decision.day.isoformat(), amount, decision.reason) if part)


def _left(days: int | None) -> str:
    if days is None:
        return ""
    return say("desk_claim_left", "late", n=-days) if days < 0 else say("desk_claim_left", "days", n=days)


def _masked(number: str) -> str:
    try:
        return Nik.parse(number).masked if number else ""
    except NikRefusal:
        return ""
