"""The engine of one machine: a window of pages in flight, yielded in the order in which they came."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future

from marsad.engines.base import Outcome, Read, read_guarded, set_aside
from marsad.engines.local.pool import Pool
from marsad.model import Capture
from marsad.sources import Item, SetAside

_AHEAD = 4  # pages in flight for each worker: enough to keep it busy, few enough to hold in memory


class LocalEngine:
    """Worker processes on this machine; with one job everything happens in the calling process."""

    name = "local"

    def run(self, items: Iterable[Item], read: Read, jobs: int = 1) -> Iterator[Outcome]:
        """Yield the outcome of every item, in order; see `base.Engine`."""
        if jobs > 1:
            yield from _run_pool(items, read, jobs)
        else:
            for item in items:
                yield item if isinstance(item, SetAside) else read_guarded(read, item)


def _run_pool(items: Iterable[Item], read: Read, jobs: int) -> Iterator[Outcome]:
    with Pool(read, jobs) as pool, Pool(read, 1) as quarantine:
        flight = _Flight(pool, quarantine)
        for item in items:
            flight.send(item)
            if len(flight) >= jobs * _AHEAD:
                yield flight.land()
        while len(flight):
            yield flight.land()


class _Flight:
    """Items sent out and not yet yielded, oldest first.

    A worker that dies takes its pool with it, and nobody can tell whose page it was: every page then in flight is
    read in quarantine, one at a time, where a death names its page.
    """

    def __init__(self, pool: Pool, quarantine: Pool) -> None:
        self._pool = pool
        self._quarantine = quarantine
        self._waiting: deque[tuple[Item, Future[Outcome] | None]] = deque()

    def __len__(self) -> int:
        return len(self._waiting)

    def send(self, item: Item) -> None:
        if isinstance(item, SetAside):
            self._waiting.append((item, None))
            return
        try:
            self._waiting.append((item, self._pool.submit(item)))
        except BrokenExecutor:
            self._recall()
            self._waiting.append((item, self._pool.submit(item)))

    def land(self) -> Outcome:
        """Return the outcome of the oldest item."""
        item, future = self._waiting.popleft()
        if isinstance(item, SetAside):
            return item
        if future is None:
            return self._read_alone(item)
        try:
            return future.result()
        except BrokenExecutor:
            self._recall()
            return self._read_alone(item)

    def _recall(self) -> None:
        """Start a fresh pool and leave the unfinished pages of the dead one to the quarantine."""
        self._pool.restart()
        self._waiting = deque((item, _keep(future)) for item, future in self._waiting)

    def _read_alone(self, item: Capture) -> Outcome:
        try:
            return self._quarantine.submit(item).result()
        except BrokenExecutor:
            self._quarantine.restart()
            return set_aside(item, "crash", "the process that read this page died")


def _keep(future: Future[Outcome] | None) -> Future[Outcome] | None:
    """Return a future that holds its outcome already."""
    return future if future and future.done() and not future.cancelled() and future.exception() is None else None
