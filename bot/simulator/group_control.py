"""The part of the simulator's own door for groups: `/sim/groups…`, and what people do there with topics."""

from dataclasses import asdict
from typing import Any

from aiohttp import web

from bot.simulator.answering import answer
from bot.simulator.forum import Icon
from bot.simulator.groups import STAFF_BOT, Groups
from bot.simulator.parameters import read_raw
from bot.simulator.world import World

Json = dict[str, Any]


class GroupControl:
    def __init__(self, world: World, groups: Groups) -> None:
        self._world = world
        self._groups = groups

    def add_to(self, app: web.Application) -> None:
        app.router.add_post("/sim/groups", self._found)
        app.router.add_post("/sim/groups/{group}/{act}", self._act)
        app.router.add_get("/sim/groups/{group}/topics", self._topics)
        app.router.add_post("/sim/privacy", self._privacy)

    async def _found(self, request: web.Request) -> web.Response:
        """`type` may be forum; then `bot_rights` are the bot's as an administrator, null for an ordinary member."""
        asked = await read_raw(request)
        members = [int(member) for member in asked.get("members", [])]
        if asked.get("type") == "forum":
            return answer(self._groups.founds_forum(asked["title"], members, self._rights(asked)).as_chat())
        return answer(self._groups.founds(asked["title"], asked.get("type", "group"), members).as_chat())

    @staticmethod
    def _rights(asked: Json) -> frozenset[str] | None:
        rights = asked.get("bot_rights", STAFF_BOT)
        return None if rights is None else frozenset(rights)

    async def _act(self, request: web.Request) -> web.Response:
        groups, number, asked = self._groups, int(request.match_info["group"]), await read_raw(request)
        user = int(asked.get("user") or self._world.bot["id"])
        match request.match_info["act"]:
            case "add-bot":
                groups.adds_bot(number)
            case "join":
                groups.joins(number, user)
            case "leave":
                groups.leaves(number, user)
            case "promote":
                anonymous, title = bool(asked.get("anonymous")), str(asked.get("title") or "")
                groups.promotes(number, user, asked.get("rights", []), anonymous, title)
            case "demote":
                groups.demotes(number, user)
            case "upgrade":
                return answer(groups.upgrades(number, bool(asked.get("forum"))).as_chat())
            case _:
                raise web.HTTPNotFound
        return answer(True)

    async def _topics(self, request: web.Request) -> web.Response:
        chat = self._groups.group(int(request.match_info["group"]))
        return answer([asdict(topic) for topic in chat.topics.values()])

    async def _privacy(self, request: web.Request) -> web.Response:
        self._world.privacy = bool((await read_raw(request))["on"])
        return answer(self._world.privacy)

    def topic_act(self, person: int, chat: int | None, asked: Json) -> Json:
        """open, edit, close, reopen or delete, as `do` says; answers the number of the topic."""
        if chat is None:
            raise KeyError("chat")
        groups, thread, hidden = self._groups, int(asked.get("thread") or 0), bool(asked.get("as_group"))
        match asked["do"]:
            case "open":
                icon = Icon(asked.get("icon_color"), asked.get("emoji"))
                thread = groups.opens_topic(chat, person, str(asked["name"]), icon, as_group=hidden)
            case "edit":
                wanted = {"name": asked.get("name"), "emoji": asked.get("emoji")}
                groups.edits_topic(chat, person, thread, wanted, as_group=hidden)
            case "close" | "reopen" as turn:
                groups.closes_topic(chat, person, thread, closed=turn == "close", as_group=hidden)
            case "delete":
                groups.deletes_topic(chat, person, thread)
            case other:
                raise ValueError(other)
        return {"thread": thread}
