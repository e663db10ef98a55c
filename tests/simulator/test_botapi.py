"""The simulator keeps to Telegram's published list: what it takes, what it refuses, what it answers and tells."""

import itertools
from typing import Any

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.simulator import Chat, Simulator, Telegram
from bot.simulator.bot_methods import METHODS
from bot.simulator.botapi import bot_api, kinds_of
from bot.simulator.files import Upload
from bot.simulator.sending import FILE_KINDS
from tests.simulator.calls import ELSEWHERE, calls, slips
from tests.simulator.conftest import TOKEN

Json = dict[str, Any]
LIST = bot_api()
PICTURE = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de")
HERE = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
IN_FORUMS = {method for method in METHODS if "Forum" in method} | {"getChatAdministrators"}
TRIED = [method for method in METHODS if method not in ELSEWHERE]


class Line:
    """Calls the Bot API as any HTTP client does."""

    def __init__(self, simulator: Simulator, session: aiohttp.ClientSession, siti: Chat) -> None:
        self._simulator, self._session, self._siti = simulator, session, siti
        self._forum = simulator.groups.founds_forum("Grup petugas", [siti.id]).id

    async def calls(self, method: str, body: Any, **how: Any) -> tuple[int, Json]:
        address = f"{self._simulator.url}/bot{TOKEN}/{method}"
        async with self._session.post(address, **(how or {"json": body})) as answer:
            return answer.status, await answer.json()

    async def here(self, method: str) -> Json:
        """What there is for this call to name."""
        world, siti = self._simulator.world, self._siti.id
        chat = world.chats[siti]
        message = world.post(
            chat, world.bot, {"caption" if "Caption" in method else "text": f"pesan {len(chat.entries)}"}
        )
        number = message["message_id"]
        files = {
            kind: world.files.keep(kind, Upload(PICTURE, "a.png", "image/png")).file_id
            for kind in FILE_KINDS
            if method == f"send{kind.capitalize()}"
        }
        chat.pinned.append(number)
        given = {
            "chat_id": siti,
            "from_chat_id": siti,
            "user_id": siti,
            "message_id": number,
            "message_ids": [number],
            "callback_query_id": self._simulator.people.presses(siti, None, number, "x"),
            "file_id": world.files.keep("document", Upload(b"x", "a", "b/c")).file_id,
            "reaction": [{"type": "emoji", "emoji": "👌"}],
            "reply_parameters": {"message_id": number, "allow_sending_without_reply": True},
        }
        if method in IN_FORUMS:
            given |= self._in_forum(method)
        return {k: v for k, v in (given | files).items() if k in LIST.methods[method]["parameters"]}

    def _in_forum(self, method: str) -> Json:
        """A topic that this call can change, an icon and a colour."""
        groups, siti = self._simulator.groups, self._siti.id
        thread = groups.opens_topic(self._forum, siti, "KT-B-2026-00042-7 Kepesertaan")
        if method == "reopenForumTopic":
            groups.closes_topic(self._forum, siti, thread, closed=True)
        there = {"chat_id": self._forum, "message_thread_id": thread}
        return there | {"icon_color": 7322096, "icon_custom_emoji_id": "5312536423851630001"}


@pytest.fixture
async def line(simulator: Simulator, telegram: Telegram) -> Any:
    siti = await telegram.person("Siti", phone="+6281200000001")
    await siti.says("halo")
    async with aiohttp.ClientSession() as session:
        yield Line(simulator, session, siti)


def test_the_list_has_every_method_of_the_simulator_and_no_other() -> None:
    assert set(LIST.methods) == set(METHODS)


def test_every_type_that_is_named_is_in_the_list() -> None:
    plain = {"Integer", "Float", "String", "Boolean", "True", "InputFile"}
    shapes = [shape for shape in LIST.types.values() if isinstance(shape, dict)]
    shapes += [one["parameters"] for one in LIST.methods.values()]
    named = {kind for shape in shapes for given in shape.values() for kind in kinds_of(given)}
    named |= {kind for one in LIST.methods.values() for kind in one["returns"]}
    named |= {kind for shape in LIST.types.values() if isinstance(shape, list) for kind in shape}
    assert {kind.replace("Array of ", "") for kind in named} <= plain | LIST.types.keys()


@pytest.mark.parametrize("method", TRIED)
async def test_right_calls_are_taken_and_answered_in_their_shape(line: Line, method: str) -> None:
    """That the answers have their shape is seen by the simulator's inspector at the end of the test."""

    @given(data=st.data())
    @HERE
    def draws(data: st.DataObject) -> None:
        drawn.append(data.draw(calls(method, here)))

    drawn: list[Json] = []
    here = await line.here(method)
    draws()
    for params in drawn:
        status, answer = await line.calls(method, params | await line.here(method))
        assert status == 200 or "not modified" in answer["description"], (params, answer)


@pytest.mark.parametrize("method", TRIED)
async def test_a_call_with_one_thing_wrong_is_refused_with_a_reason(line: Line, method: str) -> None:
    @given(data=st.data())
    @settings(HERE, max_examples=3)
    def draws(data: st.DataObject) -> None:
        drawn.append(data.draw(calls(method, here)))

    drawn: list[Json] = []
    here = await line.here(method)
    draws()
    seen: set[str] = set()
    for params in itertools.chain.from_iterable(slips(method, params) for params in drawn):
        if (key := str(params)[:3000]) in seen or len(seen) > 40:
            continue
        seen.add(key)
        status, answer = await line.calls(method, params)
        assert (status, answer["ok"]) == (400, False), (str(params)[:1500], answer)
        assert answer["description"].startswith("Bad Request: ")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"[" * 100_000, "application/json"),
        (b'{"chat_id": "\xff"}', "application/json"),
        (b'{"chat_id": Infinity, "text": "x"}', "application/json"),
        ('{"chat_id": "²", "text": "x"}'.encode(), "application/json"),
        (b'{"chat_id": "--5", "text": "x"}', "application/json"),
        (b"[1]", "application/json"),
        (b"chat_id=%ff&text=%00", "application/x-www-form-urlencoded"),
        (b"--x\r\nrubbish", "multipart/form-data; boundary=x"),
        (b"rubbish", "multipart/form-data"),
    ],
)
async def test_no_body_breaks_the_simulator(line: Line, body: bytes, kind: str) -> None:
    status, answer = await line.calls("sendMessage", None, data=body, headers={"Content-Type": kind})
    assert (status, answer["error_code"]) == (400, 400)


async def test_what_telegram_passes_over_is_passed_over_and_noted(simulator: Simulator, line: Line) -> None:
    inspector = simulator.inspected()
    buttons = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y", "colour": "red"}]]}
    here = await line.here("sendMessage")
    status, _ = await line.calls("sendMessage", here | {"text": "x", "sound": "loud", "reply_markup": buttons})
    assert status == 200
    assert inspector.odd == [
        "the bot sent sendMessage with sound, which is unknown",
        "the bot sent sendMessage with reply_markup.inline_keyboard[0][0].colour, which is unknown",
    ]
    simulator.inspected()


@pytest.mark.parametrize(
    ("value", "kind", "fault"),
    [
        ({"id": 1, "is_bot": False}, "User", "it.first_name: missing"),
        ({"id": True, "is_bot": False, "first_name": "A"}, "User", "it.id: Integer expected"),
        ({"id": 1, "is_bot": False, "first_name": "A", "age": 3}, "User", "it.age: unknown"),
        ({"id": 1, "type": "circle"}, "Chat", "it.type: no such word"),
        ({"status": "kicked", "user": {}}, "ChatMember", "it.user.id: missing"),
        ([[]], "Array of Array of User", None),
        ([{}], "Array of Array of User", "it[0]: Array expected"),
        ({"command": "x" * 33, "description": "d"}, "BotCommand", "it.command: 1 to 32 characters expected"),
    ],
)
def test_departures_are_named_with_their_place(value: Any, kind: str, fault: str | None) -> None:
    assert next(LIST.faults(value, (kind,), "it"), None) == fault
