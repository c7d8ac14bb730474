"""A store of traces in memory: for tests, benchmarks, and runs without a ledger."""

from collections.abc import Iterable, Sequence

from marsad.reconcile.stories.base import MOST_UNDER_A_KEY
from marsad.reconcile.stories.trace import Trace


class MemoryStore:
    """Keeps traces in a list and under a key their places in it: one number, or a list of them."""

    def __init__(self) -> None:
        self._traces: list[Trace] = []
        self._places: dict[str, int] = {}
        self._filed: dict[int, int | list[int]] = {}

    def __len__(self) -> int:
        return len(self._traces)

    def put(self, trace: Trace, keys: Iterable[int]) -> None:
        """Keep a trace and file its article under `keys`."""
        place = self._places.setdefault(trace.article, len(self._traces))
        if place < len(self._traces):
            raise ValueError(f"article {trace.article} is kept already")
        self._traces.append(trace)
        for key in set(keys):
            self._file(key, place)

    def get(self, article: str) -> Trace | None:
        """Return the trace of an article; None where there is none."""
        place = self._places.get(article)
        return None if place is None else self._traces[place]

    def look_up(self, key: int) -> Sequence[str]:
        """Return the articles filed under a key: of more than MOST_UNDER_A_KEY the greatest by (day, article)."""
        filed = self._filed.get(key)
        if filed is None:
            return ()
        if isinstance(filed, int):
            return (self._traces[filed].article,)
        return [self._traces[place].article for place in self._newest(filed)]

    def _file(self, key: int, place: int) -> None:
        filed = self._filed.setdefault(key, place)
        if isinstance(filed, list):
            filed.append(place)
            if len(filed) > 2 * MOST_UNDER_A_KEY:  # what is not among the newest now will never be again
                filed[:] = self._newest(filed)
        elif filed != place:
            self._filed[key] = [filed, place]

    def _newest(self, places: list[int]) -> list[int]:
        if len(places) <= MOST_UNDER_A_KEY:
            return places
        return sorted(places, key=self._rank, reverse=True)[:MOST_UNDER_A_KEY]

    def _rank(self, place: int) -> tuple[int, str]:
        trace = self._traces[place]
        return trace.day, trace.article
