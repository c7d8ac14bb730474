"""The engine of one machine: a window of pages in flight, yielded in the order in which they came."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from typing import Generic

from marsad.engines.base import (
    AHEAD,
    MEMORY,
    EngineError,
    Lost,
    Prepare,
    Result,
    Task,
    read_guarded,
)
from marsad.engines.local.errands import Errands
from marsad.engines.local.pool import Pool
from marsad.model import Capture
from marsad.sources import Item, SetAside

LIMIT = 60.0  # seconds for a page: some hundred times what a long one takes
_BYTES = 16_000_000  # of pages in flight, from where no more than AHEAD for each worker are held in memory


class LocalEngine:
    """Worker processes on this machine; with one job and no limit, pages of one's own are read in the calling one."""

    name = "local"

    def run(
        self,
        items: Iterable[Item],
        read: Callable[[Capture], Result],
        jobs: int = 1,
        limit: float | None = None,
        memory: int = MEMORY,
        prepare: Prepare | None = None,
        ahead: int = AHEAD,
    ) -> Iterator[Result | SetAside]:
        """Yield the outcome of every item, in order; see `base.Engine`.

        Without a `limit` workers have `LIMIT` seconds for a page. One job reads files of the user's own in this process
        and without a limit: only another process can stop a page that loops, and starting one would double the time of
        a small run.
        """
        here = jobs == 1 and limit is None
        with Pool(read, jobs, LIMIT if limit is None else limit, memory, prepare) as pool:
            yield from read_by(pool, items, jobs, ahead, read if here else None)

    def spread(
        self, tasks: Sequence[Task], work: Callable[[Task], Result], jobs: int = 1, cluster: str | None = None
    ) -> Iterator[tuple[Task, Result | Lost]]:
        """Do one task after the other, in a process beside this: it is for the work itself to use the cores."""
        if cluster:
            raise EngineError("the engine local is this machine alone; choose --engine dask for a cluster")
        with Errands(work) as errands:
            for task in tasks:
                yield task, errands.do(task)


def read_by(
    pool: Pool[Result],
    items: Iterable[Item],
    jobs: int,
    ahead: int = AHEAD,
    here: Callable[[Capture], Result] | None = None,
) -> Iterator[Result | SetAside]:
    """Yield the outcomes of items that a pool of `jobs` processes reads, in order; `here` reads one's own pages."""
    flight = _Flight[Result](jobs, ahead)
    for item in items:
        if here and isinstance(item, Capture) and not item.outside:
            yield from flight.land()
            yield read_guarded(here, item)
            continue
        if isinstance(item, SetAside):
            flight.send(item)
        else:
            flight.send(pool.submit(item), len(item.body))
        yield from flight.land_some()
    yield from flight.land()


class _Flight(Generic[Result]):
    """Pages sent out and not yet yielded, the oldest first."""

    def __init__(self, jobs: int, ahead: int) -> None:
        """Be for so many workers, and so many pages for each."""
        self._jobs = jobs
        self._ahead = ahead
        self._sent: deque[tuple[SetAside | Future[Result | SetAside], int]] = deque()
        self._size = 0

    def send(self, one: SetAside | Future[Result | SetAside], size: int = 0) -> None:
        """Note a page of `size` bytes that is sent out, or what passes through."""
        self._sent.append((one, size))
        self._size += size

    def land(self) -> Iterator[Result | SetAside]:
        """Yield all, waiting for each."""
        while self._sent:
            yield self._take()

    def land_some(self) -> Iterator[Result | SetAside]:
        """Yield what is there already, and wait while there are too many: nothing is held back that could be safe."""
        while self._sent and (self._is_full() or self._is_there()):
            yield self._take()

    def _take(self) -> Result | SetAside:
        one, size = self._sent.popleft()
        self._size -= size
        return one if isinstance(one, SetAside) else one.result()

    def _is_full(self) -> bool:
        waiting = len(self._sent) / self._jobs
        return waiting >= self._ahead or (waiting >= AHEAD and self._size > _BYTES)

    def _is_there(self) -> bool:
        one, _ = self._sent[0]
        return isinstance(one, SetAside) or one.done()
