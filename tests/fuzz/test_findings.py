"""What `make fuzz` once found, again; and that every target of it can be run."""

from pathlib import Path

import pytest

from tests.fuzz.doorstep import Doorstep
from tests.fuzz.targets import PURE, SERVED, seeds

FINDINGS = Path(__file__).parent / "findings"


def inputs(target: str) -> list[bytes]:
    """The findings of a target, and some of the inputs with which the fuzzer begins."""
    return [*(file.read_bytes() for file in sorted(FINDINGS.glob(f"{target}/*"))), *seeds(target)[:12]]


@pytest.mark.parametrize("target", PURE)
def test_what_was_found_is_mended(target: str) -> None:
    for data in inputs(target):
        PURE[target](data)


@pytest.mark.parametrize("target", SERVED)
async def test_what_was_found_at_the_doors_is_mended(door: Doorstep, target: str) -> None:
    for data in inputs(target):
        await SERVED[target](door, data)
