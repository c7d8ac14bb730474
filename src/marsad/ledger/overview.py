"""What the ledger holds, at a glance: arrivals, outlets, who speaks."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date

from marsad.ledger.episodes_filing import ask
from marsad.ledger.nouns import Arrival, Entry, OutletCount, Sizes, VoiceCount
from marsad.ledger.query import ENTRY, HEAD, STORY, make_entry, make_head
from marsad.ledger.rows import load_record
from marsad.model import Article, Statement, decode
from marsad.model.episode import Telling

_STANDING = "r.layer = 'signal' AND r.valid_to_run IS NULL"
_SIGNALS_OF = f"(SELECT count(*) FROM record r INDEXED BY record_by_article WHERE r.article = a.id AND {_STANDING})"
_TELLING = "SELECT t.source, t.json FROM telling t JOIN record r ON r.key = t.revision WHERE t.standing AND"


def load_entries_of(db: sqlite3.Connection, records: Sequence[str]) -> dict[str, Entry]:
    """Return the standing revisions of records, by id."""
    rows = ask(db, f"{ENTRY} WHERE r.valid_to_run IS NULL AND r.id IN", sorted(set(records)))
    return {entry.record.id: entry for entry in map(make_entry, rows)}


def load_articles(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, Article]:
    """Return articles by id, each in its newest edition."""
    rows = ask(
        db,
        "SELECT e.json FROM article a JOIN reading r ON r.key = a.reading JOIN edition e ON e.key = r.edition"
        " WHERE a.id IN",
        sorted(set(ids)),
    )
    return {article.id: article for article in (decode(row["json"], Article) for row in rows)}


def iterate_statements(db: sqlite3.Connection, articles: Sequence[str]) -> Iterator[Statement]:
    """Yield the standing statements of articles, by article and place."""
    query = "SELECT json FROM record WHERE valid_to_run IS NULL AND layer = 'statement' AND article IN"
    found = [load_record("statement", row["json"]) for row in ask(db, query, sorted(set(articles)))]
    said = [one for one in found if isinstance(one, Statement)]
    yield from sorted(said, key=lambda one: (one.article, one.span.start, one.span.end, one.id))


def iterate_arrivals(
    db: sqlite3.Connection, since: str | None, outlet: str | None, limit: int, offset: int
) -> Iterator[Arrival]:
    """Yield the articles that came in at or after a time, of one outlet or all, the last first."""
    rows = db.execute(
        f"SELECT {HEAD}, (SELECT at FROM run WHERE number = a.run) AS at, {_SIGNALS_OF} AS signals"
        f" FROM (SELECT key FROM article WHERE (? IS NULL OR run IN (SELECT number FROM run WHERE at >= ?))"
        " AND (? IS NULL OR outlet = ?) ORDER BY key DESC LIMIT ? OFFSET ?) c"
        f" CROSS JOIN article a ON a.key = c.key{STORY} ORDER BY a.key DESC",
        (since, since, outlet, outlet, limit, offset),
    )
    for row in rows:
        yield Arrival(article=make_head(row), at=row["at"], signals=row["signals"])


def iterate_outlets(db: sqlite3.Connection) -> Iterator[OutletCount]:
    """Yield what is held of each outlet, that with the most articles first."""
    signals = dict(
        db.execute(
            "SELECT a.outlet, count(*) FROM record r JOIN article a ON a.id = r.article"
            f" WHERE {_STANDING} GROUP BY a.outlet"
        ).fetchall()
    )
    rows = db.execute(
        "SELECT a.outlet, count(*) AS articles, sum(a.on_topic) AS on_topic, min(a.published_start) AS first,"
        " max(a.published_end) AS last, max(u.at) AS arrived FROM article a JOIN run u ON u.number = a.run"
        " GROUP BY a.outlet ORDER BY articles DESC, a.outlet"
    )
    for row in rows:
        yield OutletCount(
            outlet=row["outlet"],
            articles=row["articles"],
            on_topic=row["on_topic"],
            signals=signals.get(row["outlet"], 0),
            first=_read_day(row["first"]),
            last=_read_day(row["last"]),
            arrived=row["arrived"],
        )


def iterate_persons(db: sqlite3.Connection, limit: int) -> Iterator[VoiceCount]:
    """Yield the persons who are named as speaking or acting, the most often named first."""
    rows = db.execute(
        "SELECT r.person AS name, count(*) AS number, max(coalesce(r.date_end, a.published_end)) AS last"
        " FROM record r JOIN article a ON a.id = r.article WHERE r.person IS NOT NULL AND r.valid_to_run IS NULL"
        " GROUP BY r.person ORDER BY number DESC, name LIMIT ?",
        (limit,),
    )
    return map(_make_voice, rows)


def iterate_parties(db: sqlite3.Connection, limit: int) -> Iterator[VoiceCount]:
    """Yield the parties that do or say something, with the most episodes first."""
    rows = db.execute(
        "SELECT a.value AS name, count(*) AS number, max(e.until) AS last"
        " FROM episode e, json_each(e.json, '$.actors') a"
        " GROUP BY a.value ORDER BY number DESC, name LIMIT ?",
        (limit,),
    )
    return map(_make_voice, rows)


def find_newest_day(db: sqlite3.Connection, until: date) -> date | None:
    """Return the last day of publication up to a day."""
    query = "SELECT max(published_end) AS day FROM article WHERE published_end <= ?"
    return _read_day(db.execute(query, (until.isoformat(),)).fetchone()["day"])


def find_names(db: sqlite3.Connection) -> Iterator[str]:
    """Yield the names of all outlets."""
    for (name,) in db.execute("SELECT DISTINCT outlet FROM article WHERE outlet IS NOT NULL ORDER BY outlet"):
        yield name


def measure(db: sqlite3.Connection) -> Sizes:
    """Return how much the ledger holds, by what can be counted at once."""
    asides = db.execute("SELECT reason, count(*) FROM set_aside GROUP BY reason ORDER BY reason")
    one = "SELECT count(*) FROM"
    return Sizes(
        articles=db.execute(f"{one} article").fetchone()[0],
        stories=db.execute(f"{one} story").fetchone()[0],
        signals=db.execute(f"{one} record r INDEXED BY record_by_confidence WHERE {_STANDING}").fetchone()[0],
        episodes=db.execute(f"{one} episode").fetchone()[0],
        set_aside={str(reason): int(number) for reason, number in asides},
    )


def iterate_tellings_of(
    db: sqlite3.Connection, person: str | None, party: str | None, limit: int
) -> Iterator[tuple[Telling, str]]:
    """Yield the standing tellings of what a person says, or else a party, each with its upstream source."""
    by_party = "r.key IN (SELECT record FROM party WHERE code = ? AND side = 'actor')"
    condition = "r.person = ? AND r.valid_to_run IS NULL" if person is not None else by_party
    rows = db.execute(f"{_TELLING} {condition} ORDER BY r.key DESC LIMIT ?", (person or party, limit))
    for row in rows:
        yield decode(row["json"], Telling), row["source"]


def _make_voice(row: sqlite3.Row) -> VoiceCount:
    return VoiceCount(name=row["name"], count=row["number"], last=_read_day(row["last"]))


def _read_day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
