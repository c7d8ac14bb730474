"""A store of traces in memory: for tests, benchmarks, and runs without a ledger."""

from collections.abc import Iterable, Sequence
from heapq import nlargest

from marsad.reconcile.stories.base import MOST_UNDER_A_KEY
from marsad.reconcile.stories.trace import Trace


class MemoryStore:
    """Keeps traces by place, and under a key their places: one number, or a list of them."""

    def __init__(self) -> None:
        self._traces: dict[int, Trace] = {}
        self._places: dict[str, int] = {}
        self._filed: dict[int, int | list[int]] = {}

    def __len__(self) -> int:
        return len(self._traces)

    def put(self, trace: Trace, keys: Iterable[int]) -> None:
        """Keep a trace and file its article under `keys`."""
        if trace.article in self._places:
            raise ValueError(f"article {trace.article} is kept already")
        place = trace.place
        while place in self._traces:
            place += 1
        self._traces[place] = trace
        self._places[trace.article] = place
        for key in set(keys):
            self._file(key, place)

    def get(self, article: str) -> Trace | None:
        """Return the trace of an article; None where there is none."""
        place = self._places.get(article)
        return None if place is None else self._traces[place]

    def look_up(self, keys: Sequence[int]) -> Sequence[Sequence[int]]:
        """Return for each key the places of the traces filed under it: of more than MOST_UNDER_A_KEY the greatest."""
        found = (self._filed.get(key, ()) for key in keys)
        return [(filed,) if isinstance(filed, int) else nlargest(MOST_UNDER_A_KEY, filed) for filed in found]

    def load(self, places: Sequence[int]) -> list[Trace]:
        """Return the traces at places that `look_up` gave, in their order."""
        return [self._traces[place] for place in places]

    def _file(self, key: int, place: int) -> None:
        filed = self._filed.setdefault(key, place)
        if isinstance(filed, list):
            filed.append(place)
            if len(filed) > 2 * MOST_UNDER_A_KEY:  # what is not among the newest now will never be again
                filed[:] = nlargest(MOST_UNDER_A_KEY, filed)
        elif filed != place:
            self._filed[key] = [filed, place]
