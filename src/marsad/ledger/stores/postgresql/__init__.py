"""A ledger in a schema of a PostgreSQL database. Nothing here is loaded before an address asks for it."""

from marsad.ledger.stores.postgresql.database import PostgresDatabase
from marsad.ledger.stores.postgresql.opening import open_store

__all__ = ["PostgresDatabase", "open_store"]
