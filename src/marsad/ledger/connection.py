"""One SQLite file: opening it, and writing to it in whole transactions."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from marsad.ledger.errors import LedgerError, explained
from marsad.ledger.migrate import check_schema, load_migrations, migrate

PATIENCE = 60.0  # seconds that a writer waits for another one
_ATTEMPTS = 5
CACHE = 65_536  # KiB of pages kept in memory: with the 2 MB that SQLite takes, adding slows down as the ledger grows


def connect(path: Path, *, create: bool, readonly: bool) -> sqlite3.Connection:
    """Open the ledger at `path`, made or brought up to date unless `readonly`; raise LedgerError."""
    if not path.exists() and (readonly or not create):
        raise LedgerError(f"{path}: no such ledger")
    if path.is_dir():  # SQLite would speak of a disk error
        raise LedgerError(f"{path} cannot be opened: it is a folder")
    with explained(str(path)):
        db = _open_for_reading(path) if readonly else _open_file(path, "mode=rwc" if create else "mode=rw")
        try:
            _prepare(db, path, readonly=readonly)
        except BaseException:
            db.close()
            raise
    return db


def _open_file(path: Path, options: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?{options}"
    db = sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA foreign_keys = ON")
    db.execute(f"PRAGMA cache_size = {-CACHE}")
    return db


def _open_for_reading(path: Path) -> sqlite3.Connection:
    """Open without writing; where not even SQLite's side files can be made beside it, as a file that stays as it is."""
    db = _open_file(path, "mode=ro")
    try:
        db.execute("PRAGMA user_version")
    except sqlite3.Error:
        db.close()
        if Path(f"{path}-wal").exists():
            raise
        return _open_file(path, "immutable=1")
    return db


def _prepare(db: sqlite3.Connection, path: Path, *, readonly: bool) -> None:
    with snapshot(db):  # another process may be making the ledger at this moment
        schema = check_schema(db, str(path))
    if readonly:
        if schema != len(load_migrations()):
            older = "is empty" if not schema else "was written by an older marsad"
            raise LedgerError(f"{path} {older}; open it once for writing")
        db.execute("PRAGMA query_only = ON")
        return
    _use_write_ahead_log(db)
    # In WAL mode NORMAL survives a killed process whole; a power cut may cost the last pages, never consistency.
    db.execute("PRAGMA synchronous = NORMAL")
    if schema < len(load_migrations()):
        with transaction(db):
            migrate(db, str(path))


def _use_write_ahead_log(db: sqlite3.Connection) -> None:
    """Switch to WAL; that switch does not wait for other writers by itself, so wait for them by a transaction."""
    for attempt in range(_ATTEMPTS):
        if db.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            return
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if attempt == _ATTEMPTS - 1:
                raise
            db.execute("BEGIN IMMEDIATE")
            db.execute("ROLLBACK")


@contextmanager
def snapshot(db: sqlite3.Connection) -> Iterator[None]:
    """Read one state of the ledger, whatever others write meanwhile."""
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.execute("ROLLBACK")


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Write all or nothing; waits for other writers first."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # a full disk has SQLite roll back by itself
            db.execute("ROLLBACK")
        raise
