"""Episodes in the ledger: brought up to date in batches, asked for, judged by persons, made anew, checked."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from marsad.ledger.asking import act, ask
from marsad.ledger.days import count_marked, settle_days
from marsad.ledger.episodes_drawing import draw_episodes, erase, list_parts, load_links, read_link, replace_links
from marsad.ledger.episodes_entries import append, write_links
from marsad.ledger.episodes_filing import (
    ReadyTellings,
    close,
    count_overlooked,
    drop,
    file_signals,
    list_fresh,
    list_gone,
    list_moved,
    list_open,
    load_neighbours,
)
from marsad.ledger.episodes_levels import check_levels, regrade
from marsad.ledger.episodes_waiting import NOT_WAITING, Pace, clear_undrawn, list_undrawn, mark_undrawn
from marsad.ledger.errors import UnknownError
from marsad.ledger.gathered import Entry
from marsad.ledger.novelty import check_words, mark_words, place_marked, settle_words
from marsad.ledger.query import find_id
from marsad.ledger.said import check_said
from marsad.ledger.stores.base import Database
from marsad.ledger.stories_waiting import settle
from marsad.model import decode
from marsad.model.episode import Episode, Link, Telling
from marsad.reconcile.episodes import DayBook, Index, find_day, find_links, weigh_tellings

_BATCH = 2_000  # articles looked at together, and signals after which a transaction ends: others may write in between
_AFTER = 14  # days in which what was told later may answer or deny something


def reconcile(
    db: Database, batch: int = _BATCH, ready: ReadyTellings | None = None, pace: Pace | None = None
) -> Iterator[int]:
    """Bring episodes up to date with the records, a batch in a transaction; yield the number of records after each.

    What is `ready` of the tellings is not made again. What is judged waits to be drawn where a `pace` lets it.
    """
    ready = ready or ReadyTellings()
    regrade(db)
    done: int | None = 0
    while done is not None:
        with db.transaction():
            done = _reconcile_some(db, batch, ready, pace)
        if done:
            yield done
    ready.clear()
    if not list_undrawn(db, 1):
        settle_days(db)
        settle_words(db)


def _reconcile_some(db: Database, batch: int, ready: ReadyTellings, pace: Pace | None) -> int | None:
    """Bring up to date what the next articles tell; return how many records, None where no article is left.

    Episodes are drawn once for all batches up to one with signals enough: those before it mostly hold articles whose
    stories have grown, and the same episodes as it.
    """
    settle(db)  # stories that wait to be drawn say where their articles come from
    touched, done, filed, gone = set[str](), None, 0, 0
    while filed < batch and (articles := list_open(db, batch)):
        judged = _judge_batch(db, articles, ready)
        touched = (touched | judged.touched) - judged.lost
        done, filed, gone = (done or 0) + judged.records, filed + judged.filed, gone + judged.gone
    if pace and not gone and pace.lets_wait(filed):  # of what is gone the episodes are erased
        mark_undrawn(db, touched)
    else:
        drawn = _draw(db, touched)
        if pace and drawn:
            pace.note(drawn)
    return done


def draw_waiting(db: Database) -> None:
    """Draw the episodes that wait for it."""
    if list_undrawn(db, 1):
        with db.transaction():
            _draw(db, ())
        settle_days(db)
        settle_words(db)


def _draw(db: Database, touched: Iterable[str]) -> int:
    """Draw the episodes of records and all that wait for it; return how many records are in these."""
    records = {*touched, *list_undrawn(db)}
    if not records:
        return 0
    clear_undrawn(db)
    return draw_episodes(db, records)


class _Judged(NamedTuple):
    """What a batch of articles does to episodes.

    records: how many came, went or moved; `filed` of them came, `gone` went
    touched: those whose episodes are to be drawn
    lost: those that stand no more
    """

    records: int
    filed: int
    gone: int
    touched: set[str]
    lost: set[str]


def _judge_batch(db: Database, articles: list[int], ready: ReadyTellings) -> _Judged:
    """File and judge what articles tell now."""
    gone = list_gone(db, articles)
    touched = _find_companions(db, gone)
    mark_words(db, erase(db, gone))
    drop(db, gone)
    moved = list_moved(db, articles)
    fresh = _file_fresh(db, articles, ready)
    close(db, articles)
    if not (gone or fresh or moved):
        return _Judged(0, 0, 0, set(), set())
    touched |= {telling.record for telling in fresh} | set(moved)
    near = load_neighbours(db, fresh)
    touched |= _link(db, fresh, near)
    lost = set(gone) - {telling.record for telling in fresh}
    touched |= _unlink(db, lost)
    return _Judged(len(gone) + len(fresh) + len(moved), len(fresh), len(gone), touched, lost)


def _file_fresh(db: Database, articles: list[int], ready: ReadyTellings) -> list[Telling]:
    """File the signals of articles that are new; return them. What they were made of is not kept any longer."""
    return [filed.telling for filed in file_signals(db, list_fresh(db, articles), ready)]


def _find_companions(db: Database, records: list[str]) -> set[str]:
    """Return the records that are in an episode with one of `records`."""
    return {other for (other,) in ask(db, _COMPANIONS, records)}


_COMPANIONS = (
    "SELECT o.record FROM telling t JOIN telling o ON o.episode = t.episode WHERE t.standing = 1 AND t.record IN"
)


def _link(db: Database, fresh: list[Telling], near: list[Telling]) -> set[str]:
    """Judge the fresh tellings, link them and what may answer them; return the records that this concerns."""
    index = Index(near)
    write_links(db, weigh_tellings(index, fresh))
    book = DayBook(near)
    later = sorted(_list_later(fresh, near), key=book.find_wording)  # near copies one after the other
    return replace_links(db, {telling.record: find_links(book, telling) for telling in later})


def _list_later(fresh: list[Telling], near: list[Telling]) -> list[Telling]:
    """Return the fresh tellings and those of the days after one of them in which a party of it has a part."""
    days: dict[str, set[date]] = {}
    for telling in fresh:
        if day := find_day(telling):
            for code in {*telling.actors, *telling.targets}:
                days.setdefault(code, set()).update(day + timedelta(after) for after in range(_AFTER + 1))
    own, articles = {telling.record for telling in fresh}, {telling.article for telling in fresh}
    return [
        telling
        for telling in near
        if telling.record in own
        or telling.article in articles
        or any(find_day(telling) in days.get(code, ()) for code in {*telling.actors, *telling.targets})
    ]


def _unlink(db: Database, lost: set[str]) -> set[str]:
    """Take away the links from and to records that stand no more; return the records at their other ends."""
    records = sorted(lost)
    links = [*load_links(db, records, towards=True), *load_links(db, records, towards=False)]
    act(db, "DELETE FROM record_link WHERE source IN", records)
    act(db, "DELETE FROM record_link WHERE target IN", records)
    return {end for link in links for end in (link.source, link.target)} - lost


def load_episode(db: Database, prefix: str) -> Episode:
    """Return the episode whose id begins so, or that of the record whose id does; raise LedgerError."""
    if prefix.startswith("e"):
        found = find_id(db, "episode", prefix)
        return decode(db.execute("SELECT json FROM episode WHERE id = ?", (found,)).fetchone()["json"], Episode)
    record = find_id(db, "record", prefix)
    row = db.execute(
        "SELECT e.json FROM telling t JOIN episode e ON e.key = t.episode WHERE t.record = ? AND t.standing = 1",
        (record,),
    ).fetchone()
    if row is None:
        raise UnknownError(f"record {record} is in no episode: it is no signal, or waits to be reconciled")
    return decode(row["json"], Episode)


def iterate_tellings(db: Database) -> Iterator[tuple[Telling, str]]:
    """Yield the standing tellings by record, each with its article's upstream source."""
    for row in db.stream("SELECT source, json FROM telling WHERE standing = 1 ORDER BY record"):
        yield decode(row["json"], Telling), row["source"]


def iterate_links(db: Database) -> Iterator[Link]:
    """Yield all links between records."""
    query = "SELECT source, kind, target, score, why FROM record_link ORDER BY source, kind, target"
    yield from map(read_link, db.stream(query))


def append_entry(db: Database, entry: Entry) -> None:
    """Append what a person says and draw the episodes that it touches anew, inside the caller's transaction."""
    draw_episodes(db, append(db, entry))
    while count_marked(db) or place_marked(db):
        pass


def rebuild(db: Database) -> int:
    """Make everything derived anew from the standing signals and what persons said; return the number of episodes.

    The rule judges anew too: what it said of tellings that are as they were stays.
    """
    with db.transaction():
        for table in _DERIVED:
            db.execute(f"DELETE FROM {table}")
        db.execute("UPDATE telling SET standing = 0, episode = NULL")
        db.execute("UPDATE article SET reconciled = NULL")
    for _ in reconcile(db):
        pass
    return int(db.execute("SELECT count(*) FROM episode").fetchone()[0])


_DERIVED = (
    *("record_link", "said", "said_mark", "graded", "carried"),
    *("episode_part", "episode", "telling_place", "undrawn"),
)


def check_episodes(db: Database) -> Iterator[str]:
    """Yield one line for every problem with what is known of episodes."""
    query = f"SELECT count(*) FROM telling t WHERE t.standing = 1 AND t.episode IS NULL AND {NOT_WAITING}"
    if alone := db.execute(query).fetchone()[0]:
        yield f"episodes: {alone} signals are in none; rebuild the episodes"
    if overlooked := count_overlooked(db):
        yield f"episodes: {overlooked} signals are new or gone, and nobody was told; rebuild the episodes"
    for row in db.stream("SELECT key, id, json FROM episode ORDER BY key"):
        episode = decode(row["json"], Episode)
        members = {record for (record,) in db.execute("SELECT record FROM telling WHERE episode = ?", (row["key"],))}
        if episode.id != row["id"] or members != {*episode.tellings}:
            yield f"episode {row['id']}: does not hold the signals that it names; rebuild the episodes"
        parts = db.execute("SELECT part, code FROM episode_part WHERE episode = ? ORDER BY part, code", (row["key"],))
        if [tuple(part) for part in parts] != sorted(list_parts(episode)):
            yield f"episode {row['id']}: is not filed under its parties; rebuild the episodes"
        if not check_said(db, row["key"]):
            yield f"episode {row['id']}: is not in the records of those who speak; rebuild the episodes"
    yield from check_levels(db)
    yield from check_words(db)
