"""`santun run` with a witness at its tables, who notes which step, button and command was served.

Two things differ from the real one: it does not wait a second between two messages of a chat, as nothing in front of
the simulator does; and a fault is planted, which a poisonous person meets at every command.
"""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from handlers.chat import routes
from handlers.chat.rates import BRISK
from tests.leaks.marks import BY_NAME


class Witness:
    """Writes a line for each thing served, once."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seen: set[str] = set()

    def notes(self, what: str) -> None:
        if what not in self._seen:
            self._seen.add(what)
            with self._file.open("a", encoding="utf-8") as out:
                out.write(f"{what}\n")

    def watches(self, call: Any, what: str) -> Any:
        """The call, noted each time before it is made."""

        def watched(*args: Any) -> Any:
            self.notes(what)
            return call(*args)

        return watched


def step(flow: str, name: str) -> str:
    return f"step {flow}.{name}"


def button(code: str) -> str:
    return f"button {code}"


def command(name: str) -> str:
    return f"command /{name}"


def faulty(serve: Any) -> Any:
    """The command, which fails for one person with an error that quotes her."""

    async def served(visit: Any, words: str) -> None:
        if visit.first_name == BY_NAME["poison"]:
            try:
                raise KeyError(words)
            except KeyError as error:
                raise RuntimeError(f"{visit.first_name} wrote {words}, and no quotes around it") from error
        await serve(visit, words)

    return served


def everything() -> set[str]:
    """What the tables of this release hold: whoever adds a row must have it driven here."""
    steps = {step(road.flow.name, name) for road in routes.ROADS.values() for name in road.flow.steps}
    return steps | {button(code) for code in routes.TAPS} | {command(name) for name in routes.COMMANDS}


def watch(witness: Witness) -> None:
    """Puts the witness at every row of the tables."""
    for code, (kind, answer) in routes.TAPS.items():
        routes.TAPS[code] = (kind, witness.watches(answer, button(code)))
    for name, serve in routes.COMMANDS.items():
        routes.COMMANDS[name] = witness.watches(faulty(serve), command(name))
    for road in routes.ROADS.values():
        steps: Any = road.flow.steps
        for name, one in steps.items():
            steps[name] = replace(one, read=witness.watches(one.read, step(road.flow.name, name)))


def main() -> None:
    from bot import app, cli

    watch(Witness(Path(sys.argv.pop(1))))
    unhurried: Any = app
    unhurried.Rates = lambda _: BRISK
    cli.main()


if __name__ == "__main__":
    main()
