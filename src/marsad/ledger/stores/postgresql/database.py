"""A connection to PostgreSQL with what the ledger asks of a store."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from hashlib import blake2b
from itertools import chain, count
from typing import Any

import psycopg
from psycopg import pq

from marsad.ledger.errors import LostError
from marsad.ledger.stores.base import Match
from marsad.ledger.stores.postgresql import checking, loading, schema, search
from marsad.ledger.stores.postgresql.connections import Connection, Connector
from marsad.ledger.stores.postgresql.dialect import translate_question, widen_insert
from marsad.ledger.stores.postgresql.errors import explain_error
from marsad.ledger.stores.postgresql.rows import NamedRow

Cursor = psycopg.Cursor[NamedRow]

_AT_ONCE = 1_000  # rows that are fetched at a time of an answer that may be large
_INSERTED_AT_ONCE = 64  # rows in one statement


class PostgresDatabase:
    """An open connection; one that is lost is made anew at the next question, unless something was half done."""

    def __init__(self, connector: Connector) -> None:
        """Use the connections that `connector` makes."""
        self.readonly = connector.readonly
        self._connector = connector
        self._name, self._schema = connector.place.name, connector.place.schema
        self._db: Connection | None = connector.connect()
        self._block = False  # whether a transaction or snapshot is open
        self._later: tuple[str, ...] = ()  # indexes to be made when all is loaded
        self._sent = ExitStack()  # closes when what was sent and not waited for is done
        self._numbers = count(1)
        # One writer at a time, as with SQLite: what is written hangs on what was read in the same transaction.
        name = blake2b(self._schema.encode(), digest_size=8).digest()
        self._lock = int.from_bytes(name, "big", signed=True)

    def describe(self) -> str:
        """Return the server's version and the schema's size."""
        query = (
            "SELECT current_setting('server_version') AS version,"
            " coalesce(sum(pg_total_relation_size(c.oid)), 0) AS size"
            " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = current_schema() AND c.relkind = 'r'"
        )
        row = self.execute(query).fetchall()[0]
        return f"PostgreSQL {row['version'].split()[0]}, {int(row['size']) / 1e6:.1f} MB"

    def prepare(self) -> None:
        """Do nothing: connections for reading come as such."""

    def execute(self, query: str, values: Sequence[Any] = (), /) -> Cursor:
        """Ask or do something."""
        rows: Cursor = self._run(lambda db: db.execute(translate_question(query), values or None))
        return rows

    def executemany(self, query: str, rows: Iterable[Sequence[Any]], /) -> object:
        """Do the same for many rows, all sent at once; what is inserted goes in statements of many rows."""
        given = list(rows)
        if given and widen_insert(query, 1) is None:
            self._run(lambda db: db.cursor().executemany(translate_question(query), given))
        elif given:
            self._insert_many(query, given)
        return None

    def run_script(self, script: str) -> None:
        """Do what a script in PostgreSQL's own words says."""
        self._run_alone(lambda db: db.execute(script.encode()))

    def insert(self, table: str, row: Mapping[str, object]) -> int:
        """Add a row and return its key."""
        query = f"{_make_insert(table, row)} RETURNING key"
        return int(self.execute(query, tuple(row.values())).fetchall()[0][0])

    def insert_all(self, table: str, rows: Sequence[Mapping[str, object]]) -> list[int]:
        """Add rows and return their keys."""
        if not rows:
            return []
        query = f'{_make_insert(table, rows[0])} RETURNING "id", key'
        answers = self._insert_many(query, [tuple(row.values()) for row in rows])
        keys = {name: int(key) for answer in answers for name, key in answer.fetchall()}
        return [keys[row["id"]] for row in rows]

    def _insert_many(self, query: str, rows: Sequence[Sequence[Any]]) -> list[Cursor]:
        answers, first = [], 0
        while left := len(rows) - first:
            number = min(_INSERTED_AT_ONCE, 1 << (left.bit_length() - 1))  # so that there are few statements
            values = [*chain.from_iterable(rows[first : first + number])]
            answers.append(self.execute(widen_insert(query, number) or query, values))
            first += number
        return answers

    def stream(self, query: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        """Yield rows that the server keeps ready, some at a time; what is left of them goes when the ledger closes."""
        cursor = f"rows_{next(self._numbers)}"
        hold = "" if self._block else "WITH HOLD "
        self.execute(f"DECLARE {cursor} NO SCROLL CURSOR {hold}FOR {query}", values)
        while rows := self.execute(f"FETCH {_AT_ONCE} FROM {cursor}").fetchall():
            yield from rows
            if len(rows) < _AT_ONCE:
                break
        self.execute(f"CLOSE {cursor}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all or nothing, one writer after the other."""
        with self._blocked(f"BEGIN; SELECT pg_advisory_xact_lock({self._lock})"):
            self._gather()
            yield
            self.execute("COMMIT")
            self._settle()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one state."""
        with self._blocked("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"):
            yield
            self.execute("ROLLBACK")

    @contextmanager
    def _blocked(self, begin: str) -> Iterator[None]:
        try:
            self.run_script(begin)
            self._block = True
            yield
        except BaseException as error:
            self._undo()
            if isinstance(error, psycopg.Error):  # of what was sent and not waited for
                raise explain_error(error, self._name, lost=self._is_lost()) from error
            raise
        finally:
            self._block = False

    def _gather(self) -> None:
        """From now on send what is asked without waiting for the answer, until one is looked at."""
        if self._db is not None and psycopg.Pipeline.is_supported():  # a client library older than 14 has no pipelines
            self._sent.enter_context(self._db.pipeline())

    def _settle(self) -> None:
        """Wait for what was sent, if anything is under way, and send no more without waiting."""
        self._sent.close()

    def _run_alone(self, do: Callable[[Connection], Any]) -> None:
        """Do what cannot be sent among other things; the rest of the transaction is waited for step by step."""

        def do_alone(db: Connection) -> None:
            self._settle()
            do(db)

        self._run(do_alone)

    def _undo(self) -> None:
        with suppress(psycopg.Error):
            self._settle()
        with suppress(psycopg.Error):
            if self._db is not None:
                self._db.execute(b"ROLLBACK")
        if self._is_lost():
            self._drop()

    def _run(self, do: Callable[[Connection], Any]) -> Any:  # noqa: ANN401 (what is done decides)
        """Do something; over a new connection where the old one had been lost since its last use."""
        for again in (not self._block, False):
            try:
                if self._db is None:
                    self._db = self._connect_anew()
                return do(self._db)
            except psycopg.Error as error:
                lost = self._is_lost()
                if lost and again:
                    self._drop()
                    continue
                raise explain_error(error, self._name, lost=lost) from error
        raise AssertionError("the second attempt returns or raises")

    def _connect_anew(self) -> Connection:
        if self._block:
            raise LostError(f"{self._name} lost its connection; what was being written was not kept; run again")
        return self._connector.connect()

    def _is_lost(self) -> bool:
        return self._db is None or self._db.closed or self._db.pgconn.status == pq.ConnStatus.BAD

    def _drop(self) -> None:
        if self._db is not None:
            self._db.close()
        self._db = None

    def state(self) -> str:
        """Return which transactions are done, as the server counts them."""
        return str(self.execute("SELECT CAST(pg_current_snapshot() AS TEXT)").fetchall()[0][0])

    def later(self, day: str, days: int) -> str:
        """Return in SQL the ISO day so many days after one that a column holds."""
        return f"to_char(CAST({day} AS date) + {days}, 'YYYY-MM-DD')"

    def match(self, groups: Sequence[Sequence[str]]) -> Match | None:
        """Return what finds and ranks passages by the index of their words."""
        return search.make_match(self, groups)

    def index_passages(self, articles: Sequence[str] | None = None) -> None:
        """Do nothing: the server's index takes in passages as they come."""

    def clear_index(self) -> None:
        """Empty the passages and count anew."""
        self.run_script("DELETE FROM passage; DELETE FROM word; UPDATE passage_total SET passages = 0, words = 0")

    def check(self) -> Iterator[str]:
        """Yield what does not hold of indexes and references."""
        return checking.check_schema(self)

    def check_index(self) -> Iterator[str]:
        """Yield where the passages are not as many as were counted."""
        return checking.check_passages(self)

    def list_tables(self) -> tuple[str, ...]:
        """Return the tables, as far as can be those first that others point to."""
        return loading.list_tables(self)

    def list_columns(self, table: str) -> tuple[str, ...]:
        """Return the names of a table's columns."""
        return loading.list_columns(self, table)

    def begin_load(self) -> None:
        """Have references and indexes wait for what comes."""
        self._later = loading.begin_load(self)

    def load(self, table: str, columns: str, rows: Sequence[Sequence[Any]]) -> None:
        """Add rows by the server's own way of loading."""

        def copy(db: Connection) -> None:
            with db.cursor().copy(f"COPY {table} ({columns}) FROM STDIN".encode()) as stream:
                for row in rows:
                    stream.write_row(row)

        self._run_alone(copy)

    def end_load(self) -> None:
        """Make indexes, prove references, move keys on, count for the planner."""
        loading.end_load(self, self._later)

    def find_schema(self) -> int:
        """Return the schema that the tables say they have."""
        return schema.find_schema(self, self._name)

    def note_schema(self, number: int) -> None:
        """Do nothing: the table `meta` tells it."""

    def run_migration(self, number: int, script: str) -> None:
        """Run a script in PostgreSQL's words."""
        schema.run_migration(self, self._schema, number, script)

    def close(self) -> None:
        """Give the connection back."""
        if self._db is not None:
            self._connector.release(self._db)
        self._db = None


def _make_insert(table: str, row: Mapping[str, object]) -> str:
    columns = ", ".join(f'"{column}"' for column in row)
    return f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(row))})"
