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
def _make_class(columns: tuple[bytes, ...]) -> type[NamedRow]:
    names = [column.decode() for column in columns]
    return type("Row", (NamedRow,), {"__slots__": (), "places": {name: place for place, name in enumerate(names)}})


def make_rows(cursor: Cursor[Any]) -> Callable[[Sequence[Any]], NamedRow]:
    """Return what makes rows of the answer that a cursor holds; psycopg's `row_factory`."""
    answer = cursor.pgresult  # its `description` would be made anew for every question
    return _make_class(tuple(answer.fname(nth) or b"" for nth in range(answer.nfields)) if answer else ())
