"""Places in the state: followed as the watch list says, due, looked at."""

import sqlite3
from collections.abc import Iterable, Sequence

from marsad.fetch import Validator
from marsad.watch.nouns import Kind, Look, Place
from marsad.watch.rows import read_day, read_validator
from marsad.watch.schedule import may_change

_HELD = "host NOT IN (SELECT host FROM hold WHERE until > :now)"


def follow(db: sqlite3.Connection, places: Iterable[Place]) -> None:
    """Make the places of the watch list the ones that are looked at, with the sitemaps that their indexes name."""
    db.execute("UPDATE place SET listed = 0 WHERE parent IS NULL")
    for place in places:
        row = {"url": place.url, "outlet": place.outlet, "kind": place.kind.value, "host": place.host}
        db.execute(
            "INSERT INTO place (url, outlet, kind, host, every, delay, depth, listed, due, failures)"
            " VALUES (:url, :outlet, :kind, :host, :every, :delay, 0, 1, 0, 0)"
            " ON CONFLICT DO UPDATE SET outlet = :outlet, kind = :kind, listed = 1, every = :every, delay = :delay,"
            " parent = NULL, depth = 0, due = CASE WHEN due IS NOT NULL AND every = :every THEN due"
            " ELSE coalesce(looked, 0) + :every END",
            row | {"every": place.every, "delay": place.delay},
        )
    _follow_children(db)


def _follow_children(db: sqlite3.Connection) -> None:
    """Give the sitemaps of each index what their index has, one depth after the other."""
    for (depth,) in db.execute("SELECT DISTINCT depth FROM place WHERE parent IS NOT NULL ORDER BY 1").fetchall():
        db.execute(
            "UPDATE place SET listed = p.listed, outlet = p.outlet, every = p.every, delay = p.delay"
            " FROM place AS p WHERE p.url = place.parent AND place.depth = ?",
            (depth,),
        )


def find_due(db: sqlite3.Connection, outlet: str, at: float, now: float) -> list[Place]:
    """Return the places of an outlet that are due, without those whose host is left alone."""
    rows = db.execute(
        f"SELECT * FROM place WHERE outlet = :outlet AND listed AND due <= :at AND {_HELD} ORDER BY due, url",
        {"outlet": outlet, "at": at, "now": now},
    )
    return [read_place(row) for row in rows]


def read_place(row: sqlite3.Row) -> Place:
    """Return the place in a row."""
    return Place(
        url=row["url"],
        outlet=row["outlet"],
        kind=Kind(row["kind"]),
        host=row["host"],
        every=row["every"],
        delay=row["delay"],
        parent=row["parent"],
        depth=row["depth"],
        changed=read_day(row["changed"]),
        final=row["final"],
        validator=read_validator(row),
        looked=row["looked"],
        due=row["due"],
        failures=row["failures"],
    )


def note_look(db: sqlite3.Connection, place: Place, look: Look, at: float, due: float | None) -> int:
    """Write what a look found, and only then what to ask with the next time; return the number of new pages."""
    before = db.total_changes
    db.executemany(
        "INSERT INTO page (url, outlet, place, host, day, status, found, asked, due, tries, checks, media, size)"
        " VALUES (?, ?, ?, ?, ?, 'wanted', ?, ?, 0, 0, 0, '', 0) ON CONFLICT DO NOTHING",
        ((p.url, place.outlet, place.url, p.host, p.day and p.day.isoformat(), at, at) for p in look.pages),
    )
    new = db.total_changes - before
    for sitemap in look.sitemaps:
        _name_sitemap(db, place, sitemap, at)
    news = at if new else None
    note_answer(db, place, at, due, look.validator, look.final)
    db.execute(
        "UPDATE place SET news = coalesce(?, news), reason = ? WHERE url = ?",
        (news, look.problem and look.problem.reason, place.url),
    )
    return new


def _name_sitemap(db: sqlite3.Connection, index: Place, sitemap: Place, at: float) -> None:
    """Note a sitemap that an index names; one that has changed since it was looked at is due."""
    changed = sitemap.changed.isoformat() if sitemap.changed else None
    db.execute(
        "INSERT INTO place (url, outlet, kind, host, every, delay, parent, depth, changed, listed, due, failures)"
        " VALUES (:url, :outlet, 'sitemap', :host, :every, :delay, :parent, :depth, :changed, 1, 0, 0)"
        " ON CONFLICT DO UPDATE SET listed = 1, changed = :changed,"
        " due = CASE WHEN :changed > coalesce(changed, '') OR (due IS NULL AND :may) THEN 0 ELSE due END"
        " WHERE parent IS NOT NULL",
        {
            "url": sitemap.url,
            "outlet": index.outlet,
            "host": sitemap.host,
            "every": index.every,
            "delay": index.delay,
            "parent": index.url,
            "depth": sitemap.depth,
            "changed": changed,
            "may": may_change(sitemap.changed, at),
        },
    )


def note_answer(
    db: sqlite3.Connection,
    place: Place,
    at: float,
    due: float | None,
    validator: Validator | None,
    final: str | None,
) -> None:
    """Write that a place answered."""
    etag, modified = (validator.etag, validator.modified) if validator else (None, None)
    db.execute(
        "UPDATE place SET looked = ?, due = ?, failures = 0, reason = NULL, etag = ?, modified = ?, final = ?"
        " WHERE url = ?",
        (at, due, etag, modified, final, place.url),
    )


def note_failure(db: sqlite3.Connection, place: Place, due: float, reason: str) -> None:
    """Write that a place could not be looked at."""
    db.execute("UPDATE place SET due = ?, failures = failures + 1, reason = ? WHERE url = ?", (due, reason, place.url))


def call_page(db: sqlite3.Connection, place: Place, at: float) -> int:
    """Queue a place that is itself a page, or have it asked for again; return 1 where it is new."""
    before = db.total_changes
    db.execute(
        "INSERT INTO page (url, outlet, place, host, status, found, asked, due, tries, checks, media, size)"
        " VALUES (?, ?, ?, ?, 'wanted', ?, ?, 0, 0, 0, '', 0) ON CONFLICT DO NOTHING",
        (place.url, place.outlet, place.url, place.host, at, at),
    )
    new = db.total_changes - before
    db.execute("UPDATE page SET due = 0 WHERE url = ? AND status IN ('read', 'aside')", (place.url,))
    return new


def find_next(db: sqlite3.Connection, outlets: Sequence[str]) -> float | None:
    """Return when the next of all places and pages of `outlets` is due."""
    times = [time for outlet in outlets for time in (find_next_place(db, outlet), _find_next_page(db, outlet))]
    return min((time for time in times if time is not None), default=None)


def is_held(db: sqlite3.Connection, outlets: Sequence[str], times: tuple[float, float, float]) -> bool:
    """Tell whether something due at the first of `times` waits for a host between the second and the third."""
    at, now, until = times
    for (host,) in db.execute("SELECT host FROM hold WHERE until > ? AND until <= ?", (now, until)).fetchall():
        for table in ("page", "place"):
            rows = db.execute(f"SELECT DISTINCT outlet FROM {table} WHERE host = ? AND due <= ?", (host, at))
            if any(outlet in outlets for (outlet,) in rows):
                return True
    return False


def find_next_place(db: sqlite3.Connection, outlet: str) -> float | None:
    """Return when the next of an outlet's places is due."""
    row = db.execute("SELECT min(due) FROM place WHERE outlet = ? AND listed AND due IS NOT NULL", (outlet,))
    (due,) = row.fetchone()
    return None if due is None else float(due)


def _find_next_page(db: sqlite3.Connection, outlet: str) -> float | None:
    (due,) = db.execute("SELECT min(due) FROM page WHERE outlet = ? AND due IS NOT NULL", (outlet,)).fetchone()
    return None if due is None else float(due)
