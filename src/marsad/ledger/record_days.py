"""Records in the order of their days, a page at a time.

A record stands at its own day, or else at the first one on which its article may have been published. No index holds
both, so each kind is gone through by an index of its own, and the two are merged. Records that few indexes lead to are
looked for among all of them first: to go through days until some of these turn up would take long.
"""

from collections.abc import Iterator
from typing import NamedTuple

from marsad.ledger.query import STORY
from marsad.ledger.record_filter import Asked, choose_records
from marsad.ledger.stores.base import Database
from marsad.ledger.wanted import Place, RecordFilter

_FEW = 2_000  # records that are sorted as they are found
_UNDATED = "'9999-12-31'"
_DAY = f"coalesce(r.date_start, a.published_start, {_UNDATED})"


class _Way(NamedTuple):
    """Tables gone through in the order of a day; `spans` are only those rows that end after the day they begin."""

    tables: str
    spans: str
    day: str
    begin: str
    end: str
    only: str


class Found(NamedTuple):
    """A record's place in the order, and its key."""

    day: str
    article: str
    start: int
    id: str
    key: int


_WAYS = (
    _Way(
        "record r INDEXED BY record_by_day CROSS JOIN article a ON a.id = r.article",
        "record r INDEXED BY record_by_span CROSS JOIN article a ON a.id = r.article",
        "r.date_start",
        "r.date_start",
        "r.date_end",
        "r.date_start IS NOT NULL AND r.valid_to_run IS NULL",
    ),
    _Way(
        "article a INDEXED BY article_by_start CROSS JOIN record r INDEXED BY record_without_day ON r.article = a.id",
        "article a INDEXED BY article_by_span CROSS JOIN record r INDEXED BY record_without_day ON r.article = a.id",
        f"coalesce(a.published_start, {_UNDATED})",
        "a.published_start",
        "a.published_end",
        "r.date_start IS NULL AND r.valid_to_run IS NULL",
    ),
)


def find_by_day(db: Database, wanted: RecordFilter, limit: int, after: Place | None) -> list[int]:
    """Return the keys of up to `limit` records after a place, by day, article and place in it."""
    found = _find_few(db, wanted, after) if _is_narrow(wanted) else None
    if found is None:
        found = [row for way in _WAYS for row in _go(db, way, wanted, limit, after)]
    return [one.key for one in sorted(found)[:limit]]


def _is_narrow(wanted: RecordFilter) -> bool:
    """Tell whether an index may lead to few records."""
    named = (wanted.actors, wanted.targets, wanted.parties, wanted.persons, wanted.outlets, wanted.types)
    return bool(wanted.article or any(named))


def _find_few(db: Database, wanted: RecordFilter, after: Place | None) -> list[Found] | None:
    """Return all records after a place, each with its own; None where these are more than a few."""
    asked = _ask_for(wanted, "+r.valid_to_run IS NULL")
    if wanted.types and not wanted.layers:  # only signals have such types, and the index is by layer and type
        asked.where.append("r.layer = 'signal'")
    asked.beyond(f"{_DAY}, r.article, r.start, r.id", 4, after)
    rows = list(_select(db, "record r JOIN article a ON a.id = r.article", wanted, _DAY, asked, f"LIMIT {_FEW + 1}"))
    return rows if len(rows) <= _FEW else None


def _go(db: Database, way: _Way, wanted: RecordFilter, limit: int, after: Place | None) -> Iterator[Found]:
    """Yield the first records after a place on one way; from a day on, those that began before it come first."""
    order = f"ORDER BY {way.day}, a.id, r.start, r.id LIMIT {limit}"
    asked = _ask_for(wanted, way.only)
    asked.beyond(f"{way.day}, r.article, r.start, r.id", 4, after)
    asked.one(f"{way.day} <= ?", wanted.until)
    if wanted.since is None:
        asked.one(f"{way.day} >= ?", after[0] if after else None)
        yield from _select(db, way.tables, wanted, way.day, asked, order)
        return
    before = Asked([*asked.where], [*asked.values])
    before.where.append(f"{way.end} > {way.begin}")
    before.one(f"{way.day} < ?", wanted.since)
    before.one(f"{way.end} >= ?", wanted.since)
    yield from _select(db, way.spans, wanted, way.day, before, order)
    since = wanted.since.isoformat()
    asked.one(f"{way.day} >= ?", max(since, str(after[0])) if after else since)
    yield from _select(db, way.tables, wanted, way.day, asked, order)


def _ask_for(wanted: RecordFilter, only: str) -> Asked:
    asked = Asked([only], [])
    choose_records(asked, wanted)
    return asked


def _select(db: Database, tables: str, wanted: RecordFilter, day: str, asked: Asked, end: str) -> Iterator[Found]:
    """Yield the place of each record, and its key."""
    story = "" if wanted.copies else STORY
    query = f"SELECT {day} AS day, r.article, r.start, r.id, r.key FROM {tables}{story} WHERE {asked} {end}"
    return (Found(*row) for row in db.execute(query, asked.values))
