"""One SQLite file: opening it, and reading one state of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from marsad.ledger.errors import LedgerError, explained
from marsad.ledger.migrate import check_schema, load_migrations, migrate
from marsad.sqlite import open_file, open_for_reading, transaction, use_write_ahead_log

PATIENCE = 60.0  # seconds that a writer waits for another one
CACHE = 65_536  # KiB of pages kept in memory: with the 2 MB that SQLite takes, adding slows down as the ledger grows


def connect(path: Path, *, create: bool, readonly: bool) -> sqlite3.Connection:
    """Open the ledger at `path`, made or brought up to date unless `readonly`; raise LedgerError."""
    if not path.exists() and (readonly or not create):
        raise LedgerError(f"{path}: no such ledger")
    if path.is_dir():  # SQLite would speak of a disk error
        raise LedgerError(f"{path} cannot be opened: it is a folder")
    with explained(str(path)):
        db = (
            open_for_reading(path, PATIENCE)
            if readonly
            else open_file(path, "mode=rwc" if create else "mode=rw", PATIENCE)
        )
        try:
            db.row_factory = sqlite3.Row
            db.execute("PRAGMA foreign_keys = ON")
            db.execute(f"PRAGMA cache_size = {-CACHE}")
            _prepare(db, path, readonly=readonly)
        except BaseException:
            db.close()
            raise
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
    use_write_ahead_log(db)
    # In WAL mode NORMAL survives a killed process whole; a power cut may cost the last pages, never consistency.
    db.execute("PRAGMA synchronous = NORMAL")
    if schema < len(load_migrations()):
        with transaction(db):
            migrate(db, str(path))


@contextmanager
def snapshot(db: sqlite3.Connection) -> Iterator[None]:
    """Read one state of the ledger, whatever others write meanwhile."""
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.execute("ROLLBACK")
