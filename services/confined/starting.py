"""Forbids the child to start a process: a filter for the kernel (seccomp(2)) that lets threads alone be made.

RLIMIT_NPROC would count the threads too, without which the decoder of HEIC does not work, and binds no root.
"""

import ctypes
import errno
import platform
import struct
import sys

_SET_SECCOMP, _FILTER = 22, 2
"""Of prctl(2)."""
_LOAD, _EQUAL, _AT_LEAST, _HAS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
"""Of the packet filter's language: load a word, compare it, answer."""
_NUMBER, _MACHINE, _FLAGS = 0, 4, 16
"""Where these stand in what the filter is shown; the first argument of clone(2) is its flags."""
_ALLOW, _FAIL, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_CLONE_THREAD = 0x00010000
_OTHER_NUMBERING = 0x40000000
"""From here on the calls of x86-64 have numbers of another kind (x32)."""

_MACHINES: dict[str, tuple[int, int, tuple[int, ...]]] = {
    "x86_64": (0xC000003E, 56, (57, 58, 59, 322)),
    "aarch64": (0xC00000B7, 220, (221, 281)),
}
"""Name → its mark, clone, and fork, vfork, execve, execveat as far as it has them."""
_CLONE3 = 435
"""On every machine. Its flags lie where a filter cannot look; the C library takes clone when this one is not there."""


def forbid() -> None:
    """From here on no process is started. Needs PR_SET_NO_NEW_PRIVS; does nothing on a machine it does not know."""
    if sys.platform != "linux" or platform.machine() not in _MACHINES:
        return
    program = _program(*_MACHINES[platform.machine()])
    steps = ctypes.create_string_buffer(b"".join(program))
    told = ctypes.create_string_buffer(struct.pack("@HP", len(program), ctypes.addressof(steps)))
    ctypes.CDLL(None).prctl(_SET_SECCOMP, _FILTER, told, 0, 0)


def _program(machine: int, clone: int, others: tuple[int, ...]) -> list[bytes]:
    """A step is: what, how many steps to skip when true, when false, with which number."""
    return [
        _step(_LOAD, 0, 0, _MACHINE),
        _step(_EQUAL, 1, 0, machine),
        _step(_RETURN, 0, 0, _KILL),
        _step(_LOAD, 0, 0, _NUMBER),
        _step(_AT_LEAST, 0, 1, _OTHER_NUMBERING),
        _step(_RETURN, 0, 0, _KILL),
        _step(_EQUAL, 0, 1, _CLONE3),
        _step(_RETURN, 0, 0, _FAIL | errno.ENOSYS),
        *(step for call in others for step in (_step(_EQUAL, 0, 1, call), _step(_RETURN, 0, 0, _FAIL | errno.EPERM))),
        _step(_EQUAL, 0, 3, clone),
        _step(_LOAD, 0, 0, _FLAGS),
        _step(_HAS, 1, 0, _CLONE_THREAD),
        _step(_RETURN, 0, 0, _FAIL | errno.EPERM),
        _step(_RETURN, 0, 0, _ALLOW),
    ]


def _step(what: int, when_true: int, when_false: int, number: int) -> bytes:
    return struct.pack("=HBBI", what, when_true, when_false, number)
