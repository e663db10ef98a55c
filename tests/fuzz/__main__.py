"""`make fuzz`: hammers every way in, one after the other, guided by what the bytes reach (atheris, libFuzzer)."""

import argparse
import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

from bot.house import open_house
from bot.postgres import EmbeddedPostgres
from services.privacy import Keys
from tests.conftest import NOT_DURABLE
from tests.fuzz.doorstep import load_sample
from tests.fuzz.targets import PURE, SERVED, seeds
from tests.journeys.conftest import made

KEPT = Path(".cache/fuzz")
"""Corpora, which grow from run to run, and findings."""


def main() -> int:
    asked = arguments()
    with tempfile.TemporaryDirectory(prefix="santun-fuzz-") as folder:
        return asyncio.run(hammered(asked, Path(folder)))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make fuzz", description="Coverage-guided fuzzing of the chat and of roster files."
    )
    parser.add_argument("targets", nargs="*", help=f"of {', '.join((*PURE, *SERVED))}; all of them if none is named")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--replay", help="a finding to run once more instead")
    parser.add_argument("--seed", type=int, default=0, help="libFuzzer's; printed by each run")
    asked = parser.parse_args()
    if unknown := set(asked.targets) - {*PURE, *SERVED}:
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    return asked


async def hammered(asked: argparse.Namespace, folder: Path) -> int:
    """How many targets had a finding."""
    embedded, key_file = EmbeddedPostgres(folder, NOT_DURABLE), folder / "santun.key"
    await embedded.start()
    try:
        Keys.make(key_file)
        url = embedded.url("santun")
        async with open_house(made(url, key_file, ""), sample=True, tell=lambda _: None) as house:
            await load_sample(house, folder)
        wanted = asked.targets or [*PURE, *SERVED]
        return sum([await one(target, asked, url, key_file) for target in wanted])
    finally:
        await embedded.remove()


async def one(target: str, asked: argparse.Namespace, url: str, key_file: Path) -> bool:
    """Whether it had a finding. libFuzzer speaks for itself."""
    corpus, found = KEPT / target / "corpus", KEPT / target
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(target)):
        (corpus / f"seed-{number}").write_bytes(seed)
    sys.stdout.write(f"--- {target}\n")
    sys.stdout.flush()
    limits = ["-timeout=120", "-rss_limit_mb=2048", "-print_final_stats=1", "-report_slow_units=60"]
    how = [
        f"-max_total_time={asked.seconds}",
        f"-seed={asked.seed}",
        f"-artifact_prefix={found}/",
        *limits,
        str(corpus),
    ]
    child = [sys.executable, "-m", "tests.fuzz.child", target, url, str(key_file)]
    ended = await asyncio.to_thread(subprocess.run, [*child, *([asked.replay] if asked.replay else how)], check=False)
    return ended.returncode != 0


if __name__ == "__main__":
    sys.exit(main())
