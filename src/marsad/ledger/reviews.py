"""Reviews of single records: appended, asked for, and what is to be looked at next."""

from collections.abc import Iterator, Sequence

import msgspec

from marsad.ledger.asking import ask
from marsad.ledger.errors import LedgerError
from marsad.ledger.nouns import Entry, Review, ReviewVerdict
from marsad.ledger.query import ENTRY, make_entry
from marsad.ledger.stores.base import Database, Row

_COLUMNS = "record, revision, verdict, changes, by, at"
_DISPUTED = (
    "EXISTS (SELECT 1 FROM telling t JOIN episode e ON e.key = t.episode"
    " WHERE t.revision = r.key AND t.standing = 1 AND e.status = 'disputed')"
)
_DOUBT = "CAST(json_extract(r.json, '$.confidence') AS DOUBLE PRECISION)"


def append_review(db: Database, review: Review) -> None:
    """Append a review, inside the caller's transaction; raise LedgerError where its record has no such revision."""
    row = db.execute("SELECT id FROM record WHERE key = ?", (review.revision,)).fetchone()
    if row is None or row["id"] != review.record:
        raise LedgerError(f"record {review.record} has no revision {review.revision}")
    changes = msgspec.json.encode(review.changes, order="sorted").decode()
    db.execute(
        f"INSERT INTO review ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",
        (review.record, review.revision, review.verdict.value, changes, review.by, review.at),
    )


def iterate_reviews(db: Database) -> Iterator[Review]:
    """Yield all reviews in the order of appending."""
    yield from map(_read, db.execute(f"SELECT {_COLUMNS} FROM review ORDER BY key"))


def load_reviews_of(db: Database, records: Sequence[str]) -> dict[str, tuple[Review, ...]]:
    """Return the reviews of records, by record, as appended."""
    rows = ask(db, f"SELECT key, {_COLUMNS} FROM review WHERE record IN", sorted(set(records)))
    found: dict[str, tuple[Review, ...]] = {}
    for row in sorted(rows, key=lambda row: row["key"]):
        found[row["record"]] = (*found.get(row["record"], ()), _read(row))
    return found


def iterate_queue(db: Database, by: str, limit: int, offset: int, *, disputed: bool) -> Iterator[Entry]:
    """Yield the standing signals that `by` has not reviewed, the least sure first; only disputed ones where asked."""
    rows = db.execute(
        "SELECT r.key FROM record r INDEXED BY record_by_confidence CROSS JOIN article a ON a.id = r.article"
        " WHERE r.layer = 'signal' AND r.valid_to_run IS NULL AND a.earlier = 0"
        " AND NOT EXISTS (SELECT 1 FROM review v WHERE v.record = r.id AND v.by = ?)"
        f"{f' AND {_DISPUTED}' if disputed else ''} ORDER BY {_DOUBT} NULLS FIRST, r.key LIMIT ? OFFSET ?",
        (by, limit, offset),
    )
    for (key,) in rows.fetchall():
        yield from map(make_entry, db.execute(f"{ENTRY} WHERE r.key = ?", (key,)))


def _read(row: Row) -> Review:
    return Review(
        record=row["record"],
        revision=row["revision"],
        verdict=ReviewVerdict(row["verdict"]),
        changes=msgspec.json.decode(row["changes"]),
        by=row["by"],
        at=row["at"],
    )
