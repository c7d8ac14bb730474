"""The schema of a ledger file, and how an older one is brought up to date."""

import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from marsad.ledger.analyser import ANALYSER
from marsad.ledger.errors import LedgerError

APPLICATION = 0x4D525344  # "MRSD" in the file's header


@cache
def load_migrations() -> tuple[str, ...]:
    """Return the SQL of every migration; the n-th brings a ledger to schema n."""
    found = [file for file in files("marsad.ledger.migrations").iterdir() if file.name.endswith(".sql")]
    return tuple(file.read_text(encoding="utf-8") for file in sorted(found, key=lambda file: file.name))


def check_schema(db: sqlite3.Connection, path: str) -> int:
    """Return the schema of the ledger, 0 for an empty database; raise LedgerError when it is not one we can use."""
    (schema,) = db.execute("PRAGMA user_version").fetchone()
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not tables and not schema:
        return 0
    if application != APPLICATION:
        raise LedgerError(f"{path} is a SQLite file of another program, not a ledger")
    if schema > len(load_migrations()):
        raise LedgerError(f"{path} was written by a newer marsad (schema {schema}); update marsad")
    return int(schema)


def migrate(db: sqlite3.Connection, path: str) -> None:
    """Bring the ledger to the newest schema, inside the caller's transaction; raise LedgerError."""
    done = check_schema(db, path)
    wanted = load_migrations()
    if done == len(wanted):
        return
    for script in wanted[done:]:
        for statement in split_statements(script):
            db.execute(statement)
    if not done:
        db.execute("INSERT INTO meta (schema_version, analyser) VALUES (?, ?)", (len(wanted), ANALYSER))
    db.execute("UPDATE meta SET schema_version = ?", (len(wanted),))
    db.execute(f"PRAGMA application_id = {APPLICATION}")
    db.execute(f"PRAGMA user_version = {len(wanted)}")


def split_statements(script: str) -> Iterator[str]:
    """Yield the statements of an SQL script; `executescript` would commit before it starts."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement
