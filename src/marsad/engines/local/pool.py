"""Worker processes that can be replaced when one of them dies."""

import os
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Thread
from types import TracebackType
from typing import Self

from marsad.engines.base import Outcome, Read, read_guarded
from marsad.model import Capture


class Pool:
    """Processes that run one `read`; started when the first page is sent.

    They are spawned, not forked: a fork would copy the locks of the threads that draw the progress bar.
    """

    def __init__(self, read: Read, size: int) -> None:
        """Prepare `size` workers."""
        self._read = read
        self._size = size
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.restart()

    def submit(self, capture: Capture) -> Future[Outcome]:
        """Send a page out; raise BrokenExecutor when a worker has died."""
        if self._executor is None:
            self._executor = ProcessPoolExecutor(self._size, get_context("spawn"), _start_worker)
        return self._executor.submit(read_guarded, self._read, capture)

    def restart(self) -> None:
        """Drop the workers and the pages not begun; new ones start with the next page."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None


def _start_worker() -> None:
    """Leave Ctrl-C to the process that the user talks to, and outlive it by nothing: not even when it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
