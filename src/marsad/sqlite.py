"""SQLite files as every room that keeps one uses them: opened, read where nothing may be written, written whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ATTEMPTS = 5


def open_file(
    path: Path,
    options: str,
    patience: float,
    factory: type[sqlite3.Connection] = sqlite3.Connection,
    *,
    check_same_thread: bool = True,
) -> sqlite3.Connection:
    """Open the file at `path` by an address with `options`; a writer waits `patience` seconds for another one."""
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{options}",
        uri=True,
        timeout=patience,
        isolation_level=None,
        check_same_thread=check_same_thread,
        factory=factory,
    )


def open_for_reading(
    path: Path,
    patience: float,
    factory: type[sqlite3.Connection] = sqlite3.Connection,
    *,
    check_same_thread: bool = True,
) -> sqlite3.Connection:
    """Open without writing; where not even SQLite's side files can be made beside it, as a file that stays as it is."""
    db = open_file(path, "mode=ro", patience, factory, check_same_thread=check_same_thread)
    try:
        db.execute("PRAGMA user_version")
    except sqlite3.Error:
        db.close()
        if Path(f"{path}-wal").exists() or not path.exists():
            raise
        return open_file(path, "immutable=1", patience, factory, check_same_thread=check_same_thread)
    return db


def use_write_ahead_log(db: sqlite3.Connection) -> None:
    """Switch to WAL; that switch does not wait for other writers by itself, so wait for them by a transaction."""
    for attempt in range(_ATTEMPTS):
        if db.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            return
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if attempt == _ATTEMPTS - 1:
                raise
            with transaction(db):
                pass


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
