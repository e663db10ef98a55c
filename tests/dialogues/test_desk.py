"""Conversations within a unit of work: read once, written once, and the table says the same afterwards."""

from dataclasses import replace

import pytest

from services.db import Database
from services.dialogues import Dialogue, Dialogues
from services.privacy import Keys

CHAT, OTHER = 77, 78


def begun(flow: str, chat: int = CHAT, step: str = "name") -> Dialogue:
    return Dialogue(chat, flow, 1, step, draft={"name": "made up"})


async def test_what_a_unit_of_work_left_is_what_the_next_one_finds(database: Database, keys: Keys) -> None:
    dialogues = Dialogues(keys.cipher)
    async with database.work() as work:
        await dialogues.keep(work, begun("help"))
        await dialogues.keep(work, begun("coverage"))
        await dialogues.keep(work, begun("coverage", step="nik"))
    async with database.work() as work:
        found = await dialogues.active(work, CHAT)
        assert found is not None
        assert (found.flow, found.step, found.draft) == ("coverage", "nik", {"name": "made up"})
        assert [dialogue.flow for dialogue in await dialogues.unfinished(work, CHAT)] == ["coverage", "help"]
        aside = await dialogues.parked(work, CHAT, "help")
        assert aside is not None
        assert not aside.active


async def test_the_active_one_can_be_put_aside_and_taken_up_over_and_over(database: Database, keys: Keys) -> None:
    dialogues = Dialogues(keys.cipher)
    for flow in ("help", "coverage", "help", "coverage"):
        async with database.work() as work:
            await dialogues.keep(work, begun(flow))
    async with database.work() as work:
        rows = await work.raw.fetch("SELECT flow, active FROM dialogues ORDER BY flow")
    assert [tuple(row) for row in rows] == [("coverage", True), ("help", False)]


async def test_what_was_ended_and_begun_anew_is_there_and_what_was_only_ended_is_not(
    database: Database, keys: Keys
) -> None:
    dialogues = Dialogues(keys.cipher)
    async with database.work() as work:
        await dialogues.keep(work, begun("help"))
        await dialogues.keep(work, begun("coverage"))
    async with database.work() as work:
        await dialogues.end(work, CHAT, "help")
        await dialogues.end(work, CHAT, "coverage")
        await dialogues.keep(work, begun("coverage", step="nik"))
    async with database.work() as work:
        left = await dialogues.unfinished(work, CHAT)
    assert [(dialogue.flow, dialogue.step) for dialogue in left] == [("coverage", "nik")]


async def test_a_unit_of_work_that_fails_leaves_everything_as_it_was(database: Database, keys: Keys) -> None:
    dialogues = Dialogues(keys.cipher)
    async with database.work() as work:
        await dialogues.keep(work, begun("help"))
    with pytest.raises(RuntimeError):  # noqa: PT012 - the unit of work itself is what is tried
        async with database.work() as work:
            await dialogues.end(work, CHAT, "help")
            await dialogues.keep(work, begun("coverage"))
            raise RuntimeError
    async with database.work() as work:
        assert [dialogue.flow for dialogue in await dialogues.unfinished(work, CHAT)] == ["help"]


async def test_several_chats_read_at_once_stay_apart(database: Database, keys: Keys) -> None:
    dialogues = Dialogues(keys.cipher)
    async with database.work() as work:
        for chat in (CHAT, OTHER):
            await dialogues.keep(work, begun("help", chat))
    async with database.work() as work:
        await dialogues.open(work, (CHAT, OTHER))
        await work.raw.execute("DELETE FROM dialogues")  # whoever reads again now finds nothing
        mine = await dialogues.active(work, CHAT)
        assert mine is not None
        await dialogues.keep(work, replace(mine, step="words"))
    async with database.work() as work:
        assert await dialogues.active(work, OTHER) is None
        kept = await dialogues.active(work, CHAT)
        assert kept is not None
        assert kept.step == "words"
