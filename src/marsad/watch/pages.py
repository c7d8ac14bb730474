"""Pages in the state: waiting, fetched, read, set aside, asked again. Each function is called in a transaction."""

import sqlite3
from collections.abc import Iterator
from itertools import chain, zip_longest

from marsad.watch.nouns import Brought, Page, Place, Stage, Yield
from marsad.watch.rows import read_page
from marsad.watch.schedule import HEAVY, find_day

_SELECT = "SELECT page.*, (SELECT delay FROM place WHERE place.url = page.place) AS delay FROM page"
_HELD = "host NOT IN (SELECT host FROM hold WHERE until > :now)"


def find_waiting(db: sqlite3.Connection, outlet: str, at: float, now: float, most: int) -> list[Page]:
    """Return pages of an outlet to ask for now, of hosts that are not left alone.

    New ones, the newest first, by turns with those to be asked again, the longest due first.
    """
    values = {"outlet": outlet, "at": at, "now": now, "most": most}
    wanted = db.execute(
        f"{_SELECT} WHERE outlet = :outlet AND status = 'wanted' AND due <= :at AND {_HELD}"
        " ORDER BY found DESC, day DESC, key LIMIT :most",
        values,
    )
    again = db.execute(
        f"{_SELECT} WHERE outlet = :outlet AND status IN ('read', 'aside') AND due <= :at AND {_HELD}"
        " ORDER BY due, key LIMIT :most",
        values,
    )
    pairs = zip_longest(map(read_page, wanted), map(read_page, again))
    return [page for page in chain.from_iterable(pairs) if page]


def find_fetched(db: sqlite3.Connection) -> Iterator[Page]:
    """Yield the pages that are in the archive and not yet in the ledger."""
    keys = [key for (key,) in db.execute("SELECT key FROM page WHERE status = 'fetched' ORDER BY key")]
    for key in keys:
        yield read_page(db.execute(f"{_SELECT} WHERE key = ?", (key,)).fetchone())


def note_fetched(db: sqlite3.Connection, page: Page, brought: Brought, at: float) -> None:
    """Write that a page is safe in the archive, and what to ask with the next time."""
    validator = brought.validator
    db.execute(
        "UPDATE page SET status = 'fetched', asked = :at, first = coalesce(first, :at), due = NULL, tries = 0,"
        " digest = :digest, final = :final, media = :media, size = :size, etag = :etag, modified = :modified"
        " WHERE key = :key",
        {
            "key": page.key,
            "at": at,
            "digest": brought.digest,
            "final": brought.final,
            "media": brought.media,
            "size": len(brought.capture.body),
            "etag": validator and validator.etag,
            "modified": validator and validator.modified,
        },
    )
    count(db, page.outlet, at, fetched=1)


def note_lost(db: sqlite3.Connection, page: Page) -> None:
    """Write that a page is not in the archive after all, and must be asked for anew, without conditions."""
    db.execute(
        "UPDATE page SET status = 'wanted', due = 0, digest = NULL, etag = NULL, modified = NULL WHERE key = ?",
        (page.key,),
    )


def note_same(db: sqlite3.Connection, page: Page, at: float, due: float | None) -> None:
    """Write that a page was asked again and is as it was, or could not be had."""
    db.execute("UPDATE page SET asked = ?, due = ?, checks = checks + 1 WHERE key = ?", (at, due, page.key))


def release(db: sqlite3.Connection, host: str) -> None:
    """Leave a host alone no more: it has given something that is in order."""
    db.execute("DELETE FROM hold WHERE host = ?", (host,))


def note_read(db: sqlite3.Connection, page: Page, gave: Yield, at: float, due: float | None) -> None:
    """Write that a page is in the ledger."""
    db.execute(
        "UPDATE page SET status = 'read', concluded = ?, due = ?, stage = NULL, reason = NULL, characters = ?,"
        " records = ?, on_topic = ?, checks = checks + (status != 'wanted' AND concluded IS NOT NULL) WHERE key = ?",
        (at, due, gave.characters, gave.records, gave.on_topic, page.key),
    )
    release(db, page.host)
    count(db, page.outlet, at, read=1, records=gave.records, characters=gave.characters)


def note_aside(
    db: sqlite3.Connection, page: Page, stage: Stage, trouble: tuple[str, str], at: float, due: float | None
) -> None:
    """Write that a page is set aside, for the reason and with the message that `trouble` gives."""
    db.execute(
        "UPDATE page SET status = 'aside', concluded = ?, due = ?, stage = ?, reason = ?, characters = 0, records = 0,"
        " on_topic = 0 WHERE key = ?",
        (at, due, stage.value, trouble[0], page.key),
    )
    if stage is Stage.READ and trouble[0] not in HEAVY:
        release(db, page.host)
    count(db, page.outlet, at, aside=1)
    note_trouble(db, page.outlet, stage, trouble, at)


def note_retry(db: sqlite3.Connection, page: Page, trouble: tuple[str, str], at: float, due: float) -> None:
    """Write that a page could not be had now and is tried again."""
    db.execute("UPDATE page SET asked = ?, due = ?, tries = tries + 1 WHERE key = ?", (at, due, page.key))
    count(db, page.outlet, at, errors=1)
    note_trouble(db, page.outlet, Stage.FETCH, trouble, at)


def set_aside_bad(db: sqlite3.Connection, place: Place, url: str, trouble: tuple[str, str], at: float) -> int:
    """Note what a place names and is no address, once; return 1 where it is new."""
    before = db.total_changes
    db.execute(
        "INSERT INTO page (url, outlet, place, host, status, found, asked, tries, checks, media, size, stage, reason)"
        " VALUES (?, ?, ?, '', 'aside', ?, ?, 0, 0, '', 0, 'look', ?) ON CONFLICT DO NOTHING",
        (url, place.outlet, place.url, at, at, trouble[0]),
    )
    new = db.total_changes - before
    if new:
        note_trouble(db, place.outlet, Stage.LOOK, trouble, at)
    return new


def count(db: sqlite3.Connection, outlet: str, at: float, **added: int) -> None:
    """Add to what is counted of an outlet's day."""
    names = ", ".join(added)
    sums = ", ".join(f"{name} = {name} + excluded.{name}" for name in added)
    db.execute(
        f"INSERT INTO day (outlet, day, {names}) VALUES (?, ?, {', '.join('?' * len(added))})"
        f" ON CONFLICT DO UPDATE SET {sums}",
        (outlet, find_day(at).isoformat(), *added.values()),
    )


def note_trouble(db: sqlite3.Connection, outlet: str, stage: Stage, trouble: tuple[str, str], at: float) -> None:
    """Count a reason, and remember when it was met last and in which words."""
    db.execute(
        "INSERT INTO trouble (outlet, day, stage, reason, count, last, message) VALUES (?, ?, ?, ?, 1, ?, ?)"
        " ON CONFLICT DO UPDATE SET count = count + 1, last = excluded.last, message = excluded.message",
        (outlet, find_day(at).isoformat(), stage.value, trouble[0], at, trouble[1]),
    )
