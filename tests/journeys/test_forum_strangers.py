"""Who may not speak in the staff's group is not heard, and staff learn of it; other groups get silence."""

from bot.simulator import Chat
from tests.journeys.office import Office
from tests.journeys.test_forum import desk, siti

__all__ = ["desk", "siti"]
LINK = "/tautkan KODE"


async def test_who_is_not_linked_is_not_heard_and_told_once_an_hour(desk: Office, siti: Chat) -> None:
    topic = await desk.topic_of(await desk.asks(siti, "tolong ya"), "tamu")
    await topic.says("saya yang jawab RAHASIA")
    await topic.hears(LINK)
    await topic.says("/ambil")
    await topic.says("/tutup terjawab")
    await topic.sends(photo=b"\x89PNG", caption="RAHASIA")
    await topic.settles()
    assert sum(LINK in one.text for one in topic.messages) == 1
    await siti.settles()
    assert not any("RAHASIA" in one.text or "photo" in one.raw for one in siti.messages)
    async with desk.work() as work:
        found = await work.raw.fetch("SELECT actor, reason FROM looks WHERE action = 'desk_group.ignored'")
    assert [(row["actor"], row["reason"]) for row in found] == [(f"chat:{topic.person}", "unlinked")]


async def test_an_anonymous_administrator_is_not_heard_even_if_linked(desk: Office, siti: Chat) -> None:
    topic = await desk.topic_of(await desk.asks(siti, "tolong ya"))
    await desk.santun.telegram.promote(desk.group, member=desk.people["ani"], anonymous=True)
    async with desk.work() as work:  # even if somebody's account were the one that Telegram names in their place
        await work.raw.execute("UPDATE staff SET telegram_id = 1087968824 WHERE name = 'ani'")
    hidden = desk.people["ani"].inside(desk.group, topic.topic, anonymous=True)
    await hidden.says("RAHASIA")
    await hidden.hears("Tetap anonim")
    await siti.settles()
    assert not any("RAHASIA" in one.text for one in siti.messages)


async def test_whoever_is_disabled_is_no_longer_heard(desk: Office, siti: Chat) -> None:
    topic = await desk.topic_of(await desk.asks(siti, "tolong ya"), "budi")
    await topic.says("saya bantu")
    await siti.hears("saya bantu")
    async with desk.work() as work:
        await desk.santun.house.rooms.staff.disable(work, "budi", by="system:test")
    await topic.says("RAHASIA")
    await topic.hears(LINK)
    await siti.settles()
    assert not any("RAHASIA" in one.text for one in siti.messages)


async def test_another_group_gets_silence_whatever_is_said_there(desk: Office, siti: Chat) -> None:
    topic = await desk.topic_of(await desk.asks(siti, "tolong ya"))
    other = await desk.santun.telegram.forum("Grup lain", desk.people["ani"])
    elsewhere = desk.people["ani"].inside(other)
    there = await elsewhere.opens_topic("KT-B-2026-00001-8")
    while there.topic is not None and topic.topic is not None and there.topic < topic.topic:
        there = await elsewhere.opens_topic("lagi")
    for words in ("RAHASIA", "/ambil", "/status", "/bantuan"):
        await there.says(words)
        await elsewhere.says(words)
    assert not await there.settles()
    assert not await elsewhere.settles()
    ours = desk.people["ani"].inside(desk.group)
    await ours.settles()
    assert not any("Menunggu:" in one.text or "dalam topiknya" in one.text for one in ours.messages)
    assert not any("RAHASIA" in one.text for one in siti.messages)


async def test_a_topic_that_is_none_of_ours_is_left_alone(desk: Office, siti: Chat) -> None:
    await desk.topic_of(await desk.asks(siti, "tolong ya"))
    coffee = await (await desk.general()).opens_topic("Kopi")
    await coffee.says("RAHASIA")
    await coffee.says("/status@other_bot")
    assert not [one for one in await coffee.settles() if not one.service]
    await coffee.says("/ambil")
    await coffee.hears("ketik di dalam topiknya")
    assert not any("RAHASIA" in one.text for one in siti.messages)


async def test_buttons_are_pressed_by_members_only(desk: Office, siti: Chat) -> None:
    topic = await desk.topic_of(await desk.asks(siti, "tolong ya"), "tamu")
    await topic.forges("fs:akta", topic.last.id)
    await topic.forges("m", topic.last.id)
    await topic.settles()
    assert not any(LINK in one.text for one in topic.messages)
    assert sum(one.from_bot for one in siti.messages) <= 2
