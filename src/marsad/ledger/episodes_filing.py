"""Signals filed as tellings: which are new to it, which stand no more, and where the standing ones are found."""

from collections.abc import Iterable, Mapping, Sequence
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
    rows = ask(db, "SELECT revision FROM telling WHERE standing = 1 AND record IN", sorted(records))
    revisions = [row["revision"] for row in rows]
    act(db, "UPDATE telling SET standing = 0, episode = NULL WHERE revision IN", revisions)
    act(db, "DELETE FROM telling_place WHERE telling IN", revisions)


def file_signals(db: Database, rows: Sequence[Row]) -> list[Filed]:
    """File signals as tellings and return these."""
    outlets = {row["article"]: row["outlet"] for row in rows}
    statements, sources = _load_statements(db, sorted(outlets)), find_sources(db, outlets)
    filed = []
    for row in sorted(rows, key=itemgetter("article", "key")):
        signal = load_record("signal", row["json"])
        if not isinstance(signal, Signal):
            raise TypeError(f"record {row['key']} is no signal")
        published = decode(row["published"], When) if row["published"] else None
        telling = make_telling(signal, published, tuple(statements.get(row["article"], ())))
        filed.append(Filed(row["key"], telling, sources[row["article"]]))
    _write(db, filed)
    return filed


def _load_statements(db: Database, articles: Sequence[str]) -> dict[str, list[Statement]]:
    """Return the standing statements of articles, in the order of the text."""
    rows = ask(db, _STATEMENTS, articles)
    found: dict[str, list[Statement]] = {}
    for row in sorted(rows, key=itemgetter("start", "key")):
        record = load_record("statement", row["json"])
        if isinstance(record, Statement):
            found.setdefault(row["article"], []).append(record)
    return found


_STATEMENTS = (
    "SELECT key, article, start, json FROM record WHERE layer = 'statement' AND valid_to_run IS NULL AND article IN"
)


def _write(db: Database, filed: Sequence[Filed]) -> None:
    db.executemany(
        "INSERT INTO telling (revision, record, article, standing, source, json) VALUES (?, ?, ?, 1, ?, ?)"
        " ON CONFLICT (revision) DO UPDATE"
        " SET standing = 1, source = excluded.source, upstream = '', json = excluded.json",
        [
            (one.revision, one.telling.record, one.telling.article, one.source, encode(one.telling).decode())
            for one in filed
        ],
    )
    places = [(place, one.revision) for one in filed for place in sorted(list_places(one.telling))]
    db.executemany("INSERT INTO telling_place (place, telling) VALUES (?, ?)", places)


def find_sources(db: Database, outlets: Mapping[str, str | None]) -> dict[str, str]:
    """Return the upstream sources of articles, given with their outlets, as they are counted.

    That is an agency or outlet by name; '' where not named. An article that nobody is credited for counts as its
    outlet's: what one outlet says twice is not said by two.
    """
    upstreams = _load_upstreams(db, sorted(outlets))
    return {article: _name_source(article, outlet, upstreams.get(article)) for article, outlet in outlets.items()}


def _name_source(article: str, outlet: str | None, upstream: Upstream | None) -> str:
    if upstream is None:
        return outlet or article
    if upstream.basis == CreditKind.AGENCIES.value:
        return ""
    return upstream.name or (outlet if upstream.article in (None, article) else upstream.article) or article


def _load_upstreams(db: Database, articles: Sequence[str]) -> dict[str, Upstream]:
    rows = ask(db, _UPSTREAM, articles)
    found = {row["id"]: msgspec.json.decode(row["upstream"], type=Upstream) for row in rows}
    alone = LedgerStore(db).get_all([article for article in articles if article not in found])
    return found | {article: make_story([trace]).upstream for article, trace in alone.items()}


_UPSTREAM = (
    "SELECT a.id, s.upstream FROM article a JOIN member m ON m.article = a.key JOIN story s ON s.key = m.story"
    " WHERE a.id IN"
)


def list_moved(db: Database) -> list[str]:
    """Return the records whose article comes from elsewhere now, since its story has changed; its source is noted."""
    rows = db.execute(
        "SELECT DISTINCT t.article, t.source, a.outlet, coalesce(s.upstream, '') AS upstream FROM telling t"
        " JOIN article a ON a.id = t.article LEFT JOIN member m ON m.article = a.key"
        " LEFT JOIN story s ON s.key = m.story WHERE t.standing = 1 AND coalesce(s.upstream, '') != t.upstream"
    ).fetchall()
    sources = find_sources(db, {row["article"]: row["outlet"] for row in rows})
    noted = [(sources[row["article"]], row["upstream"], row["article"]) for row in rows]
    db.executemany("UPDATE telling SET source = ?, upstream = ? WHERE article = ?", noted)
    moved = sorted({row["article"] for row in rows if sources[row["article"]] != row["source"]})
    return [record for (record,) in ask(db, "SELECT record FROM telling WHERE standing = 1 AND article IN", moved)]


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
