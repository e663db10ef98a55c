"""From the start of a process to its first answer, and from `santun demo` to a page whose bot answers."""

import asyncio
import time
from datetime import date

from aiohttp import ClientError

from bench.botapi import Answer, BotApi
from bench.contestants import CONTESTANTS, OURS, SECRET, Contestant, Ground, Start
from bench.figures import Figures, Line
from bench.plan import Plan, Tell
from bench.stage import SANTUN, FailedError, Player, Stage, free_port
from bench.talks import Crowd, crowds
from bench.wire import Connection, Webhook
from bot.postgres import EmbeddedPostgres
from bot.simulator.client import Telegram

KNOCK_EVERY = 0.01
"""Seconds between two tries to reach a process that is starting."""
PATIENCE = 60.0
FIRST_ANSWER = Line("start", "process to first answer", "s")


def steps(plan: Plan) -> int:
    return 1 + plan.rounds * (len(CONTESTANTS) + 1)


async def measure_startup(stage: Stage, database: str, plan: Plan, figures: Figures, tell: Tell) -> None:
    """The whole part."""
    api = BotApi()
    ground = Ground(stage, await api.open(), database)
    for turn in range(1, plan.rounds + 1):
        for start in CONTESTANTS:
            tell(f"start, round {turn}: {start.__name__}")
            name, seconds = await _first_answer(ground, api, start, plan.as_of)
            figures.add(FIRST_ANSWER, name, seconds)
    try:
        for turn in range(plan.rounds + 1):
            tell(f"demo, {'prepared, round ' + str(turn) if turn else 'for the first time'}")
            what = "prepared" if turn else "first time"
            page, answer = await _demo(stage, plan.demo_rows)
            figures.add(Line(f"santun demo, {what}", "command to page", "s"), OURS, page)
            figures.add(Line(f"santun demo, {what}", "command to answer in the chat", "s"), OURS, answer)
    finally:
        await _forget_demo(stage)
    figures.note("Start: the database runs and holds its tables and roster; the demo starts its own PostgreSQL.")


async def _first_answer(ground: Ground, api: BotApi, start: Start, as_of: date) -> tuple[str, float]:
    """Knocks as Telegram would, until the update is taken; until its answer has arrived."""
    began = time.monotonic()
    contestant = await start(ground)
    answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
    api.heard = lambda answer: None if answered.done() else answered.set_result(answer)
    try:
        await _delivered(contestant, crowds(1, as_of)[contestant.talks[contestant.name]])
        return contestant.name, (await asyncio.wait_for(answered, PATIENCE)).at - began
    finally:
        await contestant.player.end()


async def _delivered(contestant: Contestant, crowd: Crowd) -> None:
    chat, webhook = crowd.newcomer(), Webhook(contestant.port, SECRET)
    body, end = crowd.update(chat), time.monotonic() + PATIENCE
    while time.monotonic() < end and contestant.player.is_running():
        try:
            line = await Connection.open(webhook)
        except OSError:
            await asyncio.sleep(KNOCK_EVERY)
            continue
        status = await line.post(body)
        line.close()
        if status == 200:
            return
    raise FailedError(f"{contestant.name} did not start: {contestant.player.last_words()}")


async def _demo(stage: Stage, rows: int) -> tuple[float, float]:
    """Seconds until the page opens, and until its bot has answered /start."""
    port = free_port(in_a_row=2)  # the page, and beside it the console
    began = time.monotonic()
    player = await stage.start(*SANTUN, "demo", "--rows", str(rows), "--port", str(port), talks=False)
    try:
        async with Telegram(f"http://127.0.0.1:{port}") as telegram:
            page = await _opened(telegram, player) - began
            siti = await telegram.person("Siti")
            await siti.starts()
            await siti.hears(lambda _: True, within=PATIENCE)
            return page, time.monotonic() - began
    except ClientError as lost:
        raise FailedError(f"the demo ended: {lost}: {player.last_words()}") from lost
    finally:
        await player.end()


async def _opened(telegram: Telegram, player: Player) -> float:
    while player.is_running():
        try:
            await telegram.waiting_updates()
        except ClientError:
            await asyncio.sleep(KNOCK_EVERY)
        else:
            return time.monotonic()
    raise FailedError(f"the demo did not start: {player.last_words()}")


async def _forget_demo(stage: Stage) -> None:
    """As root the demo's cluster lies outside its folder."""
    postgres = EmbeddedPostgres(stage.folder / "data" / "demo")
    await postgres.start()
    await postgres.remove()
