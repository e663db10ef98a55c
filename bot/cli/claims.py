"""`santun claims`: the files of families, their way to BPJS, and the sheet for the office."""

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bot.cli.doorway import REFUSED, leave, opened
from bot.cli.requests import escaped
from bot.cli.staff import By, Why, at_the_desk, out, unit_of_work
from bot.cli.wording import say
from bot.house import House
from services.benefits.papers import Paper
from services.claims import Claim, Handover, Move, State, Step
from services.claims.clock import Countdown
from services.claims.rules import missing_of
from services.claims.sheet import claim_sheet, workbook
from services.claims.states import HERE
from services.staff import Act
from services.words import Words

_WORDS = "cli_claims"

app = typer.Typer(no_args_is_help=True, help=say(_WORDS, "help"))

Number = Annotated[str, typer.Argument(help=say(_WORDS, "number"))]
States = Annotated[list[State] | None, typer.Option("--state", help=say(_WORDS, "state"))]


@app.command("list", help=say(_WORDS, "list"))
def list_(by: By, state: States = None) -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.LIST_CLAIMS)
            rows = await house.rooms.claims.desk.overview(work, member, frozenset(state or HERE))
        table = Table(*(say(_WORDS, f"column_{key}") for key in ("number", "kind", "state", "created")))
        for row in rows:
            created = f"{row.created_at.astimezone(house.words.zone):%Y-%m-%d %H:%M}"
            kind, where = say("claim_kind", row.kind.value), say("claim_state", row.state.value)
            table.add_row(row.number, kind, where, created)
        out.print(table if rows else say(_WORDS, "none"))

    opened(do)


@app.command("show", help=say(_WORDS, "show"))
def show(number: Number, by: By, reason: Why) -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.SHOW_CLAIM)
            claim, moves = await house.rooms.claims.desk.show(work, member, number, reason)
        _print(claim, moves, house.words)

    opened(do)


@app.command("export", help=say(_WORDS, "export"))
def export(
    file: Annotated[Path, typer.Argument(help=say(_WORDS, "file"))], by: By, reason: Why, state: States = None
) -> None:
    if file.exists():
        leave(say(_WORDS, "file_exists", file=file), REFUSED)

    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.EXPORT_CLAIMS)
            found = await house.rooms.claims.desk.export(work, member, reason, frozenset(state or State))
            countdown = Countdown.of(house.rooms.region, work.now)
        # Written after the commit: what left the house stands in the audit, whatever becomes of the file.
        _write_private(file, workbook(claim_sheet(found, house.words, countdown)))
        out.print(say(_WORDS, "exported", count=len(found), file=file), markup=False)

    opened(do)


@app.command("move", help=say(_WORDS, "move"))
def move(
    number: Number,
    to: Annotated[State, typer.Argument(help=say(_WORDS, "to"))],
    by: By,
    note: Annotated[str, typer.Option(help=say(_WORDS, "note"))] = "",
) -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.MOVE_CLAIM)
            claim = await house.rooms.claims.desk.move(work, member, number, Step(to, note))
        _moved(claim)

    opened(do)


@app.command("papers", help=say(_WORDS, "papers"))
def papers(
    number: Number, by: By, seen: Annotated[list[Paper] | None, typer.Option(help=say(_WORDS, "seen"))] = None
) -> None:
    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.MOVE_CLAIM)
            claim = await house.rooms.claims.desk.mark_seen(work, member, number, seen or ())
        missing = ", ".join(say("paper", paper.value) for paper in missing_of(claim))
        out.print(say(_WORDS, "marked", number=claim.number, missing=missing or "–"), markup=False)

    opened(do)


@app.command("handed-over", help=say(_WORDS, "handed_over"))
def handed_over(  # noqa: PLR0913 -- each is an option of the command, asked for by name
    number: Number,
    *,
    by: By,
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d", "%d/%m/%Y"], help=say(_WORDS, "on"))],
    office: Annotated[str, typer.Option(help=say(_WORDS, "office"))],
    receipt: Annotated[str, typer.Option(help=say(_WORDS, "receipt"))],
    complete: Annotated[bool, typer.Option("--complete/--incomplete", help=say(_WORDS, "complete"))],
) -> None:
    async def do(house: House) -> None:
        handover = Handover(on.date(), office, receipt, complete)
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.HAND_OVER_CLAIM)
            claim = await house.rooms.claims.desk.hand_over(work, member, number, handover)
        _moved(claim)

    opened(do)


def _moved(claim: Claim) -> None:
    state = say("claim_state", claim.state.value)
    out.print(say(_WORDS, "moved", number=claim.number, state=state), markup=False)


def _write_private(file: Path, content: bytes) -> None:
    """A new file that only its owner can read (mode 0600)."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        handle.write(content)


def _print(claim: Claim, moves: list[Move], words: Words) -> None:
    details, handover = claim.details, claim.handover
    lines = {
        "number": claim.number,
        "kind": say("claim_kind", claim.kind.value),
        "state": say("claim_state", claim.state.value),
        "created": f"{claim.created_at.astimezone(words.zone):%Y-%m-%d %H:%M}",
        "day": details.day.isoformat() if details.day_is_exact else f"{details.day:%Y-%m}",
        "about": details.about,
        "nik": details.nik,
        "doing": say("claim_doing", details.doing.value),
        "relation": say("claim_relation", details.relation.value),
        "name": details.name,
        "phone": details.phone,
        "words": details.words,
        "missing": "\n".join(say("paper", paper.value) for paper in missing_of(claim)),
        "handover": f"{handover.day} · {handover.office} · {handover.receipt}" if handover else "",
    }
    table = Table.grid(padding=(0, 2))
    for key, text in lines.items():
        if text:
            table.add_row(say(_WORDS, f"column_{key}"), escaped(text))
    for step in moves:
        after = say("claim_state", step.after.value)
        table.add_row(f"{step.at.astimezone(words.zone):%Y-%m-%d %H:%M}", escaped(f"{step.by}: {after} {step.note}"))
    out.print(table)
