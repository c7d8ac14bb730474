"""Reviews of single records: appended, asked for, and what is to be looked at next."""

from collections.abc import Iterator, Sequence

import msgspec

from marsad.ledger.asking import ask
from marsad.ledger.errors import LedgerError
from marsad.ledger.nouns import Entry, LoggedReview, Review, ReviewVerdict
from marsad.ledger.query import ENTRY, make_entry
from marsad.ledger.stores.base import Database, Row
from marsad.model import Signal
from marsad.model.codec import decode

_COLUMNS = "v.key, v.record, v.revision, v.verdict, v.changes, v.by, v.at"
_STANDING = "NOT EXISTS (SELECT 1 FROM review_undone u WHERE u.review = v.key)"
_DISPUTED = (
    "EXISTS (SELECT 1 FROM telling t JOIN episode e ON e.key = t.episode"
    " WHERE t.revision = r.key AND t.standing = 1 AND e.status = 'disputed')"
)
_DOUBT = "CAST(json_extract(r.json, '$.confidence') AS DOUBLE PRECISION)"


def append_review(db: Database, review: Review) -> int:
    """Append a review, inside the caller's transaction, and return its number.

    Raise LedgerError where its record has no such revision.
    """
    row = db.execute("SELECT id FROM record WHERE key = ?", (review.revision,)).fetchone()
    if row is None or row["id"] != review.record:
        raise LedgerError(f"record {review.record} has no revision {review.revision}")
    changes = msgspec.json.encode(review.changes, order="sorted").decode()
    row = {"record": review.record, "revision": review.revision, "verdict": review.verdict.value, "changes": changes}
    return db.insert("review", row | {"by": review.by, "at": review.at})


def undo_review(db: Database, number: int, by: str, at: str) -> Review | None:
    """Take back a standing review of a person's own, inside the caller's transaction; None where there is none such."""
    query = f"SELECT {_COLUMNS} FROM review v WHERE v.key = ? AND v.by = ? AND {_STANDING}"
    row = db.execute(query, (number, by)).fetchone()
    if row is None:
        return None
    db.execute("INSERT INTO review_undone (review, by, at) VALUES (?, ?, ?)", (number, by, at))
    return _read(row)


def iterate_log(db: Database, by: str | None, limit: int, offset: int) -> Iterator[LoggedReview]:
    """Yield the reviews of a person, or all, those taken back too, the last first."""
    rows = db.execute(
        f"SELECT {_COLUMNS}, u.by AS undone_by, u.at AS undone_at FROM review v LEFT JOIN review_undone u"
        f" ON u.review = v.key{' WHERE v.by = ?' if by else ''} ORDER BY v.key DESC LIMIT ? OFFSET ?",
        ((by,) if by else ()) + (limit, offset),
    )
    for row in rows:
        yield LoggedReview(review=_read(row), undone_by=row["undone_by"], undone_at=row["undone_at"])


def load_reviews_in(db: Database, articles: Sequence[str]) -> tuple[Review, ...]:
    """Return the reviews of records of these articles, standing or not, that nobody has taken back, as appended."""
    query = f"SELECT {_COLUMNS} FROM review v JOIN record r ON r.key = v.revision WHERE {_STANDING} AND r.article IN"
    found = map(_read, ask(db, query, sorted(set(articles))))
    return tuple(sorted(found, key=lambda review: review.number))


def load_revisions(db: Database, revisions: Sequence[int]) -> dict[int, Entry]:
    """Return revisions of records by their numbers, standing or not."""
    rows = ask(db, f"{ENTRY} WHERE r.key IN", sorted(set(revisions)))
    return {entry.revision: entry for entry in map(make_entry, rows)}


def load_signals(db: Database, revisions: Sequence[int]) -> dict[int, Signal]:
    """Return the signals among revisions of records by their numbers, standing or not."""
    rows = ask(db, "SELECT key, json FROM record WHERE layer = 'signal' AND key IN", sorted(set(revisions)))
    return {row["key"]: decode(row["json"], Signal) for row in rows}


def load_signals_of(db: Database, articles: Sequence[str]) -> dict[str, tuple[Signal, ...]]:
    """Return the standing signals of articles, by article."""
    query = (
        "SELECT json FROM record INDEXED BY record_signal"
        " WHERE layer = 'signal' AND valid_to_run IS NULL AND article IN"
    )
    found: dict[str, tuple[Signal, ...]] = {}
    for row in ask(db, query, sorted(set(articles))):
        signal = decode(row["json"], Signal)
        found[signal.article] = (*found.get(signal.article, ()), signal)
    return found


def iterate_reviews(db: Database) -> Iterator[Review]:
    """Yield all reviews that nobody has taken back, in the order of appending."""
    yield from map(_read, db.execute(f"SELECT {_COLUMNS} FROM review v WHERE {_STANDING} ORDER BY v.key"))


def load_reviews_of(db: Database, records: Sequence[str]) -> dict[str, tuple[Review, ...]]:
    """Return the reviews of records that nobody has taken back, by record, as appended."""
    rows = ask(db, f"SELECT {_COLUMNS} FROM review v WHERE {_STANDING} AND v.record IN", sorted(set(records)))
    found: dict[str, tuple[Review, ...]] = {}
    for row in sorted(rows, key=lambda row: row["key"]):
        found[row["record"]] = (*found.get(row["record"], ()), _read(row))
    return found


def iterate_queue(db: Database, by: str, limit: int, offset: int, *, disputed: bool) -> Iterator[Entry]:
    """Yield the standing signals that `by` has not reviewed, the least sure first; only disputed ones where asked."""
    disputes = f" AND {_DISPUTED}" if disputed else ""
    unsure = _list_queue(db, f"{_DOUBT} IS NULL{disputes}", (by, offset + limit, 0))
    keys = unsure[offset:]
    keys += _list_queue(db, f"{_DOUBT} IS NOT NULL{disputes}", (by, limit - len(keys), max(0, offset - len(unsure))))
    found = {row["revision"]: make_entry(row) for row in ask(db, f"{ENTRY} WHERE r.key IN", keys)}
    for key in keys:
        yield found[key]


def _list_queue(db: Database, which: str, values: tuple[str, int, int]) -> list[int]:
    """Return the keys of signals in the order of doubt; those without any number are not mixed with others.

    So both stores find the order in their index: they differ in where it has rows without a number.
    """
    rows = db.execute(
        "SELECT r.key FROM record r INDEXED BY record_by_confidence CROSS JOIN article a ON a.id = r.article"
        " WHERE r.layer = 'signal' AND r.valid_to_run IS NULL AND a.earlier = 0"
        f" AND NOT EXISTS (SELECT 1 FROM review v WHERE v.record = r.id AND v.by = ? AND {_STANDING})"
        f" AND {which} ORDER BY {_DOUBT}, r.key LIMIT ? OFFSET ?",
        values,
    )
    return [key for (key,) in rows]


def _read(row: Row) -> Review:
    return Review(
        record=row["record"],
        revision=row["revision"],
        verdict=ReviewVerdict(row["verdict"]),
        changes=msgspec.json.decode(row["changes"]),
        by=row["by"],
        at=row["at"],
        number=row["key"],
    )
