"""SQLite files opened as ledgers."""

import sqlite3
from pathlib import Path
from typing import cast

from marsad.ledger.errors import LedgerError
from marsad.ledger.stores.sqlite.database import SqliteDatabase
from marsad.sqlite import open_file, open_for_reading

CACHE = 65_536  # KiB of pages kept in memory: with the 2 MB that SQLite takes, adding slows down as the ledger grows
READING_CACHE = 16_384  # KiB: a server has several open, and whatever another process writes empties it


def open_store(path: Path, patience: float, *, create: bool, readonly: bool) -> SqliteDatabase:
    """Open the file at `path`; a writer waits `patience` seconds for another one; raise LedgerError or SQLite's own."""
    if not path.exists() and (readonly or not create):
        raise LedgerError(f"{path}: no such ledger")
    if path.is_dir():  # SQLite would speak of a disk error
        raise LedgerError(f"{path} cannot be opened: it is a folder")
    mode = "mode=rwc" if create else "mode=rw"
    db = cast(
        "SqliteDatabase",
        open_for_reading(path, patience, SqliteDatabase, check_same_thread=False)  # one thread at a time will do
        if readonly
        else open_file(path, mode, patience, SqliteDatabase),
    )
    db.path, db.readonly, db.row_factory = path, readonly, sqlite3.Row
    try:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute(f"PRAGMA cache_size = {-(READING_CACHE if readonly else CACHE)}")
    except BaseException:
        db.close()
        raise
    return db
