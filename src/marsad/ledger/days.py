"""How much was first told on each day of publication, kept by day, and counted anew for days that something touched.

A day is marked when an article of it comes, goes or is drawn into another story, and when an episode that an article of
it tells is drawn anew. Marks are written in the transaction of what they follow, and stand until their day is counted.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from marsad.ledger.asking import act, ask
from marsad.ledger.stores.base import Database
from marsad.ledger.view_nouns import DayCount
from marsad.reconcile.episodes.status import NEWS

OPEN = "reconciled IS NULL OR reconciled <> reading"  # of articles that are not in episodes yet; as the index has it
_AT_ONCE = 100  # days counted in one transaction


def mark_articles(db: Database, keys: Sequence[int]) -> None:
    """Mark the days on which articles, by their keys, were published."""
    _mark(db, (day for (day,) in ask(db, "SELECT published_end FROM article WHERE key IN", keys)))


def mark_left(db: Database, article: str, day: str | None) -> None:
    """Mark the day on which an article was published so far, where it is to be another one."""
    db.execute(
        "INSERT INTO day_mark (day) SELECT published_end FROM article WHERE id = ? AND published_end <> ?"
        " ON CONFLICT (day) DO NOTHING",
        (article, day or ""),
    )


def mark_episodes(db: Database, keys: Sequence[int]) -> None:
    """Mark the days on which articles that tell episodes, by their keys, were published."""
    _mark(db, (day for (day,) in ask(db, f"{_DAYS} WHERE t.episode IN", keys)))


def mark_tellings(db: Database, records: Sequence[str]) -> None:
    """Mark the days on which the articles of records were published."""
    _mark(db, (day for (day,) in ask(db, f"{_DAYS} WHERE t.standing = 1 AND t.record IN", records)))


_DAYS = "SELECT a.published_end FROM telling t JOIN article a ON a.id = t.article"


def mark_all(db: Database) -> None:
    """Mark all days."""
    _mark(db, (day for (day,) in db.execute(f"{_EVERY} UNION SELECT day FROM day_count").fetchall()))


def _mark(db: Database, days: Iterable[str | None]) -> None:
    marks = sorted({day for day in days if day})
    db.executemany("INSERT INTO day_mark (day) VALUES (?) ON CONFLICT (day) DO NOTHING", [(day,) for day in marks])


def count_marked(db: Database) -> bool:
    """Count some of the marked days, inside the caller's transaction; tell whether there were any."""
    days = [day for (day,) in db.execute("SELECT day FROM day_mark ORDER BY day LIMIT ?", (_AT_ONCE,))]
    counted = [(str(one.day), one.words, one.acts, one.volume, one.on_topic) for one in _count(db, days)]
    for table in ("day_count", "day_mark"):
        act(db, f"DELETE FROM {table} WHERE day IN", days)
    db.executemany("INSERT INTO day_count (day, words, acts, volume, on_topic) VALUES (?, ?, ?, ?, ?)", counted)
    return bool(days)


def settle_days(db: Database) -> None:
    """Count all marked days, some in a transaction; begins none where no day is marked."""
    while db.execute("SELECT 1 FROM day_mark LIMIT 1").fetchone():
        with db.transaction():
            count_marked(db)


def iterate_days(db: Database, since: date = date.min, until: date = date.max) -> Iterator[DayCount]:
    """Yield the days of publication that are sure to the day, with what was first told on each as news, as counted."""
    query = "SELECT day, words, acts, volume, on_topic FROM day_count WHERE day BETWEEN ? AND ? ORDER BY day"
    for day, *counts in db.execute(query, (since.isoformat(), until.isoformat())):
        yield _make(day, *counts)


def check_days(db: Database) -> Iterator[str]:
    """Yield one line for every day that is not counted as it stands, those apart that the next reconciling counts."""
    waiting = {day for (day,) in db.execute(f"SELECT day FROM day_mark UNION {_EVERY} AND ({OPEN})")}
    kept = {str(one.day): one for one in iterate_days(db)}
    every = sorted({day for (day,) in db.execute(_EVERY)} | kept.keys())
    for first in range(0, len(every), _AT_ONCE):
        days = every[first : first + _AT_ONCE]
        counted = {str(one.day): one for one in _count(db, days)}
        for day in days:
            if day not in waiting and kept.get(day) != counted.get(day):
                yield f"day {day}: is not counted as it stands; rebuild the tallies"


_EVERY = "SELECT DISTINCT published_end FROM article WHERE published_end IS NOT NULL"


def _count(db: Database, days: Sequence[str]) -> Iterator[DayCount]:
    marks = ", ".join("?" * len(days)) or "NULL"
    late = db.later("r.date_end", NEWS)
    told = {row["day"]: row for row in db.execute(_TOLD.format(days=marks, late=late), (*days, *days))}
    for row in db.execute(_VOLUMES.format(days=marks), days):
        first = told.get(row["day"])
        words, acts = (first["words"], first["acts"]) if first else (0, 0)
        yield _make(row["day"], words, acts, row["volume"], int(row["on_topic"]))


def _make(day: str, words: int, acts: int, volume: int, on_topic: int) -> DayCount:
    return DayCount(day=date.fromisoformat(day), words=words, acts=acts, volume=volume, on_topic=on_topic)


DATED = "a.published_start = a.published_end AND a.earlier = 0 AND a.published NOT LIKE '%\"stamp\"%'"
_VOLUMES = (
    "SELECT a.published_end AS day, count(DISTINCT coalesce(m.story, -a.key)) AS volume,"
    " sum(a.on_topic) AS on_topic"
    f" FROM article a LEFT JOIN member m ON m.article = a.key WHERE {DATED} AND a.published_end IN ({{days}})"
    " GROUP BY a.published_end ORDER BY a.published_end"
)
_TOLD = (
    "SELECT f.day, count(e.words) AS words, count(e.acts) AS acts FROM"
    " (SELECT t.episode, t.source, min(a.published_end) AS day FROM telling t"
    " JOIN record r ON r.key = t.revision JOIN article a ON a.id = t.article"
    " WHERE t.episode IN (SELECT o.episode FROM article b CROSS JOIN telling o"
    " WHERE o.article = b.id AND b.published_end IN ({days}))"
    f" AND t.standing = 1 AND r.background = 0 AND {DATED}"
    " AND (r.date_end IS NULL OR a.published_end <= {late}) GROUP BY t.episode, t.source) f"
    " JOIN episode e ON e.key = f.episode WHERE f.day IN ({days}) GROUP BY f.day"
)
