"""The help desk with many open conversations: how long a message takes from the one side to the other."""

from dataclasses import asdict
from uuid import UUID

import orjson

from bench.contestants import LOAD_CORE, OURS, SECRET, Ground, santun
from bench.deskwork import Seat, Shift
from bench.figures import Figures, Line, percentile
from bench.plan import Plan, Tell
from bench.stage import TOKEN, FailedError, Stage
from bot.house import House, open_house
from bot.settings import Settings, read_settings
from services.db import Work
from services.requests import Details, Subject
from services.staff import Role

FIRST_CHAT = 910_000_000
STEPS = 3


async def measure_desk(stage: Stage, plan: Plan, figures: Figures, tell: Tell) -> None:
    """The whole part, on a database of its own."""
    database = await stage.database("bench_desk")
    tell(f"desk: {plan.desk_conversations} conversations, {plan.desk_agents} agents")
    load = await stage.start("-m", "bench.deskwork", core=LOAD_CORE)
    api_port = int(await load.tells())
    seats = await _seated(stage, database, api_port, plan)
    contestant = await santun(Ground(stage, api_port, database))
    tell("desk: the bot starts")
    await contestant.player.tells()
    shift = Shift(contestant.port, SECRET, plan.desk_seconds, plan.desk_warm_up, plan.desk_pause, seats)
    tell("desk: both sides write")
    waits = orjson.loads(await load.tells(orjson.dumps(asdict(shift)), within=plan.desk_seconds + 180))
    for player in (contestant.player, load):
        await player.end()
    subject = f"desk: {plan.desk_conversations} open conversations, {plan.desk_agents} agents"
    for what, taken in (("person → console", waits["to_staff"]), ("console → person", waits["to_people"])):
        if not taken:
            raise FailedError(f"{what}: nothing was measured")
        for share, name in ((0.5, "p50"), (0.95, "p95"), (0.99, "p99")):
            figures.add(Line(subject, f"{what}, {name}", "ms"), OURS, percentile(taken, share))
    both = len(waits["to_staff"]) + len(waits["to_people"])
    figures.add(Line(subject, "messages", "1/s"), OURS, both / plan.desk_seconds)
    figures.note(NOTE)


NOTE = (
    "At the desk every agent has a page open as in the browser: a stream of what changed, the newer lines when the "
    "conversation changed, the list of the queue anew at most every three seconds. A message has reached the console "
    "when the fragment with its words is there, and the person when the Bot API was called with them."
)


def steps(_: Plan) -> int:
    return STEPS


async def _seated(stage: Stage, database: str, api_port: int, plan: Plan) -> list[Seat]:
    """Agents who are signed in, with conversations in hand; made through the rooms, as the console would."""
    settings = settings_of(stage, database, api_port)
    async with open_house(settings, tell=lambda _: None) as house:
        return [await _seat(house, number, plan) for number in range(plan.desk_agents)]


async def _seat(house: House, number: int, plan: Plan) -> Seat:
    rooms = house.rooms
    async with house.database.work() as work:
        member = await rooms.staff.add(work, f"agent{number}", Role.AGENT, by="system:bench")
        ticket = await rooms.staff.sessions.open(work, member, "bench", "")
        taken = []
        for place in range(number, plan.desk_conversations, plan.desk_agents):
            chat = FIRST_CHAT + place
            conversation = await _asked(house, work, chat)
            await rooms.helpdesk.hands.take(work, member, conversation)
            taken.append((str(conversation), chat))
    return Seat(ticket.token, rooms.staff.sessions.form_token(ticket.session), taken)


async def _asked(house: House, work: Work, chat: int) -> UUID:
    asked = await house.rooms.helpdesk.callers.ask(work, chat, Subject.TALK, Details(name="Siti"))
    return asked.conversation.id


def settings_of(stage: Stage, database: str, api_port: int) -> Settings:
    """What a house in this process is opened with, beside the bot that serves."""
    told = stage.settings(database, telegram_token=TOKEN, telegram_api_url=f"http://127.0.0.1:{api_port}")
    given = {name.removeprefix("SANTUN_").lower(): value for name, value in told.items()}
    return read_settings(_env_file=None, **given, operator="bench")
