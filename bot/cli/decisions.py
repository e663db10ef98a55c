"""`santun claims import`: the decisions of a sheet from the branch, all that fit in one go, or only tried."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from bot.cli.claim_tables import imported_table, rejects_table
from bot.cli.doorway import REFUSED, errors, leave, opened
from bot.cli.private import write_private
from bot.cli.staff import By, at_the_desk, out
from bot.cli.wording import say
from bot.house import House
from services.claims.board import TOPIC
from services.claims.importing.model import Became, Imported
from services.claims.importing.telling import rejects_sheet
from services.claims.sheet import workbook
from services.participants.roster.rejects import free_path
from services.staff import Act

_WORDS = "cli_claims"
_SHOWN = 20


class _OnlyTried(Exception):
    """Rolls a dry run back; carries what it found."""

    def __init__(self, found: Imported) -> None:
        super().__init__()
        self.found = found


def load(
    file: Annotated[Path, typer.Argument(help=say(_WORDS, "sheet"))],
    by: By,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say(_WORDS, "dry_run"))] = False,
    rejects: Annotated[Path | None, typer.Option("--rejects", help=say(_WORDS, "rejects"))] = None,
) -> None:
    if rejects and rejects.exists():
        leave(say(_WORDS, "file_exists", file=rejects), REFUSED)

    async def do(house: House) -> None:
        found = await _tried_or_kept(house, file, by, dry_run=dry_run)
        out.print(imported_table(file.name, found))
        if found.rejects:
            out.print(rejects_table(found.rejects[:_SHOWN], house.words))
            beside = rejects or free_path(file, say("claim_import_sheet", "suffix"))
            write_private(beside, workbook(rejects_sheet(found, house.words)))
            out.print(say(_WORDS, "rejected", count=len(found.rejects), file=beside), markup=False, soft_wrap=True)
        key = "only_tried" if dry_run else "imported"
        out.print(say(_WORDS, key, count=found.counts[Became.MADE]), markup=False, soft_wrap=True)

    opened(do)


async def _tried_or_kept(house: House, file: Path, by: str, *, dry_run: bool) -> Imported:
    """One unit of work; a dry run leaves nothing of it but what it found."""
    decisions = house.rooms.claims.decisions
    async with house.database.work() as work:
        member = await at_the_desk(house, work, by, Act.RECORD_DECISION)
        sheet = decisions.read(file, work.now)
    try:
        with Progress(console=errors, transient=True) as progress:
            task = progress.add_task(say(_WORDS, "recording"), total=None)
            async with house.database.work() as work:
                found = await decisions.record(
                    work, member, sheet, lambda done, total: progress.update(task, completed=done, total=total)
                )
                if dry_run:
                    raise _OnlyTried(found)
                house.rooms.bell.ring(work, TOPIC)
    except _OnlyTried as tried:
        async with house.database.work() as work:
            await decisions.tried(work, member, tried.found)
        return tried.found
    await house.rooms.bell.flush(house.database)
    return found
