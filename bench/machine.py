"""On what the figures were taken: they mean nothing without it."""

import json
import os
import platform
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.peers.versions import versions

LIBRARIES = (
    "python-telegram-bot", "aiohttp", "uvloop", "orjson", "asyncpg", "SQLAlchemy", "python-calamine",
)  # fmt: skip
PEERS = ["python-telegram-bot", "httpx", "aiogram", "aiohttp", "uvloop"]


@dataclass(frozen=True)
class Machine:
    """Processor, cores we may use, memory, system, Python and the libraries that the figures depend on."""

    processor: str
    cores: int
    memory_gb: float
    system: str
    python: str
    busy: float
    """Processes that wanted a core in the minute before, on average."""
    libraries: dict[str, str]
    """Ours."""
    peers: dict[str, str]
    """Those of the bots we compare with."""
    postgres: str = ""

    @classmethod
    def this(cls, peers: Path) -> "Machine":
        """`peers`: the interpreter of the bots we compare with, if it is there."""

        return cls(
            processor=_processor(),
            cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
            memory_gb=round(psutil.virtual_memory().total / 2**30, 1),
            system=f"{platform.system()} {platform.release()}",
            python=platform.python_version(),
            busy=round(psutil.getloadavg()[0], 1),
            libraries=versions(LIBRARIES),
            peers=_told(peers) if peers.exists() else {},
        )

    def __str__(self) -> str:
        return (
            f"{self.processor}, {self.cores} cores, {self.memory_gb} GB, {self.system}, Python {self.python}"
            f"{self.postgres and ', '}{self.postgres}; load before the first run {self.busy}\n"
            f"Santun: {_listed(self.libraries)}\npeers: {_listed(self.peers)}"
        )


def _listed(libraries: dict[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in libraries.items()) or "not installed"


def _told(python: Path) -> dict[str, str]:
    command = [str(python), str(Path(__file__).parent / "peers/versions.py"), *PEERS]
    told: dict[str, str] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return told


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text(encoding="utf-8").splitlines() if known.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
