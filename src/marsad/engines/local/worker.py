"""One worker process and the pipes to it: it reads one page at a time, and whoever drives it may lose patience."""

import os
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from subprocess import PIPE, Popen, TimeoutExpired
from threading import Lock
from time import monotonic
from typing import IO, Generic, cast

from marsad.engines.base import TOO_BIG, Prepare, Result
from marsad.engines.local.frames import receive, send
from marsad.engines.local.serving import FULL
from marsad.model import Capture
from marsad.sources import SetAside

START = 300.0  # seconds until a process is ready: some hundred times what that takes
_GRACE = 10.0  # seconds for a process that was killed or has closed its pipe to be gone
_SERVE = "import sys; sys.path[:] = sys.argv[2:]; from marsad.engines.local.serving import serve; serve()"


class WorkerLost(Exception):
    """A worker is gone without an outcome; `reason` is crash, memory or timeout, the message one line for people."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


class Worker(Generic[Result]):
    """A process that runs `read`.

    It is a fresh interpreter: a fork would copy the locks of other threads, and `multiprocessing` waits at exit for
    processes that do not heed SIGTERM. Both its pipes are held by it and by us alone, so that neither side's death
    leaves the other waiting.
    """

    def __init__(self, read: Callable[[Capture], Result], memory: int, prepare: Prepare | None = None) -> None:
        """Start the process, which may take `memory` bytes and calls `prepare` before it is ready."""
        command = (sys.executable, "-c", _SERVE, str(os.getpid()), *sys.path)
        self._process = Popen(command, stdin=PIPE, stdout=PIPE, bufsize=0)
        self._task: object = (read, memory, prepare)  # sent with the first page, under its patience
        self._lock = Lock()  # over the two below
        self._due: tuple[float, WorkerLost] | None = None
        self._late: WorkerLost | None = None

    def read(self, capture: Capture, limit: float) -> Result | SetAside:
        """Return the outcome of a page; raise WorkerLost when the process dies or takes more than `limit` seconds.

        Somebody else must call `check` when the time is up.
        """
        inward, outward = cast(IO[bytes], self._process.stdout), cast(IO[bytes], self._process.stdin)
        try:
            with self._patience(START, WorkerLost("crash", "the process that was to read this page did not start")):
                if self._task:
                    send(outward, self._task)
                    self._task = None
                receive(inward)  # it says when it is ready, so that its start costs no page its time
            with self._patience(limit, WorkerLost("timeout", f"not read within {limit:g} seconds")):
                send(outward, capture)
                outcome: Result | SetAside = receive(inward)
        except (EOFError, OSError, pickle.UnpicklingError):
            raise self._explain_death() from None
        return outcome

    @contextmanager
    def _patience(self, seconds: float, lost: WorkerLost) -> Iterator[None]:
        """Raise `lost` when the process was killed because the block took longer."""
        with self._lock:
            self._due = (monotonic() + seconds, lost)
        try:
            yield
        except (EOFError, OSError):
            if not self._late:
                raise
        finally:
            with self._lock:
                self._due = None
        if self._late:
            raise self._late

    def check(self, now: float) -> float | None:
        """Kill the process when its time is up: that ends every wait for it, also when it is stopped.

        Return the seconds that it has left; None where it is at nothing.
        """
        with self._lock:
            if self._due is None:
                return None
            until, lost = self._due
            if now >= until:
                self._due, self._late = None, lost
        if self._late:
            self._process.kill()
        return until - now

    def _explain_death(self) -> WorkerLost:
        with suppress(TimeoutExpired):
            self._process.wait(_GRACE)
        if self._process.returncode == FULL:
            return WorkerLost("memory", TOO_BIG)
        return WorkerLost("crash", "the process that read this page died")

    def kill(self) -> None:
        """End the process at once, whatever it is doing; whoever waits for it is told that it died."""
        self._process.kill()
        with suppress(TimeoutExpired):  # it may be stuck in the kernel, where nobody can help
            self._process.wait(_GRACE)

    def close(self) -> None:
        """Let go of the pipes of a killed process; only for the thread that reads from it, or when that has ended."""
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
