"""Counts kept beside what they count: of each outlet its articles and signals, of each person the records.

What an article adds to them is found before it is written and after; the difference is added. So they are right
whatever a reading changes, and cost the same however large the ledger is.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from marsad.ledger.days import count_marked, mark_all
from marsad.ledger.novelty import mark_all_words, place_marked
from marsad.ledger.stores.base import Database, Row

Key = tuple[str, str]  # kind (outlet, person) and name

_NAMES = "kind, name, articles, on_topic, records, first, last, arrived"
_SIGNALS = "SELECT count(*) FROM record r WHERE r.article = a.id AND r.layer = 'signal' AND r.valid_to_run IS NULL"
_OF_OUTLET = (
    "SELECT 'outlet' AS kind, coalesce(a.outlet, '') AS name, count(*) AS articles, sum(a.on_topic) AS on_topic,"
    f" sum(({_SIGNALS})) AS records, min(a.published_start) AS first, max(a.published_end) AS last,"
    " max(u.at) AS arrived FROM article a JOIN run u ON u.number = a.run WHERE {} GROUP BY coalesce(a.outlet, '')"
)
_OF_PERSON = (
    "SELECT 'person' AS kind, r.person AS name, 0 AS articles, 0 AS on_topic, count(*) AS records, NULL AS first,"
    " max(coalesce(r.date_end, a.published_end)) AS last, NULL AS arrived"
    " FROM record r JOIN article a ON a.id = r.article"
    " WHERE r.person IS NOT NULL AND r.valid_to_run IS NULL AND {} GROUP BY r.person"
)


class Tally(NamedTuple):
    """What stands under one name: how many articles, how many of them on topic, how many records, from when to when."""

    articles: int
    on_topic: int
    records: int
    first: str | None
    last: str | None
    arrived: str | None


_NOTHING = Tally(0, 0, 0, None, None, None)


def find_share(db: Database, article: str) -> dict[Key, Tally]:
    """Return what the article with this id adds to the tallies as it stands."""
    return dict(_read(db, "a.id = ?", "r.article = ?", article))


def add_change(db: Database, before: Mapping[Key, Tally], after: Mapping[Key, Tally]) -> None:
    """Add to the tallies what an article's share is more or less than before, inside the caller's transaction."""
    for key in sorted({*before, *after}):
        old, new = before.get(key, _NOTHING), after.get(key, _NOTHING)
        if old == new:
            continue
        counts = (new.articles - old.articles, new.on_topic - old.on_topic, new.records - old.records)
        db.execute(_ADD, (*key, *counts, new.first, new.last, new.arrived))
        if old is not _NOTHING and _was_an_end(db, key, old, new):
            _count_anew(db, key)


_ADD = (
    f"INSERT INTO tally ({_NAMES}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind, name) DO UPDATE SET"
    " articles = tally.articles + excluded.articles, on_topic = tally.on_topic + excluded.on_topic,"
    " records = tally.records + excluded.records,"
    " first = CASE WHEN excluded.first < tally.first THEN excluded.first"
    " ELSE coalesce(tally.first, excluded.first) END,"
    " last = CASE WHEN excluded.last > tally.last THEN excluded.last ELSE coalesce(tally.last, excluded.last) END,"
    " arrived = CASE WHEN excluded.arrived > tally.arrived THEN excluded.arrived"
    " ELSE coalesce(tally.arrived, excluded.arrived) END"
)


def _was_an_end(db: Database, key: Key, old: Tally, new: Tally) -> bool:
    """Tell whether an article was the first or the last under a name, or all there was, and is so no more."""
    row = db.execute(f"SELECT {_NAMES} FROM tally WHERE kind = ? AND name = ?", key).fetchone()
    ends = zip((old.first, old.last, old.arrived), (new.first, new.last, new.arrived), _make(row)[3:], strict=True)
    return any(was is not None and was != now and was == end for was, now, end in ends) or new is _NOTHING


def _count_anew(db: Database, key: Key) -> None:
    kind, name = key
    outlet = "a.outlet = ?" if name else "a.outlet IS NULL AND ? = ''"
    query = _OF_OUTLET.format(outlet) if kind == "outlet" else _OF_PERSON.format("r.person = ?")
    db.execute("DELETE FROM tally WHERE kind = ? AND name = ?", key)
    db.execute(f"INSERT INTO tally ({_NAMES}) {query}", (name,))


def rebuild(db: Database) -> None:
    """Count everything anew, inside the caller's transaction."""
    db.execute("DELETE FROM tally")
    for query in (_OF_OUTLET, _OF_PERSON):
        db.execute(f"INSERT INTO tally ({_NAMES}) {query.format('1 = 1')}")
    mark_all(db)
    mark_all_words(db)
    while count_marked(db) or place_marked(db):
        pass


def check_tallies(db: Database) -> Iterator[str]:
    """Yield one line for every tally that is not what is counted now."""
    kept = {(row["kind"], row["name"]): _make(row) for row in db.execute(f"SELECT {_NAMES} FROM tally")}
    counted = dict(_read(db, "1 = 1", "1 = 1"))
    for kind, name in sorted({*kept, *counted}):
        if kept.get((kind, name)) != counted.get((kind, name)):
            yield f"tally of the {kind} {name!r}: is not what is counted; rebuild the tallies"


def _read(db: Database, articles: str, records: str, *values: str) -> Iterator[tuple[Key, Tally]]:
    answers = [db.execute(query, values) for query in (_OF_OUTLET.format(articles), _OF_PERSON.format(records))]
    for answer in answers:
        for row in answer:
            yield (row["kind"], row["name"]), _make(row)


def _make(row: Row) -> Tally:
    return Tally(row["articles"], int(row["on_topic"]), int(row["records"]), row["first"], row["last"], row["arrived"])
