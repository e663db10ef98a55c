"""Every step of every conversation, with whatever may be answered there."""

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.html import parse_html, units
from handlers.chat.flow import END, Flow
from handlers.chat.flows.claim_draft import SubmissionDraft
from handlers.chat.flows.help import HelpDraft
from handlers.chat.heard import Contact, Heard, Kind
from handlers.chat.incoming import Deed, read_update
from handlers.chat.routes import ROADS
from services.claims import Event
from services.refusals import Refusal
from services.requests import Subject
from services.words import Words
from tests.chat.roads import scene
from tests.fuzz.person import Json, Person
from tests.fuzz.texts import BRISK, NUMBERS, TYPED

WORDS = Words()
STEPS = [
    pytest.param(road.flow, name, id=f"{road.flow.name}-{name}") for road in ROADS.values() for name in road.flow.steps
]
BEGUN = {"help": HelpDraft(subject=Subject.FIND), "submission": SubmissionDraft(event=Event.DEATH)}
ANSWERS = st.one_of(
    st.builds(Heard, st.just(Kind.TEXT), NUMBERS),
    st.builds(Heard, st.just(Kind.CHOICE), TYPED),
    st.builds(Heard, st.just(Kind.THING), TYPED, thing=st.sampled_from(("photo", "voice", "other"))),
    st.builds(
        Heard, st.just(Kind.CONTACT), contact=st.builds(Contact, NUMBERS, st.booleans()), thing=st.just("contact")
    ),
)


@pytest.mark.parametrize(("flow", "name"), STEPS)
@BRISK
@given(heard=ANSWERS)
def test_an_answer_is_kept_as_it_was_read_or_politely_refused(flow: Flow[Any], name: str, heard: Heard) -> None:
    draft: Any = BEGUN.get(flow.name, flow.draft())
    step = flow.steps[name]
    step.ask(draft, scene())
    try:
        kept = step.kept(draft, step.read(heard, draft, scene()))
    except Refusal as no:
        assert units(parse_html(WORDS.render(no))[0]) <= 4096
        return
    assert flow.restored(orjson.loads(orjson.dumps(flow.stored(kept)))) == kept
    following = flow.open_question(kept, step.next(kept))
    if following != END:
        asked = flow.steps[following].ask(kept, scene())
        assert units(parse_html(WORDS.render(asked.speech))[0]) <= 4096


USERS = st.sampled_from((1, 2, True, 1.0, "1", None, [1], {"id": 1}, 2**64))
SIGNS: st.SearchStrategy[Json] = st.dictionaries(
    st.sampled_from(("forward_origin", "forward_date", "forward_from", "via_bot")),
    st.sampled_from((None, 0, {}, {"type": "user"}, 1_700_000_000)),
    max_size=2,
)


@BRISK
@given(user=USERS, signs=SIGNS, phone=NUMBERS)
def test_a_card_is_ones_own_only_where_telegram_vouches(user: Any, signs: Json, phone: str) -> None:
    message = Person(1).writes("")["message"] | signs
    del message["text"]
    incoming = read_update({"message": message | {"contact": {"phone_number": phone, "user_id": user}}})
    assert incoming.deed is Deed.SHARED
    assert incoming.contact is not None
    forwarded = any(signs.get(sign) is not None for sign in ("forward_origin", "forward_date"))
    assert incoming.contact.own == (type(user) is int and user == 1 and not forwarded)
