"""Keeps what stands in memory (keys, the token, what people have just written) off the disk when the process dies."""

import ctypes
import sys

PR_SET_DUMPABLE = 4
"""Of prctl(2): no core dump, and no other process of the same user reads memory or environment."""


def forbid_core_dumps() -> None:
    """Called once, first of all. The limit holds for the programs started from here as well.

    The limit alone does not stop a kernel that hands dumps to a program (systemd-coredump, apport); the flag does.
    """
    try:
        import resource
    except ImportError:  # Windows writes none unless somebody asks for them
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
