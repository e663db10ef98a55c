"""Walks the table of checks: one after the other, on after whatever went wrong, each with a limit of time."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from bot.doctor.finding import Finding, Level, Value, Word, unknown, wrong
from bot.doctor.patient import Patient, Thing
from bot.settings import Settings

log = logging.getLogger(__name__)

Look = Callable[[Patient], Awaitable[list[Finding]]]


@dataclass(frozen=True)
class Check:
    """`needs`: what must have been found before; `settings`: those that must not be missing or wrong.

    `applies`: whether there is anything to look at in a set-up like this.
    """

    name: str
    group: str
    look: Look
    needs: tuple[Thing, ...] = ()
    settings: tuple[str, ...] = ()
    seconds: float = 20
    applies: Callable[[Settings], bool] = lambda _: True


@dataclass(frozen=True)
class Result:
    """What a check found, and how long it took."""

    check: Check
    findings: tuple[Finding, ...]
    seconds: float


def worst(results: Iterable[Result]) -> Level:
    """The gravest finding of all: wrong, else warning, else well. What was not looked at rests on one of these."""
    levels = {finding.level for result in results for finding in result.findings}
    return next((level for level in (Level.WRONG, Level.WARNING) if level in levels), Level.WELL)


async def examine(
    patient: Patient, checks: Iterable[Check], begins: Callable[[Check], None] = lambda _: None
) -> list[Result]:
    """The results in the order of the table; `begins` hears of each check before it is made."""
    results: list[Result] = []
    for check in checks:
        if not check.applies(patient.settings):
            continue
        begins(check)
        began = time.monotonic()
        findings = _hindrance(check, patient) or await _looked(check, patient)
        results.append(Result(check, tuple(findings), time.monotonic() - began))
    return results


def _hindrance(check: Check, patient: Patient) -> list[Finding]:
    problems = {problem.name for problem in patient.problems}
    for name in check.settings:
        if name in problems:
            return [_not_looked_at(check, "needs_setting", f"SANTUN_{name.upper()}")]
    for thing in check.needs:
        if not patient.has(thing):
            return [_not_looked_at(check, "needs_thing", Word("doctor_thing", thing.value))]
    return []


def _not_looked_at(check: Check, key: str, missing: Value) -> Finding:
    return unknown(key, check=Word("doctor_check", check.name), missing=missing)


async def _looked(check: Check, patient: Patient) -> list[Finding]:
    about = Word("doctor_check", check.name)
    try:
        async with asyncio.timeout(check.seconds):
            return await check.look(patient)
    except TimeoutError:
        return [wrong("too_slow", check=about, seconds=int(check.seconds))]
    except Exception as error:
        # One check that fails must not hide what the others find.
        log.debug("the check %s failed", check.name, exc_info=error)
        # Not its text: it may hold an address, a key, a person. The log has its place.
        return [wrong("trouble", check=about, error=type(error).__name__)]
