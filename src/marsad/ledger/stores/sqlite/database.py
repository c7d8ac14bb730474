"""An SQLite connection with what the ledger asks of a store."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

from marsad.ledger.asking import ask
from marsad.ledger.errors import LedgerError
from marsad.ledger.stores.base import LONGEST_WORD, Match
from marsad.ledger.stores.sql import split_statements
from marsad.sqlite import transaction, use_write_ahead_log

APPLICATION = 0x4D525344  # "MRSD" in the file's header
_LOOKED_UP_AT_ONCE = 400


class SqliteDatabase(sqlite3.Connection):
    """An open file; a subclass, so that nothing stands between the ledger and SQLite."""

    readonly = False
    path = Path(":memory:")

    def describe(self) -> str:
        """Return SQLite's version and the file's size."""
        return f"SQLite {sqlite3.sqlite_version}, {self.path.stat().st_size / 1e6:.1f} MB"

    def prepare(self) -> None:
        """Make a file for reading unwritable, one for writing quick and safe."""
        if self.readonly:
            self.execute("PRAGMA query_only = ON")
            return
        use_write_ahead_log(self)
        # In WAL mode NORMAL survives a killed process whole; a power cut may cost the last pages, never consistency.
        self.execute("PRAGMA synchronous = NORMAL")

    def insert(self, table: str, row: Mapping[str, object]) -> int:
        """Add a row and return its key."""
        (key,) = self.insert_all(table, [row])
        return key

    def insert_all(self, table: str, rows: Sequence[Mapping[str, object]]) -> list[int]:
        """Add rows of the same columns and return their keys."""
        if not rows:
            return []
        columns = ", ".join(f'"{column}"' for column in rows[0])
        query = f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(rows[0]))})"
        return [int(self.execute(query, tuple(row.values())).lastrowid or 0) for row in rows]

    def stream(self, query: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        """Yield rows as SQLite finds them."""
        return iter(self.execute(query, values))

    def transaction(self) -> AbstractContextManager[None]:
        """Write all or nothing."""
        return transaction(self)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one state."""
        self.execute("BEGIN")
        try:
            yield
        finally:
            self.execute("ROLLBACK")

    def state(self) -> str:
        """Return what changes with the file and with what waits beside it."""
        told = list[int]()
        for path in (self.path, Path(f"{self.path}-wal")):
            with suppress(OSError):  # what waits may just have been taken in
                about = path.stat()
                told += [about.st_mtime_ns, about.st_size] if about.st_size else []  # readers make an empty file, too
        return "-".join(map(str, told))

    def later(self, day: str, days: int) -> str:
        """Return in SQL the ISO day so many days after one that a column holds."""
        return f"date({day}, '+{days} days')"

    def match(self, groups: Sequence[Sequence[str]]) -> Match | None:
        """Return a boolean over words that the index really holds."""
        known = [self._list_known(group) for group in groups]
        if not all(known):
            return None
        wanted = " AND ".join("(" + " OR ".join(f'"{term}"' for term in group) + ")" for group in known)
        return Match("SELECT rowid AS key FROM passage_index WHERE passage_index MATCH ?", (wanted,))

    def _list_known(self, terms: Sequence[str]) -> list[str]:
        known: list[str] = []
        for first in range(0, len(terms), _LOOKED_UP_AT_ONCE):
            some = terms[first : first + _LOOKED_UP_AT_ONCE]
            cut = [term[:LONGEST_WORD] for term in some]
            rows = self.execute(f"SELECT term FROM word WHERE term IN ({', '.join('?' * len(cut))})", cut)
            found = {row["term"] for row in rows}
            known += [term for term in some if term[:LONGEST_WORD] in found]
        return sorted(known)

    def index_passages(self, articles: Sequence[str] | None = None) -> None:
        """Index passages in the order of their keys: where one is less than the last, what was given is written out."""
        if articles is None:
            self.execute("INSERT INTO passage_index (passage_index) VALUES ('rebuild')")
            return
        rows = sorted(map(tuple, ask(self, "SELECT key, terms FROM passage WHERE article IN", articles)))
        self.executemany("INSERT INTO passage_index (rowid, terms) VALUES (?, ?)", rows)

    def clear_index(self) -> None:
        """Empty the passages; the index is made whole first, or a damaged one could not be emptied."""
        self.execute("INSERT INTO passage_index (passage_index) VALUES ('rebuild')")
        self.execute("DELETE FROM passage")
        self.execute("DELETE FROM word")

    def check(self) -> Iterator[str]:
        """Yield what SQLite finds wrong with the file, and references that lead nowhere."""
        for (line,) in self.execute("PRAGMA integrity_check"):
            if line != "ok":
                yield f"file: {line}"
        for table, row, parent, _ in self.execute("PRAGMA foreign_key_check"):
            yield f"{table} {row}: points to a missing {parent}"

    def check_index(self) -> Iterator[str]:
        """Yield where the index and the passages differ; which words it holds of them only a writer can ask."""
        (passages,) = self.execute("SELECT count(*) FROM passage").fetchone()
        (indexed,) = self.execute("SELECT count(*) FROM passage_index_docsize").fetchone()
        if passages != indexed:
            yield f"search index: holds {indexed} of {passages} passages; rebuild it"
        if not self.readonly:
            yield from self._check_postings()

    def _check_postings(self) -> Iterator[str]:
        try:
            self.execute("INSERT INTO passage_index (passage_index, rank) VALUES ('integrity-check', 1)")
        except sqlite3.OperationalError:  # another writer or a full disk says nothing about the index
            raise
        except sqlite3.DatabaseError as error:
            yield f"search index: {error}; rebuild it"

    def list_tables(self) -> tuple[str, ...]:
        """Return the tables but for those of the search index."""
        query = (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            " AND name NOT LIKE 'passage#_%' ESCAPE '#' ORDER BY name"
        )
        return tuple(name for (name,) in self.execute(query))

    def list_columns(self, table: str) -> tuple[str, ...]:
        """Return the names of a table's columns."""
        return tuple(name for (name,) in self.execute("SELECT name FROM pragma_table_info(?)", (table,)))

    def begin_load(self) -> None:
        """Have references wait for the transaction's end."""
        self.execute("PRAGMA defer_foreign_keys = ON")

    def load(self, table: str, columns: str, rows: Sequence[Sequence[Any]]) -> None:
        """Add rows."""
        self.executemany(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(rows[0]))})", rows)

    def end_load(self) -> None:
        """Index passages and have questions be planned by what there is now; references are proved by the commit."""
        self.index_passages()
        self.execute("ANALYZE")

    def find_schema(self) -> int:
        """Return the schema that the file's header names."""
        (schema,) = self.execute("PRAGMA user_version").fetchone()
        (application,) = self.execute("PRAGMA application_id").fetchone()
        (tables,) = self.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not tables and not schema:
            return 0
        if application != APPLICATION:
            raise LedgerError(f"{self.path} is a SQLite file of another program, not a ledger")
        return int(schema)

    def note_schema(self, number: int) -> None:
        """Note whose file this is and which schema it has in its header."""
        self.execute(f"PRAGMA application_id = {APPLICATION}")
        self.execute(f"PRAGMA user_version = {number}")

    def run_migration(self, number: int, script: str) -> None:
        """Run a script; `executescript` would commit before it starts."""
        for statement in split_statements(script):
            self.execute(statement)
