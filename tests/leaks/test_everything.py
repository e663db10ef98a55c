"""All that people, offices and staff can do is done with marked values; then every place is searched for them."""

import base64
import json
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import typer

from bot.cli import app
from services.db.tables import metadata
from tests.conftest import Server
from tests.leaks import claims, console, desk, doorway, journeys, troubles
from tests.leaks.doing import PATIENCE
from tests.leaks.evidence import Evidence, gathered
from tests.leaks.marks import MARKS, Sieve
from tests.leaks.process import everything, step
from tests.leaks.stage import serving, staged

pytestmark = pytest.mark.asyncio(loop_scope="session")
SIEVE = Sieve(MARKS)
STAFF = "group of staff"
ONLY_OLD_DRAFTS = {step("help", "subject")}
"""Every button that leads there names the subject; the question is for drafts of releases in which one did not."""
OF_NOBODY = {"look_grants", "claim_errands"}
"""Counts of looks, given to members who have used up theirs: twenty people would have to be opened for it. Documents to
make: a row is gone as soon as its document was sent."""
MEANT_TO_SHOW = {("requests", "show"), ("claims", "show"), ("roster", "holds")}
"""What staff read on their screen: that is what the command is for."""
ASKS = {("requests", "answer"), ("lookup", "confirm")}
"""What is typed there stands on the screen of who types it."""
FOR_THE_FAMILY = {"an answer of staff", "an answer at the console", "a note of staff", "a receipt of BPJS"}
MAY_HEAR = {
    "widow": {"widow", "dead"},
    "dead phone": {"dead"},
    "neighbour": {"worker", "wage"},
}
"""Whose values may be said in a chat: one's own, and of people looked up by number and name. What BPJS pays a hurt
member every month is the wage that was declared for him, so that sum tells it."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def left(server: Server, template: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Evidence]:
    """What everything left behind, everywhere."""
    folder: Path = tmp_path_factory.mktemp("leaks")
    url = await server.create("santun_leaks", template)
    async with staged(url, folder) as stage:
        budi = await stage.telegram.person("Pak Budi")
        await budi.starts()
        stage.desk_group = await stage.telegram.forum("Meja bantuan", budi)
        async with serving(stage):
            await desk.lists_are_loaded(stage)
            given = await desk.staff_come(stage)
            await budi.says(given["link"])
            await budi.hears("terhubung", within=PATIENCE)
            people, group = await journeys.everybody(stage.telegram)
            chats = {name: chat.id for name, chat in people.items()} | {"group": group, STAFF: stage.desk_group}
            await console.office_works(stage, given, budi.inside(stage.desk_group))
            await doorway.at_the_console(stage, stage.telegram)
            await desk.staff_work(stage, chats, partial(journeys.talks_with_staff, people["helped"]))
            await journeys.comes_back_to_staff(people["helped"])
            await claims.objects(people["widow"], await desk.the_claim_with_a_no(stage))
            pages = await troubles.provoked(stage, server)
        yield await gathered(stage, server, chats, pages)
    await server.drop("santun_leaks")


async def test_every_step_button_and_command_of_the_chat_was_driven(left: Evidence) -> None:
    assert everything() - left.witnessed == ONLY_OLD_DRAFTS


async def test_every_command_of_the_terminal_was_driven(left: Evidence) -> None:
    typed = {said.command[:size] for said in left.commands for size in (1, 2, 3)}
    assert {command for command in _commands(typer.main.get_command(app)) if command not in typed} == desk.NOT_TYPED


async def test_every_table_was_filled(left: Evidence) -> None:
    assert {name for name in metadata.tables if not left.rows[name]} == OF_NOBODY


async def test_nothing_marked_is_logged(left: Evidence) -> None:
    assert "try 3: " in left.log, "the poison was logged"
    assert SIEVE.finds(left.log) == {}
    told = {
        said.command: SIEVE.finds(said.err).keys() - SIEVE.finds(" ".join(said.command)).keys()
        for said in left.commands
    }
    assert {command: found for command, found in told.items() if found} == {}, "beyond what was typed"


async def test_nothing_marked_is_printed_but_where_staff_asked_for_it(left: Evidence) -> None:
    printed = [said for said in left.commands if said.command[:2] not in MEANT_TO_SHOW | ASKS]
    assert {said.command: found for said in printed if (found := SIEVE.finds(said.out))} == {}


async def test_nothing_marked_is_told_by_the_web_server(left: Evidence) -> None:
    assert {200, 503, 404, 401, 400} <= {page.status for page in left.pages}
    told = {page.asked: SIEVE.finds(page.body).keys() - SIEVE.finds(page.sent).keys() for page in left.pages}
    assert {asked: found for asked, found in told.items() if found} == {}, "beyond what the asker wrote himself"


async def test_nothing_marked_stands_in_the_database(left: Evidence) -> None:
    assert "COPY public.participants " in left.dump
    assert "Nelayan" in left.dump, "village and work stand there in the clear"
    assert SIEVE.finds(left.dump) == {}
    assert SIEVE.finds(left.statistics) == {}


async def test_nothing_marked_stands_in_the_files_of_the_database(left: Evidence) -> None:
    assert left.files
    assert {file: found for file, body in left.files.items() if (found := SIEVE.finds_bare(body))} == {}


async def test_nothing_marked_stands_in_the_data_folder_or_in_temporary_files(left: Evidence) -> None:
    assert any(file.endswith("santun.key") for file in left.kept)
    assert {file: found for file, body in left.kept.items() if (found := SIEVE.finds(body))} == {}


async def test_nothing_marked_stands_among_the_arguments_of_a_process(left: Evidence) -> None:
    assert any("tests.leaks.process" in words for words in left.argument_lists)
    assert {words: found for words in left.argument_lists if (found := SIEVE.finds("\0".join(words)))} == {}


async def test_no_button_and_no_link_carries_anything_marked(left: Evidence) -> None:
    carried = [data for call in left.calls for data in _carried(call["params"])]
    assert len(set(carried)) > 100
    assert {data: found for data in carried if (found := SIEVE.finds(data))} == {}


async def test_no_chat_hears_anything_of_another(left: Evidence) -> None:
    for name, chat in left.chats.items():
        if name == STAFF:
            continue
        said = "\n".join(_text(call) for call in left.calls if call["chat"] == chat)
        assert said or name == "group"
        others = {mark.of for mark in MARKS} - MAY_HEAR.get(name, {name})
        heard = {who: found for who in others if (found := SIEVE.finds(said, of=who))}
        assert heard == {}, name


async def test_what_is_said_of_a_person_can_be_neither_forwarded_nor_copied(left: Evidence) -> None:
    """What staff write to a family, and the number under which BPJS knows its file, are the family's to pass on."""
    theirs = Sieve(tuple(mark for mark in MARKS if mark.name not in FOR_THE_FAMILY))
    told = [call for call in left.calls if call["chat"] != left.chats[STAFF]]
    open_to_all = [call for call in told if not call["params"].get("protect_content")]
    assert {call["n"]: found for call in open_to_all if (found := theirs.finds(call["params"].get("text", "")))} == {}


async def test_the_group_of_staff_reads_words_but_no_number_and_no_topic_bears_a_name(left: Evidence) -> None:
    """Every member sees every topic, and Telegram shows the names of topics in notifications."""
    calls = [call for call in left.calls if call["chat"] == left.chats[STAFF]]
    named = [_text(call) for call in calls if call["method"].endswith("ForumTopic")]
    assert named
    assert SIEVE.finds("\n".join(named)) == {}
    numbers = Sieve(tuple(mark for mark in MARKS if sum(sign.isdigit() for sign in mark.value) >= 8))
    said = "\n".join(_text(call) for call in calls)
    assert "gerobak sotonya" in said, "what is written for staff is read there"
    assert numbers.finds(said) == {}


@pytest.mark.parametrize("dress", ["utf-8", "utf-16-le", "hex", "base64", "upper", "spaced", "words"])
async def test_the_sieve_finds_every_mark_in_every_dress(dress: str) -> None:
    for mark in MARKS:
        text = f"before {mark.value} behind"
        worn: dict[str, bytes] = {
            "utf-8": text.encode(),
            "utf-16-le": text.encode("utf-16-le"),
            "hex": text.encode().hex().encode(),
            "base64": base64.b64encode(text.encode()),
            "upper": text.upper().encode(),
            "spaced": b" . ".join(sign.encode() for sign in mark.value),
            "words": max(mark.plain, key=lambda plain: (plain != mark.plain[0], len(plain))).encode(),
        }
        assert mark.name in SIEVE.finds(worn[dress]), mark.name


def _commands(command: Any, *above: str) -> list[tuple[str, ...]]:
    below = getattr(command, "commands", {})
    return [path for name, one in below.items() for path in _commands(one, *above, name)] or [above]


def _carried(thing: Any) -> list[str]:
    """Callback data and links, however deep they lie."""
    if isinstance(thing, str) and thing[:1] in "{[":
        thing = json.loads(thing)
    if isinstance(thing, list):
        return [data for one in thing for data in _carried(one)]
    if not isinstance(thing, dict):
        return []
    here = [str(thing[key]) for key in ("callback_data", "url", "start_parameter") if key in thing]
    return here + [data for one in thing.values() for data in _carried(one)]


def _text(call: dict[str, Any]) -> str:
    return json.dumps(call["params"], ensure_ascii=False)
