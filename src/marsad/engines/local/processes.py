"""Processes that read pages: fresh interpreters, or copies of one that has loaded all.

A fork of our own process would copy the locks of its other threads, its connections and its secrets, and
`multiprocessing` waits at exit for processes that do not heed SIGTERM. So the process that is copied is a fresh one,
too, with a single thread. What it has loaded is there once, however many workers there are, and a worker that was lost
is replaced in a moment.
"""

import os
import select
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from subprocess import PIPE, Popen, TimeoutExpired
from threading import Lock
from typing import IO, Any, NamedTuple, Protocol, cast

from marsad.early import make_command, take_begun
from marsad.engines.base import Prepare
from marsad.engines.local.frames import Pipes, open_pipes, send

_GRACE = 10.0  # seconds for a process that was killed or has closed its pipe to be gone


class Order(NamedTuple):
    """What a process is to do: call `prepare`, then `read` page after page, in `memory` bytes where that is bounded."""

    read: Callable[[Any], object]
    memory: int | None = None
    prepare: Prepare | None = None


class Process(Protocol):
    """A process that reads pages. Only it and we hold the pipes, so that neither's death leaves the other waiting."""

    def open(self) -> Pipes:
        """Have it ready, however long that takes; raise OSError or EOFError where it dies meanwhile."""

    def kill(self) -> None:
        """End it at once, whatever it is doing: also one that is stopped."""

    def wait(self) -> None:
        """Wait some time for it to be gone; it may be stuck in the kernel, where nobody can help."""

    def close(self) -> None:
        """Let go of a process that was killed."""


class Fresh:
    """An interpreter of its own."""

    def __init__(self, order: Order) -> None:
        """Start it; it is told its order when it is opened."""
        self._order = order
        self._process = Popen(make_command("serve"), stdin=PIPE, stdout=PIPE, bufsize=0)

    def open(self) -> Pipes:
        """Tell it what to do."""
        pipes = cast(IO[bytes], self._process.stdout), cast(IO[bytes], self._process.stdin)
        send(pipes[1], self._order)
        return pipes

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def wait(self) -> None:
        """Wait for it to be gone."""
        with suppress(TimeoutExpired):
            self._process.wait(_GRACE)

    def close(self) -> None:
        """Close the pipes."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()


class Template:
    """A process that loads what reading needs and reads nothing itself: it is there to be copied."""

    def __init__(self, order: Order) -> None:
        """Take one that was begun, or start it; it is told its order with the first copy."""
        self._order: Order | None = order
        self._lock = Lock()  # one copy at a time
        self._process, self._control = take_begun()

    @property
    def is_there(self) -> bool:
        """Whether it lives."""
        return self._process.poll() is None

    def copy(self, inward: int, outward: int) -> int:
        """Make a copy with these ends of pipes and return a handle on its process; raise OSError or EOFError."""
        with self._lock:
            if self._order:
                with self._control.makefile("wb", buffering=0) as pipe:
                    send(cast(IO[bytes], pipe), self._order)
                self._order = None
            socket.send_fds(self._control, [b"."], [inward, outward])
            _, handles, _, _ = socket.recv_fds(self._control, 1, 1)
        if not handles:
            raise EOFError
        return handles[0]

    def kill(self) -> None:
        """End it at once, and with it all copies, which follow it."""
        self._process.kill()

    def close(self) -> None:
        """End it and let go of it."""
        self.kill()
        with suppress(TimeoutExpired):
            self._process.wait(_GRACE)
        self._control.close()


class Copy:
    """A copy of a template."""

    def __init__(self, template: Template) -> None:
        """Make ready to copy."""
        self._template = template
        self._lock = Lock()  # over the handle: its number is another's as soon as it is closed
        self._handle: int | None = None
        self._pipes: tuple[IO[bytes], ...] = ()

    def open(self) -> Pipes:
        """Have the copy made."""
        theirs = [os.pipe(), os.pipe()]
        (inward, write), (read, outward) = theirs
        self._pipes = pipes = open_pipes(read, write)
        try:
            handle = self._template.copy(inward, outward)
        finally:
            os.close(inward)
            os.close(outward)
        with self._lock:
            self._handle = handle
        return pipes

    def kill(self) -> None:
        """End it at once; one that is not made in time ends with its template."""
        with self._lock:
            if self._handle is None:
                self._template.kill()
            else:
                with suppress(ProcessLookupError):
                    signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def wait(self) -> None:
        """Wait for it to be gone."""
        with self._lock:
            if self._handle is not None:
                gone = select.poll()
                gone.register(self._handle, select.POLLIN)
                gone.poll(_GRACE * 1000)

    def close(self) -> None:
        """Close pipes and handle."""
        for pipe in self._pipes:
            pipe.close()
        with self._lock:
            if self._handle is not None:
                os.close(self._handle)
            self._handle = None
