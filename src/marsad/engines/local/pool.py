"""Worker processes, each driven by a thread: a page that breaks or outstays its worker costs that page alone."""

from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from threading import Lock
from types import TracebackType
from typing import Self

from marsad.engines.base import MEMORY, Outcome, Read, set_aside
from marsad.engines.local.worker import Worker, WorkerLost
from marsad.model import Capture


class Pool:
    """`size` workers, started as pages come and replaced when they are lost; leaving the pool ends them all."""

    def __init__(self, read: Read, size: int, limit: float, memory: int = MEMORY) -> None:
        """Prepare workers that have `limit` seconds for a page, and `memory` bytes."""
        self._read = read
        self._limit = limit
        self._memory = memory
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="worker")
        self._idle: SimpleQueue[Worker | None] = SimpleQueue()
        for _ in range(size):
            self._idle.put(None)
        self._lock = Lock()  # over the two below: no worker may be started behind the back of one who ends them
        self._running: set[Worker] = set()
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._is_closed = True
            running = tuple(self._running)
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in running:
            worker.kill()
        self._threads.shutdown()

    def submit(self, capture: Capture) -> Future[Outcome]:
        """Send a page out."""
        return self._threads.submit(self._run, capture)

    def _run(self, capture: Capture) -> Outcome:
        worker = self._idle.get() or self._start()
        try:
            outcome = worker.read(capture, self._limit)
        except WorkerLost as lost:
            worker.kill()
            with self._lock:
                self._running.discard(worker)
            self._idle.put(None)
            return set_aside(capture, lost.reason, lost.message)
        self._idle.put(worker)
        return outcome

    def _start(self) -> Worker:
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the pool is closed")
            worker = Worker(self._read, self._memory)
            self._running.add(worker)
            return worker
