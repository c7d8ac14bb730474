"""A ledger's store opened, and made or brought up to date where it must be."""

from pathlib import Path

from marsad.ledger.errors import LedgerError, explained
from marsad.ledger.migrate import check_schema, load_migrations, migrate
from marsad.ledger.stores import sqlite
from marsad.ledger.stores.base import Database

PATIENCE = 60.0  # seconds that a writer waits for another one


def connect(path: Path, *, create: bool, readonly: bool) -> Database:
    """Open the ledger at `path`, made or brought up to date unless `readonly`; raise LedgerError."""
    with explained(str(path)):
        db: Database = sqlite.open_store(path, PATIENCE, create=create, readonly=readonly)
        try:
            _prepare(db, str(path))
        except BaseException:
            db.close()
            raise
    return db


def _prepare(db: Database, name: str) -> None:
    with db.snapshot():  # another process may be making the ledger at this moment
        schema = check_schema(db, name)
    if db.readonly and schema != len(load_migrations()):
        older = "is empty" if not schema else "was written by an older marsad"
        raise LedgerError(f"{name} {older}; open it once for writing")
    db.prepare()
    if schema < len(load_migrations()):
        with db.transaction():
            migrate(db, name)
