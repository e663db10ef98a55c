"""The command `santun`: serve, try, and everything that staff does at a terminal."""

import typer

from bot.cli import audit, claims, deadletters, doctor, lookup, requests, roster, serve, staff
from bot.cli.wording import say
from bot.memory import forbid_core_dumps

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=say("cli", "santun"))
app.command("run", help=say("cli", "run"))(serve.run)
app.command("demo", help=say("cli", "demo"))(serve.demo)
app.command("doctor", help=say("cli_doctor", "help"))(doctor.doctor)
app.add_typer(audit.app, name="audit")
app.add_typer(deadletters.app, name="deadletters")
app.add_typer(lookup.app, name="lookup")
app.add_typer(roster.app, name="roster")
app.add_typer(staff.app, name="staff")
app.add_typer(requests.app, name="requests")
app.add_typer(claims.app, name="claims")


def main() -> None:
    """The console script."""
    forbid_core_dumps()
    app()
