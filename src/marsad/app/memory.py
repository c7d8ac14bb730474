"""What is dear to find out of a ledger, kept; once it is known, nobody waits while it is found out anew."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from time import monotonic, sleep
from typing import Any, NamedTuple, TypeVar

from marsad.app.behind import Behind, Job
from marsad.app.opening import open_ledger
from marsad.ledger import Ledger, LedgerPlace

_MOST = 64  # things kept
_SHARE = 50  # what took a second stands for so many, whatever is written meanwhile
_LONGEST = 300.0  # seconds that it stands at most
_OLDEST = 600.0  # what was found out longer ago is waited for
_QUICK = 0.2  # what took less is found out anew at once, so that it is never older than the ledger
_GLANCE = 0.01  # seconds after which it is looked again whether something is found out
_AFTER_FAULT = 60.0  # seconds until what failed is tried again

Found = TypeVar("Found")
Key = tuple[LedgerPlace, Hashable]
Find = Callable[[Ledger], Found]


class _Kept(NamedTuple):
    state: str
    at: float
    took: float
    until: float
    found: Any


class Memory:
    """Keeps what was found out, for any number of threads; of two that ask for the same, one finds it out."""

    def __init__(self, clock: Callable[[], float] = monotonic, behind: Behind | None = None) -> None:
        """Begin with nothing; the clock gives seconds."""
        self._clock = clock
        self._behind = behind or Behind()
        self._kept: OrderedDict[Key, _Kept] = OrderedDict()
        self._locks: dict[Key, Lock] = {}
        self._lock = Lock()
        self._times = 0

    @property
    def version(self) -> int:
        """A number that is another one once anything was found out."""
        return self._times

    def recall(self, name: Hashable, ledger: Ledger, find: Find[Found]) -> Found:
        """Return what is known under a name of a ledger as it is, or find it out.

        What took long to find out is found out anew behind the asker's back, who gets what was known, ten minutes old
        at most; and only after a while, lest a ledger that grows all the time have it found out without end.
        """
        key, state = (ledger.place, name), ledger.pages.state()
        kept = self._look(key)
        if kept is None or (kept.state != state and not self._may_be_older(kept)):
            kept = self._find(key, ledger, find)
        elif kept.state != state and kept.until < self._clock():
            self._behind.do(key, lambda: self._find_behind(key, find))
        known: Found = kept.found
        return known

    def wait_for(self, name: Hashable, ledger: Ledger, find: Find[Found], patience: float) -> Found | None:
        """Return what `recall` does, or None where nothing is known and it takes more seconds than `patience`.

        It is found out behind the asker's back all the same: who asks later has it.
        """
        key, state, end = (ledger.place, name), ledger.pages.state(), self._clock() + patience
        if not self._is_known(key, state):
            self._behind.do(key, lambda: self._find_behind(key, find))
            while not self._is_known(key, state):
                if self._clock() >= end:
                    return None
                sleep(_GLANCE)
        return self.recall(name, ledger, find)

    def prepare(self, name: Hashable, job: Job) -> None:
        """Have something done soon that nobody should wait for when it is needed first."""
        self._behind.do(name, job)

    def close(self) -> None:
        """Find out nothing more behind anybody's back."""
        self._behind.close()

    def _look(self, key: Key) -> _Kept | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _is_known(self, key: Key, state: str) -> bool:
        kept = self._look(key)
        return kept is not None and (kept.state == state or self._may_be_older(kept))

    def _lock_of(self, key: Key) -> Lock:
        with self._lock:
            return self._locks.setdefault(key, Lock())

    def _may_be_older(self, kept: _Kept) -> bool:
        """Tell whether something is given though the ledger has changed since."""
        return kept.took >= _QUICK and self._clock() - kept.at <= _OLDEST

    def _find(self, key: Key, ledger: Ledger, find: Find[Found]) -> _Kept:
        """Find something out now, unless another has just done so."""
        with self._lock_of(key):
            kept, state = self._look(key), ledger.pages.state()
            if kept and (kept.state == state or self._may_be_older(kept)):
                return kept
            return self._find_out(key, state, ledger, find)

    def _find_behind(self, key: Key, find: Find[Found]) -> None:
        with open_ledger(key[0]) as ledger, self._lock_of(key):
            kept, state = self._look(key), ledger.pages.state()
            if kept and (kept.state == state or self._clock() < kept.until):
                return
            try:
                self._find_out(key, state, ledger, find)
            except Exception:
                if kept:
                    self._keep(key, kept._replace(until=self._clock() + _AFTER_FAULT))
                raise

    def _find_out(self, key: Key, state: str, ledger: Ledger, find: Find[Found]) -> _Kept:
        begun = self._clock()
        found = find(ledger)
        ended = self._clock()
        took = ended - begun
        kept = _Kept(state, ended, took, ended + min(took * _SHARE, _LONGEST), found)
        self._keep(key, kept)
        return kept

    def _keep(self, key: Key, kept: _Kept) -> None:
        with self._lock:
            self._times += 1
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST:
                oldest, _ = self._kept.popitem(last=False)
                self._locks.pop(oldest, None)
