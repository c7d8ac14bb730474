"""What the ledger holds, at a glance: arrivals, outlets, who speaks."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from marsad.ledger.asking import ask
from marsad.ledger.nouns import Arrival, Entry, OutletCount, Sizes, VoiceCount
from marsad.ledger.query import ENTRY, HEAD, STORY, make_entry, make_head
from marsad.ledger.rows import load_record
from marsad.ledger.stores.base import Database, Row
from marsad.model import Article, Statement, decode
from marsad.model.episode import Episode, Telling

_SIGNALS_OF = "(SELECT count(*) FROM record r WHERE r.article = a.id AND r.layer = 'signal' AND r.valid_to_run IS NULL)"
_TELLING = "SELECT t.source, t.json FROM telling t JOIN record r ON r.key = t.revision WHERE t.standing = 1 AND"


def load_entries_of(db: Database, records: Sequence[str]) -> dict[str, Entry]:
    """Return the standing revisions of records, by id."""
    rows = ask(db, f"{ENTRY} WHERE r.valid_to_run IS NULL AND r.id IN", sorted(set(records)))
    return {entry.record.id: entry for entry in map(make_entry, rows)}


def load_articles(db: Database, ids: Sequence[str]) -> dict[str, Article]:
    """Return articles by id, each in its newest edition."""
    rows = ask(
        db,
        "SELECT e.json FROM article a JOIN reading r ON r.key = a.reading JOIN edition e ON e.key = r.edition"
        " WHERE a.id IN",
        sorted(set(ids)),
    )
    return {article.id: article for article in (decode(row["json"], Article) for row in rows)}


def iterate_statements(db: Database, articles: Sequence[str]) -> Iterator[Statement]:
    """Yield the standing statements of articles, by article and place."""
    layer = "layer || '' = 'statement'"  # so that no index of layers is taken, which leads to all articles
    query = f"SELECT json FROM record WHERE valid_to_run IS NULL AND {layer} AND article IN"
    found = [load_record("statement", row["json"]) for row in ask(db, query, sorted(set(articles)))]
    said = [one for one in found if isinstance(one, Statement)]
    yield from sorted(said, key=lambda one: (one.article, one.span.start, one.span.end, one.id))


def iterate_arrivals(db: Database, since: str | None, outlet: str | None, limit: int, offset: int) -> Iterator[Arrival]:
    """Yield the articles that came in at or after a time, of one outlet or all, the last first."""
    wishes = {"run IN (SELECT number FROM run WHERE at >= ?)": since, "outlet = ?": outlet}
    asked = {condition: value for condition, value in wishes.items() if value is not None}
    where = f" WHERE {' AND '.join(asked)}" if asked else ""
    rows = db.execute(
        f"SELECT {HEAD}, (SELECT at FROM run WHERE number = a.run) AS at, {_SIGNALS_OF} AS signals"
        f" FROM (SELECT key FROM article{where} ORDER BY key DESC LIMIT ? OFFSET ?) c"
        f" CROSS JOIN article a ON a.key = c.key{STORY} ORDER BY a.key DESC",
        (*asked.values(), limit, offset),
    )
    for row in rows:
        yield Arrival(article=make_head(row), at=row["at"], signals=row["signals"])


def iterate_outlets(db: Database) -> Iterator[OutletCount]:
    """Yield what is held of each outlet, that with the most articles first."""
    rows = db.execute(
        "SELECT name, articles, on_topic, records, first, last, arrived FROM tally WHERE kind = 'outlet'"
        " ORDER BY articles DESC, name"
    )
    for row in rows:
        yield OutletCount(
            outlet=row["name"] or None,
            articles=row["articles"],
            on_topic=int(row["on_topic"]),
            signals=row["records"],
            first=_read_day(row["first"]),
            last=_read_day(row["last"]),
            arrived=row["arrived"],
        )


def iterate_persons(db: Database, limit: int) -> Iterator[VoiceCount]:
    """Yield the persons who are named as speaking or acting, the most often named first."""
    rows = db.execute(
        "SELECT name, records AS number, last FROM tally WHERE kind = 'person' ORDER BY records DESC, name LIMIT ?",
        (limit,),
    )
    return map(_make_voice, rows)


def iterate_parties(db: Database, limit: int) -> Iterator[VoiceCount]:
    """Yield the parties that do or say something, with the most episodes first."""
    rows = db.execute(
        "SELECT code AS name, count(*) AS number, max(until) AS last FROM episode_part WHERE part = 'actor'"
        " GROUP BY code ORDER BY 2 DESC, 1 LIMIT ?",
        (limit,),
    )
    return map(_make_voice, rows)


def find_newest_day(db: Database, until: date) -> date | None:
    """Return the last day of publication up to a day."""
    query = "SELECT max(published_end) AS day FROM article WHERE published_end <= ?"
    return _read_day(db.execute(query, (until.isoformat(),)).fetchone()["day"])


def iterate_outlet_days(db: Database) -> Iterator[tuple[str, date]]:
    """Yield the days on which each outlet published something, or else it was captured, by outlet and day."""
    captured = "(SELECT min(substr(c.at, 1, 10)) FROM capture c WHERE c.article = a.id)"
    day = f"CASE WHEN a.published_start = a.published_end THEN a.published_end ELSE {captured} END"
    query = f"SELECT DISTINCT a.outlet, {day} AS day FROM article a WHERE a.outlet IS NOT NULL ORDER BY 1, 2"
    for row in db.execute(query):
        if row["day"]:
            yield row["outlet"], date.fromisoformat(row["day"])


def find_names(db: Database, kind: str, part: str = "") -> Iterator[str]:
    """Yield the names of outlets, or persons, that hold a part in whatever case; all where it has not ASCII alone."""
    bare = re.sub(r"([%_#])", r"#\1", part.lower()) if part.isascii() else ""  # stores lower no other letters alike
    query = "SELECT name FROM tally WHERE kind = ? AND name <> '' AND lower(name) LIKE ? ESCAPE '#' ORDER BY name"
    for (name,) in db.execute(query, (kind, f"%{bare}%")):
        yield name


def measure(db: Database) -> Sizes:
    """Return how much the ledger holds, by what can be counted at once."""
    asides = db.execute("SELECT reason, count(*) FROM set_aside GROUP BY reason ORDER BY reason")
    tallies = "SELECT coalesce(sum(articles), 0), coalesce(sum(records), 0) FROM tally WHERE kind = 'outlet'"
    articles, signals = db.execute(tallies).fetchone()
    return Sizes(
        articles=int(articles),
        stories=db.execute("SELECT count(*) FROM story").fetchone()[0],
        signals=int(signals),
        episodes=db.execute("SELECT count(*) FROM episode").fetchone()[0],
        set_aside={str(reason): int(number) for reason, number in asides},
    )


def iterate_tellings_of(
    db: Database, person: str | None, party: str | None, limit: int
) -> Iterator[tuple[Telling, str]]:
    """Yield the standing tellings of what a person says, or else a party, each with its upstream source."""
    by_party = "r.key IN (SELECT record FROM party WHERE code = ? AND side = 'actor')"
    condition = "r.person = ? AND r.valid_to_run IS NULL" if person is not None else by_party
    rows = db.execute(f"{_TELLING} {condition} ORDER BY r.key DESC LIMIT ?", (person or party, limit))
    for row in rows:
        yield decode(row["json"], Telling), row["source"]


def load_tellers(db: Database, records: Sequence[str]) -> dict[str, str]:
    """Return the outlets of standing records, or their articles where these name none, by record."""
    query = "SELECT r.id, coalesce(a.outlet, a.id) AS teller FROM record r JOIN article a ON a.id = r.article"
    rows = ask(db, f"{query} WHERE r.valid_to_run IS NULL AND r.id IN", sorted(set(records)))
    return {row["id"]: row["teller"] for row in rows}


def iterate_episodes_of(db: Database, person: str, limit: int, offset: int) -> Iterator[Episode]:
    """Yield the episodes in which a person speaks or acts, the newest first, the undated last."""
    rows = db.execute(
        "SELECT e.json FROM (SELECT DISTINCT t.episode FROM record r JOIN telling t ON t.revision = r.key"
        " WHERE r.person = ? AND r.valid_to_run IS NULL AND t.standing = 1) c JOIN episode e ON e.key = c.episode"
        " ORDER BY e.since DESC NULLS LAST, e.id DESC LIMIT ? OFFSET ?",
        (person, limit, offset),
    )
    for row in rows:
        yield decode(row["json"], Episode)


def count_episodes_of(db: Database, person: str) -> int:
    """Return in how many episodes a person speaks or acts."""
    query = (
        "SELECT count(DISTINCT t.episode) FROM record r JOIN telling t ON t.revision = r.key"
        " WHERE r.person = ? AND r.valid_to_run IS NULL AND t.standing = 1"
    )
    return int(db.execute(query, (person,)).fetchone()[0])


def _make_voice(row: Row) -> VoiceCount:
    return VoiceCount(name=row["name"], count=row["number"], last=_read_day(row["last"]))


def _read_day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
