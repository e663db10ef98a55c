"""Sees which confined children of this process there are."""

import asyncio
from collections.abc import Callable

import psutil


def children(module: str) -> list[psutil.Process]:
    """Those of ours, and of whom we started, that run this module now."""
    return [child for child in psutil.Process().children(recursive=True) if module in _command(child)]


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []


async def until(is_so: Callable[[], bool]) -> None:
    """Waits ten seconds at most."""
    async with asyncio.timeout(10):
        while not is_so():  # noqa: ASYNC110 - a process that begins or ends rings no bell
            await asyncio.sleep(0.01)


async def until_there_is_one(module: str) -> psutil.Process:
    await until(lambda: bool(children(module)))
    return children(module)[0]


def is_alive(process: psutil.Process) -> bool:
    """One that nobody has buried yet does nothing any more."""
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
