"""What a child takes from itself, so that whoever takes it over through a broken library holds nothing.

Each means covers what another leaves open: limits (setrlimit(2)) bind memory, time and open files; another user and no
privileges keep them from being raised again; Landlock forbids what needs a path but no open file (remove, rename,
truncate) and signals to our other processes; `starting` forbids processes. A means that this system lacks is left out.
"""

import os
import sys
from contextlib import suppress

from services.confined import starting

_IS_WINDOWS = os.name == "nt"
_NOBODY = 65534
_DEATH_SIGNAL, _DUMPABLE, _NO_NEW_PRIVILEGES, _KILL = 1, 4, 38, 9
"""Of prctl(2): die with the parent; no other process looks inside; no program gives back what was given up."""
_CREATE_RULESET, _RESTRICT_SELF, _ASK_VERSION = 444, 446, 1
"""Of landlock(7); the same on every machine."""
_RIGHTS = {1: (13, 0, 0), 2: (14, 0, 0), 3: (15, 0, 0), 4: (15, 2, 0), 5: (16, 2, 0), 6: (16, 2, 2)}
"""By Landlock's version: how many rights on files, on the network and towards other processes it can take away."""


def limit(memory: int, cpu: int) -> None:
    """At once: bytes of address space, seconds of computing, not a byte to disk, no picture of the memory."""
    if _IS_WINDOWS:
        return
    _set("RLIMIT_AS", memory)
    _set("RLIMIT_CPU", cpu, cpu + 1)  # SIGXCPU first, which tells why it ended
    _set("RLIMIT_FSIZE", 0)
    _set("RLIMIT_CORE", 0)
    _alone()


def close() -> None:
    """When everything is loaded: nothing can be opened or started from here on, and nothing taken back."""
    if _IS_WINDOWS:
        return
    _become_nobody()
    _alone()  # again, because another user's process begins without it
    _forbid_paths()
    starting.forbid()
    _set("RLIMIT_NOFILE", 0)  # what is open stays open


def _set(name: str, most: int, hard: int | None = None) -> None:
    import resource

    try:
        resource.setrlimit(getattr(resource, name), (most, most if hard is None else hard))
    except (OSError, ValueError):
        if sys.platform == "linux":  # elsewhere not every limit can be set
            raise


def _become_nobody() -> None:
    """Root keeps privileges that no limit binds; an ordinary user has none to lose."""
    if os.geteuid() != 0:
        return
    with suppress(OSError):  # in a container that knows no other user
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)


def _alone() -> None:
    if sys.platform != "linux":
        return
    import ctypes

    kernel = ctypes.CDLL(None)
    for option, value in ((_DEATH_SIGNAL, _KILL), (_DUMPABLE, 0), (_NO_NEW_PRIVILEGES, 1)):
        kernel.prctl(option, value, 0, 0, 0)


def _forbid_paths() -> None:
    """A ruleset that takes every right and grants none."""
    if sys.platform != "linux":
        return
    import ctypes

    kernel = ctypes.CDLL(None)
    version = kernel.syscall(_CREATE_RULESET, None, 0, _ASK_VERSION)
    if version < 1:  # an older kernel, or one in which it is switched off
        return
    counts = _RIGHTS[min(version, max(_RIGHTS))]
    known = [(1 << count) - 1 for count in counts if count]
    rights = (ctypes.c_uint64 * len(known))(*known)
    ruleset = kernel.syscall(_CREATE_RULESET, rights, ctypes.sizeof(rights), 0)
    kernel.syscall(_RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)
