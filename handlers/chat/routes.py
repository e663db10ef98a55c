"""The table of everything a person can do in a chat, and who answers it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from handlers.chat import benefits, reckoning, requests, submissions, welcome
from handlers.chat.buttons import (
    AskForHelp,
    Choose,
    Discard,
    GoBack,
    OpenMenu,
    ReckonNow,
    Resume,
    ShowClinics,
    ShowInfo,
    ShowPaperGuide,
    ShowSources,
    ShowStatus,
)
from handlers.chat.flows.help import HELP
from handlers.chat.talk import Road, Talk
from handlers.chat.taps import Codec, Tap
from handlers.chat.visit import Visit

TapHandler = Callable[[Visit, Any], Awaitable[None]]
CommandHandler = Callable[[Visit, str], Awaitable[None]]

TAPS: dict[str, tuple[type[Tap], TapHandler]] = {
    "m": (OpenMenu, welcome.open_menu),
    "c": (Choose, welcome.choose),
    "gb": (GoBack, welcome.go_back),
    "rs": (Resume, welcome.resume),
    "dc": (Discard, welcome.discard),
    "h": (AskForHelp, requests.ask_for_help),
    "st": (ShowStatus, submissions.show_status),
    "bi": (ShowInfo, benefits.show),
    "bs": (ShowSources, benefits.sources),
    "bc": (ShowClinics, benefits.clinics),
    "bp": (ShowPaperGuide, benefits.guide),
    "bh": (ReckonNow, reckoning.begin),
}
"""Code in the button → its class and who answers. A code, once released, is never given to another button."""

COMMANDS: dict[str, CommandHandler] = {
    "start": welcome.start,
    "menu": welcome.menu,
    "bantuan": welcome.assist,
    "help": welcome.assist,
    "batal": welcome.cancel,
    "petugas": requests.person,
    "status": submissions.status,
}

ROADS: dict[str, Road] = {**reckoning.ROADS, HELP.name: Road(HELP, requests.sent)}
"""Flows by name, each with what happens at its end."""


@dataclass(frozen=True)
class Routes:
    """The tables, joined and ready."""

    taps: Mapping[type[Tap], TapHandler]
    commands: Mapping[str, CommandHandler]
    codec: Codec
    talk: Talk


def routes() -> Routes:
    """The routes of this release."""
    return Routes(
        taps=dict(TAPS.values()),
        commands=COMMANDS,
        codec=Codec({code: kind for code, (kind, _) in TAPS.items()}),
        talk=Talk(ROADS),
    )
