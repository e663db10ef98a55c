"""A process that dies leaves no picture of its memory behind."""

import subprocess
import sys
from pathlib import Path

GET_DUMPABLE = 3
PROGRAM = f"""
import ctypes, resource, sys
from bot import cli
def dumpable():
    return ctypes.CDLL(None).prctl({GET_DUMPABLE}) if sys.platform == "linux" else 0
cli.app = lambda: print(resource.getrlimit(resource.RLIMIT_CORE), dumpable())
cli.main()
"""


def test_every_command_begins_by_forbidding_core_dumps() -> None:
    said = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert said.stdout == "(0, 0) 0\n"


def test_a_command_that_crashes_leaves_no_core_dump(tmp_path: Path) -> None:
    crash = "import os; from bot import cli; cli.app = os.abort; cli.main()"
    allowed = f"import resource as r; r.setrlimit(r.RLIMIT_CORE, (r.getrlimit(r.RLIMIT_CORE)[1],) * 2); {crash}"
    died = subprocess.run([sys.executable, "-c", allowed], cwd=tmp_path, capture_output=True, check=False)
    assert died.returncode < 0
    assert list(tmp_path.iterdir()) == []
