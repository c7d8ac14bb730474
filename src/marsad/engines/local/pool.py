"""Worker processes, each driven by a thread: a page that breaks or outstays its worker costs that page alone."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from threading import Lock
from types import TracebackType
from typing import Generic, Self

from marsad.engines.base import MEMORY, Prepare, Result, set_aside
from marsad.engines.local.worker import Worker, WorkerLost
from marsad.model import Capture
from marsad.sources import SetAside


class Pool(Generic[Result]):
    """`size` workers, started as pages come and replaced when they are lost; leaving the pool ends them all."""

    def __init__(
        self,
        read: Callable[[Capture], Result],
        size: int,
        limit: float,
        memory: int = MEMORY,
        prepare: Prepare | None = None,
    ) -> None:
        """Have workers with `limit` seconds for a page and `memory` bytes; each calls `prepare` first."""
        self._read = read
        self._limit = limit
        self._memory = memory
        self._prepare = prepare
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="worker")
        self._idle: SimpleQueue[Worker[Result] | None] = SimpleQueue()
        for _ in range(size):
            self._idle.put(None)
        self._lock = Lock()  # over the two below: no worker may be started behind the back of one who ends them
        self._running: set[Worker[Result]] = set()
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

    def submit(self, capture: Capture) -> Future[Result | SetAside]:
        """Send a page out."""
        return self._threads.submit(self._run, capture)

    def _run(self, capture: Capture) -> Result | SetAside:
        worker, ready = self._idle.get(), None
        try:
            worker = worker or self._start()
            outcome = worker.read(capture, self._limit)
            ready = worker
            return outcome
        except WorkerLost as lost:
            return set_aside(capture, lost.reason, lost.message)
        finally:
            if worker and not ready:
                self._end(worker)
            self._idle.put(ready)  # whatever happened: a thread that waits for a place must get one

    def _end(self, worker: Worker[Result]) -> None:
        worker.kill()
        with self._lock:
            self._running.discard(worker)

    def _start(self) -> Worker[Result]:
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the pool is closed")
            worker = Worker(self._read, self._memory, self._prepare)
            self._running.add(worker)
            return worker
