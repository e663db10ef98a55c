"""What is read of an update: every kind Telegram sends, and whatever else stands where a field should be."""

from collections.abc import Iterator
from typing import Any

import pytest

from handlers.chat.heard import Contact
from handlers.chat.incoming import Deed, Incoming, read_update
from services.helpdesk import Thing
from services.post.rules import chat_of, presence_of

SITI: dict[str, Any] = {"id": 7, "is_bot": False, "first_name": "Siti", "language_code": "id"}
HOME: dict[str, Any] = {"id": 7, "type": "private", "first_name": "Siti"}
GROUP: dict[str, Any] = {"id": -100, "type": "supergroup", "title": "RT 04"}
NOTHING = Incoming()


def message(**content: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": 1_780_000_000, "chat": HOME, "from": SITI, **content}


def press(**content: Any) -> dict[str, Any]:
    return {"callback_query": {"id": "99", "from": SITI, "chat_instance": "1", **content}}


def heard(deed: Deed, text: str = "", **more: Any) -> Incoming:
    return Incoming(deed, 7, 7, "Siti", 5, text, **more)


def sent(carried: Thing, text: str = "", **more: Any) -> Incoming:
    return heard(Deed.SENT, text, thing=more.pop("thing", carried.kind), carried=carried, **more)


def shared(contact: Contact) -> Incoming:
    return heard(Deed.SHARED, thing="contact", contact=contact, carried=Thing("contact", phone=contact.phone))


def card(**content: Any) -> dict[str, Any]:
    return {"phone_number": "+6281200000007", "first_name": "Siti", **content}


OURS = {"message_id": 5, "date": 1_780_000_000, "chat": HOME, "text": "Menu", "from": {"id": 1, "is_bot": True}}
PHOTO = [{"file_id": "a", "file_unique_id": "b", "width": 90, "height": 90}]
SIZES = [{"file_id": "small", "file_size": 900}, {"file_id": "large", "file_size": 90_000}]
SURAT = {"file_id": "s", "file_unique_id": "t", "file_name": "surat.pdf", "mime_type": "application/pdf"}
PLACE = {"latitude": 0.5, "longitude": 117.5, "live_period": 900}
OLD_POLL = {"id": "1", "question": "Siapa?", "options": [{"text": "Saya", "voter_count": 0}], "type": "regular"}
BLOCKED = {"chat": HOME, "from": SITI, "date": 1, "new_chat_member": {"status": "kicked", "user": SITI}}
SOMEBODYS = Contact("+6281200000007", own=False)

KINDS: dict[str, tuple[dict[str, Any], Incoming]] = {
    "text": ({"message": message(text="halo")}, heard(Deed.TYPED, "halo")),
    "command": (
        {"message": message(text="/start", entities=[{"type": "bot_command", "offset": 0, "length": 6}])},
        heard(Deed.TYPED, "/start"),
    ),
    "own contact": (
        {"message": message(contact=card(user_id=7))},
        shared(Contact("+6281200000007", own=True)),
    ),
    "contact of another person": ({"message": message(contact=card(user_id=8))}, shared(SOMEBODYS)),
    "contact without a user": ({"message": message(contact=card())}, shared(SOMEBODYS)),
    "own contact, forwarded": (
        {"message": message(contact=card(user_id=7), forward_origin={"type": "user", "date": 1})},
        shared(SOMEBODYS),
    ),
    "own contact, forwarded by an older Bot API server": (
        {"message": message(contact=card(user_id=7), forward_date=1)},
        shared(SOMEBODYS),
    ),
    "photo with caption": (
        {"message": message(photo=PHOTO, caption="ini KTP")},
        sent(Thing("photo", file_id="a"), "ini KTP"),
    ),
    "photo in several sizes": ({"message": message(photo=SIZES)}, sent(Thing("photo", file_id="large", size=90_000))),
    "document": (
        {"message": message(document=SURAT | {"file_size": 12})},
        sent(Thing("document", file_id="s", name="surat.pdf", mime="application/pdf", size=12)),
    ),
    "voice": (
        {"message": message(voice={"file_id": "v", "duration": 3, "mime_type": "audio/ogg"})},
        sent(Thing("voice", file_id="v", mime="audio/ogg")),
    ),
    "animation, which is a document as well": (
        {"message": message(animation={"file_id": "a"}, document={"file_id": "a"})},
        sent(Thing("document", file_id="a")),
    ),
    "sticker": ({"message": message(sticker={"file_id": "a", "emoji": "🙏"})}, sent(Thing("sticker", file_id="a"))),
    "poll of an older Bot API server": ({"message": message(poll=OLD_POLL)}, sent(Thing("poll"))),
    "place": ({"message": message(location=PLACE)}, sent(Thing("location", latitude=0.5, longitude=117.5))),
    "place with a name": (
        {"message": message(venue={"location": PLACE, "title": "Pasar", "address": "Sangatta"})},
        sent(Thing("location", latitude=0.5, longitude=117.5), thing="venue"),
    ),
    "a kind that did not exist yet": ({"message": message(hologram={"id": 1})}, sent(Thing("other"))),
    "answer to another message": (
        {"message": message(text="yang ini", reply_to_message=OURS | {"message_id": 3})},
        heard(Deed.TYPED, "yang ini", answers=3),
    ),
    "picture in answer to another message": (
        {"message": message(photo=PHOTO, reply_to_message=OURS | {"message_id": 3})},
        sent(Thing("photo", file_id="a"), answers=3),
    ),
    "live location on its way": ({"edited_message": message(location=PLACE, edit_date=2)}, NOTHING),
    "edit": ({"edited_message": message(text="halo", edit_date=2)}, heard(Deed.EDITED, "halo")),
    "edited caption": ({"edited_message": message(photo=PHOTO, caption="KTP")}, heard(Deed.EDITED, "KTP")),
    "pinned": ({"message": message(pinned_message=OURS)}, NOTHING),
    "timer": ({"message": message(message_auto_delete_timer_changed={"message_auto_delete_time": 9})}, NOTHING),
    "somebody joins a group": ({"message": message(chat=GROUP, new_chat_members=[SITI])}, NOTHING),
    "anonymous": ({"message": {key: value for key, value in message(text="a").items() if key != "from"}}, NOTHING),
    "bot": ({"message": message(text="a") | {"from": SITI | {"is_bot": True}}}, NOTHING),
    "press": (press(message=OURS, data="m"), heard(Deed.PRESSED, "m", tap="99")),
    "press on what is no longer accessible": (
        press(message={"message_id": 5, "date": 0, "chat": HOME}, data="m"),
        heard(Deed.PRESSED, "m", tap="99"),
    ),
    "press on a message sent inline": (press(inline_message_id="x", data="m"), Incoming(tap="99")),
    "press on a game": (press(message=OURS, game_short_name="x"), heard(Deed.PRESSED, tap="99")),
    "blocked": ({"my_chat_member": BLOCKED}, NOTHING),
    "channel post": ({"channel_post": message(text="a")}, NOTHING),
    "business": ({"business_message": message(text="a", business_connection_id="x")}, NOTHING),
    "a kind of update that did not exist yet": ({"dream": message(text="a")}, NOTHING),
}
HOSTILE: tuple[Any, ...] = (None, True, False, 0, -1, 2**64, 1.5, "", "kata", [], ["kata"], {}, {"id": {}}, [[{}]])


def places(thing: Any) -> Iterator[tuple[Any, Any]]:
    """Every object or list in it, with every key."""
    for key, value in thing.items() if isinstance(thing, dict) else enumerate(thing):
        yield thing, key
        if isinstance(value, dict | list):
            yield from places(value)


def copied(thing: Any) -> Any:
    """A copy that shares nothing: the persons above stand in many places."""
    if isinstance(thing, dict):
        return {key: copied(value) for key, value in thing.items()}
    return [copied(value) for value in thing] if isinstance(thing, list) else thing


def assert_sound(read: Incoming, update: dict[str, Any]) -> None:
    """Of the types it promises, and never an answer in another chat than the one the inbox has locked."""
    wanted = {"chat": int, "user": int, "first_name": str, "text": str, "thing": str, "tap": str}
    assert {name for name, kind in wanted.items() if type(getattr(read, name)) is not kind} == set()
    assert {type(number) for number in (read.message, read.answers)} <= {int, type(None)}
    if read.carried is not None:
        assert_sound_thing(read.carried)
    assert read.contact is None or isinstance(read.contact.phone, str)
    assert read.deed is Deed.NOTHING or read.chat == chat_of(update)
    assert (read.group is not None) is (read.deed is Deed.IN_GROUP)
    assert presence_of(update) in (True, False, None)


def assert_sound_thing(thing: Thing) -> None:
    """As it is sealed and shown to staff: short texts, a size, degrees that exist."""
    assert {type(text) for text in (thing.kind, thing.file_id, thing.name, thing.mime, thing.phone)} == {str}
    assert type(thing.size) is int
    assert thing.size >= 0
    for degrees in (thing.latitude, thing.longitude):
        assert degrees is None or (type(degrees) is float and -180 <= degrees <= 180)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_update_is_read_for_what_it_is(kind: str) -> None:
    update, wanted = KINDS[kind]
    assert read_update({"update_id": 1, **update}) == wanted
    assert_sound(wanted, update)


@pytest.mark.parametrize("kind", KINDS)
def test_odd_values_anywhere_are_no_error_and_change_no_chat(kind: str) -> None:
    update = copied(KINDS[kind][0])
    for holder, key in list(places(update)):
        proper = holder[key]
        for odd in HOSTILE:
            holder[key] = odd
            assert_sound(read_update(update), update)
        holder[key] = proper
        if isinstance(holder, dict):
            del holder[key]
            assert_sound(read_update(update), update)
            holder[key] = proper


def test_a_card_is_ones_own_only_by_a_number_that_is_the_senders() -> None:
    shams: tuple[Any, ...] = ("7", 7.0, [7], True, None)
    for odd in shams:
        read = read_update({"message": message(contact=card(user_id=odd))})
        assert read.contact == SOMEBODYS
    first = SITI | {"id": 1}
    assert read_update({"message": message(contact=card(user_id=True)) | {"from": first}}).contact == SOMEBODYS


def test_a_card_without_a_number_is_a_thing_that_is_not_read() -> None:
    shams: tuple[Any, ...] = (None, 62812, {})
    for odd in shams:
        read = read_update({"message": message(contact={"phone_number": odd, "user_id": 7})})
        assert (read.deed, read.thing, read.contact) == (Deed.SENT, "other", None)


@pytest.mark.parametrize(
    "content",
    [
        {"text": "6408041204799001"},
        {"contact": card(phone_number="6408041204799001")},
        {"document": SURAT | {"file_name": "6408041204799001.pdf"}, "caption": "6408041204799001"},
    ],
)
def test_what_was_said_does_not_show_when_an_update_is_printed(content: dict[str, Any]) -> None:
    printed = repr(read_update({"message": message(**content)}))
    assert "6408" not in printed
    assert "Siti" not in printed


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), 181, -181, True, "0.5", None])
def test_a_place_that_is_nowhere_has_no_degrees(odd: object) -> None:
    read = read_update({"message": message(location={"latitude": odd, "longitude": 117.5})})
    assert read.carried == Thing("location", latitude=None, longitude=117.5)


def test_blocking_and_coming_back_are_told_by_the_status_and_by_nothing_else() -> None:
    for status, here in (("kicked", False), ("left", False), ("member", True), (None, None), (5, None), ({}, None)):
        assert presence_of({"my_chat_member": BLOCKED | {"new_chat_member": {"status": status}}}) is here
