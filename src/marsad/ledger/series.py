"""What series are made of, asked for by the days that they show: episodes on a track, and who carried them.

All of it stands in tables of its own (`graded`, `novelty`), so that no more is read than a series counts.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from marsad.ledger.days import DATED, OPEN
from marsad.ledger.episodes_levels import find_scale
from marsad.ledger.stores.base import Database
from marsad.measure.cell import Cell, Covered
from marsad.measure.levels import Graded
from marsad.model import decode
from marsad.model.episode import Novelty
from marsad.reconcile.facts import find_version

_BLUR = 3  # days after its first from which on an episode may be in no single period


def is_noted(db: Database) -> bool:
    """Tell whether it is noted what episodes add to series, be it that something new still waits for that."""
    return bool(db.execute("SELECT scale FROM meta").fetchone()[0])


def is_settled(db: Database) -> bool:
    """Tell whether all that the ledger holds is noted as it is now, by the scale and the facts of now."""
    meta = db.execute("SELECT scale, facts FROM meta").fetchone()
    if (meta["scale"], meta["facts"]) != (find_scale(), find_version()):
        return False
    unread = (f"article WHERE {OPEN}", "article WHERE claimed IS NULL OR claimed <> reading")
    waiting = (*unread, "undrawn", "day_mark", "said_mark")
    return not any(db.execute(f"SELECT 1 FROM {which} LIMIT 1").fetchone() for which in waiting)


def iterate_graded(db: Database, cell: Cell, first: date, last: date) -> Iterator[Graded]:
    """Yield the episodes of a cell that stand on days from one to another, but for who told them, in no order."""
    yield from _load(db, cell, "graded g", "g.since BETWEEN ? AND ?", first, last)


def iterate_all(db: Database, cell: Cell, first: date, last: date) -> Iterator[Graded]:
    """Yield these and the others that stand on no day, or on so many that they may be in no single period.

    They come in the order of episodes, on which the last digits of sums hang.
    """
    long = f"g.until >= {db.later('g.since', _BLUR)}"
    which = f"(g.since BETWEEN ? AND ? OR g.since IS NULL OR {long}) ORDER BY e.since IS NULL, e.since, e.id"
    yield from _load(db, cell, "graded g JOIN episode e ON e.key = g.episode", which, first, last)


def _load(db: Database, cell: Cell, tables: str, which: str, first: date, last: date) -> Iterator[Graded]:
    where, values = _choose(cell, "g")
    query = f"SELECT g.novelty, g.json FROM {tables} WHERE {where} AND {which}"
    for novelty, json in db.execute(query, (*values, first.isoformat(), last.isoformat())):
        one = decode(json, Graded)
        yield msgspec.structs.replace(one, novelty=Novelty(novelty)) if novelty else one


def count_told(db: Database, cell: Cell, first: date, last: date) -> dict[date, int]:
    """Return by day how often an upstream source told an episode of a cell for the first time."""
    where, values = _choose(cell, "c")
    rows = db.execute(
        "SELECT c.day, count(*) AS number FROM carried c"
        f" WHERE {where} AND c.day BETWEEN ? AND ? AND c.is_first = 1 GROUP BY c.day",
        (*values, first.isoformat(), last.isoformat()),
    )
    return {date.fromisoformat(row["day"]): row["number"] for row in rows}


def count_covered(db: Database, cell: Cell, first: date, last: date) -> Iterator[Covered]:
    """Yield by day how many articles there are on topic, and how many of them carry an episode of a cell as news."""
    part = {row["day"]: row["number"] for row in db.execute(*_ask_carrying(cell, "c.day", "day", first, last))}
    query = "SELECT day, on_topic FROM day_count WHERE day BETWEEN ? AND ? ORDER BY day"
    for day, number in db.execute(query, (first.isoformat(), last.isoformat())):
        yield Covered(day=date.fromisoformat(day), source="", on_topic=number, carrying=part.get(day, 0))


def count_covered_by_source(db: Database, cell: Cell, first: date, last: date) -> Iterator[Covered]:
    """Yield the same by day and upstream source, '' for agencies without a name."""
    part = {
        (day, source): number
        for day, source, number in db.execute(*_ask_carrying(cell, "c.day, c.source", "day, source", first, last))
    }
    for day, source, number in db.execute(_BY_SOURCE, (first.isoformat(), last.isoformat())):
        yield Covered(day=date.fromisoformat(day), source=source, on_topic=number, carrying=part.get((day, source), 0))


def _ask_carrying(cell: Cell, by: str, names: str, first: date, last: date) -> tuple[str, tuple[object, ...]]:
    """Return how to ask for the articles that carry something, counted under columns of who carries what."""
    where, values = _choose(cell, "c")
    query = (
        f"SELECT {names}, count(*) AS number FROM (SELECT DISTINCT {by}, c.article FROM carried c WHERE {where}"
        " AND c.day BETWEEN ? AND ? AND c.episode NOT IN (SELECT e.key FROM episode e WHERE e.status = 'corrected')) d"
        f" GROUP BY {names}"
    )
    return query, (*values, first.isoformat(), last.isoformat())


_SOURCE = (
    "coalesce((SELECT t.source FROM telling t WHERE t.article = a.id AND t.standing = 1 LIMIT 1),"
    " nullif(a.outlet, ''), a.copy_of, a.id)"
)
_BY_SOURCE = (
    "SELECT s.day, s.source, count(*) AS number FROM"
    f" (SELECT a.published_end AS day, {_SOURCE} AS source FROM article a"
    f" WHERE {DATED} AND a.on_topic = 1 AND a.published_end BETWEEN ? AND ?) s GROUP BY s.day, s.source"
)


def find_covered(db: Database) -> tuple[date, date] | None:
    """Return the first and the last day of publication, None where there is none."""
    first, last = db.execute("SELECT min(day), max(day) FROM day_count").fetchone()
    return (date.fromisoformat(first), date.fromisoformat(last)) if first else None


def _choose(cell: Cell, table: str) -> tuple[str, list[object]]:
    """Return what a cell asks of a table that has tracks, types and episodes, with the values of its marks."""
    where, values = [f"{table}.track = ?"], list[object]([cell.track.value])
    if cell.type is not None:
        where.append(f"{table}.type = ?")
        values.append(cell.type.value)
    if cell.party is not None:
        where.append(f"{table}.episode IN (SELECT episode FROM episode_part WHERE part = 'actor' AND code = ?)")
        values.append(cell.party)
    if cell.pair is not None:
        actor, target = cell.pair
        where.append(f"{table}.episode IN ({_TOWARDS}{_TOGETHER if actor != target else ''})")
        values += [f"{actor}>{target}", *(cell.pair if actor != target else ())]
    return " AND ".join(where), values


_TOWARDS = "SELECT episode FROM episode_part WHERE part = 'pair' AND code = ?"
_TOGETHER = (  # where all sides of an act are its actors, either order of a pair holds
    " UNION SELECT p.episode FROM episode_part p CROSS JOIN episode_part o ON o.episode = p.episode"
    " WHERE p.part = 'actor' AND p.code = ? AND o.part = 'actor' AND o.code = ?"
    " AND NOT EXISTS (SELECT 1 FROM episode_part t WHERE t.episode = p.episode AND t.part = 'target')"
)
