"""Adding a reading: new, unchanged, or coded again. Nothing here deletes or rewrites a record."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from marsad.ledger.claims import write_checks
from marsad.ledger.days import mark_left
from marsad.ledger.errors import LedgerError
from marsad.ledger.index import clear_passages, write_passages
from marsad.ledger.nouns import Added, AddStatus, Record
from marsad.ledger.prepared import PreparedReading, prepare_reading
from marsad.ledger.rows import list_parties, list_records, load_record, make_content, make_row
from marsad.ledger.stores.base import Database, Row
from marsad.ledger.stories_filing import file_reading
from marsad.ledger.stories_waiting import Unplaced, place_articles
from marsad.ledger.tallies import add_change, find_share
from marsad.ledger.versions import find_same, knows_sighting, note_sighting, write_time
from marsad.model import Article, Reading, decode, encode
from marsad.model.episode import Telling


class Stamp(NamedTuple):
    """Which run adds a reading, and when; what is known of its capture.

    run: the caller's name of the run
    at: its time in ISO 8601
    size: the number of bytes captured
    captured: the time at which the page stood so at its address
    payload: the archive's digest of it
    """

    run: str
    at: str
    size: int | None = None
    captured: datetime | None = None
    payload: str | None = None


class _Standing(NamedTuple):
    """A record that the ledger holds for an article: its row's key, and what it says."""

    key: int
    content: bytes


class _Plan(NamedTuple):
    """What a reading does to the records that stand."""

    gained: dict[str, Record]
    changed: dict[str, Record]
    lost: tuple[str, ...]
    kept: tuple[str, ...]


def find_unchanged(db: Database, reading: Reading, captured: datetime | None) -> Added | None:
    """Return the outcome where the ledger holds this article by this coder already from this origin, else None."""
    held = _held(db, reading.article.id)
    if not held or held["version"] != reading.version or not _knows_capture(db, reading.article, captured):
        return None
    return _outcome(db, reading.article, AddStatus.UNCHANGED)


class Later(NamedTuple):
    """What is left to do when readings are written.

    passages: the articles of which they are to be indexed
    filed: what is to be placed in stories
    tellings: the signals as they are compared with others', by the key of the reading
    """

    passages: set[str]
    filed: list[Unplaced]
    tellings: dict[int, tuple[Telling, ...]]


def add_readings(
    db: Database, additions: Iterable[tuple[Reading, Stamp]]
) -> tuple[list[Added], dict[int, tuple[Telling, ...]]]:
    """Write readings inside the caller's transaction; raise LedgerError.

    Return what each changed, and their signals made ready for comparison by the key of the reading.
    """
    later = Later(set(), [], {})
    added = [_add_reading(db, reading, stamp, later) for reading, stamp in additions]
    db.index_passages(sorted(later.passages))
    place_articles(db, later.filed)
    return added, later.tellings


def _add_reading(db: Database, reading: Reading, stamp: Stamp, later: Later) -> Added:
    run = _note_run(db, stamp)
    article = reading.article
    held = _held(db, article.id)
    if held and held["version"] == reading.version:
        return _note_again(db, article, stamp, run)
    prepared = prepare_reading(reading)
    if held is None and stamp.captured and (same := find_same(db, article, prepared.body_hash)):
        return _note_again(db, msgspec.structs.replace(article, id=same), stamp, run)
    share = find_share(db, article.id) if held else {}
    edition = _write_edition_again(db, article, run, held) if held else _write_article(db, reading, run)
    edit_of = _note_capture(db, article, stamp, run)
    key = _write_reading(db, prepared, edition, run)
    plan = _make_plan(reading, find_standing(db, article.id) if held else {})
    _carry_out(db, plan, edition, run)
    if held:
        if article.id in later.passages:  # what is taken out of the index must be in it
            db.index_passages((article.id,))
        clear_passages(db, article.id)
    write_passages(db, article.id, prepared.passages)
    later.passages.add(article.id)
    add_change(db, share, find_share(db, article.id))
    if placed := file_reading(db, prepared):
        later.filed.append(placed)
    write_checks(db, article.id, prepared.checks, prepared.facts)
    later.tellings[key] = prepared.tellings
    return _outcome(db, article, AddStatus.RECODED if held else AddStatus.NEW, plan, edit_of)


def _note_again(db: Database, article: Article, stamp: Stamp, run: int) -> Added:
    edit_of = _note_capture(db, article, stamp, run)
    return _outcome(db, article, AddStatus.UNCHANGED, edit_of=edit_of)


def _held(db: Database, article: str) -> Row | None:
    row: Row | None = db.execute(
        "SELECT r.version, r.edition, e.json FROM article a JOIN reading r ON r.key = a.reading"
        " JOIN edition e ON e.key = r.edition WHERE a.id = ?",
        (article,),
    ).fetchone()
    return row


def _note_run(db: Database, stamp: Stamp) -> int:
    query = "SELECT number FROM run WHERE name = ?"
    row = db.execute(query, (stamp.run,)).fetchone()
    if row is None:
        db.execute("INSERT INTO run (name, at) VALUES (?, ?)", (stamp.run, stamp.at))
        row = db.execute(query, (stamp.run,)).fetchone()
    return int(row[0])


def _knows_capture(db: Database, article: Article, captured: datetime | None) -> bool:
    found = db.execute("SELECT 1 FROM capture WHERE article = ? AND origin = ?", (article.id, article.origin))
    return found.fetchone() is not None and knows_sighting(db, article, captured)


def _note_capture(db: Database, article: Article, stamp: Stamp, run: int) -> str | None:
    """Note where and when the article was met; return the version of its page that it took the place of."""
    at = write_time(stamp.captured) if stamp.captured else None
    db.execute(
        "INSERT INTO capture (article, origin, url, digest, size, at, payload, run) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (article, origin, digest) DO UPDATE"
        " SET at = coalesce(capture.at, excluded.at), payload = coalesce(capture.payload, excluded.payload)",
        (article.id, article.origin, article.url, article.digest, stamp.size, at, stamp.payload, run),
    )
    return note_sighting(db, article, stamp.captured, run)


def _write_article(db: Database, reading: Reading, run: int) -> int:
    article = reading.article
    db.execute(  # the rest comes with the reading
        "INSERT INTO article (id, digest, origin, url, run, reading, on_topic) VALUES (?, ?, ?, ?, ?, 0, 0)",
        (article.id, article.digest, article.origin, article.url, run),
    )
    return db.insert("edition", {"article": article.id, "run": run, "json": encode(article).decode()})


def _write_edition_again(db: Database, article: Article, run: int, held: Row) -> int:
    """Return the edition that stands if the article reads the same, but for where it was met; else a new one."""
    old = decode(held["json"], Article)
    if msgspec.structs.replace(article, origin=old.origin, name=old.name) == old:
        return int(held["edition"])
    return db.insert("edition", {"article": article.id, "run": run, "json": encode(article).decode()})


def _write_reading(db: Database, reading: PreparedReading, edition: int, run: int) -> int:
    article = reading.article
    facts = {"version": reading.version, "codebook": reading.codebook, "topic": reading.topic, "run": run}
    row = {"article": article.id, "edition": edition, "on_topic": int(reading.on_topic)} | facts
    key = db.insert("reading", row)
    db.executemany(
        'INSERT INTO abstention (reading, position, coder, rule, reason, start, "end", quote)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (key, position, each.coder, each.rule, each.reason, each.span.start, each.span.end, each.span.quote)
            for position, each in enumerate(reading.abstentions)
        ],
    )
    _write_head(db, reading, key)
    return key


def _write_head(db: Database, reading: PreparedReading, key: int) -> None:
    article, when = reading.article, reading.article.published
    end = when.end.isoformat() if when else None
    row = {
        "outlet": article.outlet,
        "title": article.title,
        "published": encode(when).decode() if when else None,
        "published_start": when.start.isoformat() if when else None,
        "published_end": end,
        "on_topic": int(reading.on_topic),
        "body_hash": reading.body_hash,
        "copy_of": _find_original(db, article.id, reading.body_hash),
        "reading": key,
    }
    columns = ", ".join(f"{column} = ?" for column in row)
    mark_left(db, article.id, end)
    db.execute(f"UPDATE article SET {columns} WHERE id = ?", (*row.values(), article.id))


def _find_original(db: Database, article: str, body: str | None) -> str | None:
    row = db.execute(
        "SELECT id FROM article WHERE body_hash = ? AND key < (SELECT key FROM article WHERE id = ?) ORDER BY key",
        (body, article),
    ).fetchone()
    return str(row["id"]) if row else None


def _make_plan(reading: Reading, standing: Mapping[str, _Standing]) -> _Plan:
    records = {record.id: record for record in list_records(reading)}
    if len(records) < len(list_records(reading)):
        raise LedgerError(f"the reading of {reading.article.origin} holds two records with the same id")
    same = {key for key, record in records.items() if key in standing and standing[key].content == make_content(record)}
    return _Plan(
        gained={key: record for key, record in records.items() if key not in standing},
        changed={key: record for key, record in records.items() if key in standing and key not in same},
        lost=tuple(sorted(standing.keys() - records.keys())),
        kept=tuple(sorted(same)),
    )


def find_standing(db: Database, article: str) -> dict[str, _Standing]:
    """Return the standing records of an article by id."""
    rows = db.execute("SELECT key, id, layer, json FROM record WHERE article = ? AND valid_to_run IS NULL", (article,))
    return {row["id"]: _Standing(row["key"], make_content(load_record(row["layer"], row["json"]))) for row in rows}


def _carry_out(db: Database, plan: _Plan, edition: int, run: int) -> None:
    ended = [(run, name) for name in (*plan.lost, *plan.changed)]
    db.executemany("UPDATE record SET valid_to_run = ? WHERE id = ? AND valid_to_run IS NULL", ended)
    keys = _write_records(db, [*plan.gained.values(), *plan.changed.values()], edition, run)
    newer = [(key, name, key) for name, key in zip(plan.changed, keys[len(plan.gained) :], strict=True)]
    db.executemany(
        "UPDATE record SET superseded_by = ? WHERE key = (SELECT max(key) FROM record WHERE id = ? AND key < ?)", newer
    )


def _write_records(db: Database, records: Sequence[Record], edition: int, run: int) -> list[int]:
    """Write records and who takes part in them; return the keys of their rows."""
    given = {"edition": edition, "valid_from_run": run}
    keys = db.insert_all("record", [make_row(record) | given for record in records])
    rows = [(key, *party) for key, record in zip(keys, records, strict=True) for party in list_parties(record)]
    db.executemany("INSERT INTO party (record, side, position, code) VALUES (?, ?, ?, ?)", rows)
    return keys


def _outcome(
    db: Database, article: Article, status: AddStatus, plan: _Plan | None = None, edit_of: str | None = None
) -> Added:
    row = db.execute("SELECT copy_of, origin FROM article WHERE id = ?", (article.id,)).fetchone()
    again = article.id if row["origin"] != article.origin else None
    added = Added(status=status, article=article.id, duplicate_of=row["copy_of"] or again, edit_of=edit_of)
    if plan is None:
        return added
    gained, changed = tuple(sorted(plan.gained)), tuple(sorted(plan.changed))
    return msgspec.structs.replace(added, gained=gained, changed=changed, lost=plan.lost, kept=plan.kept)
