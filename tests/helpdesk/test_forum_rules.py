"""What is done next in the group, how fast, and what refusals mean: the tables alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from services.helpdesk.forum.model import Doing, Fault, Group, Need, Pace, Topic, TopicState, Trouble
from services.helpdesk.forum.rules import meaning, next_step, proves_wellness, tokens, urgency
from services.helpdesk.model import State
from services.helpdesk.rules import masked
from services.requests import Subject

NOW = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
TOPIC = Topic(uuid4(), uuid4(), -1, 7, "KT-B-2026-00042-7 · Bicara dengan petugas", greeted=True, relayed=5)
NEED = Need(uuid4(), "KT-B-2026-00042-7", Subject.TALK, State.WAITING, 9, NOW, retold=False, topic=TOPIC)
SHUT = replace(TOPIC, state=TopicState.CLOSED)
GROUP = Group(-1, -1, None, "", None, None, None, None)


@pytest.mark.parametrize(
    ("need", "step"),
    [
        (replace(NEED, topic=None), Doing.OPEN),
        (replace(NEED, topic=replace(TOPIC, thread=None)), Doing.OPEN),
        (replace(NEED, topic=replace(TOPIC, chat=-2)), Doing.OPEN),
        (NEED, Doing.CARRY),
        (replace(NEED, turn=5), None),
        (replace(NEED, turn=5, retold=True), Doing.CARRY),
        (replace(NEED, topic=SHUT), Doing.REOPEN),
        (replace(NEED, topic=SHUT, turn=5), None),
        (replace(NEED, state=State.CLOSED), Doing.CARRY),
        (replace(NEED, state=State.CLOSED, turn=5), Doing.CLOSE),
        (replace(NEED, state=State.CLOSED, topic=SHUT), None),
        (replace(NEED, state=State.CLOSED, topic=None), None),
    ],
)
def test_what_comes_next(need: Need, step: Doing | None) -> None:
    assert next_step(need, -1) is step


def test_a_group_gets_a_short_burst_and_never_more_than_its_rate() -> None:
    pace = Pace(timedelta(seconds=4), 4)
    assert tokens(GROUP, pace, NOW) == 4
    ahead = [tokens(replace(GROUP, free_at=NOW + timedelta(seconds=s)), pace, NOW) for s in (1, 4, 5, 12, 13, 16, 99)]
    assert ahead == [3, 3, 2, 1, 0, 0, 0]
    moment, free_at, sent = NOW, NOW, []
    for _ in range(600):  # a minute and more in tenths of a second, with everything waiting that there can be
        group = replace(GROUP, free_at=free_at)
        for _ in range(tokens(group, pace, moment)):
            sent.append(moment)
            free_at = max(free_at, moment) + pace.interval
        moment += timedelta(seconds=0.2)
    most = max(sum(begin <= one < begin + timedelta(minutes=1) for one in sent) for begin in sent)
    assert most <= 19


def test_nobody_is_passed_over_for_ever_and_who_is_being_answered_comes_first() -> None:
    old, young = replace(NEED, since=NOW - timedelta(minutes=10)), replace(NEED, since=NOW - timedelta(minutes=1))
    talking = replace(young, state=State.ACTIVE)
    assert urgency(old, NOW) > urgency(talking, NOW) > urgency(young, NOW) > urgency(replace(NEED, since=None), NOW)


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        ("Message thread not found", Fault.TOPIC_GONE),
        ("TOPIC_DELETED", Fault.TOPIC_GONE),
        ("TOPIC_CLOSED", Fault.TOPIC_SHUT),
        ("The chat is not a forum", Fault.NOT_A_FORUM),
        ("Not enough rights to create a topic", Fault.NO_RIGHTS),
        ("Have no rights to send a message", Fault.NO_RIGHTS),
        ("CHAT_WRITE_FORBIDDEN", Fault.NO_RIGHTS),
        ("Chat not found", Fault.NOT_FOUND),
        ("Wrong file identifier/HTTP URL specified", Fault.UNFIT),
        ("", Fault.UNFIT),
    ],
)
def test_what_a_refusal_means(error: str, fault: Fault) -> None:
    assert meaning(error) is fault


def test_writing_does_not_prove_the_right_to_keep_topics() -> None:
    assert not proves_wellness(Doing.CARRY, Trouble.NO_RIGHTS)
    assert proves_wellness(Doing.OPEN, Trouble.NO_RIGHTS)
    assert proves_wellness(Doing.CARRY, Trouble.REMOVED)
    assert not proves_wellness(Doing.OPEN, None)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("6408040303900001", "••••••••••••••01"),
        ("NIK 6408 0403 0390 0001 ya", "NIK ••••••••••••••01 ya"),
        ("6408-0403 - 0390\u200b0001", "••••••••••••••01"),
        ("hp 081234567890", "hp ••••••••••90"),
        ("٦٤٠٨٠٤٠٣٠٣٩٠٠٠٠١", "••••••••••••••٠١"),
        ("santunannya Rp42.000.000 ya", "santunannya Rp42.000.000 ya"),
        ("lihat KT-B-2026-00042-7", "lihat KT-B-2026-00042-7"),
        ("Rp6408040303900001", "Rp••••••••••••••01"),
        ("1234567", "1234567"),
    ],
)
def test_long_numbers_are_masked_and_sums_are_not(words: str, shown: str) -> None:
    assert masked(words) == shown
