"""The engine of one machine: a window of pages in flight, yielded in the order in which they came."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future

from marsad.engines.base import (
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
_AHEAD = 4  # pages in flight for each worker: enough to keep it busy, few enough to hold in memory


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
    ) -> Iterator[Result | SetAside]:
        """Yield the outcome of every item, in order; see `base.Engine`.

        Without a `limit` workers have `LIMIT` seconds for a page. One job reads files of the user's own in this process
        and without a limit: only another process can stop a page that loops, and starting one would double the time of
        a small run.
        """
        here = jobs == 1 and limit is None
        with Pool(read, jobs, LIMIT if limit is None else limit, memory, prepare) as pool:
            yield from read_by(pool, items, jobs, read if here else None)

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
    pool: Pool[Result], items: Iterable[Item], jobs: int, here: Callable[[Capture], Result] | None = None
) -> Iterator[Result | SetAside]:
    """Yield the outcomes of items that a pool of `jobs` processes reads, in order; `here` reads one's own pages."""
    flight: deque[SetAside | Future[Result | SetAside]] = deque()  # sent out and not yet yielded, oldest first
    for item in items:
        if here and isinstance(item, Capture) and not item.outside:
            yield from _land(flight)
            yield read_guarded(here, item)
        else:
            flight.append(item if isinstance(item, SetAside) else pool.submit(item))
            yield from _land(flight, jobs * _AHEAD)
    yield from _land(flight)


def _land(flight: deque[SetAside | Future[Result | SetAside]], most: int = 1) -> Iterator[Result | SetAside]:
    """Yield what is there already, and wait while there are `most`: nothing is held back that could be safe."""
    while flight and (len(flight) >= most or _is_there(flight[0])):
        one = flight.popleft()
        yield one if isinstance(one, SetAside) else one.result()


def _is_there(one: SetAside | Future[Result | SetAside]) -> bool:
    return isinstance(one, SetAside) or one.done()
