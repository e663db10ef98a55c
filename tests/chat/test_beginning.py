"""What a claim knows already when it begins."""

from datetime import date

import pytest

from handlers.chat.claims import known
from handlers.chat.flows.claim_draft import SubmissionDraft
from handlers.chat.flows.submission import SUBMISSION
from services.claims import Doing
from services.visitors import LookedUp


@pytest.mark.parametrize(
    ("working", "doing", "asked"),
    [("no", Doing.NEITHER, "words"), ("unknown", Doing.UNKNOWN, "words"), ("yes", None, "doing")],
)
def test_what_was_answered_about_work_is_not_asked_again(working: str, doing: Doing | None, asked: str) -> None:
    looked_up = LookedUp(None, "deceased", "6408040303909001", "Rahmat", date(2026, 3, 3), working=working)
    draft = known(SubmissionDraft(), looked_up)
    assert draft.doing is doing
    assert SUBMISSION.open_question(draft) == asked
