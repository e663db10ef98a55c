"""The sample roster as a file, and `santun roster import`."""

from datetime import date
from pathlib import Path

from bench.stage import SANTUN, Player, Stage
from bench.talks import REGION
from services.participants.sample import SampleOrder, write_sample
from services.participants.sample.people import FUNDER
from services.region import Region


def write_roster(path: Path, rows: int, as_of: date) -> None:
    """A synthetic roster; the load knows the same people."""
    write_sample(SampleOrder(path, rows, as_of), Region.load(REGION).places.villages)


async def start_import(stage: Stage, database: str, path: Path) -> Player:
    command = ("roster", "import", str(path), "--funder", FUNDER)
    return await stage.start(*SANTUN, *command, settings=stage.settings(database), talks=False)


async def load_roster(stage: Stage, database: str, path: Path) -> None:
    """Imports it and waits."""
    await (await start_import(stage, database, path)).ends_well()
