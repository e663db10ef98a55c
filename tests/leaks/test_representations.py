"""What an object shows of itself in a log, a traceback or a debugger: its kind, and nothing of a person."""

import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator
from enum import Enum
from typing import Any

import pytest

import bot
import handlers
import services
from services.helpdesk.messages import ConversationUnknown
from services.participants.kpj import Kpj
from services.participants.nik import Nik, NikHasLetters
from services.participants.phone import Phone
from services.participants.roster.columns import Cells
from services.refusals import Refusal
from services.requests.messages import CheckRequest
from services.requests.model import Subject
from services.speech import Speech

PERSONAL = frozenset((
    "about", "address", "body", "born", "caption", "cell", "cells", "draft", "first_name", "given", "kpj",
    "name_after", "name_before", "nik", "note", "params", "phone", "plain", "receipt", "row", "sealed", "text", "typed",
    "village_typed", "wage", "words", "name", "value", "values",
))  # fmt: skip
"""Fields of these names hold what somebody told us, or what a list says of somebody."""
HARMLESS = frozenset((
    # Of the process and its tables.
    "bot.nursery.Failure.name", "bot.schedule.Job.name", "bot.tour_journeys.Guide.words",
    "handlers.chat.flow.Flow.draft", "handlers.chat.flow.Flow.name", "handlers.rooms.Rooms.words",
    "services.helpdesk.service.Neighbours.words", "services.oversight.vouching.Reach.words",
    "bot.demo_desk.Actor.name", "bot.doctor.examination.Check.name", "bot.doctor.finding.Finding.values",
    # Of charts, moments and lists, and of the staff's group: numbers, subjects, and names of staff.
    "handlers.desk.charts.Reading.values", "handlers.desk.charts.Texts.about", "handlers.desk.moments.Told.values",
    "handlers.desk.queue.Ticket.row", "handlers.desk.board.Card.row", "handlers.desk.supervisor.Colleague.name",
    "services.helpdesk.forum.model.Topic.name", "services.oversight.model.Allowance.name",
    "services.staff.reach.Present.name",
    "services.participants.roster.batches.NewBatch.given", "services.participants.roster.desk.Task.given",
    "services.staff.model.StaffMember.name",
    "services.visitors.model.Consent.given",
    # A choice that a button offers, or whom a question is about: the dead, the hurt, oneself.
    "handlers.chat.buttons.Choose.value", "handlers.chat.flows.coverage.CoverageDraft.about",
    "services.visitors.model.LookedUp.about",
    # Of the law and of the region.
    "services.benefits.basis.Basis.about", "services.benefits.figures.WorkFigures.wage",
    "services.benefits.model.Death.wage", "services.benefits.model.Factor.value", "services.benefits.model.Injury.wage",
    "services.region.model.CrisisLine.name", "services.region.model.Office.address",
    "services.region.model.Office.name", "services.region.model.Office.phone", "services.region.model.Region.name",
    "services.region.places.Clinic.name", "services.region.places.District.name", "services.region.places.Village.name",
))  # fmt: skip
"""Shown, and nobody's."""
MASKED = (Nik, Phone, Kpj)


ELSEWHERE = (".simulator", ".sample")
"""The simulator plays Telegram, which knows everything; the people of a sample are invented."""


def classes() -> Iterator[type[Any]]:
    """Every dataclass of the project."""
    found: dict[type[Any], None] = {}
    for package in (bot, handlers, services):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.endswith("__main__") or ".migrations." in module.name:
                continue
            things = vars(importlib.import_module(module.name)).values()
            found |= dict.fromkeys(one for one in things if isinstance(one, type) and dataclasses.is_dataclass(one))
    ours = (one for one in found if one.__module__.startswith(("bot.", "handlers.", "services.")))
    return (one for one in ours if not any(part in one.__module__ for part in ELSEWHERE))


def shows(kind: type[Any]) -> Iterator[str]:
    if issubclass(kind, Speech | Refusal) or not vars(kind)["__dataclass_params__"].repr:
        return
    for field in dataclasses.fields(kind):
        is_kept_in = not field.repr or field.type in (*MASKED, bool, int) or _is_choice(field.type)
        if field.name in PERSONAL and not is_kept_in:
            yield f"{kind.__module__}.{kind.__qualname__}.{field.name}"


def _is_choice(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def test_nothing_personal_is_shown_by_any_class() -> None:
    assert {place for kind in classes() for place in shows(kind)} == HARMLESS


NIK, NAME, PHONE = "6408041911738841", "Wirabuana Lakeswara", "+6281377700915"


@pytest.mark.parametrize(
    "thing",
    [
        Nik(NIK),
        Phone(PHONE),
        Kpj("99047733115"),
        CheckRequest(Subject.TALK, NAME, PHONE, "Sepaso", NAME, 1970, NAME),
        ConversationUnknown(NAME),
        NikHasLetters(NAME),
        Cells(*[NAME] * len(Cells._fields)),
        ExceptionGroup("several", [ConversationUnknown(NAME)]),
    ],
)
def test_what_is_printed_of_a_person_tells_nothing(thing: object) -> None:
    for shown in (repr(thing), str(thing), f"{thing}", repr([thing]), repr({"it": thing})):
        assert not [part for part in (NIK, NAME, PHONE, "99047733115") if part in shown]
