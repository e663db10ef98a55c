"""The whole process with a staff's group, which dies at a given point of carrying a conversation there.

`python -m tests.crash.desk_process` reads its plan (JSON) from standard input and runs until it is killed.
"""

import asyncio
import sys
from pathlib import Path
from typing import Any

import orjson

import bot.app
from bot.app import serving
from bot.house import open_house
from handlers.chat.courier import Courier, Outcome
from handlers.chat.delivery import Delivery
from handlers.chat.rates import BRISK
from services.helpdesk.agents import Agents
from services.helpdesk.forum.store import TopicStore
from services.post.model import Act, Written
from tests.crash.process import die, fatal
from tests.journeys.conftest import made

TOPIC_SENT = "after a topic is opened and before anybody knows its number"
WORDS_SENT = "after words are carried and before that is marked"
WRITTEN = "after the relay has written and before anything leaves"
IN_THE_MIDDLE = "in the middle of the relay's work"
ANSWERING = "in the middle of a member's answer"
POINTS = (TOPIC_SENT, WORDS_SENT, WRITTEN, IN_THE_MIDDLE, ANSWERING)
METHODS = {TOPIC_SENT: "createForumTopic", WORDS_SENT: "sendMessage"}


def arm(point: str) -> None:
    """Puts the hook in its place."""
    app: Any = bot.app
    delivery: Any = Delivery
    store: Any = TopicStore
    agents: Any = Agents
    if point in METHODS:
        app.Courier = fatal_courier(METHODS[point])
    elif point == WRITTEN:
        delivery.carry = dying_carry(Delivery.carry)
    elif point == IN_THE_MIDDLE:
        store.save = fatal(TopicStore.save, after=True)
    elif point == ANSWERING:
        agents.answer = fatal(Agents.answer, after=True)


def fatal_courier(method: str) -> type[Courier]:
    """Brings the act to the group, and dies before it can tell."""

    class FatalCourier(Courier):
        async def carry(self, act: Act, message: int | None) -> Outcome:
            outcome = await super().carry(act, message)
            if act.chat < 0 and act.method == method:
                die()
            return outcome

    return FatalCourier


def dying_carry(carry: Any) -> Any:
    def told(self: Delivery, written: Written) -> None:
        if any(act.chat < 0 for act in written.acts):
            die()
        carry(self, written)

    return told


async def main() -> None:
    plan = orjson.loads(sys.stdin.buffer.readline())
    arm(plan["point"])
    more = {"telegram_token": plan["token"], "desk_group_id": plan["group"], "data_dir": Path(plan["folder"])}
    settings = made(plan["url"], Path(plan["key"]), plan["api"], **more)
    async with open_house(settings, sample=True, tell=lambda _: None) as house, serving(house, rates=BRISK):
        print("ready", flush=True)  # noqa: T201 - the parent waits for it
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
