"""Files after a process was killed: what is whole is indexed, what is torn at the end is cut off."""

import os
import sqlite3
from pathlib import Path

from marsad.archive import index
from marsad.archive.files import make_entry, read_file
from marsad.warc import Flaw, WarcRecord


def settle_file(db: sqlite3.Connection, path: Path) -> tuple[int, bool]:
    """Bring the index and the end of the file at `path` together; return its end and whether it is closed.

    A torn record, within which the file breaks off, is cut off. A file that is damaged in another way, or shorter than
    what the index knows, is left as it is and closed.
    """
    end, closed = index.get_end(db, path.name)
    size = path.stat().st_size
    if closed or size == end:
        return end, closed
    if size < end:
        index.set_end(db, path.name, end, closed=True)
        return end, True
    flaw = _find_flaw(path, end)
    if flaw and flaw.reason == "truncated":
        os.truncate(path, flaw.offset)
        size, flaw = flaw.offset, None
    index_file(db, path, end)
    index.set_end(db, path.name, size, closed=flaw is not None)
    return size, flaw is not None


def index_file(db: sqlite3.Connection, path: Path, start: int = 0) -> None:
    """Index the whole records of a file that nothing is to be added to, from `start` on."""
    for item in read_file(path, start):
        if isinstance(item, WarcRecord) and (entry := make_entry(item, path.name)):
            index.add_entry(db, entry)
    index.set_end(db, path.name, path.stat().st_size, closed=True)


def _find_flaw(path: Path, start: int) -> Flaw | None:
    """Return the first flaw. What lies behind it is not looked for: a torn page may hold what looks like a record."""
    return next((item for item in read_file(path, start) if isinstance(item, Flaw)), None)
