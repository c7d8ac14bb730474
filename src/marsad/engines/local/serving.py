"""What a worker process does: page after page, until the other end of its pipes is gone."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from time import sleep
from typing import IO, NoReturn

from marsad.engines.base import Result, read_guarded
from marsad.engines.local.frames import receive, send
from marsad.engines.memory import limit_memory, settle_memory
from marsad.model import Capture
from marsad.sources import SetAside

FULL = 71  # exit code of a worker that met the limit on its memory, after which nothing in it can be relied on
_PARENT_DEATH = 1  # PR_SET_PDEATHSIG
_LOOK = 1.0  # seconds between two looks at whether the parent lives, where the kernel does not tell


def serve() -> NoReturn:
    """Read page after page; leave it to the process that the user talks to what a signal to all of them means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    follow(int(sys.argv[1]))
    inward, outward = _take_pipes()
    try:
        with suppress(EOFError, OSError):
            read, memory, prepare = receive(inward)
            limit_memory(memory)
            if prepare:
                prepare()
            _answer(inward, outward, read)
            settle_memory()
            while True:
                _answer(inward, outward, read)
    except MemoryError:
        os._exit(FULL)
    os._exit(0)


def _take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Keep the pipes to ourselves: what a library prints goes to standard error, and nobody else reads our input."""
    pipes = os.fdopen(os.dup(0), "rb", buffering=0), os.fdopen(os.dup(1), "wb", buffering=0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return pipes


def _answer(inward: IO[bytes], outward: IO[bytes], read: Callable[[Capture], Result]) -> None:
    send(outward, None)
    outcome = read_guarded(read, receive(inward))
    if isinstance(outcome, SetAside) and outcome.reason == "memory":
        raise MemoryError
    send(outward, outcome)


def follow(parent: int, platform: str = sys.platform) -> None:
    """Outlive the parent by nothing: not even when it is killed, not even in the midst of a page.

    On Linux the kernel sees to it, also where a page hangs in C and no thread of ours ever runs again.
    """
    if platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PARENT_DEATH, signal.SIGKILL)
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)
    else:
        Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        sleep(_LOOK)
    os._exit(1)
