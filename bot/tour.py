"""`santun demo --tour`: five conversations against the same code, printed as a chat; fails if anyone heard wrong."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.align import Align
from rich.console import Console
from rich.panel import Panel
from rich.rule import Rule

from bot.demo import Demo, Shown, running
from bot.simulator import Message, Telegram
from bot.tour_journeys import JOURNEYS, PHONES, Guide, NotAsItShouldBe, Play
from handlers.chat.rates import BRISK

WIDTH = 62
"""Columns of a bubble."""


async def take(demo: Demo, out: Console) -> bool:
    """Plays every journey in a house of its own; tells whether all heard what they should."""
    with TemporaryDirectory(prefix="santun-tour-") as folder:
        on_tour = replace(demo, port=0, data=Path(folder) / "data", rates=BRISK)
        async with running(on_tour, out) as shown, Telegram(shown.simulator.url) as telegram:
            good = [await _journey(shown, telegram, key, play, out) for key, play in JOURNEYS.items()]
            house = shown.house
        if house.embedded is not None:
            await house.embedded.remove()
    out.print(Rule())
    out.print(house.words.label("tour", "all_well" if all(good) else "not_well"))
    return all(good)


async def _journey(shown: Shown, telegram: Telegram, key: str, play: Play, out: Console) -> bool:
    words = shown.house.words
    out.print(Rule(words.label("tour", key)))
    chat = await telegram.person(words.label("tour", f"{key}_name"), phone=PHONES.get(key))
    problem = None
    try:
        await play(Guide(chat, words, shown.house))
    except (NotAsItShouldBe, AssertionError) as error:
        problem = str(error)
    for message in chat.messages:
        out.print(_bubble(message, out.width))
    if problem is not None:
        out.print(words.label("tour", "missed", what=problem), style="bold red")
    return problem is None


def _bubble(message: Message, width: int) -> Align:
    lines = [message.text, *(f"  [ {label} ]" for label in message.buttons)]
    side = "left" if message.from_bot else "right"
    panel = Panel("\n".join(lines), width=min(WIDTH, width), border_style="cyan" if message.from_bot else "green")
    return Align(panel, side)  # type: ignore[arg-type]
