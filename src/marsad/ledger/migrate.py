"""The schema of a ledger, and how an older one is brought up to date."""

from functools import cache
from importlib.resources import files

from marsad.ledger.analyser import ANALYSER
from marsad.ledger.errors import LedgerError
from marsad.ledger.stores.base import Database


@cache
def load_migrations() -> tuple[str, ...]:
    """Return the SQL of every migration; the n-th brings a ledger to schema n."""
    found = [file for file in files("marsad.ledger.migrations").iterdir() if file.name.endswith(".sql")]
    return tuple(file.read_text(encoding="utf-8") for file in sorted(found, key=lambda file: file.name))


def check_schema(db: Database, name: str) -> int:
    """Return the schema of the ledger, 0 for an empty store; raise LedgerError when it is not one we can use."""
    schema = db.find_schema()
    if schema > len(load_migrations()):
        raise LedgerError(f"{name} was written by a newer marsad (schema {schema}); update marsad")
    return schema


def migrate(db: Database, name: str) -> None:
    """Bring the ledger to the newest schema, inside the caller's transaction; raise LedgerError."""
    done = check_schema(db, name)
    wanted = load_migrations()
    if done == len(wanted):
        return
    for number, script in enumerate(wanted[done:], done + 1):
        db.run_migration(number, script)
    if not done:
        db.execute("INSERT INTO meta (schema_version, analyser) VALUES (?, ?)", (len(wanted), ANALYSER))
    db.execute("UPDATE meta SET schema_version = ?", (len(wanted),))
    db.note_schema(len(wanted))
