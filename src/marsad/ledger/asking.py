"""Questions for many values at once."""

from collections.abc import Iterator

from marsad.ledger.stores.base import Database, Row

_AT_ONCE = 500  # values in one question to the database


def ask(db: Database, query: str, values: list[str] | list[int]) -> Iterator[Row]:
    """Yield the rows of a query that ends in IN, for all values, so many at once as the database takes."""
    for first in range(0, len(values), _AT_ONCE):
        some = values[first : first + _AT_ONCE]
        yield from db.execute(f"{query} ({', '.join('?' * len(some))})", some).fetchall()
