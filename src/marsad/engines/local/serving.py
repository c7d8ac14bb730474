"""What a worker process does: page after page, until the other end of its pipes is gone."""

import ctypes
import gc
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from threading import Thread
from time import sleep
from typing import IO, Any, NoReturn, cast

from marsad.engines.base import read_guarded
from marsad.engines.local.frames import Full, frame, open_pipes, receive, send, write
from marsad.engines.local.processes import Order
from marsad.engines.memory import limit_memory, settle_memory
from marsad.sources import SetAside

_FULL = frame(Full())  # made while there is memory
_PARENT_DEATH = 1  # PR_SET_PDEATHSIG
_LOOK = 1.0  # seconds between two looks at whether the parent lives, where the kernel does not tell


def serve() -> NoReturn:
    """Read pages in a process of one's own."""
    _begin()
    inward, outward = _take_pipes()
    with suppress(EOFError, OSError, MemoryError):
        _read_pages(inward, outward, _load(receive(inward)))
    os._exit(0)


def serve_copies() -> NoReturn:
    """Load what reading needs, and be copied, again and again, by copies that read pages."""
    _begin()
    os.dup2(2, 1)
    gc.disable()  # until all is loaded: it would go through it again and again
    for module in filter(None, sys.argv[3].split(",")):
        import_module(module)
    control = socket.socket(fileno=int(sys.argv[2]))
    with suppress(EOFError, OSError, MemoryError), control.makefile("rb", buffering=0) as pipe:
        read = _load(receive(cast(IO[bytes], pipe)))
        while pipes := socket.recv_fds(control, 1, 2)[1]:
            _bury_dead()
            template = os.getpid()
            copy = os.fork()
            if not copy:
                control.close()
                follow(template)
                _read_pages(*open_pipes(*pipes), read)
            handle = os.pidfd_open(copy)  # before it is buried, so that its number is still its own
            socket.send_fds(control, [b"."], [handle])
            for end in (handle, *pipes):
                os.close(end)
    os._exit(0)


def _begin() -> None:
    """Leave it to the process that the user talks to what a signal to all of them means, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    follow(int(sys.argv[1]))


def _load(order: Order) -> Callable[[Any], object]:
    """Load what reading needs, within the memory that there is for it and a page together."""
    if order.memory is not None:
        limit_memory(order.memory)
    if order.prepare:
        order.prepare()
    settle_memory()
    gc.enable()
    return order.read


def _bury_dead() -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _read_pages(inward: IO[bytes], outward: IO[bytes], read: Callable[[Any], object]) -> NoReturn:
    """Read page after page, until the other end of the pipes is gone."""
    try:
        with suppress(EOFError, OSError):
            send(outward, None)  # it is ready
            _answer(inward, outward, read)
            settle_memory()  # with the first page comes what only pages load
            while True:
                _answer(inward, outward, read)
    except MemoryError:
        with suppress(OSError, MemoryError):
            write(outward, _FULL)
    os._exit(0)


def _take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Keep the pipes to ourselves: what a library prints goes to standard error, and nobody else reads our input."""
    pipes = open_pipes(os.dup(0), os.dup(1))
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return pipes


def _answer(inward: IO[bytes], outward: IO[bytes], read: Callable[[Any], object]) -> None:
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
