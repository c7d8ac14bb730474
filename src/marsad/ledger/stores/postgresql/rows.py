"""Rows as the ledger reads them: by a column's name or place, and as a tuple."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, ClassVar

from psycopg import Cursor


class NamedRow(tuple[Any, ...]):
    """A tuple with names for its places; each set of columns has a class of its own."""

    __slots__ = ()
    places: ClassVar[dict[str, int]] = {}

    def __getitem__(self, key: Any, /) -> Any:  # noqa: ANN401 (a name, place or slice; whatever the column holds)
        """Return a column by name or place."""
        return tuple.__getitem__(self, self.places[key] if isinstance(key, str) else key)

    def keys(self) -> list[str]:
        """Return the columns' names."""
        return list(self.places)


@lru_cache(maxsize=512)
def _make_class(names: tuple[str, ...]) -> type[NamedRow]:
    return type("Row", (NamedRow,), {"__slots__": (), "places": {name: place for place, name in enumerate(names)}})


def make_rows(cursor: Cursor[Any]) -> Callable[[Sequence[Any]], NamedRow]:
    """Return what makes rows of the answer that a cursor holds; psycopg's `row_factory`."""
    return _make_class(tuple(column.name for column in cursor.description or ()))
