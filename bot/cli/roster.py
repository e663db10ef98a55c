"""`santun roster`: load files, take them back, decide held name changes, write a sample to try it with."""

import getpass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress
from rich.table import Table

from bot.cli.doorway import errors, opened, plain
from bot.cli.roster_tables import batches_table, holds_table, out, summary
from bot.cli.staff import at_the_desk
from bot.cli.wording import say
from bot.house import House
from services.db import Work
from services.participants.dates import Span, read_month
from services.participants.messages import (
    BatchTakenBack,
    DryRunOnly,
    HoldApproved,
    HoldRejected,
    HoldsWaiting,
    LoadKept,
    MonthUnreadable,
    NoHolds,
    RejectsWritten,
    SampleWritten,
)
from services.participants.roster.cells import text_of
from services.participants.roster.rejects import free_path, refuse_existing, write_rejects
from services.participants.roster.service import Loaded, LoadOrder
from services.participants.roster.sheets import check_file
from services.participants.sample import SampleOrder, write_sample
from services.speech import Speech
from services.staff import Act

_WORDS = "cli_roster"

app = typer.Typer(no_args_is_help=True, help=say(_WORDS, "help"))
holds = typer.Typer(no_args_is_help=True, help=say(_WORDS, "holds"))
app.add_typer(holds, name="holds")

By = Annotated[str, typer.Option("--by", help=say(_WORDS, "by"))]
BatchNumber = Annotated[int, typer.Argument(help=say(_WORDS, "batch"))]
HoldNumber = Annotated[int, typer.Argument(help=say(_WORDS, "hold"))]


class _OnlyTried(Exception):
    """Rolls a dry run back; carries what it found."""

    def __init__(self, found: Loaded | Speech) -> None:
        super().__init__()
        self.found = found


@app.command("import", help=say(_WORDS, "import"))
def load(  # noqa: PLR0913, PLR0917 - a command has as many parameters as options
    file: Annotated[Path, typer.Argument(help=say(_WORDS, "file"))],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say(_WORDS, "dry_run"))] = False,
    paid: Annotated[bool, typer.Option("--paid", help=say(_WORDS, "paid"))] = False,
    mapping: Annotated[list[str] | None, typer.Option("--map", help=say(_WORDS, "map"))] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", help=say(_WORDS, "sheet"))] = None,
    month: Annotated[str, typer.Option("--month", help=say(_WORDS, "month"))] = "",
    funder: Annotated[str, typer.Option("--funder", help=say(_WORDS, "funder"))] = "",
    ends_missing: Annotated[bool, typer.Option("--ends-missing", help=say(_WORDS, "ends_missing"))] = False,
    allow_many_ends: Annotated[bool, typer.Option("--allow-many-ends", help=say(_WORDS, "allow_many_ends"))] = False,
    ends_earlier: Annotated[bool, typer.Option("--ends-earlier", help=say(_WORDS, "ends_earlier"))] = False,
    rejects: Annotated[Path | None, typer.Option("--rejects", help=say(_WORDS, "rejects"))] = None,
    by: By = "",
) -> None:
    async def do(house: House) -> None:
        check_file(file)
        if rejects:
            refuse_existing(rejects)
        region = house.rooms.region
        order = LoadOrder(
            file,
            await _actor(house, by),
            funder or say("roster", "funder", region=region.name),
            is_paid=paid,
            month=_month(month),
            mapping=tuple(mapping or ()),
            sheet=sheet,
            ends_missing=ends_missing,
            allow_many_ends=allow_many_ends,
            ends_earlier=ends_earlier,
        )
        beside = rejects or free_path(file, say("roster", "rejects_suffix"))
        _tell(house, order, await _tried_or_kept(house, order, beside, dry_run=dry_run), beside, dry_run=dry_run)

    opened(do)


@app.command("undo", help=say(_WORDS, "undo"))
def undo(number: BatchNumber, by: By = "") -> None:
    async def do(house: House) -> BatchTakenBack:
        actor = await _actor(house, by)
        async with house.database.work() as work:
            done = await house.rooms.roster.undo(work, number, actor)
        _print(house, done)
        return done

    opened(do)


@app.command("batches", help=say(_WORDS, "batches"))
def batches() -> None:
    async def do(house: House) -> None:
        async with house.database.work() as work:
            found = await house.rooms.roster.batches(work)
        out.print(batches_table(found, house.rooms.region.zone))

    opened(do)


@holds.command("list", help=say(_WORDS, "holds_list"))
def list_holds(by: By = "") -> None:
    async def do(house: House) -> None:
        actor = await _actor(house, by)
        async with house.database.work() as work:
            found = await house.rooms.roster.holds(work, actor)
        if found:
            out.print(holds_table(found))
        else:
            _print(house, NoHolds())

    opened(do)


@holds.command("approve", help=say(_WORDS, "holds_approve"))
def approve(number: HoldNumber, by: By = "") -> None:
    async def do(house: House) -> None:
        actor = await _actor(house, by)
        async with house.database.work() as work:
            batch = await house.rooms.roster.approve(work, number, actor)
        _print(house, HoldApproved(number, batch))

    opened(do)


@holds.command("reject", help=say(_WORDS, "holds_reject"))
def reject(number: HoldNumber, by: By = "") -> None:
    async def do(house: House) -> None:
        actor = await _actor(house, by)
        async with house.database.work() as work:
            await house.rooms.roster.reject(work, number, actor)
        _print(house, HoldRejected(number))

    opened(do)


@app.command("sample", help=say(_WORDS, "sample"))
def sample(
    target: Annotated[Path, typer.Argument(metavar="OUT", help=say(_WORDS, "out"))],
    rows: Annotated[int, typer.Option("--rows", min=1, max=500_000, help=say(_WORDS, "rows"))] = 2000,
    dirty: Annotated[bool, typer.Option("--dirty", help=say(_WORDS, "dirty"))] = False,
    kind: Annotated[str, typer.Option("--format", help=say(_WORDS, "format"))] = "xlsx",
    seed: Annotated[int, typer.Option("--seed", help=say(_WORDS, "seed"))] = 1,
) -> None:
    """Needs no database, so it opens none."""
    from bot.cli.doorway import REFUSED, leave, settings_or_exit
    from services.refusals import Refusal
    from services.region import Region
    from services.words import Words

    region, words = Region.load(settings_or_exit().region), Words()
    path = target if target.suffix else target.with_suffix(f".{kind}")
    order = SampleOrder(path, rows, region.today(datetime.now(UTC)), seed, dirty, say("roster", "sample_title"))
    try:
        with errors.status(say("roster", "writing")):
            write_sample(order, region.places.villages)
    except Refusal as no:
        leave(plain(words.render(no)), REFUSED)
    out.print(plain(words.render(SampleWritten(str(path), rows))), markup=False, soft_wrap=True)


async def _actor(house: House, by: str) -> str:
    """A member of staff with the right, or the user of this computer, who can read the key file anyway."""
    if not by:
        return f"system:{getpass.getuser()}"
    async with house.database.work() as work:
        return (await at_the_desk(house, work, by, Act.IMPORT_ROSTER)).actor


def _month(given: str) -> Span | None:
    if not given:
        return None
    month = read_month(given, date.max.replace(year=2099))
    if month is None:
        raise MonthUnreadable(given)
    return month


async def _tried_or_kept(house: House, order: LoadOrder, beside: Path, *, dry_run: bool) -> Loaded | Speech:
    try:
        async with house.database.work() as work:
            found = await _loaded(house, work, order)
            if isinstance(found, Loaded) and (found.rejects or found.warned):
                write_rejects(beside, found, say)
            if dry_run:
                raise _OnlyTried(found)
    except _OnlyTried as tried:
        return tried.found
    return found


async def _loaded(house: House, work: Work, order: LoadOrder) -> Loaded | Speech:
    with Progress(console=errors, transient=True) as progress:
        task = progress.add_task(say("roster", "reading"), total=None)
        return await house.rooms.roster.load(
            work, order, lambda done, total: progress.update(task, completed=done, total=total)
        )


def _tell(house: House, order: LoadOrder, found: Loaded | Speech, beside: Path, *, dry_run: bool) -> None:
    if isinstance(found, Speech):
        _print(house, found)
        return
    tables: list[Table] = summary(text_of(order.path.name), found)
    for table in tables:
        out.print(table)
    if found.rejects or found.warned:
        _print(house, RejectsWritten(str(beside), len(found.rejects), len(found.warned)))
    _print(house, DryRunOnly() if dry_run else LoadKept(found.batch, found.is_sample))
    if found.counts.held and not dry_run:
        _print(house, HoldsWaiting(found.counts.held))


def _print(house: House, speech: Speech) -> None:
    out.print(plain(house.words.render(speech)), markup=False, soft_wrap=True)
