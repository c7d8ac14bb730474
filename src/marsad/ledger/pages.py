"""A ledger for programs: what it holds a page at a time, each page going on where the one before ended.

A page ends at a place, which names the values by which its rows are in order: whatever is added meanwhile, no row comes
twice, and none that stood all the while is left out.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from marsad.ledger.asking import ask
from marsad.ledger.episodes_drawing import read_link
from marsad.ledger.episodes_query import make_episode_conditions
from marsad.ledger.errors import explained
from marsad.ledger.nouns import EpisodeFilter, StoryFilter
from marsad.ledger.query import HEAD, STORY, find_id, make_head
from marsad.ledger.record_days import find_by_day
from marsad.ledger.record_filter import Asked, choose_records
from marsad.ledger.rows import load_record
from marsad.ledger.stores.base import Database, Row
from marsad.ledger.stories import make_story_head
from marsad.ledger.wanted import ArticleFilter, LinkFilter, Place, RecordFilter, RecordRow, Written
from marsad.model import decode
from marsad.model.episode import Episode, Telling

_DAY = "coalesce(r.date_start, a.published_start, '9999-12-31')"
_RECORDS = (
    f"SELECT r.key, r.layer, r.json, coalesce(r.date_start, a.published_start) AS since, {_DAY} AS day, r.start, r.id,"
    f" coalesce(r.date_end, a.published_end) AS until, n.at, {HEAD} FROM record r JOIN article a ON a.id = r.article"
    f" JOIN run n ON n.number = r.valid_from_run{STORY}"
)
_STANDING = "+r.valid_to_run IS NULL"  # the sign has SQLite go by other indexes: that of standing records is slow


class Page(NamedTuple):
    """Rows with the place where they end; None where nothing is left."""

    rows: tuple[object, ...]
    end: Place | None


class Pages:
    """Questions of programs to a ledger; made by `Ledger.pages`."""

    def __init__(self, db: Database, path: str) -> None:
        """Ask the ledger that this connection has open."""
        self._db = db
        self._path = path

    def state(self) -> str:
        """Return a text that is another one after any change of the ledger."""
        with explained(self._path):
            return f"{self.newest()}-{self._db.state()}"

    def sizes(self) -> dict[str, int]:
        """Return how many articles, stories and episodes there are."""
        tables = ("article", "story", "episode")
        return {name: int(next(self._ask(f"SELECT count(*) FROM {name}", ()))[0]) for name in tables}

    def records(self, wanted: RecordFilter, limit: int, after: Place | None = None, *, by_day: bool = False) -> Page:
        """Return records in the order of writing, or by day, article and place."""
        with explained(self._path):
            if wanted.article:
                wanted = msgspec.structs.replace(wanted, article=find_id(self._db, "article", wanted.article))
            if by_day:
                keys = find_by_day(self._db, wanted, limit + 1, after)
            else:
                keys = self._list_keys(wanted, limit + 1, after)
            rows = self._load(keys)
        return _cut(rows, limit, _make_row, _end_by_day if by_day else _end_by_key)

    def arrivals(self, wanted: RecordFilter, after: int, limit: int) -> tuple[Written, ...]:
        """Return the records written after the one with a number, in the order of writing."""
        return self._arrive(wanted, limit, (after,))

    def latest(self, wanted: RecordFilter, limit: int) -> tuple[Written, ...]:
        """Return the records written last, the last one first."""
        return self._arrive(wanted, limit, newest=True)

    def _arrive(
        self, wanted: RecordFilter, limit: int, after: Place | None = None, *, newest: bool = False
    ) -> tuple[Written, ...]:
        with explained(self._path):
            rows = self._load(self._list_keys(wanted, limit, after, newest=newest))
        return tuple(Written(number=row["key"], at=row["at"], row=_make_row(row)) for row in rows)

    def _list_keys(self, wanted: RecordFilter, limit: int, after: Place | None, *, newest: bool = False) -> list[int]:
        """Return the keys of the first records in the order of writing, or the other way round.

        Each type is looked for by itself: the index has its records in that order, and they may be few or none.
        """
        keys = list[int]()
        order = f"r.key{' DESC' if newest else ''}"
        tables = f"record r JOIN article a ON a.id = r.article{'' if wanted.copies else STORY}"
        for one in _part(wanted):
            asked = Asked([_STANDING], [])
            choose_records(asked, one)
            asked.beyond("r.key", 1, after)
            query = f"SELECT r.key FROM {tables} WHERE {asked} ORDER BY {order} LIMIT ?"
            keys += (row["key"] for row in self._db.execute(query, (*asked.values, limit)))
        return sorted(keys, reverse=newest)[:limit]

    def _load(self, keys: Sequence[int]) -> list[Row]:
        """Return the records with these keys, in their order."""
        found = {row["key"]: row for row in ask(self._db, f"{_RECORDS} WHERE r.key IN", keys)}
        return [found[key] for key in keys]

    def newest(self) -> int:
        """Return the number of the record written last, 0 where there is none."""
        return int(next(self._ask("SELECT coalesce(max(key), 0) FROM record", ()))[0])

    def articles(self, wanted: ArticleFilter, limit: int, after: Place | None = None) -> Page:
        """Return articles in the order of their arrival."""
        asked = Asked(["1 = 1"], [])
        asked.any("a.outlet IN ?", wanted.outlets)
        asked.one("a.on_topic = ?", None if wanted.on_topic is None else int(wanted.on_topic))
        asked.one("a.published_end >= ?", wanted.since)
        asked.one("a.published_start <= ?", wanted.until)
        if not wanted.earlier:
            asked.where.append("a.earlier = 0")
        asked.beyond("a.key", 1, after)
        query = f"SELECT a.key, {HEAD} FROM article a{STORY} WHERE {asked} ORDER BY a.key LIMIT ?"
        return _cut(self._take(query, asked.values, limit), limit, make_head, lambda row: (row["key"],))

    def stories(self, wanted: StoryFilter, limit: int, after: Place | None = None) -> Page:
        """Return the stories of two articles or more by their first day, the undated first."""
        asked = Asked(["s.outlets >= ?"], [wanted.outlets])
        asked.one("s.last >= ?", wanted.since)
        asked.one("s.first <= ?", wanted.until)
        order = "coalesce(s.first, ''), s.id"
        asked.beyond(order, 2, after)
        query = (
            "SELECT s.id, s.size, s.outlets, s.first, s.last, s.outlet, s.upstream, a.id AS counted, a.title"
            " FROM story s JOIN member m ON m.story = s.key AND m.nth = 0 JOIN article a ON a.key = m.article"
            f" WHERE {asked} ORDER BY {order} LIMIT ?"
        )
        rows = self._take(query, asked.values, limit)
        return _cut(rows, limit, make_story_head, lambda row: (row["first"] or "", row["id"]))

    def episodes(self, wanted: EpisodeFilter, limit: int, after: Place | None = None) -> Page:
        """Return episodes by day, the undated last."""
        asked = Asked(["1 = 1"], [])
        _choose_episodes(asked, wanted)
        order = "coalesce(e.since, '9999-12-31'), e.id"
        asked.beyond(order, 2, after)
        query = f"SELECT e.since, e.id, e.json FROM episode e WHERE {asked} ORDER BY {order} LIMIT ?"
        rows = self._take(query, asked.values, limit)
        return _cut(rows, limit, _read_episode, lambda row: (row["since"] or "9999-12-31", row["id"]))

    def latest_episodes(self, wanted: EpisodeFilter, limit: int) -> tuple[Episode, ...]:
        """Return the episodes with the latest days, the latest first, the undated left out."""
        asked = Asked(["e.since IS NOT NULL"], [])
        _choose_episodes(asked, wanted)
        query = f"SELECT e.json FROM episode e WHERE {asked} ORDER BY e.since DESC, e.id LIMIT ?"
        return tuple(map(_read_episode, self._ask(query, (*asked.values, limit))))

    def links(self, wanted: LinkFilter, limit: int, after: Place | None = None) -> Page:
        """Return links between records by source, kind and target."""
        asked = Asked(["1 = 1"], [])
        asked.any("kind IN ?", wanted.kinds)
        if wanted.record:
            record = find_id(self._db, "record", wanted.record)
            asked.where.append("(source = ? OR target = ?)")
            asked.values.extend((record, record))
        order = "source, kind, target"
        asked.beyond(order, 3, after)
        query = f"SELECT {order}, score, why FROM record_link WHERE {asked} ORDER BY {order} LIMIT ?"
        rows = self._take(query, asked.values, limit)
        return _cut(rows, limit, read_link, lambda row: (row["source"], row["kind"], row["target"]))

    def tellings(self, records: Sequence[str]) -> dict[str, tuple[Telling, str]]:
        """Return the standing tellings of records, each with the upstream source of its article."""
        asked = Asked(["standing = 1"], [])
        asked.any("record IN ?", records or ("",))
        query = f"SELECT record, source, json FROM telling WHERE {asked}"
        return {row["record"]: (decode(row["json"], Telling), row["source"]) for row in self._ask(query, asked.values)}

    def parties_of(self, person: str) -> tuple[str, ...]:
        """Return the codes for which a person speaks or acts, by usual English name."""
        query = (
            "SELECT DISTINCT p.code FROM record r JOIN telling t ON t.revision = r.key JOIN party p ON p.record = r.key"
            " WHERE r.person = ? AND r.valid_to_run IS NULL AND t.standing = 1 AND p.side = 'actor' ORDER BY 1"
        )
        return tuple(row["code"] for row in self._ask(query, (person,)))

    def all_episodes(self) -> Iterator[tuple[str, str]]:
        """Yield the id and the JSON text of every episode, by id."""
        for row in self._db.stream("SELECT id, json FROM episode ORDER BY id"):
            yield row["id"], row["json"]

    def _take(self, query: str, values: Sequence[object], limit: int) -> list[Row]:
        """Return up to one row more than the page holds, which tells whether another one follows."""
        return list(self._ask(query, (*values, limit + 1)))

    def _ask(self, query: str, values: Sequence[object]) -> Iterator[Row]:
        with explained(self._path):
            yield from self._db.execute(query, values)


def _part(wanted: RecordFilter) -> Iterator[RecordFilter]:
    """Yield a filter for each type, which only signals have; the filter itself where it asks for all types."""
    layers = wanted.layers or ("signal",)
    for kind in dict.fromkeys(wanted.types):
        yield msgspec.structs.replace(wanted, layers=layers, types=(kind,))
    if not wanted.types:
        yield wanted


def _choose_episodes(asked: Asked, wanted: EpisodeFilter) -> None:
    where, values = make_episode_conditions(wanted)
    asked.where.append(where)
    asked.values.extend(values)


def _cut(
    rows: list[Row],
    limit: int,
    make: Callable[[Row], object],
    end: Callable[[Row], Place],
) -> Page:
    more = len(rows) > limit
    shown = rows[:limit]
    return Page(tuple(map(make, shown)), end(shown[-1]) if more and shown else None)


def _end_by_day(row: Row) -> Place:
    return (row["day"], row["a_id"], row["start"], row["id"])


def _end_by_key(row: Row) -> Place:
    return (row["key"],)


def _make_row(row: Row) -> RecordRow:
    since, until = (day and date.fromisoformat(day) for day in (row["since"], row["until"]))
    record = load_record(row["layer"], row["json"])
    return RecordRow(layer=row["layer"], record=record, article=make_head(row), since=since, until=until)


def _read_episode(row: Row) -> Episode:
    return decode(row["json"], Episode)
