"""The simulator's own door `/sim/…`: people act, tests order faults and read the journal, pages follow the feed."""

import json
from contextlib import suppress
from typing import Any, get_args

from aiohttp import web

from bot.simulator.albums import Album, Albums
from bot.simulator.answering import answer
from bot.simulator.api import BotApi
from bot.simulator.courier import Courier
from bot.simulator.errors import SimError
from bot.simulator.faults import Fault, Kind
from bot.simulator.files import Upload
from bot.simulator.group_control import GroupControl
from bot.simulator.groups import Groups
from bot.simulator.parameters import read_raw
from bot.simulator.people import Manner
from bot.simulator.world import World

Json = dict[str, Any]
SHOWN_AS_IS = {"image/png", "image/jpeg", "image/gif", "image/webp", "audio/ogg", "audio/mpeg", "video/mp4"}


class Control:
    def __init__(self, world: World, groups: Groups, api: BotApi, courier: Courier) -> None:
        self._world = world
        self._groups = groups
        self._people = groups.people
        self._albums = Albums(groups.people)
        self._api = api
        self._courier = courier
        self._group_control = GroupControl(world, groups)

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/sim/state", self._state)
        app.router.add_get("/sim/events", self._events)
        app.router.add_get("/sim/stream", self._stream)
        app.router.add_get("/sim/files/{file_id}", self._file)
        app.router.add_post("/sim/people", self._arrive)
        self._group_control.add_to(app)
        app.router.add_post("/sim/people/{person}/{act}", self._act)
        app.router.add_post("/sim/updates/{act}", self._updates)
        app.router.add_route("*", "/sim/faults", self._faults)
        app.router.add_get("/sim/journal", self._journal)
        app.router.add_get("/sim/deliveries", self._deliveries)

    async def _state(self, _request: web.Request) -> web.Response:
        world = self._world
        chats = [world.state_of(chat) for chat in world.chats.values()]
        whole = {"n": world.feed.number, "birth": world.birth, "bot": world.bot, "profile": world.profile}
        return answer(whole | {"chats": chats})

    async def _events(self, request: web.Request) -> web.Response:
        query = request.query
        chat = int(query["chat"]) if "chat" in query else None
        timeout = min(float(query.get("timeout", 0)), 60)
        events = await self._world.feed.after(int(query.get("after", 0)), timeout, chat)
        waiting = sum(chat in (None, pending.chat) for pending in self._world.updates.pending)
        return answer({"events": events, "waiting_updates": waiting})

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events for the page; a reconnecting page tells the last number it saw."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        await response.write(f"event: hello\ndata: {self._world.birth}\n\n".encode())
        number = int(request.headers.get("Last-Event-ID") or request.query.get("after") or 0)
        with suppress(ConnectionResetError):  # the page was closed
            while request.transport is not None and not request.transport.is_closing():
                for event in await self._world.feed.after(number, 15):
                    number = event["n"]
                    await response.write(f"id: {number}\ndata: {json.dumps(event)}\n\n".encode())
                await response.write(b": still here\n\n")
        return response

    async def _file(self, request: web.Request) -> web.Response:
        kept = self._world.files.by_id(request.match_info["file_id"])
        if kept is None:
            raise web.HTTPNotFound
        mime = kept.upload.mime if kept.upload.mime in SHOWN_AS_IS else "application/octet-stream"
        shown = "inline" if mime in SHOWN_AS_IS else "attachment"
        headers = {"Content-Disposition": shown, "Content-Security-Policy": "sandbox; default-src 'none'"}
        return web.Response(body=kept.upload.content, content_type=mime, headers=headers)

    async def _arrive(self, request: web.Request) -> web.Response:
        person = self._people.arrives(await read_raw(request))
        return answer(person.as_user() | {"phone": person.phone})

    async def _act(self, request: web.Request) -> web.Response:
        acts = {
            "write": self._write, "file": self._send_file, "contact": self._contact, "forward": self._forward,
            "edit": self._edit, "press": self._press, "block": self._block, "remove-bot": self._remove_bot,
            "link": self._link, "topic": self._group_control.topic_act, "album": self._album, "tell": self._tell,
        }  # fmt: skip
        act = acts.get(request.match_info["act"])
        if act is None:
            raise web.HTTPNotFound
        asked = await read_raw(request)
        chat = int(asked["chat"]) if asked.get("chat") is not None else None
        return answer(act(int(request.match_info["person"]), chat, asked))

    def _write(self, person: int, chat: int | None, asked: Json) -> Json:
        return self._people.writes(person, chat, asked["content"], _manner(asked))

    def _send_file(self, person: int, chat: int | None, asked: Json) -> Json:
        upload = asked["file"]
        if "claimed_size" in asked:
            upload = Upload(upload.content, upload.name, upload.mime, int(asked["claimed_size"]))
        content = self._people.file(asked["kind"], upload, asked.get("caption", ""))
        return self._people.writes(person, chat, content, _manner(asked))

    def _album(self, person: int, chat: int | None, asked: Json) -> Json:
        """`kinds` by commas, `file0`, `file1` …; `order` by commas, if the bot is to hear of them in another one."""
        kinds = tuple(str(asked["kinds"]).split(","))
        files = tuple(asked[f"file{at}"] for at in range(len(kinds)))
        order = tuple(int(at) for at in str(asked["order"]).split(",") if at) if "order" in asked else None
        album = Album(kinds, files, str(asked.get("caption", "")), order)
        return {"messages": self._albums.sends(person, chat, album, _manner(asked))}

    def _tell(self, person: int, chat: int | None, asked: Json) -> bool:
        self._albums.tells(person, chat, int(asked["message_id"]))
        return True

    def _contact(self, person: int, chat: int | None, asked: Json) -> Json:
        return self._people.shares_contact(person, chat, asked.get("contact") or {}, bool(asked.get("forwarded")))

    def _forward(self, person: int, chat: int | None, asked: Json) -> Json:
        return self._people.forwards(person, chat, asked["source"], _manner(asked))

    def _edit(self, person: int, chat: int | None, asked: Json) -> Json:
        return self._people.edits(person, chat, int(asked["message_id"]), asked["text"])

    def _press(self, person: int, chat: int | None, asked: Json) -> Json:
        data, message_id = asked.get("data"), asked.get("message_id")
        if data is None:
            data = self._people.data_of(person if chat is None else chat, int(asked["message_id"]), asked["label"])
        return {"query": self._people.presses(person, chat, message_id, str(data))}

    def _link(self, person: int, chat: int | None, asked: Json) -> Json:
        number = person if chat is None else chat
        return {"url": self._people.link_of(number, int(asked["message_id"]), asked["label"])}

    def _block(self, person: int, _chat: int | None, asked: Json) -> bool:
        self._people.blocks(person, bool(asked.get("blocked", True)))
        return True

    def _remove_bot(self, person: int, _chat: int | None, asked: Json) -> bool:
        self._groups.removes_bot(person, int(asked["chat"]))
        return True

    async def _updates(self, request: web.Request) -> web.Response:
        """restart: ids begin at `at`; repeat: `update_id` once more; raw: an update of any `kind` and `body`."""
        asked, updates = await read_raw(request), self._world.updates
        match request.match_info["act"]:
            case "restart":
                updates.next_id = int(asked["at"])
                return answer(updates.next_id)
            case "repeat":
                number = int(asked.get("update_id") or next(reversed(updates.given_out)))
                return answer(updates.repeat(number, bool(asked.get("new_id"))))
            case "raw":
                return answer(updates.add(asked["kind"], asked["body"], int(asked["chat"])))
        raise web.HTTPNotFound

    async def _faults(self, request: web.Request) -> web.Response:
        if request.method == "POST":
            asked = await read_raw(request)
            if asked.get("kind") not in get_args(Kind):
                raise SimError(f"a fault is one of {get_args(Kind)}")
            self._api.faults.add(Fault(**asked))
        if request.method == "DELETE":
            self._api.faults.clear()
        return answer(self._api.faults.listed())

    async def _journal(self, request: web.Request) -> web.Response:
        query = request.query
        chat = int(query["chat"]) if "chat" in query else None
        wanted: Json = {"method": query.get("method"), "chat": chat, "after": int(query.get("after", 0))}
        count, timeout = int(query.get("count", 0)), float(query.get("timeout", 0))
        return answer(await self._api.journal.wait(count, timeout, **wanted))

    async def _deliveries(self, _request: web.Request) -> web.Response:
        return answer(self._courier.deliveries)


def _manner(asked: Json) -> Manner:
    """Where in a group and in whose name; a form carries numbers as text."""
    numbers = {part: int(asked[part]) for part in ("thread", "answers") if asked.get(part)}
    return Manner(
        numbers.get("thread"), numbers.get("answers"), as_group=str(asked.get("as_group", "")).lower() in ("true", "1")
    )
