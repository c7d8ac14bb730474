"""Questions for many values at once."""

from collections.abc import Iterator, Sequence

from marsad.ledger.stores.base import Database, Row

Values = Sequence[str] | Sequence[int]

_AT_ONCE = 512  # values in one question to the database


def ask(db: Database, query: str | Sequence[str], values: Values) -> Iterator[Row]:
    """Return the rows of a query that ends in IN, or of several, for all values, so many at once as the database takes.

    It is asked at once and the answer fetched when it is looked at, so that several questions make one way to a server.
    """
    queries = (query,) if isinstance(query, str) else query
    answers = [
        db.execute(" UNION ALL ".join(f"{one} ({marks})" for one in queries), [*some] * len(queries))
        for marks, some in _split(values)
    ]
    return (row for answer in answers for row in answer.fetchall())


def act(db: Database, order: str, values: Values) -> None:
    """Carry out an order that ends in IN, for all values."""
    for marks, some in _split(values):
        db.execute(f"{order} ({marks})", some)


def _split(values: Values) -> Iterator[tuple[str, Values]]:
    """Yield some values at a time with their marks; how many is one of few numbers, so that stores know questions."""
    for first in range(0, len(values), _AT_ONCE):
        some = fill_up(values[first : first + _AT_ONCE])
        yield ", ".join("?" * len(some)), some


def fill_up(values: Values) -> Values:
    """Return values with the last one again and again, so that there is a power of two of them."""
    more = (1 << (len(values) - 1).bit_length()) - len(values)
    return [*values, *(values[-1] for _ in range(more))]
