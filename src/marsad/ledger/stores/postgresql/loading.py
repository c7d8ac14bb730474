"""Tables in the order in which a whole ledger can be loaded, and what is to be done before and after."""

from collections.abc import Sequence
from typing import NamedTuple

from marsad.ledger.stores.postgresql.asking import Db

_TABLES = (
    "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'passage_total' ORDER BY 1"
)
_COLUMNS = (
    "SELECT column_name FROM information_schema.columns"
    " WHERE table_schema = current_schema() AND table_name = ? ORDER BY ordinal_position"
)
_REFERENCES = (
    "SELECT f.conname AS name, c.relname AS child, p.relname AS parent FROM pg_constraint f"
    " JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class p ON p.oid = f.confrelid"
    " JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = current_schema() AND f.contype = 'f' ORDER BY 1"
)
_KEYS = (
    "SELECT c.table_name, c.column_name FROM information_schema.columns c"
    " WHERE c.table_schema = current_schema() AND c.is_identity = 'YES' ORDER BY 1"
)


class Reference(NamedTuple):
    """A constraint by which rows of one table point to rows of another, or of the same one."""

    name: str
    child: str
    parent: str


def list_tables(db: Db) -> tuple[str, ...]:
    """Return the ledger's tables, as far as can be those first that others point to."""
    left = [name for (name,) in db.execute(_TABLES).fetchall()]
    references = _list_references(db)
    ordered: list[str] = []
    while left:
        unmet = {
            table: sum(one.child == table and one.parent in left and one.parent != table for one in references)
            for table in left
        }
        first = min(left, key=lambda table: (unmet[table], table))
        left.remove(first)
        ordered.append(first)
    return tuple(ordered)


def list_columns(db: Db, table: str) -> tuple[str, ...]:
    """Return the names of a table's columns."""
    return tuple(name for (name,) in db.execute(_COLUMNS, (table,)).fetchall())


_INDEXES = (
    "SELECT c.relname AS name, pg_get_indexdef(c.oid) AS definition FROM pg_index i"
    " JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = current_schema() AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = c.oid)"
    " ORDER BY 1"
)


def begin_load(db: Db) -> tuple[str, ...]:
    """Have references wait for the end that point to rows which come later; the others are proved as they come.

    Return how to make the indexes that no rule hangs on: they are taken away, since to fill them row by row takes
    several times as long as to make them of all rows.
    """
    place = {table: nth for nth, table in enumerate(list_tables(db))}
    late = [one.name for one in _list_references(db) if place[one.parent] >= place[one.child]]
    if late:
        db.run_script(f"SET CONSTRAINTS {', '.join(late)} DEFERRED")
    indexes = db.execute(_INDEXES).fetchall()
    for row in indexes:
        db.run_script(f"DROP INDEX {row['name']}")
    return tuple(row["definition"] for row in indexes)


def end_load(db: Db, indexes: Sequence[str]) -> None:
    """Prove references, make the indexes, have new keys follow those loaded, count for the planner."""
    db.run_script("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL maintenance_work_mem = '256MB'")
    for definition in indexes:
        db.run_script(definition)
    for table, column in db.execute(_KEYS).fetchall():
        db.run_script(
            f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'),"
            f' greatest((SELECT max("{column}") FROM {table}), 1), EXISTS (SELECT 1 FROM {table}))'
        )
    for table in list_tables(db):
        db.run_script(f"ANALYZE {table}")


def _list_references(db: Db) -> list[Reference]:
    return [Reference(*row) for row in db.execute(_REFERENCES).fetchall()]
