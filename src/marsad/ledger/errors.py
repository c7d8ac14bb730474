"""What goes wrong with a ledger, in one line for people."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


class LedgerError(Exception):
    """A ledger cannot be opened, read or written; the message is one clear line."""


class LostError(LedgerError):
    """The connection to a server is gone, and with it what was being written."""


class UnknownError(LedgerError):
    """What was asked for by its id is not in the ledger, or is not one thing."""


class QuestionError(LedgerError):
    """A question cannot be understood as it stands."""


_REASONS = (
    ("file is not a database", "is not a ledger (not a SQLite file)"),
    ("malformed", "is damaged; restore a copy, or read the pages again into a new ledger"),
    ("database or disk is full", "cannot grow: the disk is full; the page was not added and the ledger is intact"),
    ("disk i/o error", "cannot be read or written (disk error, or no room to grow); make room and run again"),
    ("database is locked", "is being written by another program; try again later"),
    ("readonly database", "cannot be written (read-only)"),
    ("unable to open", "cannot be opened (is its folder there, and may you write in it?)"),
    ("no such module: fts5", "needs a SQLite with the FTS5 extension"),
)


def explain_error(error: Exception, path: str) -> LedgerError:
    """Return the error in words, with the ledger's path first."""
    words = str(error).lower()
    for sign, reason in _REASONS:
        if sign in words:
            return LedgerError(f"{path} {reason}")
    return LedgerError(f"{path}: {' '.join(str(error).split())}")


@contextmanager
def explained(path: str) -> Iterator[None]:
    """Turn SQLite's errors, and text or numbers that cannot be stored, into LedgerError."""
    try:
        yield
    except (sqlite3.Error, UnicodeEncodeError, OverflowError) as error:
        raise explain_error(error, path) from error
