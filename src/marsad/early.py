"""Processes that are copied for workers (`engines/local`), begun before anything else of the house is loaded.

They take as long to load as this process does, and there is another core to do it on.
"""

import os
import socket
import sys
from collections.abc import Iterable
from functools import cache
from subprocess import DEVNULL, Popen
from typing import NamedTuple

_START = "import sys; sys.path[:] = sys.argv[4:]; from marsad.engines.local.serving import {0}; {0}()"


class Begun(NamedTuple):
    """A process that waits to be told what to do, and the way to it."""

    process: Popen[bytes]
    control: socket.socket


_waiting: list[Begun] = []


def begin(*modules: str) -> None:
    """Start a process for the next pool of workers to take, which loads these modules meanwhile."""
    if can_copy() and not _waiting:
        _waiting.append(_start(modules))


def take_begun() -> Begun:
    """Return the process that was begun, or a new one."""
    if _waiting:
        begun = _waiting.pop()
        if begun.process.poll() is None:
            return begun
        begun.control.close()
    return _start(())


def _start(modules: Iterable[str]) -> Begun:
    ours, theirs = socket.socketpair()
    with theirs:
        command = make_command("serve_copies", str(theirs.fileno()), ",".join(modules))
        return Begun(Popen(command, stdin=DEVNULL, stdout=DEVNULL, pass_fds=(theirs.fileno(),)), ours)


def make_command(serve: str, control: str = "", modules: str = "") -> tuple[str, ...]:
    """Return the command that starts a process with our interpreter and our path."""
    return (sys.executable, "-c", _START.format(serve), str(os.getpid()), control, modules, *sys.path)


@cache
def can_copy() -> bool:
    """Tell whether processes can be copied here and copies be told from others by a handle."""
    if sys.platform != "linux":
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError):  # an old or a narrow kernel
        return False
    return True
