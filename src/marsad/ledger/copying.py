"""A whole ledger copied from one store to another: every row of every table, with its key, or nothing at all."""

from collections.abc import Iterator
from itertools import islice

from marsad.ledger.errors import LedgerError
from marsad.ledger.stores.base import Database

_AT_ONCE = 5_000  # rows


def copy_rows(source: Database, target: Database, name: str) -> Iterator[int]:
    """Copy all that `source` holds into `target`, which is empty; yield how many rows are done after each batch.

    One state of the source is copied, whatever is written there meanwhile; the target has all of it at the end, or,
    where that is not reached, nothing. `name` is what messages call the target.
    """
    with source.snapshot(), target.transaction():
        _require_empty(target, name)
        target.begin_load()
        target.execute("DELETE FROM meta")
        done = 0
        for table in target.list_tables():
            for number in _copy_table(source, target, table):
                done += number
                yield done
            _compare(source, target, table, name)
        target.end_load()


def count_rows(source: Database) -> int:
    """Return how many rows there are to copy."""
    return sum(_count(source, table) for table in source.list_tables())


def _require_empty(target: Database, name: str) -> None:
    for table in target.list_tables():
        if table != "meta" and target.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
            raise LedgerError(f"{name} is not empty; copy into a new ledger")


def _copy_table(source: Database, target: Database, table: str) -> Iterator[int]:
    columns = [f'"{column}"' for column in target.list_columns(table)]
    listed = ", ".join(columns)
    rows = iter(source.stream(f"SELECT {listed} FROM {table} ORDER BY {', '.join(columns[:2])}"))
    while some := [tuple(row) for row in islice(rows, _AT_ONCE)]:
        target.load(table, listed, some)
        yield len(some)


def _compare(source: Database, target: Database, table: str, name: str) -> None:
    held, wanted = _count(target, table), _count(source, table)
    if held != wanted:
        raise LedgerError(f"{name}: {held} of {wanted} rows of {table} arrived; nothing was kept")


def _count(db: Database, table: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
