"""The index: a SQLite file beside the WARC files, which holds nothing that cannot be read from them again."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from marsad.archive.files import INDEX
from marsad.archive.nouns import ArchiveError, Entry
from marsad.sqlite import open_file, open_for_reading, transaction, use_write_ahead_log

PATIENCE = 60.0  # seconds that a writer waits for another one
_VERSION = 1
_SCHEMA = """
CREATE TABLE file (
  name TEXT PRIMARY KEY,
  end INTEGER NOT NULL, -- up to where it is indexed
  closed INTEGER NOT NULL -- whether nothing is to be added to it
) WITHOUT ROWID;
CREATE TABLE record (
  file TEXT NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  url TEXT NOT NULL,
  at TEXT NOT NULL, -- ISO 8601, UTC, to the microsecond, so that it sorts
  payload TEXT NOT NULL,
  page TEXT,
  PRIMARY KEY (file, offset)
) WITHOUT ROWID;
CREATE INDEX record_by_url ON record (url, at);
CREATE INDEX record_by_page ON record (page);
"""
_COLUMNS = "url, at, file, offset, length, payload, page"
_SELECT = f"SELECT {_COLUMNS} FROM record"
_PLACE = "url, at, file, offset"


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn errors of SQLite and the file system into ArchiveError."""
    try:
        yield
    except sqlite3.OperationalError as error:
        busy = "locked" in str(error)
        raise ArchiveError(f"{folder}: {'is being written by another program' if busy else error}") from error
    except sqlite3.Error as error:
        raise ArchiveError(f"{folder / INDEX}: {error}; rebuild the index") from error
    except OSError as error:
        raise ArchiveError(f"{folder}: {(error.strerror or str(error)).lower()}") from error


def connect(folder: Path, *, readonly: bool) -> sqlite3.Connection:
    """Open the index in `folder`, made where there is none unless `readonly`."""
    file, patience = folder / INDEX, PATIENCE
    if readonly:
        db = open_for_reading(file, patience, check_same_thread=False)
    else:
        db = open_file(file, "mode=rwc", patience, check_same_thread=False)
    try:
        if readonly:
            db.execute("PRAGMA query_only = ON")
        else:
            use_write_ahead_log(db)
            db.execute("PRAGMA synchronous = NORMAL")
            _make_schema(db)
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version != _VERSION:
            raise ArchiveError(f"{folder / INDEX}: made by another version of marsad; rebuild the index")
    except BaseException:
        db.close()
        raise
    return db


def _make_schema(db: sqlite3.Connection) -> None:
    with transaction(db):
        if db.execute("PRAGMA user_version").fetchone()[0] == 0:
            for statement in _SCHEMA.split(";"):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {_VERSION}")


def add_entry(db: sqlite3.Connection, entry: Entry) -> None:
    """Index an entry."""
    place = (entry.file, entry.offset, entry.length, entry.payload, entry.page)
    row = (entry.url, _write_time(entry.at), *place)
    db.execute(f"INSERT OR REPLACE INTO record ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def set_end(db: sqlite3.Connection, file: str, end: int, *, closed: bool = False) -> None:
    """Note up to where a file is indexed, and whether it may grow."""
    db.execute("INSERT OR REPLACE INTO file (name, end, closed) VALUES (?, ?, ?)", (file, end, closed))


def get_end(db: sqlite3.Connection, file: str) -> tuple[int, bool]:
    """Return up to where a file is indexed, and whether it is closed."""
    row = db.execute("SELECT end, closed FROM file WHERE name = ?", (file,)).fetchone()
    return (row[0], bool(row[1])) if row else (0, False)


def clear(db: sqlite3.Connection) -> None:
    """Forget everything."""
    db.execute("DELETE FROM record")
    db.execute("DELETE FROM file")


def list_indexed(db: sqlite3.Connection) -> list[str]:
    """Return the names of the files that the index knows."""
    return [name for (name,) in db.execute("SELECT name FROM file UNION SELECT file FROM record ORDER BY 1")]


def find_entries(db: sqlite3.Connection, where: str = "1", *values: str) -> Iterator[Entry]:
    """Yield the entries that a condition on the columns holds for, by address and time."""
    yield from map(_make_entry, db.execute(f"{_SELECT} WHERE {where} ORDER BY {_PLACE}", values))


def count_entries(db: sqlite3.Connection) -> int:
    """Return how many entries there are."""
    return int(db.execute("SELECT count(*) FROM record").fetchone()[0])


def find_after(db: sqlite3.Connection, last: Entry | None, count: int) -> tuple[Entry, ...]:
    """Return the `count` entries that follow `last`, by address and time."""
    after = (last.url, _write_time(last.at), last.file, last.offset) if last else ("", "", "", -1)
    rows = db.execute(f"{_SELECT} WHERE ({_PLACE}) > (?, ?, ?, ?) ORDER BY {_PLACE} LIMIT ?", (*after, count))
    return tuple(map(_make_entry, rows))


def _make_entry(row: tuple[str, str, str, int, int, str, str | None]) -> Entry:
    url, at, file, offset, length, payload, page = row
    moment = datetime.fromisoformat(at)
    return Entry(url=url, at=moment, file=file, offset=offset, length=length, payload=payload, page=page)


def _write_time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
