"""The ledger's tables in a schema of a PostgreSQL database."""

from importlib.resources import files

from marsad.ledger.errors import LedgerError
from marsad.ledger.stores.postgresql.asking import Db
from marsad.ledger.stores.postgresql.dialect import translate_migration
from marsad.ledger.stores.sql import split_statements


def find_schema(db: Db, name: str) -> int:
    """Return the ledger's schema, 0 where there are no tables; raise LedgerError for tables of another program."""
    found = db.execute(
        "SELECT (SELECT count(*) FROM pg_class WHERE relnamespace = n.oid AND relkind IN ('r', 'p')) AS tables,"
        " (SELECT count(*) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relnamespace = n.oid"
        " AND c.relname = 'meta' AND a.attname IN ('schema_version', 'analyser')) AS known"
        " FROM pg_namespace n WHERE n.nspname = current_schema()"
    ).fetchall()
    if not found or not found[0]["tables"]:
        return 0
    if found[0]["known"] != 2:
        raise LedgerError(f"{name} holds tables of another program, not a ledger; name another schema: ?schema=NAME")
    return int(db.execute("SELECT schema_version FROM meta").fetchall()[0][0])


def run_migration(db: Db, within: str, number: int, script: str) -> None:
    """Run one of the ledger's migrations; before and after the first comes what only PostgreSQL needs."""
    if number == 1:
        db.run_script(f'CREATE SCHEMA IF NOT EXISTS "{within}"')
        db.run_script(_load("first.sql"))
    for statement in translate_migration(split_statements(script)):
        db.run_script(statement)
    if number == 1:
        db.run_script(_load("search.sql"))


def _load(name: str) -> str:
    return (files("marsad.ledger.stores.postgresql") / "sql" / name).read_text(encoding="utf-8")
