"""Saved searches, in a file beside the ledger: whose, under which name, which page with which parameters."""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from marsad.app.errors import AppError
from marsad.app.sidefile import SideFile, open_side

MOST = 200  # of one person
LONGEST_NAME, LONGEST_QUERY = 100, 2_000  # characters
_FILE = SideFile(
    application=0x4D525353,  # "MRSS" in the file's header
    what="saved searches",
    schema=(
        "CREATE TABLE saved (id TEXT PRIMARY KEY, person TEXT NOT NULL, name TEXT NOT NULL, page TEXT NOT NULL,"
        " query TEXT NOT NULL, made TEXT NOT NULL, UNIQUE (person, name))",
    ),
)
_COLUMNS = "id, person, name, page, query, made"


class Saved(msgspec.Struct, frozen=True, kw_only=True):
    """A search: `page` is the one it was made on, `query` the parameters of its address, `made` a time in ISO 8601."""

    id: str
    person: str
    name: str
    page: str
    query: str
    made: str


def find_saved(ledger: Path) -> Path:
    """Return the file beside a ledger that holds its saved searches."""
    return ledger.with_suffix(".saved")


class TakenError(AppError):
    """A person has a search of that name."""


class FullError(AppError):
    """A person has as many searches as may be."""


class SavedFile:
    """The saved searches of a ledger."""

    def __init__(self, path: Path) -> None:
        """Use the file at `path`, which need not be there."""
        self._path = path

    @contextmanager
    def _open(self, *, reading: bool = False) -> Iterator[sqlite3.Connection]:
        with open_side(self._path, _FILE, reading=reading) as db:
            yield db

    def add(self, person: str, name: str, page: str, query: str, made: str) -> Saved:
        """Save a search; raise TakenError or FullError. Its id cannot be guessed."""
        row = (f"q{secrets.token_hex(10)}", person, name, page, query, made)
        with self._open() as db:
            (held,) = db.execute("SELECT count(*) FROM saved WHERE person = ?", (person,)).fetchone()
            if held >= MOST:
                raise FullError(f"{person} has {held} saved searches; delete some")
            _try(db, f"INSERT INTO saved ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", row, name)
        return Saved(**dict(zip(_COLUMNS.split(", "), row, strict=True)))

    def list_of(self, person: str) -> tuple[Saved, ...]:
        """Return a person's searches by name."""
        return self._ask("person = ? ORDER BY name", person)

    def find(self, id_: str) -> Saved | None:
        """Return a search by its id, None where there is none."""
        return next(iter(self._ask("id = ?", id_)), None)

    def _ask(self, where: str, value: str) -> tuple[Saved, ...]:
        if not self._path.exists():
            return ()
        with self._open(reading=True) as db:
            rows = db.execute(f"SELECT {_COLUMNS} FROM saved WHERE {where}", (value,)).fetchall()
        return tuple(Saved(**dict(row)) for row in rows)

    def rename(self, person: str, id_: str, name: str) -> bool:
        """Rename a person's search; return whether there is one such. Raise TakenError."""
        with self._open() as db:
            return _try(db, "UPDATE saved SET name = ? WHERE id = ? AND person = ?", (name, id_, person), name) > 0

    def remove(self, person: str, id_: str) -> bool:
        """Take a person's search away; return whether there was one such."""
        with self._open() as db:
            return db.execute("DELETE FROM saved WHERE id = ? AND person = ?", (id_, person)).rowcount > 0


def _try(db: sqlite3.Connection, statement: str, values: tuple[str, ...], name: str) -> int:
    try:
        return db.execute(statement, values).rowcount
    except sqlite3.IntegrityError as error:
        raise TakenError(f"{name}: there is such a search") from error
