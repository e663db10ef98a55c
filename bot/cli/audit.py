"""`santun audit`: proves that nobody removed or changed a look at a person's data."""

import getpass

import typer
from rich.console import Console

from bot.audit_heads import AuditHeads
from bot.cli.doorway import opened
from bot.cli.wording import say
from bot.house import House
from services.privacy.audit import first_broken_link, record_verified

app = typer.Typer(no_args_is_help=True, help=say("cli_audit", "audit"))
out = Console(highlight=False)

BROKEN = 1


@app.callback()
def audit() -> None:
    """A group of commands, also while it has one."""


@app.command("verify", help=say("cli_audit", "verify"))
def verify() -> None:
    """Walks the chain from its first link and compares it with the heads kept outside the database."""

    async def do(house: House) -> int | None:
        heads = AuditHeads(house.settings.data_dir / "audit", house.keys.audit)
        async with house.database.work() as work:
            await heads.chain(work)
        async with house.database.work() as work:
            await work.raw.execute("SET LOCAL statement_timeout = '10min'")
            broken = await first_broken_link(work, house.keys.audit, heads.known())
            await record_verified(work, f"system:{getpass.getuser()}", broken)
            return broken

    broken = opened(do)
    if broken is not None:
        out.print(say("cli_audit", "broken", link=broken))
        raise typer.Exit(BROKEN)
    out.print(say("cli_audit", "whole"))
