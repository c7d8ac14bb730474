"""What stories need of a place that keeps traces; the ledger gives one, memory another."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from marsad.reconcile.stories.trace import Trace

MOST_UNDER_A_KEY = 64  # of an endlessly copied sentence the newest are enough


class TraceStore(Protocol):
    """Keeps traces and files them under keys.

    What `look_up` returns depends on what was put, and not on the order of putting: that makes the judgements of a
    batch the same in any order. A place is `Trace.place`, or the next one that is free.
    """

    def put(self, trace: Trace, keys: Iterable[int]) -> None:
        """Keep a trace and file its article under `keys`."""
        ...

    def get(self, article: str) -> Trace | None:
        """Return the trace of an article; None where there is none."""
        ...

    def look_up(self, keys: Sequence[int]) -> Sequence[Sequence[int]]:
        """Return for each key the places of the traces filed under it: of more than MOST_UNDER_A_KEY the greatest."""
        ...

    def load(self, places: Sequence[int]) -> list[Trace]:
        """Return the traces at places that `look_up` gave, in their order."""
        ...
