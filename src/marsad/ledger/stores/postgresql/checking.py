"""Whether the tables of a ledger hold what PostgreSQL promises of them."""

from collections.abc import Iterator

from marsad.ledger.stores.postgresql.asking import Db

_INDEXES = (
    "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
    " JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = current_schema() AND NOT i.indisvalid ORDER BY 1"
)
_TRIGGERS = (
    "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
    " JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = current_schema() AND t.tgenabled = 'D' ORDER BY 1, 2"
)
_REFERENCES = (
    "SELECT c.relname AS child, a.attname AS own, p.relname AS parent, b.attname AS key FROM pg_constraint f"
    " JOIN pg_class c ON c.oid = f.conrelid JOIN pg_class p ON p.oid = f.confrelid"
    " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = f.conkey[1]"
    " JOIN pg_attribute b ON b.attrelid = p.oid AND b.attnum = f.confkey[1]"
    " JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = current_schema() AND f.contype = 'f' ORDER BY 1, 2"
)


def check_schema(db: Db) -> Iterator[str]:
    """Yield one line for every index that is not whole, trigger that is off and reference that leads nowhere."""
    for (name,) in db.execute(_INDEXES):
        yield f"index {name}: is not valid; REINDEX it"
    for name, table in db.execute(_TRIGGERS):
        yield f"{table}: its trigger {name} is switched off"
    for child, own, parent, key in db.execute(_REFERENCES).fetchall():
        query = (
            f'SELECT c."{own}" FROM {child} c LEFT JOIN {parent} p ON p."{key}" = c."{own}"'
            f' WHERE c."{own}" IS NOT NULL AND p."{key}" IS NULL ORDER BY 1 LIMIT 100'
        )
        for (value,) in db.execute(query):
            yield f"{child} {value}: points to a missing {parent}"


def check_passages(db: Db) -> Iterator[str]:
    """Yield where passages and words are not as many as were counted when they came and went."""
    held = db.execute(
        "SELECT count(*) AS passages, coalesce(sum(cardinality(string_to_array(terms, ' '))), 0) AS words FROM passage"
    ).fetchall()[0]
    counted = db.execute("SELECT passages, words FROM passage_total").fetchall()[0]
    if tuple(map(int, held)) != tuple(counted):
        yield f"search index: holds {counted[0]} of {held[0]} passages; rebuild it"
