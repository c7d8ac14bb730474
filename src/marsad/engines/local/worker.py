"""One worker process and the pipe to it: it reads one page at a time, and whoever drives it may lose patience."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.util import Finalize
from threading import Thread, Timer
from typing import Generic

from marsad.engines.base import TOO_BIG, Prepare, Result, read_guarded
from marsad.engines.memory import limit_memory, settle_memory
from marsad.model import Capture
from marsad.sources import SetAside

START = 300.0  # seconds until a process is ready: some hundred times what that takes
_FULL = 71  # exit code of a worker that met the limit on its memory, after which nothing in it can be relied on
_GRACE = 10.0  # seconds for a process that has closed its pipe to be gone


class WorkerLost(Exception):
    """A worker is gone without an outcome; `reason` is crash, memory or timeout, the message one line for people."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


class Worker(Generic[Result]):
    """A process that runs `read`.

    It is spawned, not forked: a fork would copy the locks of the threads that draw the progress bar.
    """

    def __init__(self, read: Callable[[Capture], Result], memory: int, prepare: Prepare | None = None) -> None:
        """Start the process, which may take `memory` bytes and calls `prepare` before it is ready."""
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, read, memory, prepare), daemon=True)
        self._process.start()
        theirs.close()  # a copy of ours would keep the pipe open when the process dies
        # Whoever leaves a worker behind would wait for it for ever as the interpreter ends: it heeds no SIGTERM.
        Finalize(self, self._process.kill, exitpriority=0)

    def read(self, capture: Capture, limit: float) -> Result | SetAside:
        """Return the outcome of a page; raise WorkerLost when the process dies or takes more than `limit` seconds."""
        try:
            with self._patience(START, "crash", "the process that was to read this page did not start"):
                self._pipe.recv()  # it says when it is ready, so that its start costs no page its time
            with self._patience(limit, "timeout", f"not read within {limit:g} seconds"):
                self._pipe.send(capture)
                outcome: Result | SetAside = self._pipe.recv()
        except (EOFError, OSError):
            raise self._explain_death() from None
        return outcome

    @contextmanager
    def _patience(self, seconds: float, reason: str, message: str) -> Iterator[None]:
        """Kill the process when the block takes longer: that ends every wait, also for one that is stopped."""
        late: list[WorkerLost] = []

        def give_up() -> None:
            late.append(WorkerLost(reason, message))
            self._process.kill()

        timer = Timer(seconds, give_up)
        timer.start()
        try:
            yield
        except (EOFError, OSError):
            if not late:
                raise
        finally:
            timer.cancel()
            timer.join()
        if late:
            raise late[0]

    def _explain_death(self) -> WorkerLost:
        self._process.join(_GRACE)
        if self._process.exitcode == _FULL:
            return WorkerLost("memory", TOO_BIG)
        return WorkerLost("crash", "the process that read this page died")

    def kill(self) -> None:
        """End the process at once, whatever it is doing; whoever waits for it is told that it died."""
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection, read: Callable[[Capture], Result], memory: int, prepare: Prepare | None) -> None:
    """Read page after page; leave it to the process that the user talks to what a signal to all of them means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    Thread(target=_follow_parent, daemon=True).start()
    limit_memory(memory)
    try:
        with suppress(EOFError, OSError):
            if prepare:
                prepare()
            _answer(pipe, read)
            settle_memory()
            while True:
                _answer(pipe, read)
    except MemoryError:
        os._exit(_FULL)


def _answer(pipe: Connection, read: Callable[[Capture], Result]) -> None:
    pipe.send(None)
    outcome = read_guarded(read, pipe.recv())
    if isinstance(outcome, SetAside) and outcome.reason == "memory":
        raise MemoryError
    pipe.send(outcome)


def _follow_parent() -> None:
    """Outlive the parent by nothing: not even when it is killed, not even in the midst of a page."""
    if parent := parent_process():
        parent.join()
        os._exit(1)
