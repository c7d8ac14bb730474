"""One worker process and the pipe to it: it reads one page at a time, and whoever drives it may lose patience."""

import os
import signal
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from threading import Thread

from marsad.engines.base import Outcome, Read, read_guarded
from marsad.engines.memory import settle_memory
from marsad.model import Capture


class WorkerLost(Exception):
    """A worker is gone without an outcome; `reason` is crash or timeout, the message one line for people."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


class Worker:
    """A process that runs `read`.

    It is spawned, not forked: a fork would copy the locks of the threads that draw the progress bar.
    """

    def __init__(self, read: Read) -> None:
        """Start the process."""
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, read), daemon=True)
        self._process.start()
        theirs.close()  # a copy of ours would keep the pipe open when the process dies

    def read(self, capture: Capture, limit: float) -> Outcome:
        """Return the outcome of a page; raise WorkerLost when the process dies or takes more than `limit` seconds."""
        try:
            self._pipe.recv()  # it says when it is ready, so that its start costs no page its time
            self._pipe.send(capture)
            if not self._pipe.poll(limit):
                raise WorkerLost("timeout", f"not read within {limit:g} seconds")
            outcome: Outcome = self._pipe.recv()
            return outcome
        except (EOFError, OSError):
            raise WorkerLost("crash", "the process that read this page died") from None

    def kill(self) -> None:
        """End the process at once, whatever it is doing; whoever waits for it is told that it died."""
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection, read: Read) -> None:
    """Read page after page; leave it to the process that the user talks to what a signal to all of them means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    Thread(target=_follow_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        pipe.send(None)
        pipe.send(read_guarded(read, pipe.recv()))
        settle_memory()
        while True:
            pipe.send(None)
            pipe.send(read_guarded(read, pipe.recv()))


def _follow_parent() -> None:
    """Outlive the parent by nothing: not even when it is killed, not even in the midst of a page."""
    if parent := parent_process():
        parent.join()
        os._exit(1)
