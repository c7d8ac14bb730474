"""One worker: it reads one page at a time, and whoever drives it may lose patience."""

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic
from typing import Generic

from marsad.engines.base import TOO_BIG, Result
from marsad.engines.local.frames import Full, Pipes, receive, send
from marsad.engines.local.processes import Process
from marsad.sources import SetAside

START = 300.0  # seconds until a process is ready: some hundred times what that takes


class WorkerLost(Exception):
    """A worker is gone without an outcome; `reason` is crash, memory or timeout, the message one line for people."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


class Worker(Generic[Result]):
    """Drives a process."""

    def __init__(self, process: Process) -> None:
        """Drive this process, which is opened with the first page, under its patience."""
        self._process = process
        self._pipes: Pipes | None = None
        self._lock = Lock()  # over the two below
        self._due: tuple[float, WorkerLost] | None = None
        self._late: WorkerLost | None = None

    def read(self, page: object, limit: float) -> Result | SetAside:
        """Return the outcome of a page; raise WorkerLost when the process dies or takes more than `limit` seconds.

        Somebody else must call `check` when the time is up.
        """
        try:
            inward, outward = self._pipes = self._pipes or self._open()
            with self._patience(limit, WorkerLost("timeout", f"not read within {limit:g} seconds")):
                send(outward, page)
                outcome: Result | SetAside | Full = receive(inward)
        except (EOFError, OSError, pickle.UnpicklingError):
            self._process.wait()
            raise WorkerLost("crash", "the process that read this page died") from None
        if isinstance(outcome, Full):
            raise WorkerLost("memory", TOO_BIG)
        return outcome

    def _open(self) -> Pipes:
        with self._patience(START, WorkerLost("crash", "the process that was to read this page did not start")):
            pipes = self._process.open()
            receive(pipes[0])  # it says when it is ready, so that its start costs no page its time
        return pipes

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

    def kill(self) -> None:
        """End the process at once, whatever it is doing; whoever waits for it is told that it died."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Let go of the process; only for the thread that reads from it, or when that has ended."""
        self.kill()
        self._process.close()
