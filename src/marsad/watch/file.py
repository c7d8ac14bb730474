"""The state's file: SQLite beside the ledger, opened and made."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from marsad.sqlite import open_file, transaction, use_write_ahead_log
from marsad.watch.nouns import WatchError

APPLICATION = 0x4D525357  # "MRSW" in the file's header
VERSION = 1
_PATIENCE = 60.0  # seconds that a writer waits for another one
_REASONS = (
    ("file is not a database", "is not the state of a watch (not a SQLite file)"),
    ("malformed", "is damaged; move it away, and the watch begins anew"),
    ("database or disk is full", "cannot grow: the disk is full; nothing is lost, make room and run again"),
    ("disk i/o error", "cannot be read or written (disk error, or no room to grow)"),
    ("database is locked", "is being written by another program; try again later"),
    ("readonly database", "cannot be written (read-only)"),
    ("unable to open", "cannot be opened (is its folder there, and may you write in it?)"),
)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into WatchError."""
    try:
        yield
    except (sqlite3.Error, UnicodeEncodeError) as error:
        words = str(error).lower()
        reason = next((says for sign, says in _REASONS if sign in words), " ".join(str(error).split()))
        raise WatchError(f"{path} {reason}") from error


def connect(path: Path, *, readonly: bool) -> sqlite3.Connection:
    """Open the state at `path`, made where there is none unless `readonly`; raise WatchError."""
    if path.is_dir():
        raise WatchError(f"{path} cannot be opened: it is a folder")
    if readonly and not path.exists():
        raise WatchError(f"{path}: no such state; `marsad watch` makes it")
    with explained(path):
        mode = "ro" if readonly else "rwc"
        db = open_file(path, f"mode={mode}", _PATIENCE)
        try:
            db.row_factory = sqlite3.Row
            _prepare(db, path, readonly=readonly)
        except BaseException:
            db.close()
            raise
    return db


def _prepare(db: sqlite3.Connection, path: Path, *, readonly: bool) -> None:
    if not readonly:
        use_write_ahead_log(db)
        db.execute("PRAGMA synchronous = NORMAL")
        _make_schema(db)
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (application,) = db.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION:
        raise WatchError(f"{path} is a SQLite file of another program, not the state of a watch")
    if version != VERSION:
        raise WatchError(f"{path} was written by another version of marsad (state {version}, not {VERSION})")


def _make_schema(db: sqlite3.Connection) -> None:
    with transaction(db):
        if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return
        for statement in files("marsad.watch").joinpath("state.sql").read_text(encoding="utf-8").split(";\n"):
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {VERSION}")
