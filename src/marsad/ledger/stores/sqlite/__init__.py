"""A ledger in one SQLite file."""

from marsad.ledger.stores.sqlite.database import SqliteDatabase
from marsad.ledger.stores.sqlite.opening import open_store

__all__ = ["SqliteDatabase", "open_store"]
