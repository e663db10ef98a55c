"""Who may do what in a group, what the bot hears there, and how it is told that its place has changed."""

import pytest
from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden

from bot.demo import found_staff_group
from bot.simulator import Chat, Simulator, Telegram
from bot.simulator.client import ImpossibleError
from tests.simulator.conftest import news, refusal

ANONYMOUS = 1087968824


@pytest.fixture
async def budi(telegram: Telegram) -> Chat:
    return await telegram.person("Budi")


@pytest.fixture
async def group(telegram: Telegram, rina: Chat, budi: Chat) -> int:
    return await telegram.forum("Grup petugas", rina, budi)


async def test_a_bot_sees_its_own_rights_and_those_of_others(
    telegram: Telegram, bot: Bot, rina: Chat, budi: Chat, group: int
) -> None:
    stranger = await telegram.person("Siti")
    own = (await bot.get_chat_member(group, bot.id)).to_dict()
    assert (own["status"], own["can_manage_topics"], own["can_promote_members"]) == ("administrator", True, False)
    statuses = {one: (await bot.get_chat_member(group, one.person)).status for one in (rina, budi, stranger)}
    assert list(statuses.values()) == ["creator", "member", "left"]
    await telegram.promote(group, "can_delete_messages", member=budi, title="Supervisor", anonymous=True)
    admins = {admin.user.id: admin.to_dict() for admin in await bot.get_chat_administrators(group)}
    assert set(admins) == {rina.person, budi.person, bot.id}
    promoted = admins[budi.person]
    assert (promoted["custom_title"], promoted["is_anonymous"], promoted["can_manage_topics"]) == (
        "Supervisor",
        True,
        False,
    )
    await telegram.demote(group, budi)
    assert (await bot.get_chat_member(group, budi.person)).status == "member"
    await budi.says("halo")
    with pytest.raises(BadRequest, match="no administrators in the private chat"):
        await bot.get_chat_administrators(budi.id)


@pytest.mark.parametrize(
    ("rights", "words"),
    [
        (["can_delete_messages"], "not enough rights to create a topic"),
        ([], "not enough rights to create a topic"),
        (None, "not enough rights to create a topic"),
    ],
)
async def test_without_the_right_to_topics_the_bot_opens_none(
    simulator: Simulator, telegram: Telegram, rina: Chat, rights: list[str] | None, words: str
) -> None:
    group = await telegram.forum("Grup", rina, bot_rights=rights)
    assert await refusal(simulator, "createForumTopic", chat_id=group, name="x") == (400, f"Bad Request: {words}")


async def test_without_the_right_to_topics_the_bot_leaves_others_alone(
    simulator: Simulator, telegram: Telegram, bot: Bot, rina: Chat, group: int
) -> None:
    own = (await bot.create_forum_topic(group, "Milik bot")).message_thread_id
    theirs = await rina.inside(group).opens_topic("Milik Rina")
    await telegram.promote(group)
    asked = {"chat_id": group, "message_thread_id": theirs.topic}
    words = {
        "editForumTopic": "not enough rights to edit the topic",
        "closeForumTopic": "not enough rights to close or open the topic",
        "reopenForumTopic": "not enough rights to close or open the topic",
        "deleteForumTopic": "not enough rights to delete the topic",
    }
    for method, said in words.items():
        more = {"name": "x"} if method == "editForumTopic" else {}
        assert await refusal(simulator, method, **asked, **more) == (400, f"Bad Request: {said}")
    await bot.close_forum_topic(group, own)
    await bot.send_message(group, "Ditutup", message_thread_id=own)
    assert [topic.closed for topic in await telegram.topics(group)] == [True, False]


async def test_people_need_rights_as_well(telegram: Telegram, rina: Chat, budi: Chat, group: int) -> None:
    stranger = await telegram.person("Siti")
    with pytest.raises(ImpossibleError, match="not in this group"):
        await stranger.inside(group).says("halo")
    with pytest.raises(ImpossibleError, match="not enough rights to create a topic"):
        await budi.inside(group).opens_topic("Satu")
    there = await rina.inside(group).opens_topic("Satu")
    with pytest.raises(ImpossibleError, match="not enough rights to delete the topic"):
        await budi.inside(group, there.topic).deletes_topic()
    number = await there.says("halo")
    with pytest.raises(ImpossibleError, match="only their own"):
        await budi.inside(group, there.topic).edits(number, "bukan saya")
    with pytest.raises(ImpossibleError, match="no administrator"):
        await budi.inside(group, anonymous=True).says("halo")


async def test_an_anonymous_administrator_is_the_group_itself(
    telegram: Telegram, bot: Bot, rina: Chat, budi: Chat, group: int
) -> None:
    await telegram.promote(group, "can_manage_topics", member=budi, anonymous=True, title="Kepala")
    await news(bot)
    hidden = await rina.inside(group, anonymous=True).opens_topic("Satu")
    await hidden.says("Dari pimpinan")
    number = await budi.inside(group, hidden.topic).says("Dari kepala")
    await budi.inside(group, hidden.topic).edits(number, "Dari kepala seksi")
    opened, first, second, edited = await news(bot)
    for message in (opened.message, first.message, second.message, edited.edited_message):
        assert message
        assert message.from_user
        assert message.sender_chat
        assert (message.from_user.id, message.from_user.username) == (ANONYMOUS, "GroupAnonymousBot")
        assert message.sender_chat.id == group
    assert first.message
    assert first.message.author_signature is None
    assert second.message
    assert second.message.author_signature == "Kepala"
    await hidden.settles()
    assert hidden.messages[1].sender == "Grup petugas"
    assert not hidden.messages[1].from_bot


async def test_the_bot_is_told_that_it_was_demoted_and_thrown_out(
    simulator: Simulator, telegram: Telegram, bot: Bot, rina: Chat, group: int
) -> None:
    await telegram.privacy(False)
    thread = (await bot.create_forum_topic(group, "Satu")).message_thread_id
    await news(bot)
    await telegram.demote(group)
    (demoted,) = await news(bot)
    assert demoted.my_chat_member
    assert (demoted.my_chat_member.old_chat_member.status, demoted.my_chat_member.new_chat_member.status) == (
        "administrator",
        "member",
    )
    await telegram.remove_bot(group, by=rina)
    left, gone = await news(bot)
    assert left.message
    assert left.message.left_chat_member
    assert gone.my_chat_member
    assert gone.my_chat_member.new_chat_member.status == "kicked"
    await rina.inside(group, thread).says("Masih di sana?")
    assert await news(bot) == (), "out of the group is out of hearing"
    kicked = "Forbidden: bot was kicked from the supergroup chat"
    for method, more in [("sendMessage", {"text": "x"}), ("createForumTopic", {"name": "x"}), ("getChat", {})]:
        assert await refusal(simulator, method, chat_id=group, **more) == (403, kicked)
    await telegram.add_bot(group)
    await bot.send_message(group, "Kembali", message_thread_id=thread)


async def test_a_bot_that_has_left_is_not_a_member(telegram: Telegram, bot: Bot, rina: Chat, group: int) -> None:
    await news(bot)
    await bot.leave_chat(group)
    note, told = await news(bot)
    assert note.message
    assert told.my_chat_member
    assert told.my_chat_member.new_chat_member.status == "left"
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_message(group, "x")


async def test_who_comes_and_goes_is_told(telegram: Telegram, bot: Bot, budi: Chat, group: int) -> None:
    await news(bot, kinds=["message", "chat_member"])
    siti = await telegram.person("Siti")
    await telegram.join(group, siti)
    await telegram.leave(group, budi)
    came_as, came, went, went_as = await news(bot)
    assert came_as.chat_member
    assert came_as.chat_member.new_chat_member.status == "member"
    assert came.message
    assert [user.first_name for user in came.message.new_chat_members] == ["Siti"]
    assert went.message
    assert went.message.left_chat_member
    assert went.message.left_chat_member.id == budi.person
    assert went_as.chat_member


async def test_privacy_mode_lets_through_only_what_is_meant_for_the_bot(
    telegram: Telegram, bot: Bot, rina: Chat
) -> None:
    group = await telegram.forum("Grup", rina, bot_rights=None)
    there = rina.inside(group)
    own = await bot.send_message(group, "Halo")
    assert not (await bot.get_me()).can_read_all_group_messages
    await news(bot)
    number = await there.says("rahasia di antara kami")
    await there.edits(number, "rahasia sekali")
    await there.sends(photo=b"x", caption="/status@another_bot")
    await there.says("/status@another_bot")
    for text in ("/status", "/status@santun_demo_bot", "tanya @santun_demo_bot saja"):
        await there.says(text)
    await there.replies(own.message_id, "halo juga")
    heard = [update.message.text for update in await news(bot) if update.message]
    assert heard == ["/status", "/status@santun_demo_bot", "tanya @santun_demo_bot saja", "halo juga"]
    await telegram.promote(group, "can_manage_topics")
    await news(bot)
    thread = (await bot.create_forum_topic(group, "Satu")).message_thread_id
    await there.says("sekarang terdengar")
    await telegram.demote(group)
    await rina.inside(group, thread).says("dan sekarang tidak lagi")
    created, heard_by_admin, demoted = await news(bot)
    assert created.message
    assert heard_by_admin.message
    assert heard_by_admin.message.text == "sekarang terdengar"
    assert demoted.my_chat_member
    await telegram.privacy(False)
    await there.says("dan lagi")
    (all_heard,) = await news(bot)
    assert all_heard.message
    assert (await bot.get_me()).can_read_all_group_messages


async def test_without_the_right_the_bot_deletes_only_its_own_messages(
    simulator: Simulator, telegram: Telegram, bot: Bot, rina: Chat
) -> None:
    group = await telegram.forum("Grup", rina, bot_rights=["can_manage_topics"])
    there = rina.inside(group)
    theirs, own = await there.says("halo"), (await bot.send_message(group, "halo")).message_id
    said = await refusal(simulator, "deleteMessage", chat_id=group, message_id=theirs)
    assert said == (400, "Bad Request: message can't be deleted")
    await bot.delete_messages(group, [theirs, own])
    await there.until(lambda chat: not chat.has(own))
    assert there.has(theirs)
    await telegram.promote(group, "can_delete_messages")
    await bot.delete_message(group, theirs)
    await there.until(lambda chat: not chat.has(theirs))


async def test_rights_have_the_names_of_the_bot_api(telegram: Telegram, group: int) -> None:
    with pytest.raises(ImpossibleError, match="no such rights: can_fly"):
        await telegram.promote(group, "can_fly")


async def test_commands_are_kept_for_each_kind_of_chat(bot: Bot, simulator: Simulator, group: int) -> None:
    await bot.set_my_commands([BotCommand("menu", "Menu")])
    await bot.set_my_commands([BotCommand("ambil", "Ambil")], scope=BotCommandScopeChat(group))
    assert [one.command for one in await bot.get_my_commands()] == ["menu"]
    assert [one.command for one in await bot.get_my_commands(scope=BotCommandScopeChat(group))] == ["ambil"]
    assert await bot.delete_my_commands(scope=BotCommandScopeChat(group))
    assert not await bot.get_my_commands(scope=BotCommandScopeChat(group))
    assert simulator.world.profile["commands"]["default"]


async def test_the_demo_founds_a_group_in_which_the_bot_can_serve(simulator: Simulator, bot: Bot, rina: Chat) -> None:
    group = found_staff_group(simulator, [rina.person])
    assert (await bot.get_chat(group)).title == "Grup petugas"
    assert await bot.create_forum_topic(group, "KT-B-2026-00042-7 Klaim")
