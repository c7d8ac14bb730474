"""How often somebody may try to log in."""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

_WHILE = timedelta(minutes=15)
_PER_NAME, _PER_CLIENT = 5, 20  # failures within a while
_MOST = 10_000  # names and addresses remembered


class Throttle:
    """Counts failures by name and by the client's address."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """Begin without any failure."""
        self._clock = clock
        self._lock = Lock()
        self._failures: dict[str, deque[datetime]] = {}

    def may_try(self, name: str, client: str) -> bool:
        """Tell whether another try is allowed."""
        with self._lock:
            return self._count(f"n {name}") < _PER_NAME and self._count(f"c {client}") < _PER_CLIENT

    def fail(self, name: str, client: str) -> None:
        """Count a failure."""
        with self._lock:
            for key in (f"n {name}", f"c {client}"):
                while len(self._failures) >= _MOST and key not in self._failures:
                    del self._failures[next(iter(self._failures))]
                self._failures.setdefault(key, deque(maxlen=_PER_CLIENT)).append(self._clock())

    def _count(self, key: str) -> int:
        """Return the failures of the last while, forgetting those before."""
        times = self._failures.get(key, deque())
        while times and times[0] <= self._clock() - _WHILE:
            times.popleft()
        return len(times)
