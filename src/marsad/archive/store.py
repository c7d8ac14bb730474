"""The archive itself: pages appended whole, found by address or digest, and loaded by their place."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from os import PathLike
from pathlib import Path
from shutil import disk_usage
from threading import Lock
from types import TracebackType
from typing import Self
from uuid import uuid4

from marsad.archive import index
from marsad.archive.files import INDEX, describe, list_files, locate, name_next, read_file
from marsad.archive.nouns import LIMITS, ArchiveError, Entry
from marsad.archive.settle import index_file, settle_file
from marsad.sqlite import transaction
from marsad.warc import Exchange, WarcRecord, make_info, make_response, split_message

RESERVE = 200_000_000  # bytes of the disk that are left free
ROTATE = 1_000_000_000  # bytes: the size that the format advises for a file
_BATCH = 1000  # entries taken from the index at once
_INFO = (("software", "marsad"), ("format", "WARC File Format 1.1"))


class Archive:
    """An archive in a folder; open it with `Archive.open`, best in a `with` block.

    Threads may share one object, and any number of processes append to the same folder: they wait for one another.
    A page appended survives the killing of the process; a power cut may cost the last ones, which `check_archive`
    then names.
    """

    def __init__(self, db: sqlite3.Connection, folder: Path, rotate: int) -> None:
        """Take over an index that `open` has made ready."""
        self._db = db
        self._folder = folder
        self._rotate = rotate
        self._lock = Lock()
        self._closed = False

    @classmethod
    def open(cls, folder: str | PathLike[str], *, readonly: bool = False, rotate: int = ROTATE) -> Self:
        """Open the archive in `folder`; unless `readonly` it is made where there is none, and a torn record cut off.

        A new file is begun when one has reached `rotate` bytes.
        """
        where = Path(folder)
        with index.explained(where):
            if not readonly:
                where.mkdir(parents=True, exist_ok=True)
            archive = cls(index.connect(where, readonly=readonly), where, rotate)
            if not readonly:
                archive._catch_up()
        return archive

    def close(self) -> None:
        """Close the index; what was written is on the disk then."""
        with self._lock, index.explained(self._folder):
            if self._closed:
                return
            self._closed = True
            if not self._db.execute("PRAGMA query_only").fetchone()[0] and (files := list_files(self._folder)):
                _sync(self._folder / files[-1])
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def append(self, exchange: Exchange) -> Entry:
        """Keep an exchange and return its entry; all of it is kept or (on an error) nothing."""
        block = exchange.head + exchange.body
        if len(block) > LIMITS.block:
            raise ArchiveError(f"{exchange.url}: {len(block)} bytes, more than the {LIMITS.block} that a record takes")
        try:
            record = make_response(exchange, uuid4())
        except ValueError as error:
            raise ArchiveError(f"cannot be archived: {error}") from error
        with self._turn(), transaction(self._db):
            self._check_room(len(record))
            name, offset = self._find_place(exchange.at)
            entry = describe(exchange.url, exchange.at, block, (name, offset, len(record)))
            self._write(name, offset, record)
            index.add_entry(self._db, entry)
        return entry

    def load(self, entry: Entry) -> Exchange:
        """Return the exchange kept at an entry; raise ArchiveError where it is not there as it was written."""
        path = locate(self._folder, entry.file)
        where = f"{path}:{entry.offset}"
        with index.explained(self._folder):
            record = next(read_file(path, entry.offset), None)
        if not isinstance(record, WarcRecord) or (record.offset, record.length) != (entry.offset, entry.length):
            raise ArchiveError(f"{where}: {getattr(record, 'message', 'no such record')}")
        head, body = split_message(record.block)
        if record.url != entry.url or record.at is None or sha256(body).hexdigest() != entry.payload:
            raise ArchiveError(f"{where}: holds another page than the one that was kept there")
        return Exchange(url=record.url, at=record.at, head=head, body=body)

    def entries(self) -> Iterator[Entry]:
        """Yield all entries, by address and time."""
        last = None
        while True:
            with self._turn():
                found = index.find_after(self._db, last, _BATCH)
            yield from found
            if len(found) < _BATCH:
                return
            last = found[-1]

    def count(self) -> int:
        """Return how many exchanges are kept."""
        with self._turn():
            return index.count_entries(self._db)

    def captures(self, url: str) -> tuple[Entry, ...]:
        """Return the entries of an address, the oldest first."""
        with self._turn():
            return tuple(index.find_entries(self._db, "url = ?", url))

    def find_page(self, digest: str) -> tuple[Entry, ...]:
        """Return the entries whose page, decoded, has this SHA-256: the digest that an article carries."""
        with self._turn():
            return tuple(index.find_entries(self._db, "page = ?", digest))

    def rebuild(self) -> None:
        """Make the index anew from the files."""
        with self._turn(), transaction(self._db):
            index.clear(self._db)
            self._index_all()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait until no other thread uses the index; raise ArchiveError where that fails or the archive is closed."""
        with self._lock, index.explained(self._folder):
            if self._closed:
                raise ArchiveError(f"{self._folder}: closed already")
            yield

    def _catch_up(self) -> None:
        """Index files that the index does not know, and settle the last one."""
        with transaction(self._db):
            known = index.list_indexed(self._db)
            if not known:
                self._index_all()
            elif files := list_files(self._folder):
                settle_file(self._db, self._folder / files[-1])

    def _index_all(self) -> None:
        files = list_files(self._folder)
        for name in files[:-1]:
            index_file(self._db, self._folder / name)
        for name in files[-1:]:
            settle_file(self._db, self._folder / name)

    def _find_place(self, at: datetime) -> tuple[str, int]:
        """Return file and offset for the next record; begins a new file where the last one is full or damaged."""
        last = next(reversed(list_files(self._folder)), None)
        if last:
            end, closed = settle_file(self._db, self._folder / last)
            if not closed and 0 < end < self._rotate:
                return last, end
            if end:
                _sync(self._folder / last)
        name = last if last and not closed and not end else name_next(last)
        info = make_info(_INFO, name, at, uuid4())
        self._write(name, 0, info)
        return name, len(info)

    def _check_room(self, size: int) -> None:
        """Leave others some of the disk: a ledger that cannot grow is worse than a page not kept."""
        free = disk_usage(self._folder).free
        if free - size < RESERVE:
            raise ArchiveError(
                f"{self._folder}: only {free // 1_000_000} MB are free on its disk, of which {RESERVE // 1_000_000} MB "
                "are left to others; make room and run again, nothing is lost"
            )

    def _write(self, name: str, offset: int, record: bytes) -> None:
        with (self._folder / name).open("ab") as file:
            file.write(record)
        index.set_end(self._db, name, offset + len(record))


def rebuild_index(folder: str | PathLike[str]) -> None:
    """Make an archive's index anew from its files, whatever it is now; raise ArchiveError.

    An index that cannot be read is thrown away, so no other program may have the archive open.
    """
    try:
        with Archive.open(folder) as archive:
            archive.rebuild()
    except ArchiveError as error:
        if isinstance(error.__cause__, OSError) or "locked" in str(error.__cause__):
            raise
        with index.explained(Path(folder)):
            for path in Path(folder).glob(f"{INDEX}*"):
                path.unlink()
        Archive.open(folder).close()


def _sync(path: Path) -> None:
    with path.open("ab") as file:
        os.fsync(file.fileno())
