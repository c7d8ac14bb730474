"""Signals filed as tellings: which are new to it, which stand no more, and where the standing ones are found."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

import msgspec

from marsad.ledger.asking import act, ask
from marsad.ledger.days import OPEN, mark_articles
from marsad.ledger.rows import load_record
from marsad.ledger.stores.base import Database, Row
from marsad.ledger.stories_traces import LedgerStore
from marsad.model import Signal, Statement, When, decode, encode
from marsad.model.episode import Telling
from marsad.model.story import CreditKind, Upstream
from marsad.reconcile.episodes import Values, find_neighbourhood, list_places, make_telling
from marsad.reconcile.stories import make_story

_MOST_READY = 4_000  # readings; more are only there where nobody reconciles


class Filed(NamedTuple):
    """A telling with the revision of its record, its article's upstream source, what its story says of that, and when
    the article says that it was published.
    """

    revision: int
    telling: Telling
    source: str
    upstream: str
    published: str


def list_open(db: Database, most: int) -> list[int]:
    """Return the keys of articles of which something may not be in episodes as it stands now, at most so many."""
    rows = db.execute(f"SELECT key FROM article WHERE {OPEN} ORDER BY key LIMIT ?", (most,))
    return [key for (key,) in rows]


def close(db: Database, articles: Sequence[int]) -> None:
    """Note that all of these articles is in episodes as it stands now, and have their days counted."""
    mark_articles(db, articles)
    act(db, "UPDATE article SET reconciled = reading WHERE key IN", articles)


def reopen(db: Database, articles: Sequence[int]) -> None:
    """Note that something about these articles may have changed."""
    act(db, "UPDATE article SET reconciled = NULL WHERE key IN", articles)


def list_fresh(db: Database, articles: Sequence[int]) -> list[Row]:
    """Return the standing signals of newest versions among articles that are not filed yet, in the order of writing."""
    columns = "r.key, r.article, r.id, r.json, a.reading, a.published, a.outlet"
    rows = ask(db, f"SELECT {columns}, coalesce(({_UPSTREAM}), '') AS upstream {_FRESH} AND a.key IN", articles)
    return sorted(rows, key=itemgetter("key"))


def count_waiting(db: Database) -> int:
    """Return how many signals are not in episodes as they stand now: new ones, and those that stand no more."""
    (undrawn,) = db.execute(_UNDRAWN).fetchone()
    return _count(db, f"a.key IN (SELECT key FROM article WHERE {OPEN})") + int(undrawn)


_UNDRAWN = (
    "SELECT count(*) FROM undrawn u JOIN telling t ON t.record = u.record AND t.standing = 1 WHERE t.episode IS NULL"
)


def count_overlooked(db: Database) -> int:
    """Return how many of the signals that wait are of articles that are noted as done: there must be none."""
    return _count(db, f"a.key NOT IN (SELECT key FROM article WHERE {OPEN})")


def _count(db: Database, where: str) -> int:
    return sum(int(db.execute(f"SELECT count(*) {which} AND {where}").fetchone()[0]) for which in (_FRESH, _GONE))


_NEWEST = "a.earlier = 0"
_FRESH = (  # crossed, so that no index of layers is taken, which leads to all signals
    "FROM article a CROSS JOIN record r"
    f" WHERE r.article = a.id AND r.layer = 'signal' AND r.valid_to_run IS NULL AND {_NEWEST}"
    " AND NOT EXISTS (SELECT 1 FROM telling t WHERE t.revision = r.key AND t.standing = 1)"
)
_GONE = (
    "FROM article a CROSS JOIN telling t JOIN record r ON r.key = t.revision"
    f" WHERE t.article = a.id AND t.standing = 1 AND (r.valid_to_run IS NOT NULL OR NOT ({_NEWEST})"
    " OR t.published <> coalesce(a.published, ''))"
)


def list_gone(db: Database, articles: Sequence[int]) -> list[str]:
    """Return the records of articles filed as standing that stand no more as they are filed.

    They are read otherwise now, or of an edited page, or their page says that it was published on another day.
    """
    return sorted(row["record"] for row in ask(db, f"SELECT t.record {_GONE} AND a.key IN", articles))


def drop(db: Database, records: Iterable[str]) -> None:
    """Let tellings stand no more; what was judged of them stays."""
    rows = ask(db, "SELECT revision FROM telling WHERE standing = 1 AND record IN", sorted(records))
    revisions = [row["revision"] for row in rows]
    act(db, "UPDATE telling SET standing = 0, episode = NULL WHERE revision IN", revisions)
    act(db, "DELETE FROM telling_place WHERE telling IN", revisions)


class ReadyTellings:
    """Tellings that whoever read the pages has made, kept in memory until they are filed or there are too many.

    They hold as long as the reading of which they are made is the one that stands.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._by_reading: dict[int, dict[str, Telling]] = {}

    def keep(self, by_reading: Mapping[int, tuple[Telling, ...]]) -> None:
        """Keep the tellings of readings, by the readings' keys."""
        if len(self._by_reading) > _MOST_READY:
            self.clear()
        self._by_reading.update({key: {one.record: one for one in some} for key, some in by_reading.items()})

    def find(self, reading: int, record: str) -> Telling | None:
        """Return the telling of a record in a reading, None where it is to be made."""
        return self._by_reading.get(reading, {}).get(record)

    def clear(self) -> None:
        """Forget all."""
        self._by_reading.clear()


def file_signals(db: Database, rows: Sequence[Row], ready: ReadyTellings) -> list[Filed]:
    """File signals as tellings and return these."""
    sources = find_sources(db, rows)
    tellings = {row["key"]: ready.find(row["reading"], row["id"]) for row in rows}
    left = sorted({row["article"] for row in rows if tellings[row["key"]] is None})
    statements = _load_statements(db, left)
    filed = []
    for row in sorted(rows, key=itemgetter("article", "key")):
        telling = tellings[row["key"]] or _make_telling(row, statements.get(row["article"], ()))
        source, upstream = sources[row["article"]], row["upstream"]
        filed.append(Filed(row["key"], telling, source, upstream, row["published"] or ""))
    _write(db, filed)
    return filed


def _make_telling(row: Row, statements: Sequence[Statement]) -> Telling:
    signal = load_record("signal", row["json"])
    if not isinstance(signal, Signal):
        raise TypeError(f"record {row['key']} is no signal")
    return make_telling(signal, decode(row["published"], When) if row["published"] else None, statements)


def _load_statements(db: Database, articles: Sequence[str]) -> dict[str, list[Statement]]:
    """Return the standing statements of articles, in the order of the text."""
    rows = ask(db, _STATEMENTS, articles)
    found: dict[str, list[Statement]] = {}
    for row in sorted(rows, key=itemgetter("start", "key")):
        record = load_record("statement", row["json"])
        if isinstance(record, Statement):
            found.setdefault(row["article"], []).append(record)
    return found


_STATEMENTS = (  # the layer put so that no index of layers is taken, which leads to all statements
    "SELECT key, article, start, json FROM record"
    " WHERE layer || '' = 'statement' AND valid_to_run IS NULL AND article IN"
)


def _write(db: Database, filed: Sequence[Filed]) -> None:
    db.executemany(
        "INSERT INTO telling (revision, record, article, standing, source, upstream, published, json)"
        " VALUES (?, ?, ?, 1, ?, ?, ?, ?) ON CONFLICT (revision) DO UPDATE SET standing = 1, source = excluded.source,"
        " upstream = excluded.upstream, published = excluded.published, json = excluded.json",
        [
            (
                each.revision,
                each.telling.record,
                each.telling.article,
                each.source,
                each.upstream,
                each.published,
                encode(each.telling).decode(),
            )
            for each in filed
        ],
    )
    places = [(place, each.revision) for each in filed for place in sorted(list_places(each.telling))]
    db.executemany("INSERT INTO telling_place (place, telling) VALUES (?, ?)", places)


def find_sources(db: Database, rows: Iterable[Row]) -> dict[str, str]:
    """Return by article its upstream source as it is counted: an agency or outlet by name; '' where not named.

    A row has an article, its outlet, and as `upstream` what its story says, '' without a story.
    """
    told = {row["article"]: row for row in rows}
    alone = LedgerStore(db).get_all(sorted(article for article, row in told.items() if not row["upstream"]))
    found = {article: make_story([trace]).upstream for article, trace in alone.items()}
    for article, row in told.items():
        if row["upstream"]:
            found[article] = msgspec.json.decode(row["upstream"], type=Upstream)
    return {article: _name_source(article, row["outlet"], found.get(article)) for article, row in told.items()}


def _name_source(article: str, outlet: str | None, upstream: Upstream | None) -> str:
    """Return an article's source; one that nobody is credited for counts as its outlet's, which says nothing twice."""
    if upstream is None:
        return outlet or article
    if upstream.basis == CreditKind.AGENCIES.value:
        return ""
    return upstream.name or (outlet if upstream.article in (None, article) else upstream.article) or article


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
    told = list(rows)
    sources = find_sources(db, told)
    noted = [(sources[row["article"]], row["upstream"], row["article"]) for row in told]
    db.executemany("UPDATE telling SET source = ?, upstream = ? WHERE article = ?", noted)
    moved = sorted({row["article"] for row in told if sources[row["article"]] != row["source"]})
    return [record for (record,) in ask(db, "SELECT record FROM telling WHERE standing = 1 AND article IN", moved)]


def load_neighbours(db: Database, fresh: Iterable[Telling]) -> list[Telling]:
    """Return the standing tellings, the fresh ones included, with which some of these may have to do."""
    places: set[int] = set()
    articles: set[str] = set()
    for telling in fresh:
        days, words = find_neighbourhood(telling)
        places |= days | words
        articles.add(telling.article)
    near = {key for (key,) in ask(db, "SELECT DISTINCT telling FROM telling_place WHERE place IN", sorted(places))}
    placed = ask(db, f"{_STANDING} AND revision IN", sorted(near))
    values, found = Values(), dict[str, Telling]()
    for row in chain(placed, ask(db, f"{_STANDING} AND article IN", sorted(articles))):
        if row["record"] not in found:
            found[row["record"]] = values.share(decode(row["json"], Telling))
    return [found[record] for record in sorted(found)]


_STANDING = "SELECT record, source, json FROM telling WHERE standing = 1"


def load_tellings(db: Database, records: Iterable[str]) -> dict[str, tuple[Telling, str]]:
    """Return the standing tellings of records, each with its source."""
    rows = ask(db, f"{_STANDING} AND record IN", sorted(set(records)))
    return {row["record"]: (decode(row["json"], Telling), row["source"]) for row in rows}
