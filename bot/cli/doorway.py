"""How a command enters the house and leaves it: opened, done, closed, and every polite no as a sentence."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, NoReturn, TypeVar

import typer
from rich.console import Console

from bot.house import CannotStart, House, open_house
from bot.logs import configure, loop_failed
from bot.settings import Settings, WrongSettings, read_settings
from services.refusals import Refusal
from services.words import Words

T = TypeVar("T")

REFUSED, WRONG_SETTINGS, CANNOT_START = 1, 2, 3
"""Exit codes: a polite no, a setting, something the house stands on."""

errors = Console(stderr=True, highlight=False)


def opened(do: Callable[[House], Awaitable[T]], **given: object) -> T:
    """Opens the house with the settings of the environment, does it and closes; ends the command on a polite no."""
    settings = settings_or_exit(**given)
    configure(settings.log_level)
    return run_to_end(_inside(settings, do))


def run_to_end(work: Coroutine[Any, Any, T]) -> T:
    """Runs to the end on uvloop, which takes a fifth off the time of an update; there is none for Windows."""
    try:
        import uvloop
    except ImportError:
        return asyncio.run(work)
    return uvloop.run(work)


async def _inside(settings: Settings, do: Callable[[House], Awaitable[T]]) -> T:
    asyncio.get_running_loop().set_exception_handler(loop_failed)
    try:
        async with open_house(settings, tell=errors.print) as house:
            try:
                return await do(house)
            except Refusal as no:
                leave(plain(house.words.render(no)), REFUSED)
    except CannotStart as problem:
        leave(Words().label("start", problem.key, **problem.values), CANNOT_START)
    except Refusal as no:  # a region file that cannot be read
        leave(plain(Words().render(no)), CANNOT_START)


def settings_or_exit(**given: object) -> Settings:
    """The settings, or the sentence that names the wrong one and exit code 2."""
    try:
        return read_settings(**given)
    except WrongSettings as problem:
        leave(about(problem), WRONG_SETTINGS)


def about(problem: WrongSettings) -> str:
    """What is wrong with a setting, why it matters, and an example of the right thing."""
    words = Words()
    return words.label(
        "settings",
        problem.problem,
        name=f"SANTUN_{problem.name.upper()}",
        why=words.label("settings_why", problem.name),
        example=words.label("settings_example", problem.name),
    )


def plain(html: str) -> str:
    """A message of the chat as a terminal shows it."""
    import html as entities

    return harmless(entities.unescape(re.sub(r"<[^>]+>", "", html)))


def harmless(text: str) -> str:
    """Text from outside as a terminal may show it: nothing in it is obeyed."""
    return re.sub("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)


def leave(sentence: str, code: int) -> NoReturn:
    """Ends the command with a sentence on stderr."""
    errors.print(sentence, markup=False, soft_wrap=True)
    raise typer.Exit(code)
