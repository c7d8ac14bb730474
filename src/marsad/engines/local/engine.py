"""The engine of one machine: a window of pages in flight, yielded in the order in which they came."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future

from marsad.engines.base import Outcome, Read, read_guarded
from marsad.engines.local.pool import Pool
from marsad.sources import Item, SetAside

LIMIT = 60.0  # seconds for a page: some hundred times what a long one takes
_AHEAD = 4  # pages in flight for each worker: enough to keep it busy, few enough to hold in memory


class LocalEngine:
    """Worker processes on this machine; with one job and no limit everything happens in the calling process."""

    name = "local"

    def run(self, items: Iterable[Item], read: Read, jobs: int = 1, limit: float | None = None) -> Iterator[Outcome]:
        """Yield the outcome of every item, in order; see `base.Engine`.

        Without a `limit` several workers have `LIMIT` seconds for a page, while one job has no limit: only another
        process can stop a page that loops, and starting one would double the time of a small run.
        """
        if jobs > 1 or limit is not None:
            yield from _run_pool(items, read, jobs, LIMIT if limit is None else limit)
        else:
            for item in items:
                yield item if isinstance(item, SetAside) else read_guarded(read, item)


def _run_pool(items: Iterable[Item], read: Read, jobs: int, limit: float) -> Iterator[Outcome]:
    flight: deque[SetAside | Future[Outcome]] = deque()  # sent out and not yet yielded, oldest first
    with Pool(read, jobs, limit) as pool:
        for item in items:
            flight.append(item if isinstance(item, SetAside) else pool.submit(item))
            if len(flight) >= jobs * _AHEAD:
                yield _land(flight.popleft())
        while flight:
            yield _land(flight.popleft())


def _land(one: SetAside | Future[Outcome]) -> Outcome:
    return one if isinstance(one, SetAside) else one.result()
