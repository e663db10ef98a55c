"""`santun claims`: the files of families, their way to BPJS, what BPJS decided, and the sheet for the office."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.claim_steps import Given, step_to
from bot.cli.claim_tables import Whole, claim_table, claims_table
from bot.cli.decisions import load
from bot.cli.doorway import REFUSED, errors, leave, opened
from bot.cli.private import write_private
from bot.cli.staff import By, Why, at_the_desk, out, unit_of_work
from bot.cli.wording import say
from bot.house import House
from services.benefits.papers import Paper
from services.claims import Claim, State
from services.claims.board import TOPIC, Sieve, Whose
from services.claims.clock import Countdown
from services.claims.messages import ClaimSums
from services.claims.model import Kind
from services.claims.papers.messages import PaperNotToBeHad
from services.claims.rules import missing_of
from services.claims.sheet import claim_sheet, workbook
from services.claims.staff import MOST_LISTED, RIGHTS
from services.claims.states import TO_STAFF
from services.claims.sums import told
from services.db import Work
from services.files.model import StoreAway
from services.staff import Act, StaffMember

_WORDS = "cli_claims"

app = typer.Typer(no_args_is_help=True, help=say(_WORDS, "help"))
app.command("import", help=say(_WORDS, "import"))(load)

Number = Annotated[str, typer.Argument(help=say(_WORDS, "number"))]
States = Annotated[list[State] | None, typer.Option("--state", help=say(_WORDS, "state"))]


@app.command("list", help=say(_WORDS, "list"))
def list_(
    by: By,
    state: States = None,
    whose: Annotated[Whose, typer.Option("--whose", help=say(_WORDS, "whose"))] = Whose.ALL,
    kind: Annotated[Kind | None, typer.Option("--kind", help=say(_WORDS, "kind"))] = None,
) -> None:
    async def do(house: House) -> None:
        board, states = house.rooms.claims.board, frozenset(state or TO_STAFF)
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.LIST_CLAIMS)
            await board.look(work, member)
            rows = await board.column(work, member, states, Sieve(whose, kind), MOST_LISTED)
            names = {one.id: one.name for one in await house.rooms.staff.everybody(work)}
            countdown = Countdown.of(house.rooms.region, work.now)
        out.print(claims_table(rows, names, countdown, house.words) if rows else say(_WORDS, "none"))

    opened(do)


@app.command("show", help=say(_WORDS, "show"))
def show(number: Number, by: By, reason: Why) -> None:
    async def do(house: House) -> None:
        claims, staff = house.rooms.claims, house.rooms.staff
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.SHOW_CLAIM)
            await house.rooms.oversight.claims.admit(work, member, number, reason)
            claim, moves = await claims.desk.show(work, member, number, reason)
            whole = Whole(
                claim,
                moves,
                await claims.papers.list_of(work, claim),
                await claims.desk.pair_of(work, member, claim),
                {one.id: one.name for one in await staff.everybody(work)},
                Countdown.of(house.rooms.region, work.now),
                await _sums(house, work, member, claim),
            )
        out.print(claim_table(whole, house.words))

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
        write_private(file, workbook(claim_sheet(found, house.words, countdown)))
        out.print(say(_WORDS, "exported", count=len(found), file=file), markup=False)

    opened(do)


@app.command("file", help=say(_WORDS, "complete_file"))
def file_(
    number: Number, target: Annotated[Path, typer.Argument(metavar="OUT", help=say(_WORDS, "pdf"))], by: By, reason: Why
) -> None:
    if target.exists():
        leave(say(_WORDS, "file_exists", file=target), REFUSED)

    async def do(house: House) -> None:
        rooms = house.rooms
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.HAND_OVER_CLAIM)
            await rooms.oversight.claims.admit(work, member, number, reason)
            case = await rooms.claims.file_case(work, member, number, reason, rooms.operator)
        # Made after the commit, as it takes seconds: the look stands in the audit, whatever becomes of the file.
        try:
            with errors.status(say(_WORDS, "making")):
                content = await rooms.documents.complete_file(case)
        except StoreAway:
            raise PaperNotToBeHad(is_away=True) from None
        write_private(target, content)
        out.print(say(_WORDS, "file_made", number=case.claim.number, file=target), markup=False, soft_wrap=True)

    opened(do)


@app.command("move", help=say(_WORDS, "move"))
def move(  # noqa: PLR0913 - each is an option of the command, asked for by name
    number: Number,
    to: Annotated[State, typer.Argument(help=say(_WORDS, "to"))],
    *,
    by: By,
    note: Annotated[str, typer.Option(help=say(_WORDS, "note"))] = "",
    day: Annotated[str, typer.Option(help=say(_WORDS, "day"))] = "",
    office: Annotated[str, typer.Option(help=say(_WORDS, "office"))] = "",
    receipt: Annotated[str, typer.Option(help=say(_WORDS, "receipt"))] = "",
    complete: Annotated[bool | None, typer.Option("--complete/--incomplete", help=say(_WORDS, "complete"))] = None,
    amount: Annotated[str, typer.Option(help=say(_WORDS, "amount"))] = "",
    reason: Annotated[str, typer.Option(help=say(_WORDS, "bpjs_reason"))] = "",
) -> None:
    given = Given(note, day, office, receipt, complete, amount, reason)

    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, RIGHTS.get(to, Act.MOVE_CLAIM))
            step = step_to(to, given, house.rooms.region.today(work.now))
            claim = await house.rooms.claims.desk.move(work, member, number, step)
            _rung(house, work)
        await house.rooms.bell.flush(house.database)
        _moved(claim)

    opened(do)


@app.command("correct", help=say(_WORDS, "correct"))
def correct(  # noqa: PLR0913 - each is an option of the command, asked for by name
    number: Number,
    what: Annotated[State, typer.Argument(help=say(_WORDS, "correct_what"))],
    *,
    by: By,
    why: Annotated[str, typer.Option("--why", help=say(_WORDS, "correct_why"))],
    day: Annotated[str, typer.Option(help=say(_WORDS, "day"))] = "",
    office: Annotated[str, typer.Option(help=say(_WORDS, "office"))] = "",
    receipt: Annotated[str, typer.Option(help=say(_WORDS, "receipt"))] = "",
    complete: Annotated[bool | None, typer.Option("--complete/--incomplete", help=say(_WORDS, "complete"))] = None,
    amount: Annotated[str, typer.Option(help=say(_WORDS, "amount"))] = "",
    reason: Annotated[str, typer.Option(help=say(_WORDS, "bpjs_reason"))] = "",
) -> None:
    given = Given(why, day, office, receipt, complete, amount, reason)

    async def do(house: House) -> None:
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, RIGHTS.get(what, Act.RECORD_DECISION))
            step = step_to(what, given, house.rooms.region.today(work.now))
            claim = await house.rooms.claims.desk.correct(work, member, number, step)
            _rung(house, work)
        await house.rooms.bell.flush(house.database)
        out.print(say(_WORDS, "corrected", number=claim.number), markup=False)

    opened(do)


@app.command("reassign", help=say(_WORDS, "reassign"))
def reassign(
    number: Number,
    to: Annotated[str, typer.Argument(help=say(_WORDS, "assignee"))] = "",
    *,
    by: By,
    nobody: Annotated[bool, typer.Option("--nobody", help=say(_WORDS, "nobody"))] = False,
) -> None:
    if bool(to) is nobody:
        raise typer.BadParameter(say(_WORDS, "who_or_nobody"))

    async def do(house: House) -> None:
        staff = house.rooms.staff
        async with unit_of_work(house) as work:
            member = await at_the_desk(house, work, by, Act.MOVE_CLAIM)
            other = await staff.allowed(work, to, Act.MOVE_CLAIM) if to else None
            claim = await house.rooms.claims.desk.assign(work, member, number, other.id if other else None)
            _rung(house, work)
        await house.rooms.bell.flush(house.database)
        key = "assigned" if other else "laid_down"
        out.print(say(_WORDS, key, number=claim.number, name=other.name if other else ""), markup=False)

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


async def _sums(house: House, work: Work, by: StaffMember, claim: Claim) -> ClaimSums | None:
    """What follows by the rules, for which the roster is asked, as at the console; that look is audited as well."""
    if claim.participant is None:
        return None
    why = f"claim:{claim.number}"
    person = await house.rooms.participants.participant(work, claim.participant, by.actor, why)
    return told(claim, person) if person else None


def _rung(house: House, work: Work) -> None:
    """Whoever looks at the board sees it."""
    house.rooms.bell.ring(work, TOPIC)


def _moved(claim: Claim) -> None:
    state = say("claim_state", claim.state.value)
    out.print(say(_WORDS, "moved", number=claim.number, state=state), markup=False)
