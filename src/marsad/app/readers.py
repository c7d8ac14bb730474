"""A ledger kept open for those who look into it again and again, as a server does."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from marsad.app.opening import open_ledger
from marsad.ledger import Ledger, LedgerAddress, LedgerError, find_place

_MOST = 6  # connections kept while nobody uses them

Mark = tuple[int, ...]


class Readers:
    """Opens a ledger for one reader at a time each; what one has done with, the next one takes over.

    Opening a file costs more than many a page: its schema is read, and nothing of it is in memory. Everybody sees what
    stands at the moment of asking all the same. A ledger on a server is opened each time.
    """

    def __init__(self, address: LedgerAddress) -> None:
        """Begin with none open."""
        self._place = find_place(address)
        self._lock = Lock()
        self._free: list[tuple[Mark, Ledger]] = []

    @contextmanager
    def open(self) -> Iterator[Ledger]:
        """Give the ledger, readable only; raise AppError where there is none, LedgerError where it fails."""
        mark, ledger = self._take(self._find_mark())
        try:
            yield ledger
        except BaseException:  # whatever state it is in, nobody else gets it
            _close(ledger)
            raise
        self._give_back(mark, ledger)

    def _find_mark(self) -> Mark | None:
        """Return what tells this file from one that takes its place; None for what is not kept open."""
        file = self._place.file
        if self._place.server or not file.exists():
            return None
        about = file.stat()
        same = (about.st_dev, about.st_ino)
        # Without the log beside it, it is open as a file that nobody changes: kept only while that holds.
        return same if Path(f"{file}-wal").exists() else (*same, about.st_mtime_ns, about.st_size)

    def _take(self, mark: Mark | None) -> tuple[Mark | None, Ledger]:
        with self._lock:
            found, self._free = self._free, []
            fitting = [pair for pair in found if pair[0] == mark]
            taken = fitting.pop()[1] if fitting else None
            self._free = fitting
        for kept, ledger in found:
            if kept != mark:
                _close(ledger)
        if taken:
            return mark, taken
        opened = open_ledger(self._place)
        return self._find_mark(), opened

    def _give_back(self, mark: Mark | None, ledger: Ledger) -> None:
        is_same = mark is not None and self._find_mark() == mark
        with self._lock:
            if mark and is_same and len(self._free) < _MOST:
                self._free.append((mark, ledger))
                return
        _close(ledger)


def _close(ledger: Ledger) -> None:
    with suppress(LedgerError):
        ledger.close()
