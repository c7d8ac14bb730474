"""Schemas of PostgreSQL databases opened as ledgers."""

from marsad.ledger.errors import LedgerError
from marsad.ledger.place import ServerPlace
from marsad.ledger.stores.postgresql.connections import Connector
from marsad.ledger.stores.postgresql.database import PostgresDatabase


def open_store(place: ServerPlace, patience: float, *, create: bool, readonly: bool) -> PostgresDatabase:
    """Open the schema at `place`; a writer waits `patience` seconds for another one; raise LedgerError."""
    db = PostgresDatabase(Connector(place, patience, readonly=readonly))
    try:
        if not db.find_schema() and (readonly or not create):
            raise LedgerError(f"{place.name}: no such ledger")
    except BaseException:
        db.close()
        raise
    return db
