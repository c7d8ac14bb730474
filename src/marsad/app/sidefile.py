"""Small SQLite files beside the ledger: made where there is none, private, opened and written whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from marsad.app.errors import AppError

_PATIENCE = 30.0  # seconds that a writer waits for another one


class SideFile(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of file: the number in its header, what it holds in a word, the statements that make it, its version."""

    application: int
    what: str
    schema: tuple[str, ...]
    version: int = 1


@contextmanager
def open_side(path: Path, kind: SideFile, *, reading: bool = False) -> Iterator[sqlite3.Connection]:
    """Open the file at `path`, made where there is none; what is done in the block is done whole or not at all.

    Who is only `reading` waits for no one else who is.
    """
    try:
        if not path.exists():
            path.touch(mode=0o600)
        db = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        try:
            db.row_factory = sqlite3.Row
            db.execute("BEGIN" if reading else "BEGIN IMMEDIATE")
            _prepare(db, path, kind)
            yield db
            db.execute("COMMIT")
        finally:
            db.close()  # undoes what is not committed
    except sqlite3.Error as error:
        raise AppError(f"{path}: the file of {kind.what} cannot be used: {error}") from error


def _prepare(db: sqlite3.Connection, path: Path, kind: SideFile) -> None:
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if not application and not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        for statement in kind.schema:
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {kind.application}")
        db.execute(f"PRAGMA user_version = {kind.version}")
    elif (application, version) != (kind.application, kind.version):
        raise AppError(f"{path} holds no {kind.what}, or those of another version of marsad")
