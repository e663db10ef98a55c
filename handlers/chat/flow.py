"""The engine for tables of steps: pure, small, and the same for every conversation."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from handlers.chat.buttons import Button
from handlers.chat.heard import Heard, Scene
from services.speech import Speech

if TYPE_CHECKING:
    from handlers.chat.visit import Visit

D = TypeVar("D")

END = "end"
"""Where a road of steps ends."""


@dataclass(frozen=True)
class Ask:
    """A question: what is said and which buttons hang under it.

    `choices` are values of this step, labelled `<flow>.<step>.<value>` or `<step>.<value>` in [choices], or given as
    (text, value); `buttons` lead elsewhere; `contact` offers Telegram's own button to share one's number.
    """

    speech: Speech
    choices: tuple[str | tuple[str, str], ...] = ()
    buttons: tuple[Button, ...] = ()
    contact: bool = False
    protect: bool = False


@dataclass(frozen=True)
class Step(Generic[D]):
    """One question of a flow.

    `ask` makes the question; `read` turns the answer into a value or raises a Refusal that tells the reason and an
    example; `field` names the draft's field that keeps it (None there means: not answered yet); `keep` replaces that
    where one answer fills more; `then` names the step that follows, or END. `secret`: the message with the answer is
    deleted. `free`: the answer is a story, so that *tolong* or *terima kasih* belong to it. `effect` runs in the same
    unit of work, after the answer is kept.
    """

    ask: Callable[[D, Scene], Ask]
    read: Callable[[Heard, D, Scene], Any]
    then: Callable[[D], str] | str
    field: str | None = None
    keep: Callable[[D, Any], D] | None = None
    secret: bool = False
    free: bool = False
    effect: "Callable[[Visit, D], Awaitable[None]] | None" = None

    def kept(self, draft: D, value: Any) -> D:
        """The draft with this answer in it."""
        if self.keep is not None:
            return self.keep(draft, value)
        return replace(draft, **{self.field: value}) if self.field else draft  # type: ignore[type-var]

    def is_answered(self, draft: D) -> bool:
        """Whether the draft holds an answer already; a step without a field is asked each time it is reached."""
        return self.field is not None and getattr(draft, self.field) is not None

    def next(self, draft: D) -> str:
        return self.then if isinstance(self.then, str) else self.then(draft)


@dataclass(frozen=True)
class Flow(Generic[D]):
    """A table of steps over one kind of draft (a frozen dataclass whose fields all have None as default)."""

    name: str
    version: int
    first: str
    draft: type[D]
    steps: Mapping[str, Step[D]]

    @cached_property
    def _adapter(self) -> TypeAdapter[D]:
        return TypeAdapter(self.draft)

    def open_question(self, draft: D, start: str | None = None) -> str:
        """The first step, from `start` on, that the draft does not answer yet; END when the road is walked."""
        name = start or self.first
        while name != END and self.steps[name].is_answered(draft):
            name = self.steps[name].next(draft)
        return name

    def restored(self, stored: dict[str, Any]) -> D:
        """The draft as an older release may have left it; what no longer fits is asked again."""
        known = {name: value for name, value in stored.items() if name in self.draft.__dataclass_fields__}  # type: ignore[attr-defined]
        while True:
            try:
                return self._adapter.validate_python(known)
            except ValidationError as error:
                bad = {str(problem["loc"][0]) for problem in error.errors() if problem["loc"]} & known.keys()
                if not bad:
                    raise
                known = {name: value for name, value in known.items() if name not in bad}

    def stored(self, draft: D) -> dict[str, Any]:
        """The draft as JSON can hold it."""
        dumped = self._adapter.dump_python(draft, mode="json")
        return dict(dumped)
