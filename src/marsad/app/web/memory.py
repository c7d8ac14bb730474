"""What is dear to find out, kept for as long as the ledger is as it was, and a while beyond where it took long."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from time import monotonic
from typing import Any, NamedTuple, TypeVar

_MOST = 64  # things kept
_SHARE = 50  # what took a second stands for so many, whatever is written meanwhile

Found = TypeVar("Found")


class _Kept(NamedTuple):
    state: str
    until: float
    found: Any


class Memory:
    """Keeps what was found out, for any number of threads; of two that ask for the same, one finds it out."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Begin with nothing; the clock gives seconds."""
        self._clock = clock
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._locks: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def recall(self, key: Hashable, state: str, find: Callable[[], Found]) -> Found:
        """Return what is known under a key in a state of the ledger, or find it out.

        What took long to find out is taken a while longer, though the ledger has changed since: else one that grows all
        the time would have it found out with every question. Who asks while it is found out anew gets what was known.
        """
        with self._lock:
            lock, kept = self._locks.setdefault(key, Lock()), self._kept.get(key)
        if kept is not None and not self._is_over(kept, state):
            self._keep(key, kept)
        elif lock.acquire(blocking=kept is None):
            try:
                kept = self._find(key, state, find)
                self._keep(key, kept)
            finally:
                lock.release()
        assert kept is not None  # else it would have been waited for
        known: Found = kept.found
        return known

    def _is_over(self, kept: _Kept, state: str) -> bool:
        return kept.state != state and kept.until < self._clock()

    def _find(self, key: Hashable, state: str, find: Callable[[], Found]) -> _Kept:
        """Find something out, unless another has just done so."""
        kept = self._kept.get(key)
        if kept is not None and not self._is_over(kept, state):
            return kept
        start = self._clock()
        found = find()
        end = self._clock()
        return _Kept(state, end + (end - start) * _SHARE, found)

    def _keep(self, key: Hashable, kept: _Kept) -> None:
        with self._lock:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST:
                oldest, _ = self._kept.popitem(last=False)
                self._locks.pop(oldest, None)
