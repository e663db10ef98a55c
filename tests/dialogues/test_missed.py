"""How often an answer could not be read is kept with the conversation, whatever release began it."""

from services.db import Database
from services.dialogues import Dialogue, Dialogues
from services.privacy import Keys

CHAT = 77


async def test_unread_answers_are_counted_until_the_next_step(database: Database, keys: Keys) -> None:
    dialogues, begun = Dialogues(keys.cipher), Dialogue(CHAT, "help", 1, "name")
    async with database.work() as work:
        await dialogues.keep(work, begun)
        assert await dialogues.miss(work, begun) == 1
    async with database.work() as work:
        again = await dialogues.active(work, CHAT)
        assert again is not None
        assert await dialogues.miss(work, again) == 2


async def test_counting_brings_no_ended_conversation_back(database: Database, keys: Keys) -> None:
    dialogues, begun = Dialogues(keys.cipher), Dialogue(CHAT, "help", 1, "name")
    async with database.work() as work:
        await dialogues.keep(work, begun)
        await dialogues.end(work, CHAT, "help")
        await dialogues.miss(work, begun)
        assert await dialogues.active(work, CHAT) is None


async def test_a_conversation_of_an_older_release_has_missed_nothing(database: Database, keys: Keys) -> None:
    dialogues = Dialogues(keys.cipher)
    body = {"step": "name", "trail": [], "draft": {}}
    async with database.work() as work:
        await dialogues.keep(work, Dialogue(CHAT, "help", 1, "name", missed=3))
    async with database.work() as work:
        old = keys.cipher.seal_json("dialogues", "body", f"{CHAT}:help", body)
        await work.raw.execute("UPDATE dialogues SET body = $1", old)
        restored = await dialogues.active(work, CHAT)
    assert restored is not None
    assert restored.missed == 0
