"""One target under atheris, in a process of its own: it ends when libFuzzer says so."""

import asyncio
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

import atheris


def main() -> None:
    target, url, key_file, *options = sys.argv[1:]
    atheris.enabled_hooks.add("str")
    with atheris.instrument_imports(include=["handlers", "services"]):
        from tests.fuzz import targets
    hammer = targets.PURE.get(target) or served(target, url, Path(key_file))
    atheris.Setup([sys.argv[0], *options], hammer)
    atheris.Fuzz()


def served(target: str, url: str, key_file: Path) -> Callable[[bytes], None]:
    """A target that needs the doors, made an ordinary function: it runs its own loop to the end of each input."""
    from bot.house import open_house
    from tests.fuzz.doorstep import Doorstep
    from tests.fuzz.targets import SERVED
    from tests.journeys.conftest import made

    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    house = AsyncExitStack()
    opened = house.enter_async_context(open_house(made(url, key_file, ""), sample=True, tell=lambda _: None))
    door = Doorstep(loop.run_until_complete(opened))

    def hammer(data: bytes) -> None:
        loop.run_until_complete(SERVED[target](door, data))

    return hammer


if __name__ == "__main__":
    main()
