"""Episodes asked for by what they are: one by one, counted by period, or by who does it to whom."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date

from marsad.ledger.episodes_filing import ask
from marsad.ledger.nouns import EpisodeFilter, PairCount, PeriodCount
from marsad.ledger.view_nouns import PlaceCount
from marsad.model import SignalType, decode
from marsad.model.episode import Episode, Telling

_TOLD_BY = (
    "e.key IN (SELECT t.episode FROM telling t JOIN article a ON a.id = t.article WHERE t.standing AND a.outlet IN"
)
_NEWEST = "e.since IS NULL, e.since DESC, e.id"
_EARLIEST = "e.since IS NULL, e.since, e.id"


def iterate_episodes(db: sqlite3.Connection, wanted: EpisodeFilter) -> Iterator[Episode]:
    """Yield the episodes that a filter lets through, by day, the undated last."""
    where, values = _make_conditions(wanted)
    order = _NEWEST if wanted.newest else _EARLIEST
    query = f"SELECT e.json FROM episode e WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"
    limit = -1 if wanted.limit is None else wanted.limit
    for row in db.execute(query, (*values, limit, wanted.offset)):
        yield decode(row["json"], Episode)


def count_periods(db: sqlite3.Connection, wanted: EpisodeFilter, letters: int) -> Iterator[PeriodCount]:
    """Yield how many episodes of each type begin in each period, a period being the first letters of an ISO day."""
    where, values = _make_conditions(wanted)
    rows = db.execute(
        "SELECT substr(e.since, 1, ?) AS period, e.type, count(*) AS number FROM episode e"
        f" WHERE e.since IS NOT NULL AND {where} GROUP BY 1, 2 ORDER BY 1, 2",
        (letters, *values),
    )
    for row in rows:
        yield PeriodCount(period=row["period"], type=SignalType(row["type"]), count=row["number"])


def count_pairs(db: sqlite3.Connection, wanted: EpisodeFilter) -> Iterator[PairCount]:
    """Yield how many episodes each party does or says to each other, the most first."""
    where, values = _make_conditions(wanted)
    rows = db.execute(
        "SELECT a.value AS actor, t.value AS target, count(*) AS number FROM episode e,"
        " json_each(e.json, '$.actors') a, json_each(e.json, '$.targets') t"
        f" WHERE {where} GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2",
        values,
    )
    for row in rows:
        yield PairCount(actor=row["actor"], target=row["target"], count=row["number"])


def count_places(db: sqlite3.Connection, wanted: EpisodeFilter) -> Iterator[PlaceCount]:
    """Yield how many episodes were in each place that is named, the most first."""
    where, values = _make_conditions(wanted)
    rows = db.execute(
        "SELECT e.place, count(*) AS number, max(e.since) AS last FROM episode e"
        f" WHERE e.place IS NOT NULL AND {where} GROUP BY e.place ORDER BY number DESC, e.place",
        values,
    )
    for row in rows:
        last = date.fromisoformat(row["last"]) if row["last"] else None
        yield PlaceCount(place=row["place"], count=row["number"], last=last)


def load_tellings_of(db: sqlite3.Connection, records: Sequence[str]) -> dict[str, tuple[Telling, str]]:
    """Return the standing tellings of records, each with its article's upstream source."""
    rows = ask(db, "SELECT record, source, json FROM telling WHERE standing AND record IN", sorted(set(records)))
    return {row["record"]: (decode(row["json"], Telling), row["source"]) for row in rows}


def find_episodes_of(db: sqlite3.Connection, records: Sequence[str]) -> dict[str, Episode]:
    """Return the episodes that records are in, by record."""
    rows = ask(
        db,
        "SELECT t.record, e.json FROM telling t JOIN episode e ON e.key = t.episode WHERE t.standing AND t.record IN",
        sorted(set(records)),
    )
    return {row["record"]: decode(row["json"], Episode) for row in rows}


def _make_conditions(wanted: EpisodeFilter) -> tuple[str, list[object]]:
    where, values = ["1"], list[object]()
    for start, chosen, end in _list_choices(wanted):
        if chosen:
            where.append(f"{start} ({', '.join('?' * len(chosen))}){end}")
            values += [str(each) for each in chosen]
    if wanted.since:
        where.append("e.until >= ?")
        values.append(wanted.since.isoformat())
    if wanted.until:
        where.append("e.since <= ?")
        values.append(wanted.until.isoformat())
    if wanted.places:
        where.append(f"e.place IN ({', '.join('?' * len(wanted.places))})")
        values += wanted.places
    if wanted.background is not None:
        where.append("e.background = ?")
        values.append(int(wanted.background))
    if wanted.parties:
        sides = (_among("actors", wanted.parties), _among("targets", wanted.parties))
        where.append(f"({' OR '.join(sides)})")
        values += [*wanted.parties, *wanted.parties]
    return " AND ".join(where), values


def _list_choices(wanted: EpisodeFilter) -> Iterator[tuple[str, Sequence[str], str]]:
    yield "e.type IN", wanted.types, ""
    yield "e.status IN", wanted.status, ""
    yield "json_extract(e.json, '$.modality') IN", wanted.modality, ""
    yield "EXISTS (SELECT 1 FROM json_each(e.json, '$.actors') WHERE value IN", wanted.actors, ")"
    yield "EXISTS (SELECT 1 FROM json_each(e.json, '$.targets') WHERE value IN", wanted.targets, ")"
    yield _TOLD_BY, wanted.outlets, ")"


def _among(side: str, codes: Sequence[str]) -> str:
    return f"EXISTS (SELECT 1 FROM json_each(e.json, '$.{side}') WHERE value IN ({', '.join('?' * len(codes))}))"
