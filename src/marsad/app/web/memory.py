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
        the time would have it found out with every question.
        """
        with self._lock:
            lock = self._locks.setdefault(key, Lock())
        with lock:
            kept = self._kept.get(key)
            if kept is None or (kept.state != state and kept.until < self._clock()):
                start = self._clock()
                found: Found = find()
                end = self._clock()
                kept = _Kept(state, end + (end - start) * _SHARE, found)
            self._keep(key, kept)
            known: Found = kept.found
            return known

    def _keep(self, key: Hashable, kept: _Kept) -> None:
        with self._lock:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST:
                oldest, _ = self._kept.popitem(last=False)
                self._locks.pop(oldest, None)
