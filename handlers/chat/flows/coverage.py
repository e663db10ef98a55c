"""The way to an answer about coverage: consent, NIK, name, and for somebody else the day and what they were doing."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from handlers.chat.buttons import AskForHelp
from handlers.chat.days import CHOICES, DayHeard, day_of_event
from handlers.chat.flow import END, Ask, Flow, Step
from handlers.chat.heard import Heard, Kind, Scene
from handlers.chat.people import the_name
from handlers.chat.readers import one_of, typed
from handlers.chat.visit import Visit
from services.coverage import About, Occasion, Working
from services.coverage.questions import AskDay, AskName, AskNik, AskWorking, ContactWanted
from services.participants.nik import Nik
from services.requests import Subject
from services.requests.reading import MOST_NAME
from services.visitors import Contact, ContactFault
from services.visitors.messages import AskConsent, ConsentInFull, ContactProvesNothing, OfferToConfirm

NAME, VERSION = "coverage", 1
CONFIRM = "confirm_self"


@dataclass(frozen=True)
class CoverageDraft:
    """What was told so far. `operator` is who runs the bot, for the long text of the consent."""

    about: About | None = None
    operator: str | None = None
    agreed: bool | None = None
    nik: str | None = field(default=None, repr=False)
    name: str | None = field(default=None, repr=False)
    when: DayHeard | None = None
    working: Working | None = None

    @property
    def whose(self) -> About:
        """Whom it is about; a draft that lost it speaks of somebody who died, which hurts nobody else."""
        return self.about or About.DECEASED

    def occasion(self, today: date) -> Occasion:
        """What is asked, once everything is answered. About oneself it is today."""
        when = self.when or DayHeard(today)
        return Occasion(self.whose, when.day, when.is_exact, self.working or Working.UNKNOWN)


def _consent(draft: CoverageDraft, _scene: Scene) -> Ask:
    return Ask(AskConsent(own=draft.about is About.SELF), ("yes", "read", "no"))


def _consent_in_full(draft: CoverageDraft, _scene: Scene) -> Ask:
    return Ask(ConsentInFull(draft.operator or ""), ("yes", "no"))


def _agreed(draft: CoverageDraft, said: str) -> CoverageDraft:
    return replace(draft, agreed=None if said == "read" else said == "yes")


def _after_consent(draft: CoverageDraft) -> str:
    if draft.agreed is None:
        return "consent_in_full"
    return "nik" if draft.agreed else END


async def _record(visit: Visit, draft: CoverageDraft) -> None:
    """The yes is recorded at the moment it is given, with the version of the text; a later no takes it back."""
    if draft.agreed:
        await visit.rooms.visitors.agree(visit.work, visit.chat)
    elif draft.agreed is False:
        await visit.rooms.visitors.withdraw(visit.work, visit.chat)


def _nik(heard: Heard, _draft: Any, _scene: Scene) -> str:
    return Nik.parse(typed(heard, 200)).number


def _name(heard: Heard, _draft: Any, scene: Scene) -> str:
    return the_name(typed(heard, MOST_NAME * 3), scene)


def _working(draft: CoverageDraft, said: str) -> CoverageDraft:
    return replace(draft, working=Working(said))


COVERAGE: Flow[CoverageDraft] = Flow(
    name=NAME,
    version=VERSION,
    first="consent",
    draft=CoverageDraft,
    steps={
        "consent": Step(
            ask=_consent,
            read=one_of("yes", "read", "no", of="coverage.consent"),
            keep=_agreed,
            field="agreed",
            then=_after_consent,
            effect=_record,
        ),
        "consent_in_full": Step(
            ask=_consent_in_full,
            read=one_of("yes", "no", of="coverage.consent_in_full"),
            keep=_agreed,
            field="agreed",
            then=_after_consent,
            effect=_record,
        ),
        "nik": Step(
            ask=lambda draft, _: Ask(AskNik(draft.whose), buttons=(AskForHelp(Subject.NO_NIK),)),
            read=_nik,
            field="nik",
            then="name",
            secret=True,
        ),
        "name": Step(
            ask=lambda draft, _: Ask(AskName(draft.whose)),
            read=_name,
            field="name",
            then=lambda draft: END if draft.about is About.SELF else "day",
        ),
        "day": Step(
            ask=lambda draft, _: Ask(AskDay(draft.whose), CHOICES),
            read=day_of_event,
            field="when",
            then="working",
        ),
        "working": Step(
            ask=lambda draft, _: Ask(AskWorking(draft.whose), ("no", "yes", "unknown")),
            read=one_of("no", "yes", "unknown", of="coverage.working"),
            keep=_working,
            field="working",
            then=END,
        ),
    },
)
"""Nothing personal is asked before the consent, and no sum is named before the last question."""


@dataclass(frozen=True)
class ConfirmDraft:
    """The number that Telegram vouches for."""

    phone: str | None = field(default=None, repr=False)


def _contact(heard: Heard, _draft: Any, _scene: Scene) -> str:
    if heard.kind is not Kind.CONTACT or heard.contact is None:
        raise ContactWanted
    if not heard.contact.own:
        raise ContactProvesNothing(ContactFault.NOT_YOURS)
    return heard.contact.phone


CONFIRM_SELF: Flow[ConfirmDraft] = Flow(
    name=CONFIRM,
    version=1,
    first="contact",
    draft=ConfirmDraft,
    steps={
        "contact": Step(
            ask=lambda _draft, _scene: Ask(OfferToConfirm(), contact=True),
            read=_contact,
            field="phone",
            then=END,
        )
    },
)
"""A contact counts only as the answer to this question."""

VOUCHED = Contact(own=True, asked=True)
"""What a contact is that has come through `CONFIRM_SELF`."""
