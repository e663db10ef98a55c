"""Every table of steps: each step can be reached, each road ends, each question can be asked and labelled."""

from typing import Any

import pytest

from handlers.chat.flow import END
from handlers.chat.flows.help import HELP
from handlers.chat.flows.submission import SUBMISSION
from handlers.chat.routes import ROADS, TAPS
from handlers.chat.taps import Codec, NotAButton
from services.words import Words
from tests.chat.roads import scene, walk

FLOWS = [pytest.param(road.flow, id=name) for name, road in ROADS.items()]


@pytest.mark.parametrize("flow", FLOWS)
def test_every_step_can_be_reached_and_leads_to_the_end(flow: Any) -> None:
    roads = walk(flow, flow.draft())
    assert set(roads) == set(flow.steps)
    for start in roads:
        seen, todo = {start}, [start]
        while todo:
            new = roads.get(todo.pop(), set()) - seen
            seen |= new
            todo += new
        assert END in seen, f"no road from {start} ends"


@pytest.mark.parametrize("flow", FLOWS)
def test_every_choice_has_a_label(flow: Any, words: Words) -> None:
    labels = words.labels("choices")
    for name, step in flow.steps.items():
        for choice in step.ask(flow.draft(), scene()).choices:
            if isinstance(choice, str):
                keys = (f"{flow.name}.{name}.{choice}", f"{name}.{choice}", choice)
                assert any(key in labels for key in keys), keys


def test_no_code_stands_for_two_buttons() -> None:
    kinds = [kind for kind, _ in TAPS.values()]
    assert len(kinds) == len(set(kinds))


@pytest.mark.parametrize(
    "data", [None, "", "m:1", "zz", "c:coverage", "c:a:b:c:d", "🙂", "rs:" + "x" * 200, "m\0", "c:::"]
)
def test_what_we_never_packed_is_not_a_button_or_harmless(data: str | None) -> None:
    codec = Codec({code: kind for code, (kind, _) in TAPS.items()})
    try:
        tap = codec.unpack(data)
    except NotAButton:
        return
    assert type(tap) in {kind for kind, _ in TAPS.values()}


@pytest.mark.parametrize("flow", [HELP, SUBMISSION], ids=lambda flow: flow.name)
def test_a_story_may_hold_thanks_and_sighs(flow: Any) -> None:
    assert [name for name, step in flow.steps.items() if step.free] == ["words"]
