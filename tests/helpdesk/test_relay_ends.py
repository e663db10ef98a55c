"""Topics end, are erased, opened twice, in another group, or cannot be opened; two replicas do not get in the way."""

from datetime import timedelta

from handlers.chat.forum import ForumDoor
from services.helpdesk import Outcome
from services.helpdesk.forum.model import Trouble
from services.privacy import Keys
from services.staff import Role
from tests.helpdesk.office import CHAT, Office
from tests.helpdesk.telegram import GROUP, StandIn, rooms_of, told_in_topic


async def test_who_left_the_queue_before_there_was_a_topic_gets_none(telegram: StandIn) -> None:
    office = telegram.office
    await office.asks()
    async with office.work() as work:
        await office.desk.callers.leave(work, CHAT)
    await telegram.rounds()
    assert telegram.said == []


async def test_the_topic_of_an_ended_conversation_is_closed_and_deleted_after_a_month(telegram: StandIn) -> None:
    office = telegram.office
    ani = await office.hires()
    conversation = (await office.asks()).conversation.id
    await telegram.rounds()
    await office.answers(ani, conversation)
    async with office.work() as work:
        await office.desk.cases.close(work, ani, conversation, Outcome.SOLVED, "")
    await telegram.rounds()
    assert telegram.methods[-1] == "closeForumTopic"
    async with office.work() as work:
        assert await office.desk.relay.tidy(work) == 0
    await office.passes(timedelta(days=31))
    async with office.work() as work:
        assert await office.desk.relay.tidy(work) == 1
    await telegram.takes()
    await telegram.rounds()
    assert telegram.methods[-1] == "deleteForumTopic"
    assert await office.value("SELECT count(*) FROM topics") == 0


async def test_what_is_erased_is_deleted_in_the_group_too(telegram: StandIn) -> None:
    office = telegram.office
    await office.asks()
    await telegram.rounds()
    async with office.work() as work:
        await office.desk.callers.forget(work, CHAT)
    await office.passes(timedelta(minutes=11))
    telegram.refusals["deleteForumTopic"] = "Not enough rights to delete the topic"
    for _ in range(2):
        async with office.work() as work:
            assert await office.desk.relay.tidy(work) == 1
        await telegram.takes()
        await telegram.rounds()
        telegram.refusals.clear()
        await office.passes(timedelta(minutes=11))
    assert telegram.methods[-1] == "deleteForumTopic"
    assert any("Hapus pesan" in text for text in telegram.texts)
    assert await office.value("SELECT count(*) FROM topics") == 0


async def test_a_second_topic_made_by_a_repeated_act_is_deleted(telegram: StandIn) -> None:
    office = telegram.office
    await office.asks()
    async with office.work() as work:
        await office.desk.relay.carry(work)
        name = await work.raw.fetchval("SELECT name FROM topics")
        await office.desk.forum.was_opened(work, GROUP, 77, name)
    await telegram.rounds()
    assert "deleteForumTopic" in telegram.methods
    (orphan,) = [act for act in telegram.said if act["method"] == "deleteForumTopic"]
    assert orphan["message_thread_id"] == 101, "the one that was told first is kept"
    assert {act["message_thread_id"] for act in telegram.said if "text" in act} == {77}


async def test_a_topic_of_ours_that_turns_up_late_is_deleted_and_the_one_in_use_is_not(telegram: StandIn) -> None:
    office = telegram.office
    await office.asks()
    await telegram.rounds()
    thread = await office.value("SELECT thread FROM topics")
    async with office.work() as work:
        name = await work.raw.fetchval("SELECT name FROM topics")
        await office.desk.forum.was_opened(work, GROUP, thread, name)
        await office.desk.forum.was_opened(work, GROUP, 55, name)
        await office.desk.forum.was_opened(work, GROUP, 56, "Kopi")
    await telegram.takes()
    gone = [act["message_thread_id"] for act in telegram.said if act["method"] == "deleteForumTopic"]
    assert gone == [55]


async def test_a_group_that_has_moved_is_followed_by_what_became_of_a_letter(telegram: StandIn) -> None:
    """The service message may have been lost; then the outbox has met the new number."""
    office = telegram.office
    await office.asks()
    async with office.work() as work:
        await office.desk.relay.carry(work)
    await office.rooms.post.outbox.move(office.database, GROUP, GROUP - 7)
    await telegram.takes(GROUP - 7)
    async with office.work() as work:
        await office.desk.relay.carry(work)
        assert await office.desk.forum.is_ours(work, GROUP - 7)
    await telegram.takes(GROUP - 7)
    assert telegram.said[-1]["message_thread_id"] == telegram.said[0]["number"]
    assert await office.value("SELECT chat FROM topics") == GROUP - 7


async def test_another_group_in_the_settings_gets_what_is_open(telegram: StandIn, keys: Keys) -> None:
    office = telegram.office
    ani = await office.hires()
    conversation = (await office.asks()).conversation.id
    await office.says("satu", message=11)
    await telegram.rounds()
    await told_in_topic(telegram, ani, "dua", 901)
    elsewhere = rooms_of(office, keys, GROUP - 1)
    async with elsewhere.work() as work:
        await elsewhere.desk.relay.carry(work)
    assert await office.value("SELECT chat FROM topics") == GROUP - 1
    await elsewhere.answers(ani, conversation, "sama nomornya", message=901)
    assert len(await elsewhere.lines(conversation)) == 5, "numbers of the other group stand in nobody's way"


async def test_a_private_letter_tells_those_who_oversee_and_only_once(telegram: StandIn) -> None:
    office = telegram.office
    await office.hires("kepala", Role.SUPERVISOR, telegram=888)
    await office.asks()
    telegram.refusals["createForumTopic"] = "Not enough rights to create a topic"
    for _ in range(6):
        await telegram.round()
        await office.passes(timedelta(minutes=4))
    heard = [text for text in await office.heard(888) if "hak yang cukup" in text]
    assert len(heard) == 1
    async with office.work() as work:
        found = await office.desk.relay.trouble(work)
    assert found is not None
    assert found.trouble is Trouble.NO_RIGHTS
    assert await office.value("SELECT count(*) FROM letters WHERE state = 'dead'") == 0


async def test_without_a_group_nothing_is_written(office: Office) -> None:
    await office.asks()
    async with office.work() as work:
        assert not (await office.desk.relay.carry(work)).begun
        assert await office.desk.relay.tidy(work) == 0
        assert not await office.desk.forum.is_ours(work, GROUP)


async def test_two_replicas_do_not_carry_at_once(telegram: StandIn) -> None:
    office = telegram.office
    await office.asks()
    async with office.work() as one, office.work() as other:
        assert (await office.desk.relay.carry(one)).begun == 1
        assert not (await office.desk.relay.carry(other)).begun


async def test_a_letter_that_was_dropped_by_hand_is_carried_again(telegram: StandIn) -> None:
    office = telegram.office
    await office.asks()
    async with office.work() as work:
        await office.desk.relay.carry(work)
        await work.raw.execute("UPDATE letters SET state = 'dropped', body = NULL WHERE chat_id = $1", GROUP)
    await telegram.rounds()
    assert telegram.methods == ["createForumTopic", "sendMessage"]


async def test_what_could_not_be_worked_on_is_told_in_the_group_and_nowhere_else(telegram: StandIn) -> None:
    """Whoever wrote it must know that no family has read it."""
    office = telegram.office
    door = ForumDoor(office.rooms, "santun_bot")
    async with office.work() as work:
        await door.apologise(work, GROUP, "K7M2QX")
        await door.apologise(work, GROUP - 1, "K7M2QX")
    await telegram.takes()
    (told,) = telegram.texts
    assert "K7M2QX" in told
    assert await office.value("SELECT count(*) FROM letters") == 1
