"""What the child may not do: outlive its parent, take more memory, or reach anything outside.

Everything is done by the child to itself, before it reads the first document. What the kernel will
not do here is left out, as the audit hook stands before it.
"""

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from collections.abc import Iterable
from typing import Any, Final

HARD_SHARE: Final = 1.1
"""Memory at which allocating fails, as a share of the limit. Beyond the limit itself a document is
refused once it has been read: a library may have swallowed an error and left words out."""

_PDEATHSIG, _NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 1, 38, 22, 2  # linux/prctl.h, linux/seccomp.h

_REFUSED: Final = frozenset(
    {
        *("socket.__new__", "socket.bind", "socket.connect", "socket.sendto", "socket.sendmsg"),
        *("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"),
        *("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty"),
        "pty.spawn",
    }
)
"""Audit events: https://docs.python.org/3/library/audit_events.html."""

# Numbers of system calls, and the machine's own number: linux/audit.h, asm/unistd.h.
_NAMES: Final = ("socket", "execve", "execveat", "ptrace", "process_vm_readv", "io_uring_setup")
_MACHINES: Final = {
    "x86_64": (0xC000003E, (41, 59, 322, 101, 310, 425)),
    "aarch64": (0xC00000B7, (198, 221, 281, 117, 270, 425)),
}
_OTHER_CALLS: Final = 0x40000000
"""From here on, x86_64 has a second set of numbers for the same calls."""
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # linux/bpf_common.h
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13  # EACCES
_NUMBER, _MACHINE = 0, 4  # offsets in struct seccomp_data


class OutsideError(Exception):
    """A reader asked for the network or another program."""


def confine(memory_bytes: int) -> None:
    """Take away what no reader needs."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    most = int(memory_bytes * HARD_SHARE)
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    _filter_calls()
    sys.addaudithook(_refuse)


def die_with(parent: int) -> bool:
    """Have the kernel kill this process when its parent ends; False if the parent has ended."""
    ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    return os.getppid() == parent


def _refuse(event: str, _: tuple[Any, ...]) -> None:
    if event in _REFUSED:
        raise OutsideError(f"a reader asked for {event}")


def _filter_calls() -> bool:
    """Have the kernel refuse the calls that lead outside, to libraries in C too.

    False where the kernel, or a sandbox around this one, will not.
    """
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return False
    program = _program(*machine)
    code = ctypes.create_string_buffer(program, len(program))
    # struct sock_fprog: how many instructions, and where they are
    held = struct.pack("@HP", len(program) // 8, ctypes.addressof(code))
    prctl = ctypes.CDLL(None).prctl
    prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    if prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    pointer = ctypes.create_string_buffer(held, len(held))
    return not prctl(_SECCOMP, _FILTER, ctypes.addressof(pointer), 0, 0)


def _program(machine: int, numbers: Iterable[int]) -> bytes:
    """The filter: loads and jumps of a classic BPF program, each to the next but where it says."""
    refused = list(numbers)
    steps = [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 0, len(refused) + 3, machine),  # another machine's calls are refused
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, len(refused) + 1, 0, _OTHER_CALLS),
        *((_EQUAL, len(refused) - place, 0, n) for place, n in enumerate(refused)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
