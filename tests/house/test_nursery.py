"""The nursery: what fails in it is seen, and what it started ends with it."""

import asyncio
import logging

import pytest

from bot.nursery import Failure, Nursery


async def forever() -> None:
    await asyncio.Event().wait()


async def fail() -> None:
    raise ValueError("the cake is burnt")


async def test_a_failure_is_logged_and_reported_under_one_reference(caplog: pytest.LogCaptureFixture) -> None:
    failures: list[Failure] = []
    nursery = Nursery(failures.append)

    task = nursery.start(fail(), name="the oven")
    await asyncio.wait([task])

    (failure,) = failures
    assert failure.name == "the oven"
    assert isinstance(failure.error, ValueError)
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert failure.reference in record.getMessage()
    assert record.exc_info is not None


async def test_closing_cancels_and_waits_until_all_have_tidied_up() -> None:
    tidied = asyncio.Event()

    async def tidy() -> None:
        try:
            await forever()
        finally:
            await asyncio.sleep(0.05)
            tidied.set()

    nursery = Nursery()
    nursery.start(tidy(), name="the tidy one")
    await asyncio.sleep(0)

    await nursery.close()

    assert tidied.is_set()


async def test_a_cancelled_task_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    failures: list[Failure] = []
    nursery = Nursery(failures.append)
    nursery.start(forever(), name="the patient one")
    await asyncio.sleep(0)

    await nursery.close()

    assert not failures
    assert not caplog.records


async def test_a_task_may_close_the_nursery_it_lives_in() -> None:
    nursery = Nursery()
    nursery.start(forever(), name="the patient one")

    await asyncio.wait_for(nursery.start(nursery.close(), name="the one who switches off the light"), timeout=2)


async def test_what_a_dying_task_starts_while_the_nursery_closes_is_refused() -> None:
    nursery = Nursery()
    await nursery.close()

    with pytest.raises(RuntimeError, match="the late one"):
        nursery.start(forever(), name="the late one")


async def test_the_answer_of_a_task_can_be_waited_for() -> None:
    async def answer() -> int:
        return 42

    assert await Nursery().start(answer(), name="the oracle") == 42
