"""What the state knows of each outlet, as health asks for it."""

import sqlite3
from datetime import timedelta
from itertools import takewhile
from typing import NamedTuple

from marsad.watch.budget import is_noted
from marsad.watch.health import BASELINE, RECENT, Concluded, Facts, Trouble
from marsad.watch.schedule import find_day

_GAPS = 200  # new pages whose times tell an outlet's habit; of a longer time, where they are of fewer days
_DAYS = 28
_DAY = 86_400.0
_MOST = 5_000


class Pulse(NamedTuple):
    """When a watch began, was alive last, and ended; None where it runs or was killed."""

    started: float
    beat: float
    ended: float | None


def find_pulse(db: sqlite3.Connection) -> Pulse | None:
    """Return the signs of life of the last watch; None where there was none."""
    row = db.execute("SELECT started, beat, ended FROM process").fetchone()
    return Pulse(*row) if row else None


def list_outlets(db: sqlite3.Connection) -> list[str]:
    """Return the ids of the outlets that are watched."""
    return [outlet for (outlet,) in db.execute("SELECT DISTINCT outlet FROM place WHERE listed ORDER BY outlet")]


def find_facts(db: sqlite3.Connection, outlet: str, at: float) -> Facts:
    """Return what is known of an outlet at a time."""
    places, looked, due, failures = db.execute(
        "SELECT count(*), max(looked), min(due), max(failures) FROM place WHERE outlet = ? AND listed", (outlet,)
    ).fetchone()
    week = (find_day(at) - timedelta(days=6)).isoformat()
    (errors,) = db.execute("SELECT coalesce(sum(errors), 0) FROM day WHERE outlet = ? AND day >= ?", (outlet, week))
    (waiting,) = db.execute("SELECT count(*) FROM page WHERE outlet = ? AND status = 'wanted'", (outlet,))
    (new,) = db.execute("SELECT count(*) FROM page WHERE outlet = ? AND found > ?", (outlet, at - 7 * _DAY))
    return Facts(
        outlet=outlet,
        places=places,
        looked=looked,
        due=due,
        waiting=waiting[0],
        week=new[0],
        errors=errors[0],
        failures=failures or 0,
        trouble=_find_trouble(db, outlet),
        over=is_noted(db, outlet, at),
        finds=_find_finds(db, outlet),
        concluded=_find_concluded(db, outlet),
    )


def _find_trouble(db: sqlite3.Connection, outlet: str) -> Trouble | None:
    row = db.execute(
        "SELECT stage, reason, message, last FROM trouble WHERE outlet = ? ORDER BY last DESC LIMIT 1", (outlet,)
    ).fetchone()
    return Trouble(stage=row[0], reason=row[1], message=row[2], at=row[3]) if row else None


def _find_finds(db: sqlite3.Connection, outlet: str) -> tuple[float, ...]:
    """Return when new pages were found: the last ones, and all of the last weeks of them."""
    rows = db.execute(
        "SELECT DISTINCT found FROM page WHERE outlet = ? ORDER BY found DESC LIMIT ?", (outlet, _MOST)
    ).fetchall()
    times = [found for (found,) in rows]
    late = sum(1 for _ in takewhile(lambda time: time > times[0] - _DAYS * _DAY, times))
    return tuple(reversed(times[: max(late, _GAPS)]))


def _find_concluded(db: sqlite3.Connection, outlet: str) -> tuple[Concluded, ...]:
    rows = db.execute(
        "SELECT coalesce(stage, '') != 'fetch', status = 'read', characters, on_topic FROM page"
        " WHERE outlet = ? AND concluded IS NOT NULL ORDER BY concluded DESC LIMIT ?",
        (outlet, 2 * (RECENT + BASELINE)),
    ).fetchall()
    return tuple(
        Concluded(bool(got), bool(read), chars or 0, bool(topic)) for got, read, chars, topic in reversed(rows)
    )
