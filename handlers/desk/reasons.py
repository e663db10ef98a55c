"""Why staff look at somebody's data: chosen from a list, never typed."""

from services.oversight.messages import ReasonMissing
from services.staff.rules import Reason
from services.words import Words

FIELD = "alasan"


def choices(words: Words) -> list[tuple[str, str]]:
    """The list, for a form."""
    return [(reason.value, words.label("look_reason", reason.value)) for reason in Reason]


def chosen(form: dict[str, str]) -> Reason:
    """What was chosen. Raises ReasonMissing."""
    try:
        return Reason(form.get(FIELD, ""))
    except ValueError:
        raise ReasonMissing from None
