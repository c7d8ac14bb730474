"""What the ledger asks of a store, whichever it is.

SQL is written once, in what SQLite and PostgreSQL both understand, with `?` for values. What they put differently is a
method here: a new row's key, one state for many questions, text search, the schema's number.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, Protocol

ALL = 1 << 62  # as a LIMIT: no limit
LONGEST_WORD = 500  # letters by which words are told apart: PostgreSQL's indexes take no longer ones


class Row(Protocol):
    """One row of an answer: its columns by name or place, and as a tuple."""

    def __getitem__(self, key: int | str, /) -> Any: ...  # noqa: ANN401 (whatever the column holds)

    def __iter__(self) -> Iterator[Any]: ...

    def keys(self) -> list[str]:
        """Return the columns' names."""


class Rows(Protocol):
    """An answer."""

    def __iter__(self) -> Iterator[Any]: ...

    def fetchone(self) -> Any:  # noqa: ANN401 (a Row or None; to tell each time which would say nothing)
        """Return the next row, None where there is none."""

    def fetchall(self) -> list[Any]:
        """Return all rows that are left."""


class Match(NamedTuple):
    """A question that gives the `key` of all passages that hold some words."""

    query: str
    values: tuple[object, ...]


class Database(Protocol):
    """An open store. Every method but `close` may raise LedgerError or what `errors.explained` makes one of."""

    readonly: bool

    def describe(self) -> str:
        """Return what program keeps the ledger, in which version, and how many megabytes it takes."""

    def prepare(self) -> None:
        """Ready the store, which is a ledger or empty, for what it was opened for."""

    def execute(self, query: str, values: Sequence[Any] = (), /) -> Rows:
        """Ask or do something."""

    def executemany(self, query: str, rows: Iterable[Sequence[Any]], /) -> object:
        """Do the same for many rows of values."""

    def insert(self, table: str, row: Mapping[str, object]) -> int:
        """Add a row, the columns by name, and return the `key` that it was given."""

    def insert_all(self, table: str, rows: Sequence[Mapping[str, object]]) -> list[int]:
        """Add rows with the same columns, an `id` of its own in each; return the keys that they were given."""

    def stream(self, query: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        """Yield the rows of an answer that may be too large for memory; other questions may be asked meanwhile."""

    def transaction(self) -> AbstractContextManager[None]:
        """Write all or nothing; waits for other writers first."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Let all questions in the block see one state, whatever others write meanwhile."""

    def state(self) -> str:
        """Return a text that is another one after any change that was committed."""

    def later(self, day: str, days: int) -> str:
        """Return in SQL the ISO day so many days after one that a column holds."""

    def match(self, groups: Sequence[Sequence[str]]) -> Match | None:
        """Return what finds the passages that hold a word of every group; None where no passage can."""

    def index_passages(self, articles: Sequence[str] | None = None) -> None:
        """Take the new passages of articles into the index; without `articles`, make it anew of all passages."""

    def clear_index(self) -> None:
        """Empty the table of passages and its index, a damaged one too."""

    def check(self) -> Iterator[str]:
        """Yield one line for every problem with the store itself, before anything is asked of its content."""

    def check_index(self) -> Iterator[str]:
        """Yield one line for every problem with the index of passages."""

    def find_schema(self) -> int:
        """Return the number of the schema, 0 where nothing is there; raise LedgerError for what is no ledger."""

    def note_schema(self, number: int) -> None:
        """Note which schema the tables have now."""

    def run_migration(self, number: int, script: str) -> None:
        """Run the ledger's migration of that number, inside the caller's transaction."""

    def list_tables(self) -> tuple[str, ...]:
        """Return the ledger's tables in the order in which they can be loaded, without the store's own."""

    def list_columns(self, table: str) -> tuple[str, ...]:
        """Return the names of a table's columns."""

    def begin_load(self) -> None:
        """Let the caller's transaction load whole tables, one after the other."""

    def load(self, table: str, columns: str, rows: Sequence[Sequence[Any]]) -> None:
        """Add rows with the keys that they have; `columns` are quoted and joined by commas."""

    def end_load(self) -> None:
        """Prove references and have new keys follow those that were loaded."""

    def close(self) -> None:
        """Let go of the store."""
