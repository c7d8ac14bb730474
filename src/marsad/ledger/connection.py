"""A ledger's store opened, and made or brought up to date where it must be."""

from marsad.ledger.errors import LedgerError, explained
from marsad.ledger.migrate import check_schema, load_migrations, migrate
from marsad.ledger.place import LedgerPlace, ServerPlace
from marsad.ledger.stores import sqlite
from marsad.ledger.stores.base import Database

PATIENCE = 60.0  # seconds that a writer waits for another one


def connect(place: LedgerPlace, *, create: bool, readonly: bool) -> Database:
    """Open the ledger at `place`, made or brought up to date unless `readonly`; raise LedgerError."""
    with explained(str(place)):
        db: Database = (
            _open_server(place.server, create=create, readonly=readonly)
            if place.server
            else sqlite.open_store(place.file, PATIENCE, create=create, readonly=readonly)
        )
        try:
            _prepare(db, str(place))
        except BaseException:
            db.close()
            raise
    return db


def _open_server(place: ServerPlace, *, create: bool, readonly: bool) -> Database:
    try:
        from marsad.ledger.stores import postgresql  # noqa: PLC0415 (an extra, and slow to load)
    except ImportError as error:
        needed = "a ledger on a server needs the extra `postgresql`: pip install 'marsad[postgresql]'"
        raise LedgerError(needed) from error
    return postgresql.open_store(place, PATIENCE, create=create, readonly=readonly)


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
