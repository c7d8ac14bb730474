"""Signals filed as tellings: which are new to it, which stand no more, and where the standing ones are found."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import msgspec

from marsad.ledger.asking import act, ask
from marsad.ledger.rows import load_record
from marsad.ledger.stores.base import Database, Row
from marsad.ledger.stories_traces import LedgerStore
from marsad.model import Signal, Statement, When, decode, encode
from marsad.model.episode import Telling
from marsad.model.story import CreditKind, Upstream
from marsad.reconcile.episodes import find_neighbourhood, list_places, make_telling
from marsad.reconcile.stories import make_story


class Filed(NamedTuple):
    """A telling with the revision of its record, its article's upstream source, and what its story says of that."""

    revision: int
    telling: Telling
    source: str
    upstream: str


def list_open(db: Database, most: int) -> list[int]:
    """Return the keys of articles of which something may not be in episodes as it stands now, at most so many."""
    rows = db.execute(f"SELECT key FROM article WHERE {_OPEN} ORDER BY key LIMIT ?", (most,))
    return [key for (key,) in rows]


def close(db: Database, articles: Sequence[int]) -> None:
    """Note that all of these articles is in episodes as it stands now."""
    act(db, "UPDATE article SET reconciled = reading WHERE key IN", articles)


def reopen(db: Database, articles: Sequence[int]) -> None:
    """Note that something about these articles may have changed."""
    act(db, "UPDATE article SET reconciled = NULL WHERE key IN", articles)


def list_fresh(db: Database, articles: Sequence[int]) -> list[Row]:
    """Return the standing signals of newest versions among articles that are not filed yet, in the order of writing."""
    columns = f"r.key, r.article, r.json, a.published, a.outlet, coalesce(({_UPSTREAM}), '') AS upstream"
    rows = ask(db, f"SELECT {columns} {_FRESH} AND a.key IN", articles)
    return sorted(rows, key=itemgetter("key"))


def count_waiting(db: Database) -> int:
    """Return how many signals are not filed as they stand now: those that are new, and those that stand no more."""
    return _count(db, f"a.key IN (SELECT key FROM article WHERE {_OPEN})")


def count_overlooked(db: Database) -> int:
    """Return how many of the signals that wait are of articles that are noted as done: there must be none."""
    return _count(db, f"a.key NOT IN (SELECT key FROM article WHERE {_OPEN})")


def _count(db: Database, where: str) -> int:
    return sum(int(db.execute(f"SELECT count(*) {which} AND {where}").fetchone()[0]) for which in (_FRESH, _GONE))


_OPEN = "reconciled IS NULL OR reconciled <> reading"  # as the index has it
_NEWEST = "a.earlier = 0"
_FRESH = (  # crossed, so that no index of layers is taken, which leads to all signals
    "FROM article a CROSS JOIN record r"
    f" WHERE r.article = a.id AND r.layer = 'signal' AND r.valid_to_run IS NULL AND {_NEWEST}"
    " AND NOT EXISTS (SELECT 1 FROM telling t WHERE t.revision = r.key AND t.standing = 1)"
)
_GONE = (
    "FROM article a CROSS JOIN telling t JOIN record r ON r.key = t.revision"
    f" WHERE t.article = a.id AND t.standing = 1 AND (r.valid_to_run IS NOT NULL OR NOT ({_NEWEST}))"
)


def list_gone(db: Database, articles: Sequence[int]) -> list[str]:
    """Return the records of articles filed as standing that stand no more: read otherwise now, or of an edited page."""
    return sorted(row["record"] for row in ask(db, f"SELECT t.record {_GONE} AND a.key IN", articles))


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
            upstream = row["upstream"]
            source = find_source(db, article, row["outlet"], upstream) if not nth else source
            published = decode(row["published"], When) if row["published"] else None
            filed.append(Filed(row["key"], make_telling(signal, published, statements), source, upstream))
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
        "INSERT INTO telling (revision, record, article, standing, source, upstream, json) VALUES (?, ?, ?, 1, ?, ?, ?)"
        " ON CONFLICT (revision) DO UPDATE"
        " SET standing = 1, source = excluded.source, upstream = excluded.upstream, json = excluded.json",
        (one.revision, telling.record, telling.article, one.source, one.upstream, encode(telling).decode()),
    )
    places = [(place, one.revision) for place in sorted(list_places(telling))]
    db.executemany("INSERT INTO telling_place (place, telling) VALUES (?, ?)", places)


def find_source(db: Database, article: str, outlet: str | None, upstream: str) -> str:
    """Return the upstream source of an article as it is counted: an agency or outlet by name; '' where not named.

    `upstream` is what its story says, '' without a story. An article that nobody is credited for counts as its
    outlet's: what one outlet says twice is not said by two.
    """
    found = msgspec.json.decode(upstream, type=Upstream) if upstream else _trace_upstream(db, article)
    if found is None:
        return outlet or article
    if found.basis == CreditKind.AGENCIES.value:
        return ""
    return found.name or (outlet if found.article in (None, article) else found.article) or article


def _trace_upstream(db: Database, article: str) -> Upstream | None:
    trace = LedgerStore(db).get(article)
    return make_story([trace]).upstream if trace else None


_UPSTREAM = "SELECT s.upstream FROM member m JOIN story s ON s.key = m.story WHERE m.article = a.key"


def list_moved(db: Database, articles: Sequence[int]) -> list[str]:
    """Return the records of articles that come from elsewhere now, since their stories have changed; this is noted."""
    rows = ask(
        db,
        "SELECT DISTINCT t.article, t.source, a.outlet, coalesce(s.upstream, '') AS upstream FROM article a"
        " JOIN telling t ON t.article = a.id LEFT JOIN member m ON m.article = a.key"
        " LEFT JOIN story s ON s.key = m.story WHERE t.standing = 1 AND coalesce(s.upstream, '') != t.upstream"
        " AND a.key IN",
        articles,
    )
    moved: list[str] = []
    for row in list(rows):
        article = row["article"]
        source = find_source(db, article, row["outlet"], row["upstream"])
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
