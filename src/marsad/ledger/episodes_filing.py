"""Signals filed as tellings: which are new to it, which stand no more, and where the standing ones are found."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import msgspec

from marsad.ledger.asking import ask
from marsad.ledger.rows import load_record
from marsad.ledger.stores.base import Database, Row
from marsad.ledger.stories_traces import LedgerStore
from marsad.model import Signal, Statement, When, decode, encode
from marsad.model.episode import Telling
from marsad.model.story import CreditKind, Upstream
from marsad.reconcile.episodes import find_neighbourhood, list_places, make_telling
from marsad.reconcile.stories import make_story


class Filed(NamedTuple):
    """A telling with the revision of its record and its article's upstream source."""

    revision: int
    telling: Telling
    source: str


def list_fresh(db: Database, most: int) -> list[Row]:
    """Return standing signals of newest versions that are not filed yet, in the order of writing, at most so many."""
    query = f"SELECT r.key, r.article, r.json, a.published, a.outlet {_FRESH} ORDER BY r.key LIMIT ?"
    return db.execute(query, (most,)).fetchall()


def count_waiting(db: Database) -> int:
    """Return how many signals are not filed as they stand now: those that are new, and those that stand no more."""
    return sum(int(db.execute(f"SELECT count(*) {which}").fetchone()[0]) for which in (_FRESH, _GONE))


_NEWEST = "a.earlier = 0"
_FRESH = (
    "FROM record r JOIN article a ON a.id = r.article"
    f" WHERE r.layer = 'signal' AND r.valid_to_run IS NULL AND {_NEWEST}"
    " AND NOT EXISTS (SELECT 1 FROM telling t WHERE t.revision = r.key AND t.standing = 1)"
)
_GONE = (
    "FROM telling t JOIN record r ON r.key = t.revision JOIN article a ON a.id = t.article"
    f" WHERE t.standing = 1 AND (r.valid_to_run IS NOT NULL OR NOT ({_NEWEST}))"
)


def list_gone(db: Database) -> list[str]:
    """Return the records filed as standing that stand no more: read otherwise now, or of a page edited since."""
    return [row["record"] for row in db.execute(f"SELECT t.record {_GONE} ORDER BY t.record")]


def drop(db: Database, records: Iterable[str]) -> None:
    """Let tellings stand no more; what was judged of them stays."""
    for record in records:
        row = db.execute("SELECT revision FROM telling WHERE record = ? AND standing = 1", (record,)).fetchone()
        db.execute("UPDATE telling SET standing = 0, episode = NULL WHERE revision = ?", (row["revision"],))
        db.execute("DELETE FROM telling_place WHERE telling = ?", (row["revision"],))


def file_signals(db: Database, rows: Iterable[Row]) -> list[Filed]:
    """File signals as tellings and return these."""
    filed = []
    for article, own in groupby(sorted(rows, key=itemgetter("article", "key")), itemgetter("article")):
        statements, source = tuple(_iterate_statements(db, article)), ""
        for nth, row in enumerate(own):
            signal = load_record("signal", row["json"])
            if not isinstance(signal, Signal):
                raise TypeError(f"record {row['key']} is no signal")
            source = find_source(db, article, row["outlet"]) if not nth else source
            published = decode(row["published"], When) if row["published"] else None
            filed.append(Filed(row["key"], make_telling(signal, published, statements), source))
    for one in filed:
        _write(db, one)
    return filed


def _iterate_statements(db: Database, article: str) -> Iterator[Statement]:
    query = "SELECT json FROM record WHERE article = ? AND layer = 'statement' AND valid_to_run IS NULL ORDER BY start"
    for row in db.execute(query, (article,)):
        record = load_record("statement", row["json"])
        if isinstance(record, Statement):
            yield record


def _write(db: Database, one: Filed) -> None:
    telling = one.telling
    db.execute(
        "INSERT INTO telling (revision, record, article, standing, source, json) VALUES (?, ?, ?, 1, ?, ?)"
        " ON CONFLICT (revision) DO UPDATE"
        " SET standing = 1, source = excluded.source, upstream = '', json = excluded.json",
        (one.revision, telling.record, telling.article, one.source, encode(telling).decode()),
    )
    places = [(place, one.revision) for place in sorted(list_places(telling))]
    db.executemany("INSERT INTO telling_place (place, telling) VALUES (?, ?)", places)


def find_source(db: Database, article: str, outlet: str | None) -> str:
    """Return the upstream source of an article as it is counted: an agency or outlet by name; '' where not named.

    An article that nobody is credited for counts as its outlet's: what one outlet says twice is not said by two.
    """
    upstream = _load_upstream(db, article)
    if upstream is None:
        return outlet or article
    if upstream.basis == CreditKind.AGENCIES.value:
        return ""
    return upstream.name or (outlet if upstream.article in (None, article) else upstream.article) or article


def _load_upstream(db: Database, article: str) -> Upstream | None:
    row = db.execute(f"{_UPSTREAM} WHERE a.id = ?", (article,)).fetchone()
    if row:
        return msgspec.json.decode(row["upstream"], type=Upstream)
    trace = LedgerStore(db).get(article)
    return make_story([trace]).upstream if trace else None


_UPSTREAM = "SELECT s.upstream FROM article a JOIN member m ON m.article = a.key JOIN story s ON s.key = m.story"


def list_moved(db: Database) -> list[str]:
    """Return the records whose article comes from elsewhere now, since its story has changed; its source is noted."""
    rows = db.execute(
        "SELECT DISTINCT t.article, t.source, a.outlet, coalesce(s.upstream, '') AS upstream FROM telling t"
        " JOIN article a ON a.id = t.article LEFT JOIN member m ON m.article = a.key"
        " LEFT JOIN story s ON s.key = m.story WHERE t.standing = 1 AND coalesce(s.upstream, '') != t.upstream"
    ).fetchall()
    moved: list[str] = []
    for row in rows:
        source, article = find_source(db, row["article"], row["outlet"]), row["article"]
        db.execute("UPDATE telling SET source = ?, upstream = ? WHERE article = ?", (source, row["upstream"], article))
        mine = db.execute("SELECT record FROM telling WHERE article = ? AND standing = 1", (article,))
        moved += [record for (record,) in mine] if source != row["source"] else []
    return moved


def load_neighbours(db: Database, fresh: Iterable[Telling]) -> list[Telling]:
    """Return the standing tellings, the fresh ones included, with which some of these may have to do."""
    places: set[int] = set()
    articles: set[str] = set()
    for telling in fresh:
        days, words = find_neighbourhood(telling)
        places |= days | words
        articles.add(telling.article)
    query = "SELECT DISTINCT t.json FROM telling_place p JOIN telling t ON t.revision = p.telling WHERE p.place IN"
    found = {row["json"] for row in ask(db, query, sorted(places))}
    found |= {row["json"] for row in ask(db, f"{_STANDING} AND article IN", sorted(articles))}
    return sorted((decode(json, Telling) for json in found), key=_by_record)


_STANDING = "SELECT record, source, json FROM telling WHERE standing = 1"


def load_tellings(db: Database, records: Iterable[str]) -> dict[str, tuple[Telling, str]]:
    """Return the standing tellings of records, each with its source."""
    rows = ask(db, f"{_STANDING} AND record IN", sorted(set(records)))
    return {row["record"]: (decode(row["json"], Telling), row["source"]) for row in rows}


def _by_record(telling: Telling) -> str:
    return telling.record
