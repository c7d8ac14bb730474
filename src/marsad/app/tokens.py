"""Tokens of programs, in a file beside the ledger: only their hashes are kept, with scopes and an end."""

import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import msgspec

from marsad.app.errors import AppError
from marsad.app.sidefile import SideFile, open_side

RECORDS, ARTICLES, STREAM = "read:records", "read:articles", "stream"
SCOPES = (RECORDS, ARTICLES, STREAM)
PREFIX = "marsad_"
_FILE = SideFile(
    application=0x4D525354,  # "MRST" in the file's header
    what="tokens",
    schema=(
        "CREATE TABLE token (name TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, scopes TEXT NOT NULL,"
        " made REAL NOT NULL, until REAL NOT NULL) WITHOUT ROWID",
    ),
)


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a token; times in seconds since 1970 (UTC)."""

    name: str
    scopes: tuple[str, ...]
    made: float
    until: float


def find_tokens(ledger: Path) -> Path:
    """Return the file beside a ledger that holds its tokens."""
    return ledger.with_suffix(".tokens")


def hash_token(secret: str) -> str:
    """Return the hash that is kept of a token: 256 random bits need no slow one."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


class TokenFile:
    """The tokens of a ledger."""

    def __init__(self, path: Path) -> None:
        """Use the file at `path`, which need not be there."""
        self._path = path

    @contextmanager
    def _open(self, *, reading: bool = False) -> Iterator[sqlite3.Connection]:
        with open_side(self._path, _FILE, reading=reading) as db:
            yield db

    def add(self, name: str, scopes: Sequence[str], now: float, days: int) -> str:
        """Make a token and return it: this once, since it is not kept."""
        unknown = [scope for scope in scopes if scope not in SCOPES]
        if unknown or not scopes:
            raise AppError(f"{', '.join(unknown) or 'no scope'}: not a scope; there are {', '.join(SCOPES)}")
        secret = PREFIX + secrets.token_urlsafe(32)
        row = (name, hash_token(secret), " ".join(sorted({*scopes})), now, now + days * 86_400.0)
        with self._open() as db:
            try:
                db.execute("INSERT INTO token (name, hash, scopes, made, until) VALUES (?, ?, ?, ?, ?)", row)
            except sqlite3.IntegrityError as error:
                raise AppError(f"{name}: there is such a token; revoke it, or choose another name") from error
        return secret

    def revoke(self, name: str) -> None:
        """Let a token be none from now on; raise AppError where there is none of that name."""
        with self._open() as db:
            if not db.execute("DELETE FROM token WHERE name = ?", (name,)).rowcount:
                raise AppError(f"{name}: no such token")

    def list_all(self) -> tuple[Token, ...]:
        """Return all tokens by name."""
        if not self._path.exists():
            return ()
        with self._open(reading=True) as db:
            return tuple(map(_make_token, db.execute("SELECT name, scopes, made, until FROM token ORDER BY name")))

    def find(self, secret: str, now: float) -> Token | None:
        """Return what a token is good for at a time; None where it is none, or ended."""
        if not self._path.exists() or len(secret) > 200:
            return None
        query = "SELECT name, scopes, made, until FROM token WHERE hash = ? AND until > ?"
        with self._open(reading=True) as db:
            row = db.execute(query, (hash_token(secret), now)).fetchone()
        return _make_token(row) if row else None


def _make_token(row: sqlite3.Row) -> Token:
    return Token(name=row["name"], scopes=tuple(row["scopes"].split()), made=row["made"], until=row["until"])
