"""Worker processes, each driven by a thread: a page that breaks or outstays its worker costs that page alone."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event, Lock, Thread
from time import monotonic
from types import TracebackType
from typing import Generic, Self

from marsad.early import can_copy
from marsad.engines.base import MEMORY, Prepare, Result, set_aside
from marsad.engines.local import worker as workers
from marsad.engines.local.processes import Copy, Fresh, Order, Process, Template
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
        self._order = Order(read, memory, prepare)
        self._limit = limit
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="worker")
        self._lock = Lock()  # over the five below: no worker may be started behind the back of one who ends them
        self._running: set[Worker[Result]] = set()
        self._idle: list[Worker[Result]] = []
        self._template: Template | None = None
        self._clock: Thread | None = None
        self._is_closed = False
        self._closing = Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all workers; pages that are not read yet are cancelled or lost."""
        with self._lock:
            self._is_closed = True
            running = tuple(self._running)
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in running:
            worker.kill()  # whoever reads from it is told at once
        self._threads.shutdown()
        for worker in running:
            worker.close()
        if self._template:
            self._template.close()
        self._closing.set()
        if self._clock:
            self._clock.join()

    def submit(self, capture: Capture) -> Future[Result | SetAside]:
        """Send a page out."""
        return self._threads.submit(self._run, capture)

    def _run(self, capture: Capture) -> Result | SetAside:
        """Read a page in an idle worker or a new one; none is waited for: there are as many threads as workers."""
        worker = self._take()
        try:
            outcome = worker.read(capture, self._limit)
        except WorkerLost as lost:
            self._drop(worker)
            return set_aside(capture, lost.reason, lost.message)
        except BaseException:
            self._drop(worker)
            raise
        with self._lock:
            self._idle.append(worker)
        return outcome

    def _take(self) -> Worker[Result]:
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the pool is closed")
            if self._idle:
                return self._idle.pop()
            worker: Worker[Result] = Worker(self._start())
            self._running.add(worker)
            if not self._clock:
                self._clock = Thread(target=self._guard, name="clock", daemon=True)
                self._clock.start()
            return worker

    def _start(self) -> Process:
        """Return a process for a worker, with the lock held."""
        if not can_copy():
            return Fresh(self._order)
        if self._template and not self._template.is_there:
            self._template.close()
            self._template = None
        self._template = self._template or Template(self._order)
        return Copy(self._template)

    def _drop(self, worker: Worker[Result]) -> None:
        worker.close()
        with self._lock:
            self._running.discard(worker)

    def _guard(self) -> None:
        """Check on the workers when the first of them can be due: no page costs a timer of its own."""
        longest = min(self._limit, workers.START)  # nothing that begins while this thread sleeps is due before it wakes
        pause = longest
        while not self._closing.wait(pause):
            with self._lock:
                running = tuple(self._running)
            left = [worker.check(monotonic()) for worker in running]
            pause = max(0.0, min([longest, *(each for each in left if each is not None)]))
