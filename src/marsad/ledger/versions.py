"""Versions of a page: what stood at its address from when to when, and which change of it was an edit.

A capture whose title and body are those of a version known already, whatever surrounds them, is one more capture of
that version. What is earlier or later hangs on the times of capture alone, not on the order in which pages are read.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from marsad.ledger.item import make_item
from marsad.ledger.nouns import CaptureHead, Edit, Version
from marsad.ledger.query import load_head
from marsad.ledger.stores.base import Database, Row
from marsad.model import Article


def write_time(at: datetime) -> str:
    """Return a time as the ledger has it: UTC to the microsecond, so that it sorts."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def find_same(db: Database, article: Article, body: str | None) -> str | None:
    """Return the id of the latest version of the article's page with this title and body, None where there is none."""
    if not article.url or body is None:
        return None
    titled, title = ("a.title IS NULL", ()) if article.title is None else ("a.title = ?", (article.title,))
    row = db.execute(
        "SELECT v.article FROM version v JOIN article a ON a.id = v.article"
        f" WHERE v.item = ? AND a.body_hash = ? AND {titled} ORDER BY v.last DESC, v.key DESC",
        (make_item(article.url), body, *title),
    ).fetchone()
    return str(row[0]) if row else None


def knows_sighting(db: Database, article: Article, at: datetime | None) -> bool:
    """Tell whether noting that the article was met at that time would change nothing."""
    if at is None or not article.url:
        return True
    row = _find_version(db, make_item(article.url), write_time(at))
    return row is not None and row["article"] == article.id and row["last"] >= write_time(at)


def note_sighting(db: Database, article: Article, at: datetime | None, run: int) -> str | None:
    """Note that the article's page stood at its address at that time; does nothing where either is not known.

    Return the version that it took the place of, None where the page is new or reads as before.
    """
    if at is None or not article.url:
        return None
    item, time = make_item(article.url), write_time(at)
    row = _find_version(db, item, time)
    if row and row["article"] == article.id:
        db.execute("UPDATE version SET last = ? WHERE key = ? AND last < ?", (time, row["key"], time))
    else:
        values = (item, article.id, time, time, run)
        db.execute("INSERT INTO version (item, article, first, last, run) VALUES (?, ?, ?, ?, ?)", values)
    db.execute(
        "UPDATE article SET earlier = 1 - earlier, reconciled = NULL"
        " WHERE id IN (SELECT article FROM version WHERE item = ?)"
        " AND earlier <> CASE WHEN id <> ? THEN 1 ELSE 0 END",
        (item, _find_newest(db, item)),
    )
    return str(row["article"]) if row and row["article"] != article.id else None


def _find_version(db: Database, item: str, at: str) -> Row | None:
    """Return the version that stood at the address at a time, as far as is known by then."""
    query = "SELECT key, article, last FROM version WHERE item = ? AND first <= ? ORDER BY first DESC, key DESC LIMIT 1"
    row: Row | None = db.execute(query, (item, at)).fetchone()
    return row


def _find_newest(db: Database, item: str) -> str:
    query = "SELECT article FROM version WHERE item = ? ORDER BY last DESC, key DESC LIMIT 1"
    return str(db.execute(query, (item,)).fetchone()[0])


def find_versions(db: Database, item: str) -> tuple[Version, ...]:
    """Return the versions of an item, the oldest first."""
    rows = db.execute("SELECT article, first, last FROM version WHERE item = ? ORDER BY first, key", (item,))
    return tuple(
        Version(article=row["article"], first=_read_time(row["first"]), last=_read_time(row["last"])) for row in rows
    )


def find_item(db: Database, article: str) -> str | None:
    """Return the item that an article is a version of."""
    row = db.execute("SELECT item FROM version WHERE article = ? ORDER BY key", (article,)).fetchone()
    return str(row[0]) if row else None


def iterate_edits(db: Database, since: datetime | None, before: datetime | None, item: str | None) -> Iterator[Edit]:
    """Yield the edits found from a time on, before another, of one item or of all, by the time of finding."""
    asked = {
        "v.first >= ?": since and write_time(since),
        "v.first < ?": before and write_time(before),
        "v.item = ?": item,
    }
    wanted = {condition: value for condition, value in asked.items() if value}
    rows = db.execute(
        "SELECT e.*, p.article AS before, p.last AS seen, br.version = ar.version AS alike FROM ("
        f"SELECT v.key, v.item, v.article AS after, v.first AS at, ({_BEFORE}) AS earlier FROM version v"
        f" WHERE {' AND '.join(['1 = 1', *wanted])}) e"
        " JOIN version p ON p.key = e.earlier"
        " JOIN article b ON b.id = p.article JOIN reading br ON br.key = b.reading"
        " JOIN article a ON a.id = e.after JOIN reading ar ON ar.key = a.reading"
        f" WHERE NOT ({_alike('title')} AND {_alike('body_hash')}) ORDER BY e.at, e.key",
        [*wanted.values()],
    )
    for row in rows:
        yield Edit(
            item=row["item"],
            before=load_head(db, row["before"]),
            after=load_head(db, row["after"]),
            seen=_read_time(row["seen"]),
            at=_read_time(row["at"]),
            alike=bool(row["alike"]),
        )


_BEFORE = (
    "SELECT o.key FROM version o WHERE o.item = v.item AND (o.first, o.key) < (v.first, v.key)"
    " ORDER BY o.first DESC, o.key DESC LIMIT 1"
)


def _alike(column: str) -> str:
    """Return in SQL that two articles have the same in a column, be it nothing."""
    return f"(b.{column} = a.{column} OR (b.{column} IS NULL AND a.{column} IS NULL))"


def _read_time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def iterate_captures(db: Database, article: str | None) -> Iterator[CaptureHead]:
    """Yield the captures of one article or of all, by article and time."""
    where, values = ("WHERE article = ?", [article]) if article else ("", [])
    rows = db.execute(
        f"SELECT article, origin, url, digest, size, at, payload FROM capture {where}"
        " ORDER BY article, at NULLS FIRST, origin, digest",
        values,
    )
    for row in rows:
        at = _read_time(row["at"]) if row["at"] else None
        yield CaptureHead(**{**dict(row), "at": at})


def check_versions(db: Database) -> Iterator[str]:
    """Yield one line for every article whose mark as an earlier version is not what the versions say."""
    rows = db.execute(
        "SELECT a.id, a.earlier, v.article FROM article a LEFT JOIN ("
        "SELECT article, row_number() OVER (PARTITION BY item ORDER BY last DESC, key DESC) AS place FROM version"
        ") v ON v.article = a.id AND v.place = 1 WHERE a.earlier = 1 OR v.article IS NULL ORDER BY a.id"
    )
    for row in rows:
        listed = db.execute("SELECT 1 FROM version WHERE article = ?", (row["id"],)).fetchone() is not None
        if bool(row["earlier"]) != (listed and row["article"] is None):
            yield f"article {row['id']}: marked as {'earlier' if row['earlier'] else 'current'}, and is not"
