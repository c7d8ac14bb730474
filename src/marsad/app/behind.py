"""What is done behind the back of those who ask, one thing after another, in a thread that is there while needed."""

import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, Thread

from marsad.fetch import make_line

_MOST = 64  # jobs that wait; who comes later asks again
_GRACE = 2.0  # seconds that a job in hand has when all ends

Job = Callable[[], None]


def tell(error: Exception) -> None:
    """Tell in one line what went wrong where nobody waits for it."""
    sys.stderr.write(f"marsad: found out behind the pages: {type(error).__name__}: {make_line(str(error))}\n")


class Behind:
    """Does jobs by name, each waiting once, until it is closed."""

    def __init__(self, tell: Callable[[Exception], None] = tell) -> None:
        """Begin with nothing to do, and no thread."""
        self._tell = tell
        self._lock = Lock()
        self._waiting: OrderedDict[Hashable, Job] = OrderedDict()
        self._thread: Thread | None = None
        self._closed = False

    def do(self, name: Hashable, job: Job) -> None:
        """Have something done soon, unless it waits already."""
        with self._lock:
            if len(self._waiting) < _MOST:
                self._waiting.setdefault(name, job)
            if self._thread is None and not self._closed:
                self._thread = Thread(target=self._work, name="marsad-behind", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Do nothing more; what is in hand has a little time, after which it ends with the program."""
        with self._lock:
            self._closed = True
            self._waiting.clear()
            thread = self._thread
        if thread:
            thread.join(_GRACE)

    def _work(self) -> None:
        while job := self._take():
            try:
                job()
            except Exception as error:
                self._tell(error)

    def _take(self) -> Job | None:
        """Return what is to be done next; None where nothing is, and the thread is to end."""
        with self._lock:
            if self._waiting:
                return self._waiting.popitem(last=False)[1]
            self._thread = None
            return None
