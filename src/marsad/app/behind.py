"""What is done behind the back of those who ask, one thing after another, in a thread that is there while needed."""

import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Condition, Thread
from typing import NamedTuple

from marsad.fetch import make_line

_MOST = 64  # jobs that wait; who comes later asks again
_PACE = 30.0  # seconds between two rounds of what stands
_GRACE = 2.0  # seconds that a job in hand has when all ends

Job = Callable[[], None]


class _Named(NamedTuple):
    name: Hashable
    job: Job


def tell(error: Exception) -> None:
    """Tell in one line what went wrong where nobody waits for it."""
    sys.stderr.write(f"marsad: found out behind the pages: {type(error).__name__}: {make_line(str(error))}\n")


class Behind:
    """Does jobs by name, each waiting once; those that stand are done again and again until it is closed."""

    def __init__(self, tell: Callable[[Exception], None] = tell, pace: float = _PACE) -> None:
        """Begin with nothing to do, and no thread."""
        self._tell = tell
        self._pace = pace
        self._change = Condition()
        self._waiting: OrderedDict[Hashable, Job] = OrderedDict()
        self._standing: dict[Hashable, Job] = {}
        self._thread: Thread | None = None
        self._closed = False

    def do(self, name: Hashable, job: Job) -> None:
        """Have something done soon, unless it waits already."""
        with self._change:
            if len(self._waiting) < _MOST:
                self._waiting.setdefault(name, job)
            self._begin()

    def keep_doing(self, name: Hashable, job: Job) -> None:
        """Have something done now and then, the first time soon."""
        with self._change:
            self._standing[name] = job
            self._waiting[name] = job
            self._begin()

    def close(self) -> None:
        """Do nothing more; what is in hand has a little time, after which it ends with the program."""
        with self._change:
            self._closed = True
            self._waiting.clear()
            thread = self._thread
            self._change.notify_all()
        if thread:
            thread.join(_GRACE)

    def _begin(self) -> None:
        if self._thread is None and not self._closed:
            self._thread = Thread(target=self._work, name="marsad-behind", daemon=True)
            self._thread.start()
        self._change.notify_all()

    def _work(self) -> None:
        while one := self._take():
            try:
                one.job()
            except Exception as error:
                self._tell(error)

    def _take(self) -> _Named | None:
        """Return what is to be done next, once there is something; None where the thread is to end."""
        with self._change:
            if not self._waiting and self._standing and not self._closed:
                self._change.wait(self._pace)
                if not self._waiting and not self._closed:
                    self._waiting.update(self._standing)
            if self._closed or not self._waiting:
                self._thread = None
                return None
            return _Named(*self._waiting.popitem(last=False))
