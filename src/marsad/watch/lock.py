"""One watch at a time on one state."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from marsad.watch.nouns import WatchError


@contextmanager
def locked(state: Path) -> Iterator[None]:
    """Hold the lock of a state, until the process ends at the latest; raise WatchError where another one has it."""
    path = state.with_name(f"{state.name}-lock")
    with _open(path) as db:
        try:
            db.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            raise WatchError(f"{state}: another watch is running on it; stop that one first") from error
        yield


def is_locked(state: Path) -> bool:
    """Tell whether a watch runs on a state."""
    path = state.with_name(f"{state.name}-lock")
    if not path.exists():
        return False
    with _open(path) as db:
        try:
            db.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            return True
    return False


def _open(path: Path) -> "closing[sqlite3.Connection]":
    try:
        return closing(sqlite3.connect(path, timeout=0, isolation_level=None))
    except sqlite3.Error as error:
        raise WatchError(f"{path} cannot be opened (is its folder there, and may you write in it?)") from error
