"""The demo and its tour: what a newcomer sees first."""

import io
import socket
from pathlib import Path

import pytest
from rich.console import Console

from bench.stage import free_port
from bot import tour
from bot.demo import Demo, running
from bot.house import CannotStart
from bot.postgres import EmbeddedPostgres
from bot.tour_journeys import Guide
from services.participants.roster.service import LoadOrder
from services.participants.sample.people import FUNDER
from services.words import Words


def paper() -> Console:
    return Console(file=io.StringIO(), width=100)


def written(out: Console) -> str:
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


async def test_on_the_tour_everybody_hears_what_they_should(words: Words) -> None:
    out = paper()
    assert await tour.take(Demo(rows=20), out)
    assert words.label("tour", "all_well") in written(out)
    assert "Rp42.000.000" in written(out)


async def test_a_tour_on_which_somebody_hears_wrong_ends_badly(words: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    async def promised_too_much(guide: Guide) -> None:
        await guide.says("/start")
        await guide.hears("husband_cover")

    monkeypatch.setattr(tour, "JOURNEYS", {"widow": promised_too_much})
    out = paper()
    assert not await tour.take(Demo(rows=20), out)
    assert words.label("tour", "not_well") in written(out)


async def test_the_demo_stays_away_from_a_roster_that_is_no_sample(tmp_path: Path) -> None:
    demo = Demo(rows=10, port=0, data=tmp_path)
    async with running(demo, paper()) as shown:
        house = shown.house
        order = LoadOrder(office_list(tmp_path), by="tests", funder=FUNDER)
        async with house.database.work() as work:
            await house.rooms.roster.load(work, order)
    assert house.embedded is not None
    try:
        with pytest.raises(CannotStart) as caught:
            async with running(demo, paper()):
                pass
        assert caught.value.key == "not_a_sample"
    finally:
        await house.embedded.remove()


def office_list(folder: Path) -> Path:
    """A small list of an office, with nothing of a sample about it."""
    file = folder / "peserta.csv"
    file.write_text("NIK;Nama;Mulai;Sampai\n6408041204790123;Made Up;01/01/2026;31/12/2026\n", encoding="utf-8")
    return file


async def test_a_port_that_the_console_cannot_have_is_told_with_the_demos_own_option(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", free_port(in_a_row=2) + 1))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotStart) as caught:
            async with running(Demo(rows=10, port=port - 1, data=tmp_path), paper()):
                pass
    assert (caught.value.key, caught.value.values) == ("demo_port_taken", {"port": port})
    await EmbeddedPostgres(tmp_path).remove()
