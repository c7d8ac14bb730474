"""Episodes asked for by what they are: one by one, counted by period, or by who does it to whom."""

from collections.abc import Iterator, Sequence
from datetime import date
from operator import itemgetter

import msgspec

from marsad.ledger.asking import ask
from marsad.ledger.nouns import EpisodeFilter, PairCount, PeriodCount
from marsad.ledger.stores.base import Database
from marsad.ledger.view_nouns import EpisodeHead, HeadCount, PlaceCount
from marsad.measure.levels import Track
from marsad.model import SignalType, decode
from marsad.model.episode import Episode, Telling
from marsad.reconcile.episodes.family import is_spoken

_TOLD_BY = (
    "+e.key IN (SELECT t.episode FROM article a JOIN telling t ON t.article = a.id WHERE t.standing = 1 AND a.outlet IN"
)
_SPOKEN = ", ".join(f"'{kind.value}'" for kind in SignalType if is_spoken(kind))
_IS_WORDS = (  # shown on the track of words: by its level where it has one, else by its type
    f"(e.words IS NOT NULL AND e.acts IS NULL OR (e.words IS NULL) = (e.acts IS NULL) AND e.type IN ({_SPOKEN}))"
)
_NEWEST = "e.since DESC NULLS LAST, e.id DESC"
_EARLIEST = "e.since IS NULL, e.since, e.id"


def iterate_episodes(db: Database, wanted: EpisodeFilter) -> Iterator[Episode]:
    """Yield the episodes that a filter lets through, by day, the undated last."""
    if wanted.limit is not None:
        yield from _load(db, [key for (key,) in db.execute(*_choose(wanted))])
        return
    where, values = make_episode_conditions(wanted)
    order = _NEWEST if wanted.newest else _EARLIEST
    for row in db.stream(f"SELECT e.json FROM episode e WHERE {where} ORDER BY {order}", values):
        yield decode(row["json"], Episode)


def _choose(wanted: EpisodeFilter) -> tuple[str, tuple[object, ...]]:
    """Return how to ask for the keys of a page of episodes, so that no more is read of them than an index holds.

    Those of one party, of whatever kind, stand in their order as they are filed under it.
    """
    order = _NEWEST if wanted.newest else _EARLIEST
    one = _find_only_part(wanted)
    if one:
        query = "SELECT p.episode FROM episode_part p WHERE p.part = ? AND p.code = ?"
        return f"{query} ORDER BY {order.replace('e.', 'p.')} LIMIT ? OFFSET ?", (*one, wanted.limit, wanted.offset)
    where, values = make_episode_conditions(wanted)
    query = f"SELECT e.key FROM episode e WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"
    return query, (*values, wanted.limit, wanted.offset)


def _find_only_part(wanted: EpisodeFilter) -> tuple[str, str] | None:
    """Return the part and the code that a filter asks for, where it asks for nothing else."""
    parts = {"party": wanted.parties, "actor": wanted.actors, "target": wanted.targets}
    asked = [(part, codes[0]) for part, codes in parts.items() if len(codes) == 1]
    plain = EpisodeFilter(newest=wanted.newest, limit=wanted.limit, offset=wanted.offset)
    if len(asked) != 1 or msgspec.structs.replace(wanted, parties=(), actors=(), targets=()) != plain:
        return None
    return asked[0] if sum(map(len, parts.values())) == 1 else None


def _load(db: Database, keys: list[int]) -> Iterator[Episode]:
    found = {row["key"]: row["json"] for row in ask(db, "SELECT key, json FROM episode WHERE key IN", keys)}
    for key in keys:
        yield decode(found[key], Episode)


def count_periods(db: Database, wanted: EpisodeFilter, letters: int) -> Iterator[PeriodCount]:
    """Yield how many episodes of each type and track begin in each period, the first letters of an ISO day."""
    where, values = make_episode_conditions(wanted)
    rows = db.execute(
        f"SELECT substr(e.since, 1, CAST(? AS INTEGER)) AS period, e.type, {_IS_WORDS} AS is_words,"
        f" count(*) AS number FROM episode e WHERE e.since IS NOT NULL AND {where} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        (letters, *values),
    )
    for row in rows:
        track = Track.WORDS if row["is_words"] else Track.ACTS
        yield PeriodCount(period=row["period"], type=SignalType(row["type"]), track=track, count=row["number"])


def count_pairs(db: Database, wanted: EpisodeFilter) -> Iterator[PairCount]:
    """Yield how many episodes each party does or says to each other, the most first."""
    where, values = make_episode_conditions(wanted)
    among = f" AND p.episode IN (SELECT e.key FROM episode e WHERE {where})" if values else ""
    rows = db.execute(
        f"SELECT p.code, count(*) AS number FROM episode_part p WHERE p.part = 'pair'{among}"
        " GROUP BY p.code ORDER BY 2 DESC, 1",
        values,
    )
    for row in rows:
        actor, target = row["code"].split(">")
        yield PairCount(actor=actor, target=target, count=row["number"])


def iterate_heads(db: Database, first: date, last: date) -> Iterator[EpisodeHead]:
    """Yield what is to be known of the episodes that begin within some days as news, but for who tells them."""
    rows = db.execute(
        "SELECT e.id, e.type, e.since, e.until, e.words, e.acts, e.sources FROM episode e"
        " WHERE e.since BETWEEN ? AND ? AND e.background = 0 ORDER BY e.since, e.id",
        (first.isoformat(), last.isoformat()),
    )
    for row in rows:
        yield EpisodeHead(
            id=row["id"],
            type=SignalType(row["type"]),
            since=date.fromisoformat(row["since"]),
            until=date.fromisoformat(row["until"]),
            words=row["words"],
            acts=row["acts"],
            sources=row["sources"],
        )


def count_heads(db: Database, first: date, last: date) -> Iterator[HeadCount]:
    """Yield how many episodes of a single day within some are alike as news, by day."""
    rows = db.execute(
        "SELECT e.since, e.type, e.words, e.acts, count(*) AS number FROM episode e"
        " WHERE e.since BETWEEN ? AND ? AND e.until = e.since AND e.background = 0 GROUP BY 1, 2, 3, 4 ORDER BY 1",
        (first.isoformat(), last.isoformat()),
    )
    for row in rows:
        day, kind = date.fromisoformat(row["since"]), SignalType(row["type"])
        yield HeadCount(day=day, type=kind, words=row["words"], acts=row["acts"], count=row["number"])


def load_episodes(db: Database, ids: Sequence[str]) -> tuple[Episode, ...]:
    """Return the episodes with these ids, in their order."""
    found = {row["id"]: row["json"] for row in ask(db, "SELECT id, json FROM episode WHERE id IN", list(ids))}
    return tuple(decode(found[one], Episode) for one in ids if one in found)


def load_levels(db: Database, ids: Sequence[str]) -> dict[str, dict[Track, int]]:
    """Return the levels of episodes on the tracks that the scale speaks of, by id."""
    rows = ask(db, "SELECT id, words, acts FROM episode WHERE id IN", sorted(set(ids)))
    return {row["id"]: {track: row[track.value] for track in Track if row[track.value] is not None} for row in rows}


def count_told(db: Database, wanted: EpisodeFilter) -> int:
    """Return how many episodes a filter lets through."""
    if one := _find_only_part(wanted):
        query = "SELECT count(*) FROM episode_part p WHERE p.part = ? AND p.code = ?"
        return int(db.execute(query, one).fetchone()[0])
    where, values = make_episode_conditions(wanted)
    return int(db.execute(f"SELECT count(*) FROM episode e WHERE {where}", values).fetchone()[0])


def count_places(db: Database, wanted: EpisodeFilter) -> Iterator[PlaceCount]:
    """Yield how many episodes were in each place that is named, the most first."""
    where, values = make_episode_conditions(wanted)
    rows = db.execute(
        "SELECT p.place, p.number, p.last,"
        f" (SELECT min(e.until) FROM episode e WHERE e.place = p.place AND e.since = p.last AND {where}) AS until"
        " FROM (SELECT e.place, count(*) AS number, max(e.since) AS last FROM episode e"
        f" WHERE e.place IS NOT NULL AND {where} GROUP BY e.place) p ORDER BY p.number DESC, p.place",
        [*values, *values],
    )
    for row in rows:
        last, until = (date.fromisoformat(day) if day else None for day in (row["last"], row["until"]))
        yield PlaceCount(place=row["place"], count=row["number"], last=last, until=until)


def load_tellings_of(db: Database, records: Sequence[str]) -> dict[str, tuple[Telling, str]]:
    """Return the standing tellings of records, each with its article's upstream source."""
    rows = ask(db, "SELECT record, source, json FROM telling WHERE standing = 1 AND record IN", sorted(set(records)))
    return {row["record"]: (decode(row["json"], Telling), row["source"]) for row in rows}


def load_tellings_in(db: Database, articles: Sequence[str]) -> tuple[Telling, ...]:
    """Return the standing tellings of articles, by record."""
    rows = ask(db, "SELECT record, json FROM telling WHERE standing = 1 AND article IN", sorted(set(articles)))
    return tuple(decode(row["json"], Telling) for row in sorted(rows, key=itemgetter("record")))


def iterate_told_between(db: Database, first: date, last: date) -> Iterator[Episode]:
    """Yield the episodes that articles published up to a day within some tell, by day, the undated last."""
    rows = db.execute(
        "SELECT e.json FROM (SELECT DISTINCT t.episode FROM article a CROSS JOIN telling t ON t.article = a.id"
        " WHERE a.published_end BETWEEN ? AND ? AND t.standing = 1) c JOIN episode e ON e.key = c.episode"
        f" ORDER BY {_EARLIEST}",
        (first.isoformat(), last.isoformat()),
    )
    for row in rows:
        yield decode(row["json"], Episode)


def find_episodes_of(db: Database, records: Sequence[str]) -> dict[str, Episode]:
    """Return the episodes that records are in, by record."""
    rows = ask(
        db,
        "SELECT t.record, e.json FROM telling t JOIN episode e ON e.key = t.episode"
        " WHERE t.standing = 1 AND t.record IN",
        sorted(set(records)),
    )
    return {row["record"]: decode(row["json"], Episode) for row in rows}


def make_episode_conditions(wanted: EpisodeFilter) -> tuple[str, list[object]]:
    """Return what a filter asks of episode e in SQL, with the values of its marks."""
    where, values = ["1 = 1"], list[object]()
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
    if wanted.level is not None:
        sign = ">=" if wanted.level >= 0 else "<="
        where.append(f"(e.words {sign} ? OR e.acts {sign} ?)")
        values += [wanted.level, wanted.level]
    if wanted.track is not None:
        where.append(_IS_WORDS if wanted.track is Track.WORDS else f"NOT {_IS_WORDS}")
    return " AND ".join(where), values


def _list_choices(wanted: EpisodeFilter) -> Iterator[tuple[str, Sequence[str], str]]:
    """Yield conditions that end in IN; the sign has SQLite go through episodes in their order and ask of each."""
    yield "e.type IN", wanted.types, ""
    yield "e.status IN", wanted.status, ""
    yield "e.modality IN", wanted.modality, ""
    for part, codes in (("party", wanted.parties), ("actor", wanted.actors), ("target", wanted.targets)):
        yield f"+e.key IN (SELECT episode FROM episode_part WHERE part = '{part}' AND code IN", codes, ")"
    yield _TOLD_BY, wanted.outlets, ")"
