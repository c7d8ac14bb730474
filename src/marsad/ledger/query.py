"""Questions to a ledger that need no search: records, articles, the timeline, counts."""

from collections.abc import Iterator, Sequence
from datetime import date

from marsad.ledger.asking import ask
from marsad.ledger.errors import LedgerError, UnknownError
from marsad.ledger.nouns import ArticleHead, Counts, Entry, SetAside, SignalFilter, TimelineRow
from marsad.ledger.rows import load_record
from marsad.ledger.stores.base import ALL, Database, Row
from marsad.model import Article, Signal, When, decode
from marsad.reconcile.stories import make_story_id

_STANDS = (  # of a story's articles the first in rank that is not an earlier version of its page
    "(SELECT o.article FROM member o JOIN article b ON b.key = o.article WHERE o.story = m.story AND b.earlier = 0"
    " ORDER BY o.nth LIMIT 1)"
)
HEAD_BUT_COPY = (
    "a.id AS a_id, a.digest AS a_digest, a.origin AS a_origin, a.url AS a_url, a.outlet AS a_outlet,"
    " a.title AS a_title, a.published AS a_published, a.on_topic AS a_on_topic,"
    " a.earlier AS a_earlier, s.id AS a_story, s.outlets AS a_outlets,"
    f" coalesce(a.key = {_STANDS}, m.nth = 0, TRUE) AS a_counted"
)
HEAD = f"{HEAD_BUT_COPY}, a.copy_of AS a_copy_of"
STORY = " LEFT JOIN member m ON m.article = a.key LEFT JOIN story s ON s.key = m.story"  # for HEAD, after article a
COUNTED = f"coalesce(a.key = {_STANDS}, m.nth = 0, TRUE)"  # whether article a counts, after STORY
REVISION = "r.layer, r.json, r.key AS revision, f.name AS from_run, t.name AS to_run, r.superseded_by"
ENTRY_TABLES = (
    "record r JOIN article a ON a.id = r.article JOIN run f ON f.number = r.valid_from_run"
    f" LEFT JOIN run t ON t.number = r.valid_to_run{STORY}"
)
ENTRY = f"SELECT {REVISION}, {HEAD} FROM {ENTRY_TABLES}"
# Signals without a day of their own stand at their article's publication, those without either at the very end.
_DAY = "coalesce(r.date_start, a.published_start, '9999-12-31')"
_LAST_DAY = "coalesce(r.date_end, a.published_end)"
_TIMELINE = (
    f"SELECT r.json, coalesce(r.date_start, a.published_start) AS since, {_LAST_DAY} AS until, {HEAD}"
    f" FROM record r JOIN article a ON a.id = r.article{STORY}"
)
_PLACE = f"({_DAY}, a.id, r.start, r.id)"
_IN_EPISODE = "SELECT t.revision FROM telling t JOIN episode e ON e.key = t.episode WHERE t.standing = 1"


def make_head(row: Row) -> ArticleHead:
    """Return the head of the article in a row that has the columns HEAD."""
    return ArticleHead(
        id=row["a_id"],
        digest=row["a_digest"],
        origin=row["a_origin"],
        on_topic=bool(row["a_on_topic"]),
        url=row["a_url"],
        outlet=row["a_outlet"],
        title=row["a_title"],
        published=decode(row["a_published"], When) if row["a_published"] else None,
        copy_of=row["a_copy_of"],
        earlier=bool(row["a_earlier"]),
        story=row["a_story"] or make_story_id(row["a_id"]),
        outlets=row["a_outlets"] or 1,
        counted=bool(row["a_counted"]),
    )


def make_entry(row: Row) -> Entry:
    """Return the entry in a row that has the columns REVISION and HEAD."""
    return Entry(
        record=load_record(row["layer"], row["json"]),
        layer=row["layer"],
        article=make_head(row),
        revision=row["revision"],
        from_run=row["from_run"],
        to_run=row["to_run"],
        superseded_by=row["superseded_by"],
    )


def find_id(db: Database, table: str, prefix: str) -> str:
    """Return the one id in `table` that begins with `prefix`; raise LedgerError when there is none or several."""
    low, high = prefix, prefix + "\U0010ffff"
    rows = db.execute(f"SELECT DISTINCT id FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT 6", (low, high))
    found = [row["id"] for row in rows] if prefix else []
    if prefix in found or len(found) == 1:
        return str(found[0])
    if not found:
        raise UnknownError(f"no {table} begins with {prefix!r}")
    raise UnknownError(f"several {table}s begin with {prefix!r}: {', '.join(found[:5])}{' …' if found[5:] else ''}")


def find_history(db: Database, prefix: str) -> tuple[Entry, ...]:
    """Return all revisions of a record, the newest first; raise LedgerError when the prefix is not one record's."""
    rows = db.execute(f"{ENTRY} WHERE r.id = ? ORDER BY r.key DESC", (find_id(db, "record", prefix),))
    return tuple(map(make_entry, rows))


def iterate_entries(db: Database, layer: str | None, article: str | None) -> Iterator[Entry]:
    """Yield the standing records by article and place, of one layer or all, of one article or all."""
    where, values = ["r.valid_to_run IS NULL"], list[str]()
    if layer is not None:
        where.append("r.layer = ?")
        values.append(layer)
    if article is not None:
        where.append("r.article = ?")
        values.append(find_id(db, "article", article))
    order = "ORDER BY r.article, r.start, r.end, r.layer, r.id"
    yield from map(make_entry, db.stream(f"{ENTRY} WHERE {' AND '.join(where)} {order}", values))


def iterate_heads(db: Database) -> Iterator[ArticleHead]:
    """Yield the heads of all articles in the order of their arrival."""
    yield from map(make_head, db.stream(f"SELECT {HEAD} FROM article a{STORY} ORDER BY a.key"))


def iterate_heads_between(db: Database, first: date, last: date) -> Iterator[ArticleHead]:
    """Yield the heads of the articles published up to a day within these, in the order of their arrival."""
    rows = db.execute(
        f"SELECT {HEAD} FROM article a{STORY} WHERE a.published_end BETWEEN ? AND ? ORDER BY a.key",
        (first.isoformat(), last.isoformat()),
    )
    yield from map(make_head, rows)


def load_heads(db: Database, articles: Sequence[str]) -> dict[str, ArticleHead]:
    """Return the heads of articles, by id."""
    rows = ask(db, f"SELECT {HEAD} FROM article a{STORY} WHERE a.id IN", sorted(set(articles)))
    return {head.id: head for head in map(make_head, rows)}


def load_quotes(db: Database, records: Sequence[str]) -> dict[str, str]:
    """Return the words of standing records, by id."""
    rows = ask(db, "SELECT id, quote FROM record WHERE valid_to_run IS NULL AND id IN", sorted(set(records)))
    return {row["id"]: row["quote"] for row in rows}


def count_undated(db: Database) -> int:
    """Return how many articles, earlier versions apart, tell no day of publication."""
    return int(db.execute("SELECT count(*) FROM article WHERE published_end IS NULL AND earlier = 0").fetchone()[0])


def load_head(db: Database, article: str) -> ArticleHead:
    """Return the head of the article with this id; raise LedgerError where there is none."""
    row = db.execute(f"SELECT {HEAD} FROM article a{STORY} WHERE a.id = ?", (article,)).fetchone()
    if row is None:
        raise UnknownError(f"no article {article}")
    return make_head(row)


def load_article(db: Database, prefix: str) -> Article:
    """Return an article's newest edition; raise LedgerError when the prefix is not one article's."""
    row = db.execute(
        "SELECT e.json FROM article a JOIN reading r ON r.key = a.reading JOIN edition e ON e.key = r.edition"
        " WHERE a.id = ?",
        (find_id(db, "article", prefix),),
    ).fetchone()
    return decode(row["json"], Article)


def find_reader(db: Database, article: str) -> str:
    """Return the version of an article's last reading; raise LedgerError."""
    row = db.execute("SELECT r.version FROM article a JOIN reading r ON r.key = a.reading WHERE a.id = ?", (article,))
    found = row.fetchone()
    if found is None:
        raise LedgerError(f"no article {article!r}")
    return str(found[0])


def load_edition(db: Database, revision: int) -> Article:
    """Return the edition of the article that a record's revision was read from; raise LedgerError."""
    row = db.execute(
        "SELECT e.json FROM record r JOIN edition e ON e.key = r.edition WHERE r.key = ?", (revision,)
    ).fetchone()
    if row is None:
        raise LedgerError(f"no revision {revision}")
    return decode(row["json"], Article)


def iterate_timeline(db: Database, wanted: SignalFilter) -> Iterator[TimelineRow]:
    """Yield the standing signals that a filter lets through, by day, article and place."""
    where, values = make_conditions(db, wanted)
    limit = ALL if wanted.limit is None else wanted.limit
    rows = db.stream(
        f"{_TIMELINE} WHERE {' AND '.join(where)} ORDER BY {_DAY}, a.id, r.start, r.id LIMIT ?", (*values, limit)
    )
    for row in rows:
        yield _make_timeline_row(row)


def load_rows_of(db: Database, records: Sequence[str]) -> dict[str, TimelineRow]:
    """Return the standing signals among records with their articles' heads, by id."""
    layer = "r.layer || '' = 'signal'"  # so that no index of layers is taken, which leads to all signals
    query = f"{_TIMELINE} WHERE {layer} AND r.valid_to_run IS NULL AND r.id IN"
    rows = map(_make_timeline_row, ask(db, query, sorted(set(records))))
    return {row.signal.id: row for row in rows}


def _make_timeline_row(row: Row) -> TimelineRow:
    since, until = (day and date.fromisoformat(day) for day in (row["since"], row["until"]))
    return TimelineRow(signal=decode(row["json"], Signal), article=make_head(row), since=since, until=until)


def make_conditions(db: Database, wanted: SignalFilter) -> tuple[list[str], list[object]]:
    """Return what a filter asks of record r and article a in SQL, with the values of its marks."""
    where, values = ["r.layer = 'signal'", "r.valid_to_run IS NULL"], list[object]()
    _add_any(where, values, "r.type", wanted.types)
    _add_any(where, values, "r.modality", wanted.modality)
    _add_any(where, values, "a.outlet", wanted.outlets)
    _add_any(where, values, "r.key IN (SELECT record FROM party WHERE side = 'actor' AND code", wanted.actors, ")")
    _add_any(where, values, "r.key IN (SELECT record FROM party WHERE side = 'target' AND code", wanted.targets, ")")
    _add_any(where, values, "r.key IN (SELECT record FROM party WHERE code", wanted.parties, ")")
    _add_any(where, values, f"r.key IN ({_IN_EPISODE} AND e.status", wanted.status, ")")
    if wanted.background is not None:
        where.append("r.background = ?")
        values.append(int(wanted.background))
    if not wanted.copies:
        where.append(is_original("a.copy_of", earlier=wanted.earlier))
    if not wanted.earlier:
        where.append("a.earlier = 0")
    if wanted.since:
        where.append(f"{_LAST_DAY} >= ?")
        values.append(wanted.since.isoformat())
    if wanted.until:
        where.append("coalesce(r.date_start, a.published_start) <= ?")
        values.append(wanted.until.isoformat())
    if wanted.after:
        where.append(f"{_PLACE} > (?, ?, ?, ?)")
        values += _find_place(db, wanted.after)
    return where, values


def is_original(copy_of: str, *, earlier: bool) -> str:
    """Return in SQL that article a is no copy within its story; of articles without a trace `copy_of` tells, in SQL."""
    counted = "coalesce(m.nth = 0, TRUE)" if earlier else f"(m.article IS NULL OR a.key = {_STANDS})"
    return f"CASE WHEN a.trace IS NULL THEN {copy_of} IS NULL ELSE {counted} END"


def _add_any(where: list[str], values: list[object], column: str, wanted: Sequence[str], end: str = "") -> None:
    if wanted:
        where.append(f"{column} IN ({', '.join('?' * len(wanted))}){end}")
        values += [str(value) for value in wanted]


def _find_place(db: Database, record: str) -> tuple[object, ...]:
    row = db.execute(
        f"SELECT {_DAY}, a.id, r.start, r.id FROM record r JOIN article a ON a.id = r.article"
        " WHERE r.id = ? ORDER BY r.key DESC",
        (record,),
    ).fetchone()
    if row is None:
        raise LedgerError(f"no record {record!r} to go on from")
    return tuple(row)


def iterate_set_asides(db: Database, since: date, until: date) -> Iterator[SetAside]:
    """Yield the inputs set aside within some days, in the order in which they were met."""
    days = since.isoformat(), until.isoformat()
    query = "SELECT origin, digest, reason, message, at FROM set_aside WHERE substr(at, 1, 10) BETWEEN ? AND ?"
    for row in db.stream(f"{query} ORDER BY key", days):
        origin, digest, reason, message, at = row
        yield SetAside(origin=origin, digest=digest or None, reason=reason, message=message, at=at)


def count_all(db: Database) -> Counts:
    """Return how much the ledger holds."""
    standing = "FROM record WHERE valid_to_run IS NULL"
    articles = db.execute("SELECT count(*), sum(on_topic) FROM article").fetchone()
    stories = db.execute("SELECT count(*), sum(size - 1) FROM story").fetchone()
    return Counts(
        articles=articles[0],
        on_topic=int(articles[1] or 0),
        copies=int(stories[1] or 0),
        stories=stories[0],
        superseded=db.execute("SELECT count(*) FROM record WHERE valid_to_run IS NOT NULL").fetchone()[0],
        records=_tally(db, f"SELECT layer, count(*) {standing} GROUP BY layer ORDER BY layer"),
        signals=_tally(db, f"SELECT type, count(*) {standing} AND layer = 'signal' GROUP BY type ORDER BY type"),
        abstentions=_tally(
            db,
            "SELECT b.reason, count(*) FROM abstention b JOIN article a ON a.reading = b.reading"
            " GROUP BY b.reason ORDER BY b.reason",
        ),
        set_aside=_tally(db, "SELECT reason, count(*) FROM set_aside GROUP BY reason ORDER BY reason"),
    )


def _tally(db: Database, query: str) -> dict[str, int]:
    return {str(name): int(number) for name, number in db.execute(query)}
