"""Whose turn it is: outlets one after the other, each with a bounded share of what is in hand."""

from collections import Counter, deque
from collections.abc import Callable, Sequence

from marsad.watch.nouns import Page, Place

Job = Place | Page
ASKED = 1  # questions of one outlet under way: its hosts want them one after the other
UNREAD = 4  # pages of one outlet asked for and not yet in the ledger


class Lanes:
    """A lane for each outlet. A slow one holds one thread, a huge one its share of the pages; the others go on."""

    def __init__(self, load: Callable[[str], Sequence[Job]], wake: Callable[[str], float]) -> None:
        """Take what gives the jobs of an outlet, and when it is worth asking for them again."""
        self._load = load
        self._wake = wake
        self._order: deque[str] = deque()
        self._jobs: dict[str, deque[Job]] = {}
        self._sleeps: dict[str, float] = {}
        self._asked: Counter[str] = Counter()
        self._unread: Counter[str] = Counter()

    def follow(self, outlets: Sequence[str]) -> None:
        """Serve these outlets and no others, and look anew for what they have."""
        self._order = deque(dict.fromkeys(outlets))
        self._jobs = {outlet: deque() for outlet in self._order}
        self._sleeps = {}

    def take(self, now: float) -> Job | None:
        """Return the next job and count it as asked; None where there is none now."""
        for _ in range(len(self._order)):
            outlet = self._order[0]
            self._order.rotate(-1)
            if self._asked[outlet] < ASKED and self._unread[outlet] < UNREAD and (job := self._next(outlet, now)):
                self._asked[outlet] += 1
                return job
        return None

    def _next(self, outlet: str, now: float) -> Job | None:
        jobs = self._jobs[outlet]
        if not jobs and now >= self._sleeps.get(outlet, 0.0):
            jobs.extend(self._load(outlet))
            if not jobs:
                self._sleeps[outlet] = self._wake(outlet)
        return jobs.popleft() if jobs else None

    def answered(self, outlet: str, *, anew: bool = False) -> None:
        """Note that a question has its answer; whatever it brought, the outlet may have something new.

        With `anew` what was taken up before is forgotten, since a host of the outlet is to be left alone.
        """
        self._asked[outlet] -= 1
        self._look_again(outlet, anew=anew)

    def begin_reading(self, outlet: str) -> None:
        """Note that a page waits to be read."""
        self._unread[outlet] += 1

    def end_reading(self, outlet: str, *, anew: bool = False) -> None:
        """Note that a page is done with; `anew` as in `answered`."""
        self._unread[outlet] -= 1
        self._look_again(outlet, anew=anew)

    def _look_again(self, outlet: str, *, anew: bool) -> None:
        self._sleeps.pop(outlet, None)
        if anew and outlet in self._jobs:
            self._jobs[outlet].clear()

    @property
    def next_wake(self) -> float | None:
        """Return when the first of the outlets is worth asking again; None where one is now."""
        if any(outlet not in self._sleeps for outlet in self._order):
            return None
        return min(self._sleeps.values(), default=None)
