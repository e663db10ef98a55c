"""What is read of an update from a group: words, topics, rights, and whatever else stands where a field should be."""

from typing import Any

import pytest

from handlers.chat.groups import InGroup, Stir
from handlers.chat.incoming import Deed, Incoming, read_update
from services.helpdesk import Thing
from tests.chat.test_incoming import HOSTILE, OURS, SITI, assert_sound, copied, message, places, press

GROUP: dict[str, Any] = {"id": -100, "type": "supergroup", "title": "Grup petugas", "is_forum": True}
TOPIC = {"message_thread_id": 4, "is_topic_message": True}
BIRTH = {"message_id": 4, "date": 1, "chat": GROUP, "forum_topic_created": {"name": "KT", "icon_color": 1}}
NOBODY = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


def said(**content: Any) -> dict[str, Any]:
    return {"message": message(chat=GROUP, **content)}


def stirred(stir: Stir, **more: Any) -> InGroup:
    return InGroup(stir, -100, **{"message": 5, "user": 7} | more)


def standing(status: str, **more: Any) -> dict[str, Any]:
    new = {"status": status, "user": SITI, **more}
    return {"my_chat_member": {"chat": GROUP, "from": SITI, "date": 1, "new_chat_member": new}}


def became(**what: Any) -> InGroup:
    return InGroup(Stir.STANDING, -100, is_forum=True, **what)


KINDS: dict[str, tuple[dict[str, Any], InGroup | None]] = {
    "in the General topic": (said(text="halo"), stirred(Stir.SAID, text="halo")),
    "in a topic": (said(text="halo", **TOPIC, reply_to_message=BIRTH), stirred(Stir.SAID, thread=4, text="halo")),
    "reply in a topic, with a quote": (
        said(text="a", **TOPIC, reply_to_message=OURS, quote={"text": "Me", "position": 0}),
        stirred(Stir.SAID, thread=4, text="a", answers=5, quote="Me"),
    ),
    "reply in the General topic": (
        said(text="a", message_thread_id=5, reply_to_message=OURS | {"message_id": 6}),
        stirred(Stir.SAID, text="a", answers=6),
    ),
    "voice in a topic": (
        said(voice={"file_id": "v", "file_size": 9}, caption="a", **TOPIC),
        stirred(Stir.SAID, thread=4, text="a", carried=Thing("voice", file_id="v", size=9)),
    ),
    "edit in a topic": (
        {"edited_message": message(chat=GROUP, text="b", **TOPIC)},
        stirred(Stir.EDITED, thread=4, text="b"),
    ),
    "live location on its way": ({"edited_message": message(chat=GROUP, location={}, **TOPIC)}, None),
    "anonymous administrator": (
        {"message": message(chat=GROUP, text="a", sender_chat=GROUP) | {"from": NOBODY}},
        stirred(Stir.SAID, text="a", user=1087968824, bot=True, unnamed=True),
    ),
    "another bot": (
        {"message": message(chat=GROUP, text="a") | {"from": SITI | {"is_bot": True}}},
        stirred(Stir.SAID, text="a", bot=True),
    ),
    "topic opened": (
        said(forum_topic_created={"name": "KT", "icon_color": 1}, **TOPIC),
        stirred(Stir.TOPIC_OPENED, thread=4, text="KT"),
    ),
    "topic closed": (said(forum_topic_closed={}, **TOPIC), stirred(Stir.TOPIC_SHUT, thread=4)),
    "topic opened again": (said(forum_topic_reopened={}, **TOPIC), None),
    "somebody joins": (said(new_chat_members=[SITI]), None),
    "something is pinned": (said(pinned_message=OURS), None),
    "the group has become a supergroup": (
        said(migrate_to_chat_id=-200),
        stirred(Stir.MOVED, former=-100, number=-200),
    ),
    "a supergroup that was a group": (
        said(migrate_from_chat_id=-90),
        stirred(Stir.MOVED, former=-90, number=-100),
    ),
    "made administrator": (
        standing("administrator", can_manage_topics=True),
        became(inside=True, may_manage=True),
    ),
    "administrator without the right": (standing("administrator", can_manage_topics=False), became(inside=True)),
    "an ordinary member": (standing("member"), became(inside=True)),
    "thrown out": (standing("kicked"), became()),
    "press": (
        press(message=OURS | {"chat": GROUP} | TOPIC, data="m"),
        stirred(Stir.PRESSED, thread=4, text="m"),
    ),
    "press on what is no longer accessible": (
        press(message={"message_id": 5, "date": 0, "chat": GROUP}, data="m"),
        stirred(Stir.PRESSED, text="m"),
    ),
}


def assert_sound_in_group(update: dict[str, Any]) -> None:
    """Of the types it promises, in the chat that the inbox has locked."""
    whole = read_update(update)
    assert_sound(whole, update)
    read = whole.group
    if read is None:
        return
    wanted = {"chat": int, "user": int, "text": str, "quote": str, "former": int, "number": int}
    wanted |= dict.fromkeys(("bot", "unnamed", "inside", "is_forum", "may_manage"), bool)
    assert {name for name, kind in wanted.items() if type(getattr(read, name)) is not kind} == set()
    assert all(value is None or type(value) is int for value in (read.thread, read.message, read.answers))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_update_from_a_group_is_read_for_what_it_is(kind: str) -> None:
    update, wanted = KINDS[kind]
    tap = "99" if "callback_query" in update else ""
    whole = Incoming(Deed.IN_GROUP, -100, tap=tap, group=wanted) if wanted else Incoming()
    assert read_update({"update_id": 1, **update}) == whole


@pytest.mark.parametrize("kind", KINDS)
def test_odd_values_anywhere_are_no_error_and_change_no_chat(kind: str) -> None:
    update = copied(KINDS[kind][0])
    for holder, key in list(places(update)):
        proper = holder[key]
        for odd in HOSTILE:
            holder[key] = odd
            assert_sound_in_group(update)
        holder[key] = proper
        if isinstance(holder, dict):
            del holder[key]
            assert_sound_in_group(update)
            holder[key] = proper


def test_who_wrote_in_the_name_of_the_group_is_never_taken_for_a_person() -> None:
    """Whatever number stands in the place of the sender."""
    update = {"message": message(chat=GROUP, text="a", sender_chat={"id": -5, "type": "channel"})}
    read = read_update(update).group
    assert read is not None
    assert read.unnamed


def test_what_was_said_does_not_show_when_an_update_is_printed() -> None:
    assert "6408" not in repr(read_update(said(text="6408041204799001")))
