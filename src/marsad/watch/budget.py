"""What is kept of an outlet on a day against its budget. Each function is called in a transaction.

Pages wait for the next day from the budget on, looks at places from twice as much on: what a feed tells of today it may
not tell of tomorrow.
"""

import sqlite3
from datetime import UTC, datetime, time, timedelta

from marsad.watch.nouns import Stage
from marsad.watch.pages import count, note_trouble
from marsad.watch.schedule import find_day

REASON = "over_budget"
PLACES = 2.0  # budgets from which on places are not looked at either


def find_share(db: sqlite3.Connection, outlet: str, at: float, most: int) -> float:
    """Return how much of `most` bytes was kept of an outlet on the day of `at`."""
    query = "SELECT bytes FROM day WHERE outlet = ? AND day = ?"
    row = db.execute(query, (outlet, find_day(at).isoformat())).fetchone()
    return row[0] / most if row else 0.0


def note_kept(db: sqlite3.Connection, outlet: str, at: float, size: int, most: int) -> str | None:
    """Count what was kept; return in words that this is over budget, the first time that it is on a day."""
    count(db, outlet, at, bytes=size)
    if find_share(db, outlet, at, most) < 1 or is_noted(db, outlet, at):
        return None
    message = f"more than the {most:,} bytes that may be kept of it a day; what is left waits for tomorrow (UTC)"
    note_trouble(db, outlet, Stage.FETCH, (REASON, message), at)
    return message


def is_noted(db: sqlite3.Connection, outlet: str, at: float) -> str | None:
    """Return what was noted when an outlet went over its budget on the day of `at`; None where it did not."""
    query = "SELECT message FROM trouble WHERE outlet = ? AND day = ? AND reason = ?"
    row = db.execute(query, (outlet, find_day(at).isoformat(), REASON)).fetchone()
    return str(row[0]) if row else None


def forget(db: sqlite3.Connection, outlet: str, at: float, most: int) -> None:
    """Take back that an outlet is over its budget, where that has grown."""
    if find_share(db, outlet, at, most) < 1 and is_noted(db, outlet, at):
        db.execute("DELETE FROM trouble WHERE outlet = ? AND reason = ?", (outlet, REASON))


def find_tomorrow(at: float) -> float:
    """Return when the day after that of `at` begins."""
    return datetime.combine(find_day(at) + timedelta(days=1), time(), UTC).timestamp()
